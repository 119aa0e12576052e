#include "gateway/http/receivables_routes.h"

#include <nlohmann/json.hpp>

#include "gateway/http/problems.h"
#include "gateway/http/queries.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/report_json.h"

namespace facteur::gateway::http {
namespace {

using namespace receivables;
using Json = nlohmann::ordered_json;

constexpr std::int64_t usual_page = 100;
constexpr std::int64_t largest_page = 1000;

struct Question {
  AsOf as_of;
  Json json;  // the two dates, to begin the answer with
};

Question question_of(const Desk& desk, const Request& request) {
  const auto known_on = query_date(request, "knownOn");
  Question question{{query_date(request, "asOf").value_or(desk.today()), {}}, {}};
  if (known_on) question.as_of.known_at = end_of_day(*known_on);
  question.json = {{"asOf", question.as_of.on.to_string()},
                   {"knownOn", known_on ? Json(known_on->to_string()) : Json(nullptr)}};
  return question;
}

Json list_items(const Desk& desk, const Request& request) {
  Question question = question_of(desk, request);
  const auto after = query_number(request, "after", 0, INT64_MAX);
  const auto limit = query_number(request, "limit", usual_page, largest_page);
  const auto items = desk.store.read([&](store::Connection& sql) {
    return open_items_page(sql, request.principal.tenant, question.as_of,
                           query_text(request, "customer"), after, limit);
  });
  question.json["items"] = Json::array();
  for (const OpenItem& item : items)
    question.json["items"].push_back(camel_case(to_json(item, question.as_of.on)));
  const bool more = limit > 0 && std::ssize(items) == limit;
  question.json["next"] = more ? Json(items.back().id) : Json(nullptr);
  return question.json;
}

// What was received by VAT rate, oldest first; told: the status 212 went to the buyer.
Json list_cashed(const Desk& desk, const Request& request) {
  using Text = std::string;
  using Number = std::int64_t;
  const auto after = query_number(request, "after", 0, INT64_MAX);
  const auto limit = query_number(request, "limit", usual_page, largest_page);
  const auto rows = desk.store.read([&](store::Connection& sql) {
    return sql.rows<Number, Text, Text, Text, Number, Text, Number, Number, Number,
                    std::optional<Number>>(
        "SELECT c.id, i.number, a.customer_key, a.currency, a.exponent, c.rate, c.units,"
        " c.received_on, c.application, c.status FROM cashed_amounts c"
        " JOIN receivable_items i ON i.id = c.item JOIN receivable_accounts a ON a.id = i.account"
        " WHERE c.tenant = ? AND c.withdrawn = 0 AND c.id > ? ORDER BY c.id LIMIT ?",
        request.principal.tenant, after, limit);
  });
  Json json = {{"amounts", Json::array()}};
  for (const auto& [id, number, customer, currency, exponent, rate, units, day, application,
                    status] : rows)
    json["amounts"].push_back({{"number", number},
                               {"customer", customer},
                               {"receivedOn", to_date(day).to_string()},
                               {"vatRate", rate},
                               {"currency", currency},
                               {"amount", decimal_of(units, static_cast<unsigned>(exponent))},
                               {"application", application},
                               {"told", status.has_value()}});
  const bool more = limit > 0 && std::ssize(rows) == limit;
  json["next"] = more ? Json(std::get<0>(rows.back())) : Json(nullptr);
  return json;
}

}  // namespace

std::vector<Route> receivables_routes(store::Store& store, Clock clock) {
  const Desk desk{store, std::move(clock)};
  return {
      {"GET", "/api/v1/receivables", Access::reader, 0, false, answering(desk, list_items)},
      {"GET", "/api/v1/receivables/cashed", Access::reader, 0, false, answering(desk, list_cashed)},
  };
}

}  // namespace facteur::gateway::http
