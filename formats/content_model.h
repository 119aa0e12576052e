// Children of an element against the content model that its type prescribes.
#pragma once

#include <string>

#include "schemas/grammar.h"

namespace facteur::formats {

// The name of an element as far as a grammar knows it.
struct ElementName {
  std::uint16_t name = schemas::nothing;
  std::uint16_t name_space = schemas::nothing;
  bool has_name_space = false;
};

// How far the children read so far have come. In a sequence: the particle last matched, and how
// often (saturating). In an automaton: the state.
struct Position {
  std::uint16_t at = 0;
  std::uint16_t seen = 0;
};

enum class Step : std::uint8_t {
  matched,    // the next child that the model allows
  skipped,    // allowed later: a required child before it is missing
  repeated,   // more occurrences than allowed
  misplaced,  // the type has it, but not here
  unknown,    // the type does not have it
};

struct Move {
  Step step;
  std::uint16_t particle;  // of the grammar, that the child matches or would; or `nothing`
  std::uint16_t missing;   // skipped: the first particle of the grammar that is missing
};

// Takes the next child; `position` stays where it is for a child that does not fit.
Move step(const schemas::Grammar& grammar, const schemas::Type& type, Position& position,
          ElementName child);

// The first required particle that is missing when the element ends here; else `nothing`.
std::uint16_t missing_at_end(const schemas::Grammar& grammar, const schemas::Type& type,
                             Position position);

// The names that may come next: "cbc:ID, cbc:UUID or cbc:IssueDate", `last` being " or ". At most
// six; empty when none may.
std::string expected_next(const schemas::Grammar& grammar, const schemas::Type& type,
                          Position position, std::string_view last);

// "cbc:ID", or "*" for a wildcard.
std::string_view shown_name(const schemas::Grammar& grammar, std::uint16_t particle);

}  // namespace facteur::formats
