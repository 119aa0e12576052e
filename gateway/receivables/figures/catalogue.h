// All figures, in one table: name, unit, what it is in words, which items it is about, and the
// function that computes it.
#pragma once

#include <span>
#include <string_view>

#include "gateway/receivables/figures/figure.h"

namespace facteur::gateway::receivables::figures {

struct Definition {
  std::string_view name;  // stable: a key in JSON and CSV
  // Counts up when a change of the definition may change a value.
  int version;
  Unit unit;
  Items items;
  std::string_view title_fr, title_en;
  std::string_view definition_fr, definition_en;
  Answer (*compute)(const Portfolio&);
};

std::span<const Definition> catalogue();

// Null for a name that is not in the table.
const Definition* find_definition(std::string_view name);

}  // namespace facteur::gateway::receivables::figures
