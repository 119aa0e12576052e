#include "gateway/http/figures_routes.h"

#include <nlohmann/json.hpp>

#include "gateway/http/flow_routes.h"
#include "gateway/http/lookup.h"
#include "gateway/http/problems.h"
#include "gateway/http/queries.h"
#include "gateway/http/report_formats.h"
#include "gateway/receivables/figures/drill_down.h"
#include "gateway/receivables/figures/figures_table.h"
#include "gateway/receivables/figures/report.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::http {
namespace {

using namespace receivables;
using Json = nlohmann::ordered_json;

using Fonts = std::shared_ptr<const formats::pdf::FontPair>;

constexpr std::int64_t usual_window = 90;
constexpr std::int64_t largest_list = 1000;

// Whether the second of two words was given; the first when it is left out.
bool second_of(const Request& request, const char* name, const char* first, const char* second) {
  const auto given = query_text(request, name).value_or(first);
  if (given != first && given != second)
    throw Refused{invalid_field(name, std::string(first) + ", " + second)};
  return given == second;
}

figures::Question question_of(const Desk& desk, const Request& request) {
  figures::Question question;
  question.tenant = request.principal.tenant;
  question.as_of.on = query_date(request, "asOf").value_or(desk.today());
  if (const auto known_on = query_date(request, "knownOn"))
    question.as_of.known_at = end_of_day(*known_on);
  const auto window = query_number(request, "window", usual_window, figures::longest_window);
  if (window < 1) throw Refused{invalid_field("window", "1..3660")};
  question.window_days = static_cast<int>(window);
  question.customer_key = query_text(request, "customer");
  question.currency = query_text(request, "currency");
  if (second_of(request, "creditNotes", "deducted", "apart"))
    question.credit_notes = figures::CreditNotes::apart;
  if (second_of(request, "doubtful", "with", "without"))
    question.doubtful = figures::Doubtful::without;
  return question;
}

Json heading(const figures::Question& question, const Request& request) {
  const auto known_on = query_date(request, "knownOn");
  const auto begin = add_days(question.as_of.on, 1 - question.window_days);
  return {{"asOf", question.as_of.on.to_string()},
          {"knownOn", known_on ? Json(known_on->to_string()) : Json(nullptr)},
          {"windowDays", question.window_days},
          {"windowBegin", begin.value_or(formats::Date()).to_string()},
          {"currencies", Json::array()}};
}

ReportLanguage language_of(const Request& request) {
  return request.language == Language::fr ? ReportLanguage::fr : ReportLanguage::en;
}

Json show_figures(const Desk& desk, const Request& request) {
  const auto question = question_of(desk, request);
  Json json = heading(question, request);
  for (const auto& portfolio :
       desk.store.read([&](store::Connection& sql) { return figures::load(sql, question); }))
    json["currencies"].push_back(camel_case(figures::to_json(portfolio, language_of(request))));
  return json;
}

Json item_json(const figures::DrilledItem& item, unsigned exponent) {
  Json json = {{"id", item.id},
               {"number", item.number},
               {"customer", item.customer_key},
               {"name", item.customer_name},
               {"kind", item.kind},
               {"issueDate", item.issued_on.to_string()},
               {"dueDate", item.due_on.to_string()},
               {"amount", decimal_of(item.units, exponent)}};
  if (item.paid_on) json["paidOn"] = item.paid_on->to_string();
  if (item.days) json["days"] = item.days->rounded(2);
  return json;
}

Json list_items(const Desk& desk, const Request& request) {
  const auto* definition = figures::find_definition(request.parameter("name"));
  if (!definition) throw Refused{not_found()};
  const auto question = question_of(desk, request);
  const auto limit = query_number(request, "limit", largest_list, largest_list);
  Json json = heading(question, request);
  json["figure"] = definition->name;
  json["of"] = figures::to_string(definition->items);
  for (const auto& drilled : desk.store.read([&](store::Connection& sql) {
         return figures::drill_down(sql, question, *definition);
       })) {
    Json items = Json::array();
    for (const auto& item : drilled.items)
      if (std::ssize(items) < limit) items.push_back(item_json(item, drilled.exponent));
    json["currencies"].push_back({{"currency", drilled.currency},
                                  {"count", drilled.items.size()},
                                  {"sum", decimal_of(drilled.sum, drilled.exponent)},
                                  {"items", std::move(items)}});
  }
  return json;
}

Json show_bridge(const Desk& desk, const Request& request) {
  const auto question = question_of(desk, request);
  Json json = heading(question, request);
  for (const auto& bridge :
       desk.store.read([&](store::Connection& sql) { return figures::bridges(sql, question); })) {
    Json one = {{"currency", bridge.currency}};
    one.update(camel_case(figures::to_json(bridge)));
    json["currencies"].push_back(std::move(one));
  }
  return json;
}

Json list_movements(const Desk& desk, const Request& request) {
  const auto question = question_of(desk, request);
  const auto limit = query_number(request, "limit", largest_list, largest_list);
  const auto movements = desk.store.read([&](store::Connection& sql) {
    return figures::bridge_movements(sql, question, request.parameter("line"));
  });
  if (!movements) throw Refused{not_found()};
  Json json = heading(question, request);
  json.erase("currencies");
  json["count"] = movements->size();
  json["movements"] = Json::array();
  for (const auto& movement : *movements) {
    if (std::ssize(json["movements"]) == limit) break;
    json["movements"].push_back({{"number", movement.number},
                                 {"customer", movement.customer_key},
                                 {"name", movement.customer_name},
                                 {"effectiveOn", movement.effective_on.to_string()},
                                 {"kind", movement.kind},
                                 {"currency", movement.currency},
                                 {"amount", decimal_of(movement.units, movement.exponent)}});
  }
  return json;
}

Response figures_sheet(const Desk& desk, const Request& request) {
  const auto portfolios = desk.store.read(
      [&](store::Connection& sql) { return figures::load(sql, question_of(desk, request)); });
  return file_answer("text/csv; charset=utf-8", figures::to_csv(portfolios, language_of(request)),
                     "figures.csv");
}

Response figures_pdf(const Desk& desk, const Request& request, const Fonts& fonts) {
  if (!fonts) throw Refused{no_fonts()};
  figures::FiguresHeading heading{request.principal.tenant, question_of(desk, request),
                                  query_date(request, "knownOn")};
  const auto report = desk.store.read([&](store::Connection& sql) {
    const auto name =
        sql.row<std::string>("SELECT name FROM tenants WHERE siren = ?", request.principal.tenant);
    if (name) heading.creditor = std::get<0>(*name) + " · " + heading.creditor;
    return figures::report_of(figures::load(sql, heading.question),
                              figures::bridges(sql, heading.question), heading,
                              language_of(request));
  });
  return file_answer("application/pdf", formats::readable::report_pdf(report, *fonts),
                     "indicateurs-" + heading.question.as_of.on.to_string() + ".pdf");
}

}  // namespace

std::vector<Route> figures_routes(store::Store& store, Clock clock, const Fonts& fonts) {
  const Desk desk{store, std::move(clock)};
  const auto get = [&](const char* pattern, Action action) {
    return Route{"GET", pattern, Access::reader, 0, false, answering(desk, action)};
  };
  return {
      {"GET", "/api/v1/figures", Access::reader, 0, false,
       in_formats({{"json", "application/json",
                    [desk](const Request& r) { return json_answer(show_figures(desk, r)); }},
                   {"csv", "text/csv", [desk](const Request& r) { return figures_sheet(desk, r); }},
                   {"pdf", "application/pdf",
                    [desk, fonts](const Request& r) { return figures_pdf(desk, r, fonts); }}})},
      get("/api/v1/figures/bridge", show_bridge),
      get("/api/v1/figures/bridge/{line}", list_movements),
      get("/api/v1/figures/{name}/items", list_items),
  };
}

}  // namespace facteur::gateway::http
