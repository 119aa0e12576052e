// What became of an item of the ledger, in the form in which promises, disputes and plans ask for
// it: how much was taken from it, on which day, by money or otherwise, and whether that was undone.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "formats/civil_date.h"
#include "gateway/receivables/ledger.h"

namespace facteur::gateway::receivables {

// Something that settled a part of an item.
struct Taken {
  formats::Date effective_on;
  std::int64_t known_at = 0;  // microseconds UTC
  std::int64_t units = 0;     // positive: less is open than before
  bool by_money = false;      // a receipt; else a credit note, a difference, a write-off
  std::optional<formats::Date> undone_on = {};  // from this day on it does not count any more
};

struct ItemHistory {
  std::int64_t id = 0, account = 0;
  std::string tenant, customer_key, number, currency;
  unsigned exponent = 2;
  formats::Date issued_on, due_on;
  std::int64_t units = 0;    // as opened
  std::vector<Taken> taken;  // by day, then as recorded

  // What is open at the end of `day`, as seen on the day `seen_on`: what was undone by then does
  // not count, even where it was undone after `day`.
  std::int64_t open(formats::Date day, formats::Date seen_on) const;
  std::int64_t open(formats::Date day) const { return open(day, day); }
};

// Of debits (invoices, down payments, fees), as known at an instant; nothing: all being known.
// Nothing when there is no such item.
std::optional<ItemHistory> item_history(store::Connection& connection, std::int64_t item,
                                        std::optional<Instant> known_at = {});

// Histories that were asked for once.
class ItemHistories {
 public:
  explicit ItemHistories(store::Connection& connection, std::optional<Instant> known_at = {})
      : connection_(connection), known_at_(known_at) {}
  // Throws std::logic_error when there is no such item: rows that name one vouch for it.
  const ItemHistory& of(std::int64_t item);

 private:
  store::Connection& connection_;
  const std::optional<Instant> known_at_;
  std::map<std::int64_t, ItemHistory> known_;
};

// The money that came in for an account from `from` on, as receipts, applied or not.
std::vector<Taken> receipts_of(store::Connection& connection, std::int64_t account,
                               formats::Date from, std::optional<Instant> known_at = {});

}  // namespace facteur::gateway::receivables
