// How facts are written in a message, by the typography of its language. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/receivables/reminders/message.h"

namespace facteur::gateway::receivables::reminders {

constexpr bool is_french(MessageLanguage language) {
  return language == MessageLanguage::fr;
}

// "12 mars 2026", "1er mars 2026"; "12 March 2026". Unbreakable between day and month.
std::string written(formats::Date day, MessageLanguage language);
// For tables: "12/03/2026"; in English "2026-03-12", which nobody reads as December.
std::string short_day(formats::Date day, MessageLanguage language);

// "1 200,50 €"; "€1,200.50"; other currencies by their code.
std::string written(const Amount& amount, MessageLanguage language);
// Of several currencies: "1 200,50 € et 30,00 USD".
std::string written(const std::vector<Amount>& amounts, MessageLanguage language);
// "a, b et c"
std::string listed(const std::vector<std::string>& texts, MessageLanguage language);
// "12,15 %"; "12.15%".
std::string percent(std::string_view rate, MessageLanguage language);

// Sets the unbreakable spaces of French: U+202F before ; ! ?, U+00A0 before : and inside « ».
std::string with_french_spaces(std::string_view text);
// Control characters become spaces, bytes that are not UTF-8 the replacement character.
std::string one_line(std::string_view text);

// Adds to the amount of its currency, which is made when missing.
void add_to(std::vector<Amount>& sums, const Amount& amount);

}  // namespace facteur::gateway::receivables::reminders
