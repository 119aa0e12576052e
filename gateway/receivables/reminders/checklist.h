// What a formal notice to pay (mise en demeure) must say before it may leave. Pure.
//
// No form is prescribed, but the demand must be unmistakable (Code civil, 1344): who asks whom,
// which documents, the account, the legal basis, the words themselves, a reasonable delay (8 to 15
// days), what follows, the day and the signature. Interest at the legal rate runs from it (1231-6,
// 1344-1).
#pragma once

#include <string_view>
#include <vector>

#include "gateway/receivables/reminders/message.h"

namespace facteur::gateway::receivables::reminders {

inline constexpr int shortest_delay_days = 8, longest_delay_days = 15;

// One problem, with code "CHECKLIST", for each element that the facts or the text of the letter
// lack. `text`: all words of the letter as plain text, sender and recipient included.
std::vector<Problem> formal_notice_problems(const ReminderFacts& facts, std::string_view text);

}  // namespace facteur::gateway::receivables::reminders
