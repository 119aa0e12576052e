#include "gateway/receivables/reminders/wording.h"

#include <algorithm>

#include "formats/readable/display.h"
#include "formats/utf8.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables::reminders {
namespace {

constexpr const char* french_months[] = {"janvier",   "février", "mars",     "avril",
                                         "mai",       "juin",    "juillet",  "août",
                                         "septembre", "octobre", "novembre", "décembre"};
constexpr const char* english_months[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};

constexpr std::string_view no_break = "\u00a0", narrow_no_break = "\u202f";

// The space that French puts before this character; empty for none.
std::string_view space_before(std::string_view rest) {
  if (rest.empty()) return {};
  if (rest.front() == ':' || rest.starts_with("»")) return no_break;
  if (rest.front() == ';' || rest.front() == '!' || rest.front() == '?') return narrow_no_break;
  return {};
}

}  // namespace

std::string written(formats::Date day, MessageLanguage language) {
  const bool french = is_french(language);
  const std::string number = std::to_string(day.day()) + (french && day.day() == 1 ? "er" : "");
  const char* month = (french ? french_months : english_months)[day.month() - 1];
  return number + std::string(no_break) + month + ' ' + std::to_string(day.year());
}

std::string short_day(formats::Date day, MessageLanguage language) {
  return formats::readable::day(day.to_string(), is_french(language));
}

std::string written(const Amount& amount, MessageLanguage language) {
  const bool french = is_french(language);
  return formats::readable::with_currency(display_of(amount.units, amount.exponent, french),
                                          amount.currency, french);
}

std::string listed(const std::vector<std::string>& texts, MessageLanguage language) {
  std::string list;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const bool last = i + 1 == texts.size();
    if (i > 0) list += !last ? ", " : is_french(language) ? " et " : " and ";
    list += texts[i];
  }
  return list;
}

std::string written(const std::vector<Amount>& amounts, MessageLanguage language) {
  std::vector<std::string> texts;
  for (const Amount& amount : amounts) texts.push_back(written(amount, language));
  return listed(texts, language);
}

std::string percent(std::string_view rate, MessageLanguage language) {
  const bool french = is_french(language);
  return formats::readable::figure(rate, french) + (french ? "\u00a0%" : "%");
}

std::string with_french_spaces(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  while (!text.empty()) {
    if (text.front() == ' ' && !space_before(text.substr(1)).empty()) {
      out += space_before(text.substr(1));
      text.remove_prefix(1);
    } else if (text.starts_with("« ")) {
      out.append("«").append(no_break);
      text.remove_prefix(std::string_view("« ").size());
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

std::string one_line(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const char32_t c = formats::take_code_point(text);
    const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
    formats::append_utf8(out, control ? U' ' : c);
  }
  return out;
}

void add_to(std::vector<Amount>& sums, const Amount& amount) {
  const auto same = std::find_if(
      sums.begin(), sums.end(), [&](const Amount& sum) { return sum.currency == amount.currency; });
  if (same == sums.end())
    sums.push_back(amount);
  else
    same->units += amount.units;
}

}  // namespace facteur::gateway::receivables::reminders
