// The tables of a message: what is asked for, what stands against it, what lateness costs. One
// making for mail, web and letter. Pure.
#pragma once

#include <map>
#include <string>

#include "formats/readable/sheet.h"
#include "gateway/receivables/reminders/message.h"

namespace facteur::gateway::receivables::reminders {

// By the names of variables.h, those that have rows. Widths are those of a letter's page.
std::map<std::string, formats::readable::Table, std::less<>> tables_of(const ReminderFacts& facts);

}  // namespace facteur::gateway::receivables::reminders
