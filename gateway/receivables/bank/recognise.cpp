#include "gateway/receivables/bank/recognise.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "formats/bank/read.h"
#include "gateway/receivables/ledger.h"

namespace facteur::gateway::receivables::bank {
namespace {

using formats::bank::Balance;
using formats::bank::Format;
using formats::bank::Movement;
using formats::bank::Statement;

constexpr std::string_view advice = "camt054";

bool equal(const std::optional<Balance>& a, const std::optional<Balance>& b) {
  return a && b && a->amount == b->amount;
}

// Does `first` end where `second` begins, or before? Then they share no movement.
bool precedes(const std::optional<Balance>& closing, const std::optional<Balance>& opening) {
  if (!closing || !opening) return false;
  return closing->on < opening->on ||
         (closing->on == opening->on && closing->amount == opening->amount);
}

// Letters and digits in upper case: what cutting and padding leave of a text.
std::string folded(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    const bool kept = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (kept) result += c;
  }
  return result;
}

// Can both be the same text, as two formats give it? One of them may have less room.
bool agree(std::string_view a, std::string_view b) {
  const std::string one = folded(a), other = folded(b);
  return one.find(other) != std::string::npos || other.find(one) != std::string::npos;
}

class Recogniser {
 public:
  Recogniser(Format format, const Statement& statement, const std::vector<std::int64_t>& units,
             std::vector<KnownMovement>& known)
      : format_(formats::bank::to_string(format)),
        statement_(statement),
        units_(units),
        known_(known) {
    found_.movements.resize(units.size());
    for (std::size_t i = 0; i < known.size(); ++i) {
      by_amount_[{known[i].booked_on, known[i].units}].push_back(i);
      for (const auto* reference :
           {&known[i].entry_reference, &known[i].batch, &known[i].bank_reference})
        if (!reference->empty()) by_reference_[*reference].insert(i);
    }
  }

  Recognised run(const std::vector<KnownStatement>& statements);

 private:
  using Key = std::pair<std::int64_t, std::int64_t>;  // day and units

  bool repeat_whole(const KnownStatement& statement);
  void exclude_neighbours(const std::vector<KnownStatement>& statements);
  void pair(std::size_t movement);
  void link_details();
  void link_group(std::size_t begin, std::size_t end);
  void find_details(std::size_t movement);
  KnownMovement* sum_of(const Movement& movement);
  bool may_be_same(const Movement& movement, const KnownMovement& known) const;
  std::vector<KnownMovement*> linked(const Movement& movement);
  void take(std::size_t movement, KnownMovement& known) {
    known.taken = true;
    found_.movements[movement] = {State::repeated, known.id, {}};
  }

  const std::string_view format_;
  const Statement& statement_;
  const std::vector<std::int64_t>& units_;
  std::vector<KnownMovement>& known_;
  std::map<Key, std::vector<std::size_t>> by_amount_;
  std::unordered_map<std::string, std::set<std::size_t>> by_reference_;
  std::set<std::int64_t> neighbours_;  // statements that cannot overlap this one
  Recognised found_;
};

Recognised Recogniser::run(const std::vector<KnownStatement>& statements) {
  for (const KnownStatement& known : statements) {
    if (!repeat_whole(known)) continue;
    found_.whole = true;
    return std::move(found_);
  }
  exclude_neighbours(statements);
  for (std::size_t i = 0; i < units_.size(); ++i) pair(i);
  if (format_ == advice) {
    link_details();
  } else {
    for (std::size_t i = 0; i < units_.size(); ++i) find_details(i);
  }
  return std::move(found_);
}

// The same balances and the same amounts: the same statement, however its texts are written.
bool Recogniser::repeat_whole(const KnownStatement& known) {
  const bool same_balances = equal(known.opening, statement_.opening) &&
                             equal(known.closing, statement_.closing) &&
                             known.closing->on == statement_.closing->on;
  if (!same_balances) return false;
  std::multimap<std::int64_t, KnownMovement*> theirs;
  for (KnownMovement& movement : known_)
    if (movement.statement == known.id) theirs.emplace(movement.units, &movement);
  if (theirs.size() != units_.size()) return false;
  std::vector<KnownMovement*> pairs;
  for (const std::int64_t units : units_) {
    const auto one = theirs.find(units);
    if (one == theirs.end()) return false;
    pairs.push_back(one->second);
    theirs.erase(one);
  }
  for (std::size_t i = 0; i < pairs.size(); ++i) take(i, *pairs[i]);
  return true;
}

void Recogniser::exclude_neighbours(const std::vector<KnownStatement>& statements) {
  for (const KnownStatement& known : statements) {
    if (precedes(known.closing, statement_.opening) || precedes(statement_.closing, known.opening))
      neighbours_.insert(known.id);
  }
}

bool Recogniser::may_be_same(const Movement& movement, const KnownMovement& known) const {
  if (known.taken || neighbours_.contains(known.statement)) return false;
  const auto both = [](const std::string& a, const std::string& b) {
    return !a.empty() && !b.empty();
  };
  if (known.format == format_) {
    return movement.payer == known.payer && movement.remittance == known.remittance &&
           movement.end_to_end_id == known.end_to_end_id &&
           movement.bank_reference == known.bank_reference;
  }
  if (both(movement.end_to_end_id, known.end_to_end_id) &&
      !agree(movement.end_to_end_id, known.end_to_end_id))
    return false;
  if (both(movement.payer, known.payer) && !agree(movement.payer, known.payer)) return false;
  return !both(movement.remittance, known.remittance) ||
         agree(movement.remittance, known.remittance);
}

void Recogniser::pair(std::size_t i) {
  const Movement& movement = statement_.movements[i];
  const auto found = by_amount_.find({to_number(movement.booked_on), units_[i]});
  if (found == by_amount_.end()) return;
  KnownMovement* best = nullptr;
  for (const std::size_t place : found->second) {
    KnownMovement& known = known_[place];
    if (!may_be_same(movement, known)) continue;
    const bool exact = known.payer == movement.payer && known.remittance == movement.remittance;
    if (best == nullptr || exact) best = &known;
    if (exact) break;
  }
  if (best != nullptr) take(i, *best);
}

// What bears the number of the same entry or batch, and of the same day.
std::vector<KnownMovement*> Recogniser::linked(const Movement& movement) {
  std::set<std::size_t> places;
  for (const std::string& reference : {movement.entry_reference, movement.batch}) {
    const auto found = by_reference_.find(reference);
    if (found != by_reference_.end()) places.insert(found->second.begin(), found->second.end());
  }
  std::vector<KnownMovement*> all;
  for (const std::size_t place : places) {
    KnownMovement& known = known_[place];
    const bool same_day = known.booked_on == to_number(movement.booked_on);
    if (same_day && !known.taken && !known.part_of) all.push_back(&known);
  }
  return all;
}

// Transactions of one entry follow each other.
void Recogniser::link_details() {
  const auto& movements = statement_.movements;
  for (std::size_t begin = 0; begin < movements.size();) {
    std::size_t end = begin + 1;
    while (end < movements.size() &&
           movements[end].entry_reference == movements[begin].entry_reference &&
           movements[end].batch == movements[begin].batch &&
           movements[end].booked_on == movements[begin].booked_on)
      ++end;
    link_group(begin, end);
    begin = end;
  }
}

KnownMovement* Recogniser::sum_of(const Movement& movement) {
  for (KnownMovement* const known : linked(movement))
    if (known->format != advice && known->state == State::booked) return known;
  return nullptr;
}

void Recogniser::link_group(std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i)
    if (found_.movements[i].state == State::repeated) return;
  KnownMovement* const sum = sum_of(statement_.movements[begin]);
  if (sum == nullptr) return;
  std::int64_t total = 0;
  for (std::size_t i = begin; i < end; ++i) total += units_[i];
  if (total != sum->units) {
    found_.mismatches.push_back({begin, total, sum->units});
    return;
  }
  sum->taken = true;
  for (std::size_t i = begin; i < end; ++i) found_.movements[i].part_of = sum->id;
}

// A sum that comes after the camt.054 with its transactions.
void Recogniser::find_details(std::size_t i) {
  const Movement& movement = statement_.movements[i];
  if (found_.movements[i].state != State::booked) return;
  std::vector<KnownMovement*> parts;
  std::int64_t total = 0;
  for (KnownMovement* const known : linked(movement)) {
    if (known->format != advice) continue;
    parts.push_back(known);
    total += known->units;
  }
  if (parts.empty()) return;
  if (total != units_[i]) {
    found_.mismatches.push_back({i, total, units_[i]});
    return;
  }
  for (KnownMovement* part : parts) part->taken = true;
  found_.movements[i].state = State::detailed;
}

}  // namespace

Recognised recognise(Format format, const Statement& statement,
                     const std::vector<std::int64_t>& units,
                     const std::vector<KnownStatement>& statements,
                     std::vector<KnownMovement>& known) {
  return Recogniser(format, statement, units, known).run(statements);
}

}  // namespace facteur::gateway::receivables::bank
