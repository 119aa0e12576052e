// The aged balance of any past day, with the items behind each number, and its files.
#include <map>

#include "formats/readable/report.h"
#include "gateway/http/flow_routes.h"
#include "gateway/portal/credit/credit.h"
#include "gateway/portal/texts.h"
#include "gateway/receivables/figures/aged_report.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::portal {
namespace {

using namespace receivables;
using figures::AgedDetail;
using figures::AgedDetailLine;

constexpr std::size_t most_items = 1000;

// What the form asks for; the texts are as it has them.
struct Asked {
  AsOf as_of;
  figures::AgedOptions options;
  std::string day, known_on, by, buckets, horizon;

  Asked(const Site& site, const http::Request& request) {
    as_of.on = day_asked(request, "as_of", today(site));
    day = as_of.on.to_string();
    if (const auto known = formats::Date::parse(asked(request, "known_on"))) {
      as_of.known_at = end_of_day(*known);
      known_on = known->to_string();
    }
    if (asked(request, "by") == "issue") by = "issue";
    if (asked(request, "buckets") == "fine") buckets = "fine";
    if (asked(request, "horizon") == "true") horizon = "true";
    options = {by.empty() ? AgeBy::due : AgeBy::issue, !buckets.empty(), !horizon.empty()};
  }

  // The same question to another page.
  std::string link(std::string path, const figures::AgedCell& cell = {}) const {
    const std::pair<const char*, std::string> parameters[] = {
        {"as_of", day},
        {"known_on", known_on},
        {"by", by},
        {"buckets", buckets},
        {"horizon", horizon},
        {"bucket", cell.bucket.value_or("")},
        {"customer", cell.customer_key.value_or("")},
        {"currency", cell.currency.value_or("")}};
    char separator = '?';
    for (const auto& [name, value] : parameters) {
      if (value.empty()) continue;
      path.append(1, separator).append(name).append("=") += percent_encoded(value);
      separator = '&';
    }
    return path;
  }

  void put(Values& values) const {
    values.set("as_of", day);
    values.set("known_on", known_on);
    values.set("by_issue", !by.empty());
    values.set("fine", options.fine);
    values.set("horizon", options.horizon);
  }
};

std::string title_of(const figures::AgeBucket& bucket, Language language) {
  return std::string(language == Language::fr ? bucket.title_fr : bucket.title_en);
}

AgedDetail aged_of(const Site& site, const Visitor& visitor, const Asked& asked) {
  return site.data.ledger->read([&](store::Connection& sql) {
    return figures::aged_detail(sql, visitor.principal.tenant, asked.as_of, asked.options);
  });
}

// One number of the table; nothing is a dash, and leads nowhere.
struct Cell {
  std::int64_t units;
  std::string label, tone, link;
};

Values cell_values(const Cell& cell, const AgedDetailLine& line, Language language) {
  Values values;
  values.set("label", cell.label);
  values.set("tone", cell.tone);
  set_text(values, "amount",
           cell.units == 0 ? "" : display_of(cell.units, line.exponent, language == Language::fr));
  set_text(values, "link", cell.link);
  return values;
}

Values row_values(const AgedDetail& aged, const AgedDetailLine& line, const Asked& asked,
                  Language language) {
  Values row, cells{Values::type::list};
  row.set("name", line.customer_name);
  row.set("customer", percent_encoded(line.customer_key));
  row.set("currency", line.currency);
  const auto add = [&](std::int64_t units, std::string label, const char* tone,
                       std::string_view bucket) {
    std::string link;
    if (!bucket.empty()) {
      figures::AgedCell cell{std::string(bucket), {}, line.currency};
      if (!line.customer_key.empty()) cell.customer_key = line.customer_key;
      link = asked.link("/portal/aged/items", cell);
    }
    cells.push_back(cell_values({units, std::move(label), tone, std::move(link)}, line, language));
  };
  const auto say_text = [&](const char* key) { return std::string(text(key, language)); };
  for (std::size_t i = 0; i < aged.buckets.size(); ++i)
    add(line.buckets[i], title_of(aged.buckets[i], language),
        aged.buckets[i].until > 0 ? "overdue" : "", aged.buckets[i].name);
  add(line.gross, say_text("aged.gross"), "", "");
  add(line.credits, say_text("aged.credits"), "credit", "credits");
  add(line.unapplied, say_text("aged.unapplied"), "credit", "unapplied");
  add(line.net, say_text("aged.net"), "net", "");
  add(line.disputed, say_text("aged.disputed"), "", "");
  add(line.promised, say_text("aged.promised"), "", "");
  row.set("cells", cells);
  return row;
}

// "31-60 j", "Avoirs"; empty for all items.
std::string cell_title(const figures::AgedCell& cell, const figures::AgedOptions& options,
                       Language language) {
  for (const auto& bucket : figures::buckets_of(options))
    if (bucket.name == cell.bucket) return title_of(bucket, language);
  return cell.bucket ? std::string(text("aged." + *cell.bucket, language)) : "";
}

}  // namespace

http::Response show_aged(const Site& site, const http::Request& request, const Visitor& visitor) {
  const Asked asked(site, request);
  const AgedDetail aged = aged_of(site, visitor, asked);
  const Language language = visitor.language;
  Values values, columns{Values::type::list}, rows{Values::type::list}, totals{Values::type::list};
  for (const auto& bucket : aged.buckets) columns.push_back({"title", title_of(bucket, language)});
  for (const AgedDetailLine& line : aged.customers)
    rows.push_back(row_values(aged, line, asked, language));
  for (const AgedDetailLine& line : aged.totals)
    totals.push_back(row_values(aged, line, asked, language));
  values.set("title", std::string(text("rooms.aged", language)));
  values.set("room_aged", true);
  asked.put(values);
  values.set("columns", columns);
  values.set("rows", rows);
  values.set("totals", totals);
  values.set("any", !aged.customers.empty());
  set_text(values, "csv", asked.link("/portal/aged.csv"));
  set_text(values, "pdf", site.data.fonts ? asked.link("/portal/aged.pdf") : "");
  return site.page(request, visitor, "aged", std::move(values));
}

http::Response show_aged_items(const Site& site, const http::Request& request,
                               const Visitor& visitor) {
  const Asked asked(site, request);
  const auto wish = [&](const char* name) {
    const std::string given = portal::asked(request, name);
    return given.empty() ? std::nullopt : std::optional(given);
  };
  const figures::AgedCell cell{wish("bucket"), wish("customer"), wish("currency")};
  const auto items = site.data.ledger->read([&](store::Connection& sql) {
    return figures::aged_items(sql, visitor.principal.tenant, asked.as_of, asked.options, cell);
  });
  if (!items) return site.refusal(request, visitor, 404, "error.not_found");
  Values values, rows{Values::type::list}, sums{Values::type::list};
  std::map<std::string, std::pair<std::int64_t, unsigned>> by_currency;
  std::size_t count = 0;
  for (const OpenItem& item : *items) {
    auto& sum = by_currency[item.currency];
    sum = {sum.first + item.open, item.exponent};
    if (count++ == most_items) break;
    Values row;
    set_item(row, item, asked.as_of.on, visitor.language);
    row.set("name", item.customer_name);
    row.set("customer", percent_encoded(item.customer_key));
    rows.push_back(row);
  }
  for (const auto& [currency, sum] : by_currency)
    sums.push_back({"amount", money(sum.first, sum.second, currency, visitor.language)});
  values.set("title", std::string(text("aged.items", visitor.language)));
  values.set("room_aged", true);
  set_text(values, "bucket", cell_title(cell, asked.options, visitor.language));
  values.set("day", day(asked.as_of.on, visitor.language));
  set_text(values, "back", asked.link("/portal/aged"));
  values.set("rows", rows);
  values.set("sums", sums);
  values.set("cut", items->size() > most_items);
  return site.page(request, visitor, "aged_items", std::move(values));
}

http::Response send_aged_sheet(const Site& site, const http::Request& request,
                               const Visitor& visitor) {
  const Asked asked(site, request);
  return http::file_answer("text/csv; charset=utf-8",
                           figures::to_csv(aged_of(site, visitor, asked)),
                           "balance-agee-" + asked.day + ".csv");
}

http::Response send_aged_report(const Site& site, const http::Request& request,
                                const Visitor& visitor) {
  if (!site.data.fonts) return site.refusal(request, visitor, 404, "error.not_found");
  const Asked asked(site, request);
  const auto report = figures::report_of(
      aged_of(site, visitor, asked),
      {visitor.principal.tenant_name + " · " + visitor.principal.tenant, asked.as_of.on,
       formats::Date::parse(asked.known_on), asked.options.by},
      visitor.language == Language::fr ? ReportLanguage::fr : ReportLanguage::en);
  return http::file_answer("application/pdf",
                           formats::readable::report_pdf(report, *site.data.fonts),
                           "balance-agee-" + asked.day + ".pdf");
}

}  // namespace facteur::gateway::portal
