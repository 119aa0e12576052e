// Where the official rules differ between the syntaxes for no reason of law, and where a published
// test does something else than its sentence says. We judge as the published tests do; here people
// can read why a verdict is what it is.
//
// Constant; may be read from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "formats/rules.h"

namespace facteur::formats {

enum class QuirkKind : std::uint8_t {
  difference,  // UBL and CII are not asked the same
  defect,      // the test is not what the sentence says
};

struct Quirk {
  std::string_view set;
  std::string_view rules;  // their ids, a space between them
  QuirkKind kind = QuirkKind::difference;
  Sentence sentence{};
};

// Those of one rule, in the order of the table.
std::vector<const Quirk*> quirks_of(std::string_view set, std::string_view rule);

// "difference" or "defect".
std::string_view name(QuirkKind kind);

// The whole table (rule_quirks.cpp).
std::span<const Quirk> all_quirks();

}  // namespace facteur::formats
