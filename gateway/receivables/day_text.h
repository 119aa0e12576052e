// Days within sentences: "30/06/2026" in French, "2026-06-30" in English, which nobody takes for
// another day.
#pragma once

#include <string>

#include "formats/civil_date.h"
#include "formats/finding.h"
#include "formats/readable/display.h"

namespace facteur::gateway::receivables {

inline std::string shown_day(formats::Date day, bool french) {
  return formats::readable::day(day.to_string(), french);
}

inline formats::Text day_text(formats::Date day) {
  return {shown_day(day, true), shown_day(day, false)};
}

}  // namespace facteur::gateway::receivables
