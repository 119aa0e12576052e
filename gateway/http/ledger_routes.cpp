#include "gateway/http/ledger_routes.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "gateway/http/ledger_exports.h"
#include "gateway/http/problems.h"
#include "gateway/http/queries.h"
#include "gateway/receivables/acts.h"
#include "gateway/receivables/desk/acting.h"
#include "gateway/receivables/import/import.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/posting.h"
#include "gateway/receivables/receipt_queue.h"

namespace facteur::gateway::http {
namespace {

using namespace receivables;
using Json = nlohmann::ordered_json;
using store::Transaction;

constexpr std::size_t largest_request = 256u << 10;
constexpr std::size_t largest_import = 64u << 20;
constexpr std::size_t most_parts = 1000;

Problem forbidden_by_ledger(const std::string& why) {
  return {409, "NOT_POSSIBLE", "le grand livre ne le permet pas : vérifier les montants ouverts",
          "the ledger does not allow it: look at what is open", why};
}

Problem problem_of(const DeskRefusal& refusal) {
  const int status = refusal.code == "INVALID" ? 400 : 409;
  return {status, refusal.code, refusal.text.fr, refusal.text.en, refusal.field};
}

// What every act is asked with.
struct Asked {
  const Desk& desk;
  const Request& request;
  nlohmann::json body;

  std::string text(const char* name, const std::string& otherwise) const {
    const auto found = body.find(name);
    if (found == body.end() || found->is_null()) return otherwise;
    if (!found->is_string() || found->get_ref<const std::string&>().size() > 1000)
      throw Refused{invalid_field(name, "\"...\"")};
    return found->get<std::string>();
  }
  formats::Date day(const char* name) const {
    const std::string given = text(name, desk.today().to_string());
    const auto date = formats::Date::parse(given);
    if (!date) throw Refused{invalid_field(name, "YYYY-MM-DD")};
    return *date;
  }
  ActOf act() const { return {day("on"), text("reason", "manual"), request.principal.subject}; }
};

std::int64_t id_in(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number_integer())
    throw Refused{invalid_field(name, "a number")};
  return found->get<std::int64_t>();
}

LedgerItem item_in(Transaction& transaction, const Request& request, const nlohmann::json& object) {
  auto item = find_item(transaction.sql(), id_in(object, "item"));
  if (!item || item->account.tenant != request.principal.tenant) throw Refused{not_found()};
  return std::move(*item);
}

// "amount" in units; what is open when it is left out.
std::int64_t units_in(const nlohmann::json& object, const LedgerItem& item) {
  const auto found = object.find("amount");
  if (found == object.end() || found->is_null()) return std::abs(item.open);
  const auto units = found->is_string() ? units_of(found->get<std::string>(), item.account.exponent)
                                        : std::optional<std::int64_t>();
  if (!units || *units <= 0) throw Refused{invalid_field("amount", "\"1200.50\"")};
  return *units;
}

std::optional<Difference> difference_named(const std::string& name) {
  for (const auto known : {Difference::rounding, Difference::discount, Difference::bank_charge,
                           Difference::write_off, Difference::bad_debt})
    if (to_string(known) == name) return known;
  return std::nullopt;
}

Difference difference_or_refuse(const Asked& asked, const char* field, const char* otherwise) {
  const auto difference = difference_named(asked.text(field, otherwise));
  if (!difference)
    throw Refused{invalid_field(field, "rounding, discount, bank_charge, write_off, bad_debt")};
  return *difference;
}

std::int64_t make_application(Transaction& transaction, const Asked& asked) {
  const auto parts = asked.body.find("parts");
  if (parts == asked.body.end() || !parts->is_array() || parts->empty() ||
      parts->size() > most_parts)
    throw Refused{invalid_field("parts", "[{\"item\", \"amount\"}]")};
  NewApplication application;
  for (const auto& part : *parts) {
    if (!part.is_object()) throw Refused{invalid_field("parts", "[{\"item\", \"amount\"}]")};
    const LedgerItem item = item_in(transaction, asked.request, part);
    const std::int64_t units = units_in(part, item);
    application.account = item.account.id;
    application.parts.push_back({item.id, item.open > 0 ? -units : units});
  }
  if (asked.body.contains("difference"))
    application.difference = difference_or_refuse(asked, "difference", "");
  application.effective_on = asked.day("effectiveOn");
  application.reason = asked.text("reason", "manual");
  application.actor = asked.request.principal.subject;
  return apply(transaction, application);
}

std::int64_t make_write_off(Transaction& transaction, const Asked& asked) {
  const LedgerItem item = item_in(transaction, asked.request, asked.body);
  return write_off(transaction, item.id, units_in(asked.body, item),
                   difference_or_refuse(asked, "as", "write_off"), asked.act());
}

std::int64_t make_refund(Transaction& transaction, const Asked& asked) {
  const LedgerItem item = item_in(transaction, asked.request, asked.body);
  refund(transaction, item.id, units_in(asked.body, item), asked.act());
  return item.id;
}

std::int64_t make_doubtful(Transaction& transaction, const Asked& asked) {
  const auto wanted = asked.body.find("doubtful");
  if (wanted == asked.body.end() || !wanted->is_boolean())
    throw Refused{invalid_field("doubtful", "true, false")};
  const LedgerItem item = item_in(transaction, asked.request, asked.body);
  return set_doubtful(transaction, item.id, wanted->get<bool>(), asked.act()) ? 1 : 0;
}

std::int64_t make_cancellation(Transaction& transaction, const Asked& asked) {
  const LedgerItem item = item_in(transaction, asked.request, asked.body);
  return cancel(transaction, item.id, asked.act()) ? 1 : 0;
}

struct ActRoute {
  const char* path;
  const char* answer;  // what the number is that the act returns
  std::int64_t (*make)(Transaction&, const Asked&);
  bool is_flag;
};

constexpr ActRoute acts[] = {
    {"/api/v1/applications", "id", make_application, false},
    {"/api/v1/write-offs", "id", make_write_off, false},
    {"/api/v1/refunds", "item", make_refund, false},
    {"/api/v1/doubtful", "changed", make_doubtful, true},
    {"/api/v1/cancellations", "changed", make_cancellation, true},
};

Json perform(const Desk& desk, const ActRoute& route, const Request& request) {
  const Asked asked{desk, request, json_body(request)};
  const Acting acting{request.principal.tenant, request.principal.subject, desk.today(),
                      std::string(request.header("idempotency-key"))};
  try {
    const auto outcome = desk.store.write([&](Transaction& t) {
      const nlohmann::json key = {{"path", route.path}, {"body", asked.body}};
      return once(t, acting, key,
                  [&]() -> OrRefusal<std::int64_t> { return route.make(t, asked); });
    });
    if (const DeskRefusal* refused = refusal(outcome)) throw Refused{problem_of(*refused)};
    const std::int64_t number = std::get<std::int64_t>(outcome);
    return {{route.answer, route.is_flag ? Json(number != 0) : Json(number)}};
  } catch (const std::invalid_argument& forbidden) {
    throw Refused{forbidden_by_ledger(forbidden.what())};
  }
}

Json undo_application(const Desk& desk, const Request& request) {
  const auto text = request.parameter("application");
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size()) throw Refused{not_found()};
  const auto from = query_date(request, "from");
  try {
    const std::int64_t undone_by = desk.store.write([&](Transaction& t) {
      const auto known = t.sql().row<std::optional<std::int64_t>>(
          "SELECT u.id FROM applications p JOIN receivable_accounts a ON a.id = p.account"
          " LEFT JOIN applications u ON u.undoes = p.id WHERE p.id = ? AND a.tenant = ?",
          id, request.principal.tenant);
      if (!known) throw Refused{not_found()};
      if (const auto already = std::get<0>(*known)) return *already;
      const std::int64_t undoing = undo(
          t, id, from, query_text(request, "reason").value_or("manual"), request.principal.subject);
      requeue_receipts(t, request.principal.tenant, id, request.principal.subject);
      return undoing;
    });
    return {{"id", undone_by}};
  } catch (const std::invalid_argument& forbidden) {
    throw Refused{forbidden_by_ledger(forbidden.what())};
  }
}

struct ImportKind {
  std::string_view name;
  const std::vector<Column>& (*columns)();
  ImportReport (*import)(store::Store&, const std::string&, Rows, const std::string&);
};

constexpr ImportKind import_kinds[] = {{"customers", customer_columns, import_customers},
                                       {"items", item_columns, import_items}};

Json import_rows(const Desk& desk, const Request& request) {
  const std::string name = query_text(request, "kind").value_or("");
  const auto* kind = std::ranges::find(import_kinds, name, &ImportKind::name);
  if (kind == std::end(import_kinds)) throw Refused{invalid_field("kind", "customers, items")};
  try {
    const bool json = request.header("content-type").starts_with("application/json");
    Rows rows = json ? Rows::of_json(request.body, kind->columns())
                     : Rows::of_csv(request.body, kind->columns());
    const auto report = kind->import(desk.store, request.principal.tenant, std::move(rows),
                                     request.principal.subject);
    Json answer = {{"added", report.added},
                   {"changed", report.changed},
                   {"unchanged", report.unchanged},
                   {"refused", Json::array()}};
    for (const Refusal& refusal : report.refused)
      answer["refused"].push_back(
          {{"line", refusal.line},
           {"code", refusal.code},
           {"reason", request.language == Language::fr ? refusal.reason.fr : refusal.reason.en}});
    return answer;
  } catch (const TableFault& fault) {
    throw Refused{{400, "INVALID_TABLE", fault.reason.fr, fault.reason.en,
                   "line " + std::to_string(fault.line)}};
  }
}

}  // namespace

std::vector<Route> ledger_routes(store::Store& store, Clock clock) {
  const Desk desk{store, std::move(clock)};
  std::vector<Route> routes = ledger_exports(store);
  for (const ActRoute& route : acts)
    routes.push_back({"POST", route.path, Access::member, largest_request, false,
                      answering([desk, &route](const Request& request) {
                        return perform(desk, route, request);
                      })});
  routes.push_back({"DELETE", "/api/v1/applications/{application}", Access::member, 0, false,
                    answering(desk, undo_application)});
  routes.push_back({"POST", "/api/v1/imports", Access::member, largest_import, false,
                    answering(desk, import_rows)});
  return routes;
}

}  // namespace facteur::gateway::http
