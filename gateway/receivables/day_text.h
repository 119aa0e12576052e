// Days within sentences: "30/06/2026" in French, "2026-06-30" in English, which nobody takes for
// another day.
#pragma once

#include <string>

#include "formats/civil_date.h"
#include "formats/finding.h"
#include "formats/readable/display.h"

namespace facteur::gateway::receivables {

inline formats::Text day_text(formats::Date day) {
  const std::string iso = day.to_string();
  return {formats::readable::day(iso, true), iso};
}

}  // namespace facteur::gateway::receivables
