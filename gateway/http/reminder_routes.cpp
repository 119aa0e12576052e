#include "gateway/http/reminder_routes.h"

#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>

#include "archive/hash.h"
#include "gateway/http/problems.h"
#include "gateway/http/queries.h"
#include "gateway/receivables/reminder_cases.h"
#include "gateway/receivables/reminders/action_json.h"
#include "gateway/receivables/reminders/choices.h"
#include "gateway/receivables/report_json.h"

namespace facteur::gateway::http {
namespace {

using namespace receivables;
using Json = nlohmann::ordered_json;
using reminders::Decision;

constexpr std::int64_t usual_page = 100;
constexpr std::int64_t largest_page = 1000;
constexpr std::size_t body_limit = 16 * 1024;
constexpr std::size_t longest_reason = 1000;

// What the routes work on.
struct Office {
  Desk desk;
  flows::Evidence& evidence;
  ScenarioSet scenarios;
};

std::int64_t path_number(const Request& request, std::string_view name) {
  const std::string_view text = request.parameter(name);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) throw Refused{not_found()};
  return number;
}

Json plan_day(const Office& office, const Request& request) {
  const formats::Date on = query_date(request, "on").value_or(office.desk.today());
  const auto language = request.language == Language::fr ? ReportLanguage::fr : ReportLanguage::en;
  const auto plan = office.desk.store.read([&](store::Connection& sql) {
    return plan_reminders(sql, request.principal.tenant, office.scenarios, on);
  });
  Json json = {{"on", on.to_string()}, {"customers", Json::array()}};
  for (const PlannedReminder& reminder : plan)
    json["customers"].push_back(camel_case(to_json(reminder, language)));
  return json;
}

Json list_planned(const Office& office, const Request& request) {
  Json json = {{"reminders", Json::array()}};
  office.desk.store.read([&](store::Connection& sql) {
    for (const auto& action : reminders::open_actions(sql, request.principal.tenant))
      json["reminders"].push_back(camel_case(reminders::to_json(sql, action)));
  });
  return json;
}

Json list_sent(const Office& office, const Request& request) {
  reminders::HistoryFilter filter;
  filter.customer_key = query_text(request, "customer");
  filter.before = query_number(request, "before", INT64_MAX, INT64_MAX);
  filter.limit = query_number(request, "limit", usual_page, largest_page);
  const auto sent = office.desk.store.read([&](store::Connection& sql) {
    return reminders::sent_reminders(sql, request.principal.tenant, filter);
  });
  Json json = {{"reminders", Json::array()}};
  for (const auto& reminder : sent)
    json["reminders"].push_back(camel_case(reminders::to_json(reminder)));
  const bool more = filter.limit > 0 && std::ssize(sent) == filter.limit;
  json["next"] = more ? Json(sent.back().id) : Json(nullptr);
  return json;
}

Json list_scenarios(const Office& office, const Request& request) {
  const bool french = request.language == Language::fr;
  Json json = {{"scenarios", Json::array()}};
  for (const Scenario& scenario : office.scenarios.all()) {
    Json one = {
        {"name", scenario.name}, {"segments", scenario.segments}, {"levels", Json::array()}};
    for (const Level& level : scenario.levels)
      one["levels"].push_back({{"level", level.number},
                               {"day", level.day},
                               {"channel", level.channel},
                               {"tone", level.tone},
                               {"approval", level.approval},
                               {"label", french ? level.label.fr : level.label.en}});
    json["scenarios"].push_back(std::move(one));
  }
  return json;
}

Json settle(const Office& office, const Request& request, bool agreed) {
  const std::int64_t id = path_number(request, "id");
  const std::string& tenant = request.principal.tenant;
  std::string reason;
  if (!agreed && !request.body.empty()) {
    const auto body = json_body(request);
    if (body.contains("reason") && !body["reason"].is_string())
      throw Refused{invalid_field("reason", "text")};
    reason = body.value("reason", "");
    if (reason.size() > longest_reason) throw Refused{invalid_field("reason", "1000")};
  }
  const Decision decision = office.desk.store.write([&](store::Transaction& t) {
    return agreed ? reminders::approve(t, tenant, id, request.principal.subject)
                  : reminders::cancel(t, tenant, id, {reason, reason}, request.principal.subject);
  });
  if (decision == Decision::not_found) throw Refused{not_found()};
  if (decision == Decision::too_late) throw Refused{reminder_left()};
  return office.desk.store.read([&](store::Connection& sql) {
    return camel_case(reminders::to_json(sql, *reminders::find_action(sql, tenant, id)));
  });
}

Json approve(const Office& office, const Request& request) {
  return settle(office, request, true);
}

Json cancel(const Office& office, const Request& request) {
  return settle(office, request, false);
}

Json show_switch(const Office& office, const Request& request) {
  return {{"enabled", office.desk.store.read([&](store::Connection& sql) {
             return reminders::switched_on(sql, request.principal.tenant);
           })}};
}

Json turn_switch(const Office& office, const Request& request) {
  const auto body = json_body(request);
  if (!body.contains("enabled") || !body["enabled"].is_boolean())
    throw Refused{invalid_field("enabled", "true, false")};
  office.desk.store.write([&](store::Transaction& t) {
    reminders::switch_reminders(t, request.principal.tenant, body["enabled"].get<bool>(),
                                request.principal.subject);
  });
  return show_switch(office, request);
}

Json choice_json(const ReminderChoice& choice) {
  const auto or_null = [](const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
  };
  Json json = {{"scenario", or_null(choice.scenario)},
               {"language", or_null(choice.language)},
               {"contact", nullptr},
               {"quietUntil", nullptr}};
  if (choice.contact) json["contact"] = *choice.contact;
  if (choice.quiet_until) json["quietUntil"] = choice.quiet_until->to_string();
  return json;
}

Json show_choice(const Office& office, const Request& request) {
  return office.desk.store.read([&](store::Connection& sql) {
    return choice_json(reminders::choice_of(sql, request.principal.tenant,
                                            std::string(request.parameter("customer"))));
  });
}

std::string text_of(const nlohmann::json& body, const std::string& name) {
  if (!body.contains(name) || body[name].is_null()) return {};
  if (!body[name].is_string()) throw Refused{invalid_field(name, "text")};
  return body[name];
}

ReminderChoice read_choice(const Office& office, const Request& request) {
  const auto body = json_body(request);
  ReminderChoice choice{text_of(body, "scenario"), text_of(body, "language"), {}, {}};
  if (!choice.scenario.empty() && !office.scenarios.find(choice.scenario))
    throw Refused{invalid_field("scenario", choice.scenario)};
  if (!choice.language.empty() && choice.language != "fr" && choice.language != "en")
    throw Refused{invalid_field("language", "fr, en")};
  if (body.contains("contact") && !body["contact"].is_null()) {
    if (!body["contact"].is_number_integer()) throw Refused{invalid_field("contact", "id")};
    choice.contact = body["contact"].get<std::int64_t>();
  }
  if (const std::string day = text_of(body, "quietUntil"); !day.empty()) {
    choice.quiet_until = formats::Date::parse(day);
    if (!choice.quiet_until) throw Refused{invalid_field("quietUntil", "YYYY-MM-DD")};
  }
  return choice;
}

Json change_choice(const Office& office, const Request& request) {
  const std::string customer(request.parameter("customer"));
  const ReminderChoice choice = read_choice(office, request);
  const auto wrong = office.desk.store.write([&](store::Transaction& t) {
    return reminders::change_choice(t, request.principal.tenant, customer, choice,
                                    request.principal.subject);
  });
  if (wrong == "customer") throw Refused{not_found()};
  if (wrong) throw Refused{invalid_field(*wrong, "")};
  return choice_json(choice);
}

// What a header can hold.
std::string plain_name(const std::string& name) {
  std::string plain;
  for (const char c : name) {
    const bool safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '.' || c == '-';
    plain += safe ? c : '_';
  }
  return plain;
}

Response give_document(const Office& office, const Request& request) {
  const auto document = office.desk.store.read([&](store::Connection& sql) {
    return reminders::find_document(sql, request.principal.tenant, path_number(request, "id"),
                                    path_number(request, "position"));
  });
  if (!document) return answer(request, not_found());
  auto bytes = office.evidence.archive().read_object(*archive::from_hex(document->sha256));
  if (!bytes)
    throw std::runtime_error("archive: " + bytes.error().place + ": " + bytes.error().detail);
  Response response;
  response.type = document->media_type;
  response.body = std::move(*bytes);
  // Mails and letters hold what customers wrote: they are given to keep, never shown as a page.
  response.headers = {
      {"Content-Disposition", "attachment; filename=\"" + plain_name(document->name) + "\""},
      {"X-Content-Type-Options", "nosniff"}};
  return response;
}

template <class Act>
Handler bound(const std::shared_ptr<const Office>& office, Act act) {
  return [office, act](Request& request) -> Response {
    try {
      if constexpr (std::is_same_v<decltype(act(*office, request)), Response>) {
        return act(*office, request);
      } else {
        Response response;
        response.body = dump(act(*office, request));
        return response;
      }
    } catch (const Refused& refused) {
      return answer(request, refused.problem);
    }
  };
}

}  // namespace

std::vector<Route> reminder_routes(store::Store& store, flows::Evidence& evidence,
                                   ScenarioSet scenarios, Clock clock) {
  const auto office = std::make_shared<const Office>(
      Office{{store, std::move(clock)}, evidence, std::move(scenarios)});
  const auto reads = [&](const std::string& path, auto act) {
    return Route{"GET", "/api/v1/reminders" + path, Access::reader, 0, false, bound(office, act)};
  };
  const auto writes = [&](const char* method, const std::string& path, auto act) {
    return Route{method, "/api/v1/reminders" + path, Access::member, body_limit,
                 false,  bound(office, act)};
  };
  return {
      reads("", plan_day),
      reads("/planned", list_planned),
      reads("/sent", list_sent),
      reads("/sent/{id}/documents/{position}", give_document),
      reads("/scenarios", list_scenarios),
      reads("/switch", show_switch),
      reads("/customers/{customer}", show_choice),
      writes("POST", "/{id}/approve", approve),
      writes("POST", "/{id}/cancel", cancel),
      writes("PUT", "/switch", turn_switch),
      writes("PUT", "/customers/{customer}", change_choice),
  };
}

}  // namespace facteur::gateway::http
