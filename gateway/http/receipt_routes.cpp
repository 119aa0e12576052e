#include "gateway/http/receipt_routes.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "gateway/http/problems.h"
#include "gateway/http/queries.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/receipt_queue.h"

namespace facteur::gateway::http {
namespace {

using namespace receivables;
using Json = nlohmann::ordered_json;

constexpr std::int64_t usual_page = 100, largest_page = 1000;
constexpr std::size_t largest_choice = 64u << 10;  // bytes

Json candidate_json(const RankedCandidate& candidate, unsigned exponent, bool french) {
  Json items = Json::array();
  for (const CandidateItem& item : candidate.items)
    items.push_back(
        {{"id", item.id}, {"number", item.number}, {"open", decimal_of(item.open, exponent)}});
  return {{"customer", candidate.customer_key},
          {"name", candidate.customer_name},
          {"score", candidate.score},
          {"reason", french ? candidate.reason.fr : candidate.reason.en},
          {"items", std::move(items)}};
}

Json receipt_json(const WaitingReceipt& receipt, bool french) {
  Json candidates = Json::array();
  for (const RankedCandidate& candidate : receipt.candidates)
    candidates.push_back(candidate_json(candidate, receipt.exponent, french));
  return {{"id", receipt.movement},
          {"bookingDate", receipt.booked_on.to_string()},
          {"currency", receipt.currency},
          {"amount", decimal_of(receipt.units, receipt.exponent)},
          {"left", decimal_of(receipt.left, receipt.exponent)},
          {"payer", receipt.payer},
          {"text", receipt.text},
          {"customer", receipt.customer_key ? Json(*receipt.customer_key) : Json(nullptr)},
          {"reason", french ? receipt.reason.fr : receipt.reason.en},
          {"candidates", std::move(candidates)}};
}

Json list_receipts(const Desk& desk, const Request& request) {
  const auto after = query_number(request, "after", 0, INT64_MAX);
  const auto limit = query_number(request, "limit", usual_page, largest_page);
  const auto receipts = desk.store.read([&](store::Connection& sql) {
    return waiting_receipts(sql, request.principal.tenant, after, limit);
  });
  Json json = {{"receipts", Json::array()}};
  for (const WaitingReceipt& receipt : receipts)
    json["receipts"].push_back(receipt_json(receipt, request.language == Language::fr));
  const bool more = limit > 0 && std::ssize(receipts) == limit;
  json["next"] = more ? Json(receipts.back().movement) : Json(nullptr);
  return json;
}

ReceiptChoice choice_of(const Request& request) {
  const auto body = json_body(request);
  const auto customer = body.find("customer");
  if (customer == body.end() || !customer->is_string()) throw Refused{missing_field("customer")};
  ReceiptChoice choice{customer->get<std::string>(), {}};
  const auto items = body.find("items");
  if (items == body.end()) return choice;
  if (!items->is_array()) throw Refused{invalid_field("items", "[1, 2, ...]")};
  for (const auto& item : *items) {
    if (!item.is_number_integer()) throw Refused{invalid_field("items", "[1, 2, ...]")};
    choice.items.push_back(item.get<std::int64_t>());
  }
  return choice;
}

Json take_choice(const Desk& desk, const Request& request) {
  const std::string_view id = request.parameter("id");
  std::int64_t movement = 0;
  std::from_chars(id.data(), id.data() + id.size(), movement);
  const ReceiptChoice choice = choice_of(request);
  Acting acting;
  acting.tenant = request.principal.tenant;
  acting.actor = request.principal.subject;
  const auto outcome = desk.store.write(
      [&](store::Transaction& t) { return resolve_receipt(t, acting, movement, choice); });
  if (const DeskRefusal* why = refusal(outcome)) {
    const int status = why->code == "NOT_FOUND" ? 404 : why->code == "CONFLICT" ? 409 : 400;
    throw Refused{{status, why->code, why->text.fr, why->text.en, why->field}};
  }
  return {{"settled", std::get<std::int64_t>(outcome)}};
}

}  // namespace

std::vector<Route> receipt_routes(store::Store& store, Clock clock) {
  const Desk desk{store, std::move(clock)};
  return {
      {"GET", "/api/v1/receipts", Access::reader, 0, false, answering(desk, list_receipts)},
      {"POST", "/api/v1/receipts/{id}/application", Access::member, largest_choice, false,
       answering(desk, take_choice)},
  };
}

}  // namespace facteur::gateway::http
