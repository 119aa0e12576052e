// A made-up case in which every variable has a value and every table has rows: what a preview of a
// template shows. Pure.
#pragma once

#include "gateway/receivables/reminders/message.h"

namespace facteur::gateway::receivables::reminders {

ReminderFacts sample_facts(Tone tone, MessageLanguage language);

}  // namespace facteur::gateway::receivables::reminders
