// The desk on which a file is decided: what is still open, the movements that wait, and what each
// of them says. The steps (by_reference.h, by_amount.h, returns.h) work on it one after the other.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "formats/bank/statement.h"
#include "gateway/receivables/matching/decision.h"
#include "gateway/receivables/matching/payers.h"
#include "gateway/receivables/matching/portfolio.h"

namespace facteur::gateway::receivables::matching {

// A movement that waits, with what it says.
struct Case {
  std::size_t position = 0;  // in the file
  const formats::bank::Movement* movement = nullptr;
  std::int64_t units = 0;
  References references;
  Sender sender;
  bool receipt = true;         // what customers send; false for fees, cards, transfers of our own
  std::optional<Reason> held;  // why no later step may decide it
  bool decided = false;
  Decision decision;
};

class Desk {
 public:
  explicit Desk(const Portfolio& portfolio);

  const Portfolio& portfolio() const { return portfolio_; }
  Payers& payers() { return payers_; }
  const Item& item(Index index) const { return portfolio_.items()[index]; }
  std::int64_t open(Index item) const { return open_[item]; }

  // The open items of customers, by due date and number, that were issued by that day.
  std::vector<OpenPart> open_parts(std::span<const Index> customers, formats::Date by) const;

  // All that is open of these items is taken.
  std::vector<Share> whole(std::span<const Index> items) const;

  // Decides it: what is taken is no longer open, and the payer's name is learned when the reference
  // was sure and the name was strange.
  void settle(Case& from, Reason reason, std::vector<Share> shares, Evidence evidence);

  // Gives back what a returned payment had settled.
  void reopen(Case& from, std::vector<Share> shares);

 private:
  const Portfolio& portfolio_;
  Payers payers_;
  std::vector<std::int64_t> open_;
  unsigned turn_ = 0;
};

}  // namespace facteur::gateway::receivables::matching
