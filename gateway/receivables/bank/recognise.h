// Which movements of a statement an earlier file has said already.
//
// Banks send days again, in overlapping statements, in several formats, and sums in one message
// whose transactions are in another; two equal movements of one day are nevertheless two. So
// movements are paired one to one, and only with movements of statements that overlap this one.
//
// Pure; nothing here reads or writes the database.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "formats/bank/statement.h"
#include "gateway/receivables/bank/tables.h"

namespace facteur::gateway::receivables::bank {

struct Verdict {
  State state = State::booked;
  std::optional<std::int64_t> same_as;  // of a repeated one
  std::optional<std::int64_t> part_of;  // the earlier sum that this is a transaction of
};

struct Recognised {
  std::vector<Verdict> movements;  // one a movement of the statement, in its order
  bool whole = false;              // the statement as such was booked before
  // Sums whose transactions do not add up: index of the first transaction, units of the sum.
  struct Mismatch {
    std::size_t movement;
    std::int64_t transactions, sum;
  };
  std::vector<Mismatch> mismatches;
};

// `units`: of each movement, signed. `known`: movements of the account around its days; those that
// are paired are marked as taken.
Recognised recognise(formats::bank::Format format, const formats::bank::Statement& statement,
                     const std::vector<std::int64_t>& units,
                     const std::vector<KnownStatement>& statements,
                     std::vector<KnownMovement>& known);

}  // namespace facteur::gateway::receivables::bank
