// A day's reminders as `facteur remind` prints them.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "formats/civil_date.h"
#include "gateway/cli/language.h"
#include "gateway/receivables/reminders.h"

namespace facteur::gateway::cli {

// One object a customer and line (report_json.h), with the tenant.
void print_reminders_json(std::ostream& out, const std::string& tenant,
                          const std::vector<receivables::PlannedReminder>& reminders,
                          Language language);

// `sent`: what became of the plan; else nothing is sent.
void print_reminders(std::ostream& out, const std::string& tenant, formats::Date on, bool sent,
                     const std::vector<receivables::PlannedReminder>& reminders, Language language);

}  // namespace facteur::gateway::cli
