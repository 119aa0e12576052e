// The aged balance of any day, as known on any day.
#include "gateway/portal/credit/credit.h"
#include "gateway/portal/texts.h"
#include "gateway/receivables/aged_balance.h"

namespace facteur::gateway::portal {
namespace {

using receivables::AgedLine;

Values amounts_of(const AgedLine& line, Language language) {
  Values cells{Values::type::list};
  const auto add = [&](std::int64_t units, const char* tone) {
    Values cell;
    cell.set("amount", units == 0 ? "" : money(units, line.exponent, line.currency, language));
    cell.set("tone", std::string(tone));
    cells.push_back(cell);
  };
  for (std::size_t i = 0; i < line.buckets.size(); ++i)
    add(line.buckets[i], i == 0 ? "" : "overdue");
  add(line.credits, "credit");
  add(line.unapplied, "credit");
  add(line.net, "net");
  return cells;
}

Values row_of(const AgedLine& line, Language language) {
  Values row;
  row.set("name", line.customer_name);
  row.set("customer", percent_encoded(line.customer_key));
  row.set("currency", line.currency);
  row.set("cells", amounts_of(line, language));
  return row;
}

}  // namespace

http::Response show_aged(const Site& site, const http::Request& request, const Visitor& visitor) {
  const Language language = visitor.language;
  const formats::Date as_of = day_asked(request, "as_of", today(site));
  const auto known_on = formats::Date::parse(asked(request, "known_on"));
  const bool by_issue = asked(request, "by") == "issue";
  receivables::AsOf question{as_of, {}};
  if (known_on) question.known_at = receivables::end_of_day(*known_on);
  const auto aged = site.data.ledger->read([&](store::Connection& sql) {
    return aged_balance(sql, visitor.principal.tenant, question,
                        by_issue ? receivables::AgeBy::issue : receivables::AgeBy::due);
  });

  Values values;
  values.set("title", std::string(text("rooms.aged", language)));
  values.set("room_aged", true);
  values.set("as_of", as_of.to_string());
  values.set("known_on", known_on ? known_on->to_string() : "");
  values.set("by_issue", by_issue);
  Values rows{Values::type::list}, totals{Values::type::list};
  for (const AgedLine& line : aged.customers) rows.push_back(row_of(line, language));
  for (const AgedLine& line : aged.totals) totals.push_back(row_of(line, language));
  values.set("rows", rows);
  values.set("totals", totals);
  values.set("any", !aged.customers.empty());
  return site.page(request, visitor, "aged", std::move(values));
}

}  // namespace facteur::gateway::portal
