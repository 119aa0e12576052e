#include "gateway/portal/credit/credit.h"

#include "gateway/portal/display.h"
#include "gateway/portal/texts.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::portal {

std::string asked(const http::Request& request, std::string_view name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second;
}

formats::Date day_asked(const http::Request& request, std::string_view name,
                        formats::Date otherwise) {
  return formats::Date::parse(asked(request, name)).value_or(otherwise);
}

formats::Date today(const Site& site) {
  return *formats::Date::parse(paris_day(site.data.ledger->now()));
}

std::string money(std::int64_t units, unsigned exponent, const std::string& currency,
                  Language language) {
  return show_amount(receivables::decimal_of(units, exponent), currency, language);
}

std::string day(formats::Date date, Language language) {
  return show_date(date.to_string(), language);
}

std::string say(const formats::Text& text, Language language) {
  return typeset(language == Language::fr ? text.fr : text.en, language);
}

std::string item_kind(std::string_view kind, Language language) {
  return std::string(text("kind." + std::string(kind), language));
}

void set_item(Values& values, const receivables::OpenItem& item, formats::Date on,
              Language language) {
  const auto late = formats::days_between(item.due_on, on);
  values.set("number", item.number);
  values.set("kind", item_kind(item.kind, language));
  values.set("issued", day(item.issued_on, language));
  values.set("due", day(item.due_on, language));
  values.set("amount", money(item.units, item.exponent, item.currency, language));
  values.set("open", money(item.open, item.exponent, item.currency, language));
  values.set("late", item.open > 0 && late > 0);
  values.set("days_late", late > 0 ? show_count(static_cast<std::uint64_t>(late), language) : "");
}

}  // namespace facteur::gateway::portal
