// Children of an element against the sequence that its type prescribes.
#pragma once

#include <string>

#include "schemas/grammar.h"

namespace facteur::formats {

// How far the children read so far have come.
struct Position {
  std::uint16_t particle = 0;  // of the type
  std::uint16_t seen = 0;      // occurrences of it, saturating
};

enum class Step : std::uint8_t {
  matched,    // the next child that the sequence allows
  skipped,    // allowed later: a required child before it is missing
  repeated,   // more occurrences than allowed
  misplaced,  // the type has it, but earlier
  unknown,    // the type does not have it
};

struct Move {
  Step step;
  std::uint16_t particle;  // that the child matches, or `nothing`
  std::uint16_t missing;   // skipped: the first particle that is missing
};

// Takes the next child; `position` stays where it is for what does not match. `name` may be
// `nothing` (not in the grammar), `name_space` too.
Move step(const schemas::Grammar& grammar, const schemas::Type& type, Position& position,
          std::uint16_t name, bool has_name_space, std::uint16_t name_space);

// The first required particle that is missing when the element ends at `position`; else `nothing`.
std::uint16_t missing_at_end(const schemas::Grammar& grammar, const schemas::Type& type,
                             Position position);

// The names that may come next: "cbc:ID, cbc:UUID or cbc:IssueDate", `last` being " or ". At most
// six; empty when none may.
std::string expected_next(const schemas::Grammar& grammar, const schemas::Type& type,
                          Position position, std::string_view last);

}  // namespace facteur::formats
