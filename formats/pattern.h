// Patterns that a value must match as a whole: regular expressions that cost no more than the
// value's length allows, whoever wrote the pattern and whoever the value.
//
//   alternatives  sequence { "|" sequence }
//   sequence      piece { piece }
//   piece         atom [ "?" | "*" | "+" | "{n}" | "{n,}" | "{n,m}" ]
//   atom          a character | "." any one | "\d" a digit 0-9 | "\" and a sign, the sign itself
//                 | "[A-Z0-9_]" one of | "[^...]" none of | "(" alternatives ")"
//
// There is nothing else: no anchors (a pattern is anchored at both ends), no back references, no
// look-around. Characters are code points of UTF-8. A pattern is compiled to its position automaton
// (Glushkov 1961): one state for each character that it spells, and no way to be slow.
//
// Immutable once compiled; safe from any thread.
#pragma once

#include <bitset>
#include <cstddef>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "formats/finding.h"

namespace facteur::formats {

struct PatternFault {
  std::size_t at = 0;  // byte of the pattern
  Text what;           // what is wrong there, and what may be written
};

class Pattern {
 public:
  // Characters that a pattern may spell out, repetitions counted as often as they repeat.
  static constexpr std::size_t most_positions = 256;
  // Bytes of a value; a longer one matches no pattern.
  static constexpr std::size_t longest_value = 10'000;

  static std::variant<Pattern, PatternFault> compile(std::string_view pattern);

  // Does the whole value match?
  bool matches(std::string_view value) const;

 private:
  friend class PatternParser;
  using Positions = std::bitset<most_positions>;

  // The characters that one position takes: those of the ranges, or all others.
  struct Position {
    std::vector<std::pair<char32_t, char32_t>> ranges;
    bool others = false;
    Positions follow;  // the positions that may come next

    bool takes(char32_t character) const;
  };

  std::vector<Position> positions_;
  Positions first_, last_;
  bool matches_empty_ = false;
};

}  // namespace facteur::formats
