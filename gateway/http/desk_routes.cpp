#include "gateway/http/desk_routes.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "gateway/http/problems.h"
#include "gateway/http/queries.h"
#include "gateway/receivables/desk/desk_json.h"
#include "gateway/receivables/desk/desk_requests.h"
#include "gateway/receivables/desk/dispute_reasons.h"
#include "gateway/receivables/desk/item_history.h"

namespace facteur::gateway::http {
namespace {

using namespace receivables;
using Json = nlohmann::ordered_json;
using store::Connection;

constexpr std::size_t largest_request = 64u << 10;  // bytes

ReportLanguage language_of(const Request& request) {
  return request.language == Language::fr ? ReportLanguage::fr : ReportLanguage::en;
}

// What a list is asked for.
struct Question {
  const Request& request;
  const std::string& tenant;
  formats::Date on;
  std::optional<std::string> customer;
  bool all;
};

Json list_promises(const Question& question, Connection& sql) {
  Json list = Json::array();
  for (const PromiseView& view : promises(sql, question.tenant, question.on, question.customer))
    list.push_back(camel_case(to_json(view)));
  return list;
}

Json list_disputes(const Question& question, Connection& sql) {
  Json list = Json::array();
  const DisputeFilter filter{question.on, !question.all, question.customer, {}, 1000};
  for (const Dispute& dispute : disputes(sql, question.tenant, filter))
    list.push_back(camel_case(to_json(dispute, question.on, language_of(question.request))));
  return list;
}

Json list_plans(const Question& question, Connection& sql) {
  Json list = Json::array();
  for (const PlanView& view : plans(sql, question.tenant, question.on, question.customer))
    list.push_back(camel_case(to_json(view)));
  return list;
}

Json list_exclusions(const Question& question, Connection& sql) {
  Json list = Json::array();
  for (const Exclusion& exclusion : exclusions(sql, question.tenant, question.on, !question.all))
    if (question.customer.value_or(exclusion.customer_key) == exclusion.customer_key)
      list.push_back(camel_case(to_json(exclusion)));
  return list;
}

Json list_tasks(const Question& question, Connection& sql) {
  Json list = Json::array();
  const TaskFilter filter{question.on, query_text(question.request, "owner"),
                          query_text(question.request, "department"), question.customer};
  for (const Task& task : agenda(sql, question.tenant, filter))
    list.push_back(camel_case(to_json(task, language_of(question.request))));
  return list;
}

Json list_holds(const Question& question, Connection& sql) {
  Json list = Json::array();
  ItemHistories items(sql);
  for (const auto& [item, holds] : holds_on(sql, question.tenant, question.on)) {
    const ItemHistory& history = items.of(item);
    if (question.customer.value_or(history.customer_key) == history.customer_key)
      list.push_back(camel_case(
          to_json(holds, history.number, history.exponent, language_of(question.request))));
  }
  return list;
}

Json list_comments(const Question& question, Connection& sql) {
  Json list = Json::array();
  const auto about = query_text(question.request, "about").value_or("");
  const auto subject = query_text(question.request, "subject").value_or("");
  for (const Comment& comment : comments(sql, question.tenant, about, subject))
    list.push_back(camel_case(to_json(comment)));
  return list;
}

Json list_reasons(const Question& question, Connection&) {
  Json list = Json::array();
  const bool french = question.request.language == Language::fr;
  for (const DisputeReason& reason : dispute_reasons())
    list.push_back({{"code", reason.code},
                    {"text", french ? reason.fr : reason.en},
                    {"department", reason.department},
                    {"days", reason.days}});
  return list;
}

Json list_alerts(const Question& question, Connection& sql) {
  Json list = Json::array();
  for (const Alert& alert : alerts(sql, question.tenant, question.on))
    list.push_back(camel_case(to_json(alert)));
  return list;
}

Json list_raised(const Question& question, Connection& sql) {
  Json list = Json::array();
  for (const Raising& raising : raised(sql, question.tenant)) list.push_back(to_json(raising));
  return list;
}

Json list_fields(const Question& question, Connection&) {
  Json list = Json::array();
  for (const AlertField& field : alert_fields())
    list.push_back(to_json(field, language_of(question.request)));
  return list;
}

struct ListRoute {
  const char *path, *name;
  Json (*of)(const Question&, Connection&);
};

constexpr ListRoute lists[] = {
    {"/api/v1/promises", "promises", list_promises},
    {"/api/v1/disputes", "disputes", list_disputes},
    {"/api/v1/payment-plans", "paymentPlans", list_plans},
    {"/api/v1/exclusions", "exclusions", list_exclusions},
    {"/api/v1/tasks", "tasks", list_tasks},
    {"/api/v1/holds", "holds", list_holds},
    {"/api/v1/comments", "comments", list_comments},
    {"/api/v1/alerts", "alerts", list_alerts},
    {"/api/v1/alerts/raised", "raised", list_raised},
    {"/api/v1/alert-fields", "fields", list_fields},
    {"/api/v1/dispute-reasons", "reasons", list_reasons},
};

// Where the nouns of desk_requests.h stand.
struct Place {
  std::string_view noun, path;
};

constexpr Place places[] = {
    {"promise", "/api/v1/promises"},   {"dispute", "/api/v1/disputes"},
    {"plan", "/api/v1/payment-plans"}, {"exclude", "/api/v1/exclusions"},
    {"task", "/api/v1/tasks"},         {"comment", "/api/v1/comments"},
    {"alert", "/api/v1/alerts"},       {"setting", "/api/v1/desk-settings"},
};

std::string path_of(const DeskRequest& asked) {
  const auto* place = std::ranges::find(places, asked.noun, &Place::noun);
  std::string path(place->path);
  return asked.about_one ? path + "/{id}/" + std::string(asked.verb) : path;
}

Problem problem_of(const DeskRefusal& refusal) {
  const int status = refusal.code == "NOT_FOUND" ? 404 : refusal.code == "INVALID" ? 400 : 409;
  return {status, refusal.code, refusal.text.fr, refusal.text.en, refusal.field};
}

std::optional<std::int64_t> id_of(const Request& request) {
  const auto text = request.parameter("id");
  if (text.empty()) return std::nullopt;
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size()) throw Refused{not_found()};
  return id;
}

Response ask(const Desk& desk, const DeskRequest& asked, const Request& request) {
  const auto body = request.body.empty() ? nlohmann::json::object() : json_body(request);
  const Acting acting{request.principal.tenant, request.principal.subject, desk.today(),
                      std::string(request.header("idempotency-key"))};
  const auto id = id_of(request);
  const auto outcome =
      desk.store.write([&](store::Transaction& t) { return perform(t, acting, asked, id, body); });
  if (const DeskRefusal* refused = refusal(outcome)) throw Refused{problem_of(*refused)};
  Response response;
  response.status = asked.about_one || asked.noun == "setting" ? 200 : 201;
  response.body = dump({{"id", std::get<std::int64_t>(outcome)}});
  return response;
}

Response list(const Desk& desk, const ListRoute& route, const Request& request) {
  const Question question{
      request, request.principal.tenant, query_date(request, "on").value_or(desk.today()),
      query_text(request, "customer"), query_text(request, "all").value_or("false") == "true"};
  Json json = {{"on", question.on.to_string()}};
  json[route.name] = desk.store.read([&](Connection& sql) { return route.of(question, sql); });
  Response response;
  response.body = dump(json);
  return response;
}

// What an alert would have raised; nothing is kept.
Response try_out(const Desk& desk, const Request& request) {
  const auto definition = parse_alert(json_body(request));
  if (const DeskRefusal* refused = refusal(definition)) throw Refused{problem_of(*refused)};
  const Trial trial = desk.store.read([&](Connection& sql) {
    return try_alert(sql, request.principal.tenant, std::get<AlertDefinition>(definition),
                     desk.today());
  });
  Response response;
  response.body = dump(to_json(trial));
  return response;
}

// What `work` answers, or refuses.
Handler guarded(std::function<Response(const Request&)> work) {
  return [work = std::move(work)](Request& request) {
    try {
      return work(request);
    } catch (const Refused& refused) {
      return answer(request, refused.problem);
    }
  };
}

}  // namespace

std::vector<Route> desk_routes(store::Store& store, Clock clock) {
  const Desk desk{store, std::move(clock)};
  std::vector<Route> routes;
  for (const ListRoute& route : lists)
    routes.push_back(
        {"GET", route.path, Access::reader, 0, false,
         guarded([desk, &route](const Request& request) { return list(desk, route, request); })});
  for (const DeskRequest& asked : desk_requests())
    routes.push_back(
        {"POST", path_of(asked), Access::member, largest_request, false,
         guarded([desk, &asked](const Request& request) { return ask(desk, asked, request); })});
  routes.push_back({"POST", "/api/v1/alerts/try", Access::reader, largest_request, false,
                    guarded([desk](const Request& request) { return try_out(desk, request); })});
  return routes;
}

}  // namespace facteur::gateway::http
