#include "gateway/http/receivables_routes.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <variant>

#include "formats/civil_date.h"
#include "gateway/http/problems.h"
#include "gateway/receivables/reminder_cases.h"
#include "gateway/receivables/report_json.h"

namespace facteur::gateway::http {
namespace {

using namespace receivables;
using Json = nlohmann::ordered_json;

constexpr std::int64_t usual_page = 100;
constexpr std::int64_t largest_page = 1000;

// A query that cannot be answered; thrown to the handler, which tells the caller.
struct Refused {
  Problem problem;
};

std::optional<std::string> text(const Request& request, const std::string& name) {
  const auto found = request.query.find(name);
  if (found == request.query.end() || found->second.empty()) return std::nullopt;
  return found->second;
}

std::optional<formats::Date> date(const Request& request, const std::string& name) {
  const auto given = text(request, name);
  if (!given) return std::nullopt;
  const auto day = formats::Date::parse(*given);
  if (!day) throw Refused{invalid_field(name, "YYYY-MM-DD")};
  return day;
}

std::int64_t number(const Request& request, const std::string& name, std::int64_t otherwise,
                    std::int64_t highest) {
  const auto given = text(request, name);
  if (!given) return otherwise;
  std::int64_t value = -1;
  const auto [end, error] = std::from_chars(given->data(), given->data() + given->size(), value);
  const bool whole = error == std::errc() && end == given->data() + given->size();
  if (!whole || value < 0 || value > highest)
    throw Refused{invalid_field(name, "0.." + std::to_string(highest))};
  return value;
}

struct Desk {
  store::Store& store;
  Clock clock;

  formats::Date today() const { return *formats::Date::parse(paris_day(clock())); }
};

struct Question {
  AsOf as_of;
  Json json;  // the two dates, to begin the answer with
};

Question question_of(const Desk& desk, const Request& request) {
  const auto known_on = date(request, "knownOn");
  Question question{{date(request, "asOf").value_or(desk.today()), {}}, {}};
  if (known_on) question.as_of.known_at = end_of_day(*known_on);
  question.json = {{"asOf", question.as_of.on.to_string()},
                   {"knownOn", known_on ? Json(known_on->to_string()) : Json(nullptr)}};
  return question;
}

Json list_items(const Desk& desk, const Request& request) {
  Question question = question_of(desk, request);
  const auto after = number(request, "after", 0, INT64_MAX);
  const auto limit = number(request, "limit", usual_page, largest_page);
  const auto items = desk.store.read([&](store::Connection& sql) {
    return open_items_page(sql, request.principal.tenant, question.as_of, text(request, "customer"),
                           after, limit);
  });
  question.json["items"] = Json::array();
  for (const OpenItem& item : items)
    question.json["items"].push_back(camel_case(to_json(item, question.as_of.on)));
  const bool more = limit > 0 && std::ssize(items) == limit;
  question.json["next"] = more ? Json(items.back().id) : Json(nullptr);
  return question.json;
}

Json show_aged(const Desk& desk, const Request& request) {
  Question question = question_of(desk, request);
  const std::string by = text(request, "by").value_or("due");
  if (by != "due" && by != "issue") throw Refused{invalid_field("by", "due, issue")};
  const auto aged = desk.store.read([&](store::Connection& sql) {
    return aged_balance(sql, request.principal.tenant, question.as_of,
                        by == "due" ? AgeBy::due : AgeBy::issue);
  });
  question.json["by"] = by;
  question.json.update(camel_case(to_json(aged)));
  return question.json;
}

Json plan_day(const Desk& desk, const Request& request) {
  const formats::Date on = date(request, "on").value_or(desk.today());
  const auto language = request.language == Language::fr ? ReportLanguage::fr : ReportLanguage::en;
  const auto plan = desk.store.read([&](store::Connection& sql) {
    return plan_reminders(sql, request.principal.tenant, standard_scenario(), on);
  });
  Json json = {{"on", on.to_string()}, {"customers", Json::array()}};
  for (const PlannedReminder& reminder : plan)
    json["customers"].push_back(camel_case(to_json(reminder, language)));
  return json;
}

}  // namespace

std::vector<Route> receivables_routes(store::Store& store, Clock clock) {
  using Action = Json (*)(const Desk&, const Request&);
  const Desk desk{store, std::move(clock)};
  const auto bound = [&desk](Action action) {
    return [desk, action](Request& request) {
      try {
        Response response;
        response.body = dump(action(desk, request));
        return response;
      } catch (const Refused& refused) {
        return answer(request, refused.problem);
      }
    };
  };
  return {
      {"GET", "/api/v1/receivables", Access::reader, 0, false, bound(list_items)},
      {"GET", "/api/v1/receivables/aged", Access::reader, 0, false, bound(show_aged)},
      {"GET", "/api/v1/reminders", Access::reader, 0, false, bound(plan_day)},
  };
}

}  // namespace facteur::gateway::http
