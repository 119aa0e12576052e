#include "gateway/http/aged_routes.h"

#include <map>
#include <nlohmann/json.hpp>

#include "gateway/http/flow_routes.h"
#include "gateway/http/lookup.h"
#include "gateway/http/problems.h"
#include "gateway/http/queries.h"
#include "gateway/http/report_formats.h"
#include "gateway/receivables/figures/aged_report.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::http {
namespace {

using namespace receivables;
using Json = nlohmann::ordered_json;
using Fonts = std::shared_ptr<const formats::pdf::FontPair>;

constexpr std::int64_t largest_list = 1000;

struct Asked {
  std::string tenant;
  AsOf as_of;
  std::optional<formats::Date> known_on;
  figures::AgedOptions options;

  Json json() const {
    return {{"asOf", as_of.on.to_string()},
            {"knownOn", known_on ? Json(known_on->to_string()) : Json(nullptr)},
            {"by", options.by == AgeBy::due ? "due" : "issue"}};
  }
};

// One of two words; the first when it is left out.
bool second_of(const Request& request, const char* name, const char* first, const char* second) {
  const auto given = query_text(request, name).value_or(first);
  if (given != first && given != second)
    throw Refused{invalid_field(name, std::string(first) + ", " + second)};
  return given == second;
}

Asked asked_by(const Desk& desk, const Request& request) {
  Asked asked;
  asked.tenant = request.principal.tenant;
  asked.as_of.on = query_date(request, "asOf").value_or(desk.today());
  asked.known_on = query_date(request, "knownOn");
  if (asked.known_on) asked.as_of.known_at = end_of_day(*asked.known_on);
  asked.options.by = second_of(request, "by", "due", "issue") ? AgeBy::issue : AgeBy::due;
  asked.options.fine = second_of(request, "buckets", "standard", "fine");
  asked.options.horizon = second_of(request, "horizon", "false", "true");
  return asked;
}

figures::AgedDetail aged_of(const Desk& desk, const Asked& asked) {
  return desk.store.read([&](store::Connection& sql) {
    return figures::aged_detail(sql, asked.tenant, asked.as_of, asked.options);
  });
}

Response show_json(const Desk& desk, const Request& request) {
  const Asked asked = asked_by(desk, request);
  Json json = asked.json();
  json.update(camel_case(figures::to_json(aged_of(desk, asked))));
  return json_answer(json);
}

std::string file_name(const Asked& asked, const char* ending) {
  return "balance-agee-" + asked.as_of.on.to_string() + ending;
}

Response show_csv(const Desk& desk, const Request& request) {
  const Asked asked = asked_by(desk, request);
  return file_answer("text/csv; charset=utf-8", figures::to_csv(aged_of(desk, asked)),
                     file_name(asked, ".csv"));
}

std::string name_of_tenant(const Desk& desk, const std::string& tenant) {
  const auto name = desk.store.read([&](store::Connection& sql) {
    return sql.row<std::string>("SELECT name FROM tenants WHERE siren = ?", tenant);
  });
  return name ? std::get<0>(*name) + " · " + tenant : tenant;
}

Response show_pdf(const Desk& desk, const Request& request, const Fonts& fonts) {
  if (!fonts) throw Refused{no_fonts()};
  const Asked asked = asked_by(desk, request);
  const auto language = request.language == Language::fr ? ReportLanguage::fr : ReportLanguage::en;
  const auto report = figures::report_of(
      aged_of(desk, asked),
      {name_of_tenant(desk, asked.tenant), asked.as_of.on, asked.known_on, asked.options.by},
      language);
  return file_answer("application/pdf", formats::readable::report_pdf(report, *fonts),
                     file_name(asked, ".pdf"));
}

// The API's name of a bucket is its key in the API's JSON.
std::optional<std::string> bucket_asked(const Request& request,
                                        const figures::AgedOptions& options) {
  const auto given = query_text(request, "bucket");
  for (const figures::AgeBucket& bucket : figures::buckets_of(options)) {
    const std::string name(bucket.name);
    if (given == camel_case({{name, nullptr}}).begin().key()) return name;
  }
  return given;
}

// By currency, as amounts of several do not add up.
Json sums_of(const std::vector<OpenItem>& items) {
  std::map<std::string, std::pair<std::int64_t, unsigned>> sums;
  for (const OpenItem& item : items) {
    auto& [units, exponent] = sums[item.currency];
    units += item.open;
    exponent = item.exponent;
  }
  Json json = Json::array();
  for (const auto& [currency, sum] : sums)
    json.push_back({{"currency", currency}, {"open", decimal_of(sum.first, sum.second)}});
  return json;
}

Json list_items(const Desk& desk, const Request& request) {
  const Asked asked = asked_by(desk, request);
  const auto limit = query_number(request, "limit", largest_list, largest_list);
  const figures::AgedCell cell{bucket_asked(request, asked.options),
                               query_text(request, "customer"), query_text(request, "currency")};
  const auto items = desk.store.read([&](store::Connection& sql) {
    return figures::aged_items(sql, asked.tenant, asked.as_of, asked.options, cell);
  });
  if (!items) throw Refused{invalid_field("bucket", *cell.bucket)};
  Json json = asked.json();
  json["count"] = items->size();
  json["sums"] = sums_of(*items);
  json["items"] = Json::array();
  for (const OpenItem& item : *items)
    if (std::ssize(json["items"]) < limit)
      json["items"].push_back(camel_case(to_json(item, asked.as_of.on)));
  return json;
}

}  // namespace

std::vector<Route> aged_routes(store::Store& store, Clock clock, const Fonts& fonts) {
  const Desk desk{store, std::move(clock)};
  const auto as = [desk](Response (*show)(const Desk&, const Request&)) {
    return [desk, show](const Request& request) { return show(desk, request); };
  };
  return {
      {"GET", "/api/v1/receivables/aged", Access::reader, 0, false,
       in_formats(
           {{"json", "application/json", as(show_json)},
            {"csv", "text/csv", as(show_csv)},
            {"pdf", "application/pdf",
             [desk, fonts](const Request& request) { return show_pdf(desk, request, fonts); }}})},
      {"GET", "/api/v1/receivables/aged/items", Access::reader, 0, false,
       answering(desk, list_items)},
  };
}

}  // namespace facteur::gateway::http
