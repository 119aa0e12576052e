// Seeded random histories of a ledger: invoices, credit notes, receipts, applications with and
// without differences, their undoing, returned receipts. For laws that hold over any history.
#pragma once

#include <random>
#include <vector>

#include "gateway/receivables/application.h"
#include "tests/gateway/receivables_fixture.h"

namespace facteur::gateway::test {

class LedgerHistory {
 public:
  LedgerHistory(unsigned seed, int steps);

  int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
  formats::Date day(int after) const { return *add_days(date("2026-01-01"), after); }
  // A day of the history or a little after, and an instant at which something was known, or none.
  receivables::AsOf some_question();
  Ledger& ledger() { return ledger_; }
  void step();

 private:
  // An item with something open, by chance; nothing when there is none on that side.
  struct Item {
    std::int64_t id, account, open;
  };
  std::vector<Item> open_items();

  void open_document();
  void receive();
  void apply();
  void undo();
  void reverse();

  std::mt19937 random_;
  Ledger ledger_;
  std::vector<std::int64_t> receipts_, applications_;
  std::vector<Instant> instants_;
  int serial_ = 0;
};

}  // namespace facteur::gateway::test
