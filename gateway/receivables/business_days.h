// Days on which French businesses work: Monday to Friday but for the legal holidays of Code du
// travail, L3133-1 (those of Alsace-Moselle and overseas are not counted).
#pragma once

#include "formats/civil_date.h"

namespace facteur::gateway::receivables {

bool is_business_day(formats::Date day);

// `day` itself when it is one.
formats::Date next_business_day(formats::Date day);

// The `count`-th business day after `day`.
formats::Date add_business_days(formats::Date day, int count);

}  // namespace facteur::gateway::receivables
