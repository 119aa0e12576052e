#include "gateway/receivables/desk/desk_requests.h"

#include <algorithm>
#include <iterator>

#include "gateway/receivables/agenda.h"
#include "gateway/receivables/desk/agreed_items.h"
#include "gateway/receivables/desk/alerts.h"
#include "gateway/receivables/desk/comments.h"
#include "gateway/receivables/desk/disputes.h"
#include "gateway/receivables/desk/exclusions.h"
#include "gateway/receivables/desk/plans.h"
#include "gateway/receivables/desk/promises.h"
#include "gateway/receivables/desk/request_body.h"
#include "gateway/receivables/desk/task_outcome.h"

namespace facteur::gateway::receivables {
namespace {

using store::Transaction;
using Number = std::int64_t;
using Result = OrRefusal<Number>;
using enum FieldType;

// A request at work.
struct Call {
  Transaction& t;
  const Acting& acting;
  Number id;  // 0 when it is about none
  const RequestBody& body;
};

// Items by id ("items") or by number ("numbers", with "customer" where a number is not enough).
OrRefusal<std::vector<Number>> items_of(const Call& call) {
  if (!call.body.has("numbers")) return call.body.wholes("items");
  return items_by_number(call.t.sql(), call.acting.tenant, call.body.texts("numbers"),
                         call.body.text("customer"));
}

// One item by id ("item") or by number ("number"); nothing when neither is given.
OrRefusal<std::optional<Number>> item_of(const Call& call) {
  if (!call.body.has("number")) return call.body.whole("item");
  const auto found = items_by_number(call.t.sql(), call.acting.tenant, {call.body.text("number")},
                                     call.body.text("customer"));
  if (const auto* refused = refusal(found)) return *refused;
  const auto& ids = std::get<std::vector<Number>>(found);
  if (ids.size() > 1)
    return DeskRefusal{"CONFLICT",
                       "number",
                       {"plusieurs échéances : désigner la pièce par son identifiant",
                        "several instalments: name the item by its id"}};
  return std::optional(ids.front());
}

Result add_promise(const Call& call) {
  const auto items = items_of(call);
  if (const auto* refused = refusal(items)) return *refused;
  NewPromise promise;
  promise.customer_key = call.body.text("customer");
  promise.currency = call.body.text("currency");
  promise.items = std::get<std::vector<Number>>(items);
  if (promise.items.empty() && promise.currency.empty()) promise.currency = "EUR";
  promise.amount = call.body.maybe_text("amount");
  promise.promised_on = *call.body.date("date");
  promise.source = call.body.maybe_text("source").value_or("buyer");
  promise.note = call.body.text("note");
  promise.insist = call.body.flag("insist");
  return make_promise(call.t, call.acting, promise);
}

Result end_promise(const Call& call) {
  return cancel_promise(call.t, call.acting, call.id, call.body.text("reason"));
}

Result add_dispute(const Call& call) {
  const auto item = item_of(call);
  if (const auto* refused = refusal(item)) return *refused;
  NewDispute dispute;
  dispute.item = std::get<std::optional<Number>>(item).value_or(0);
  dispute.amount = call.body.maybe_text("amount");
  dispute.reason = call.body.text("reason");
  dispute.department = call.body.text("department");
  dispute.owner = call.body.text("owner");
  dispute.deadline_on = call.body.date("deadline");
  dispute.note = call.body.text("note");
  return open_dispute(call.t, call.acting, dispute);
}

Result move_dispute(const Call& call) {
  return assign_dispute(call.t, call.acting, call.id,
                        {call.body.maybe_text("department"), call.body.maybe_text("owner"),
                         call.body.date("deadline")});
}

Result end_dispute(const Call& call) {
  return close_dispute(
      call.t, call.acting, call.id,
      {call.body.text("outcome"), call.body.text("note"), call.body.maybe_text("remaining")});
}

Result add_plan(const Call& call) {
  const auto items = items_of(call);
  if (const auto* refused = refusal(items)) return *refused;
  NewPlan plan;
  plan.items = std::get<std::vector<Number>>(items);
  for (const auto& instalment : call.body.at("instalments"))
    plan.instalments.push_back({*formats::Date::parse(instalment["date"].get<std::string>()),
                                instalment["amount"].get<std::string>()});
  plan.note = call.body.text("note");
  return make_plan(call.t, call.acting, plan);
}

Result stop_plan(const Call& call) {
  return end_plan(call.t, call.acting, call.id, call.body.text("outcome"));
}

Result add_exclusion(const Call& call) {
  const auto item = item_of(call);
  if (const auto* refused = refusal(item)) return *refused;
  return exclude(call.t, call.acting,
                 {call.body.text("customer"), std::get<std::optional<Number>>(item),
                  call.body.date("until"), call.body.text("reason")});
}

Result end_exclusion(const Call& call) {
  return lift_exclusion(call.t, call.acting, call.id, call.body.text("reason"));
}

Result insert_task(const Call& call) {
  const auto item = item_of(call);
  if (const auto* refused = refusal(item)) return *refused;
  const auto kind = task_kind(call.body.maybe_text("kind").value_or("other"));
  if (!kind) return DeskRefusal{"INVALID", "kind", {"sorte de tâche inconnue", "unknown kind"}};
  NewTask task;
  task.tenant = call.acting.tenant;
  task.customer_key = call.body.text("customer");
  task.item = std::get<std::optional<Number>>(item);
  if (task.item) {
    const auto history = item_history(call.t.sql(), *task.item);
    if (!history || history->tenant != task.tenant)
      return DeskRefusal{"NOT_FOUND", "item", {"pièce inconnue", "unknown item"}};
    task.customer_key = history->customer_key;
  }
  task.kind = *kind;
  const std::string reason = call.body.text("reason");
  for (const char* field : {"reason", "department", "owner", "customer"})
    if (auto refused = check_note(field, call.body.text(field))) return *refused;
  task.reason = {reason, reason};
  task.due_on = *call.body.date("due");
  task.department = call.body.text("department");
  task.owner = call.body.text("owner");
  task.made_on = day_of(call.t, call.acting);
  task.actor = call.acting.actor;
  return add_task(call.t, task);
}

Result add_person_task(const Call& call) {
  const nlohmann::json request = {"task",
                                  call.body.text("customer"),
                                  call.body.text("number"),
                                  call.body.whole("item").value_or(0),
                                  call.body.text("kind"),
                                  call.body.text("reason"),
                                  call.body.text("due"),
                                  call.body.text("department"),
                                  call.body.text("owner")};
  return once(call.t, call.acting, request, [&] { return insert_task(call); });
}

Result end_task(const Call& call) {
  return close_with(
      call.t, call.acting, call.id,
      {call.body.text("outcome"), call.body.text("note"), call.body.date("date"),
       call.body.maybe_text("amount"), call.body.text("currency"), call.body.text("reason")});
}

Result write_comment(const Call& call) {
  return add_comment(call.t, call.acting,
                     {call.body.text("about"), call.body.text("subject"), call.body.text("text"),
                      call.body.texts("mentions")});
}

Result add_alert(const Call& call) {
  return save_alert(call.t, call.acting, call.body.at("definition"));
}

Result stop_alert(const Call& call) {
  return end_alert(call.t, call.acting, call.id);
}

Result set_setting(const Call& call) {
  const auto value = *call.body.whole("value");
  if (auto refused = change_setting(call.t, call.acting, call.body.text("name"), value))
    return *refused;
  return value;
}

constexpr DeskField promise_fields[] = {
    {"numbers", texts},   {"items", wholes}, {"customer"}, {"currency"},    {"amount", amount},
    {"date", date, true}, {"source"},        {"note"},     {"insist", flag}};
constexpr DeskField reason_field[] = {{"reason"}};
constexpr DeskField dispute_fields[] = {{"number"},         {"item", whole},        {"customer"},
                                        {"amount", amount}, {"reason", text, true}, {"department"},
                                        {"owner"},          {"deadline", date},     {"note"}};
constexpr DeskField assign_fields[] = {{"department"}, {"owner"}, {"deadline", date}};
constexpr DeskField close_fields[] = {{"outcome", text, true}, {"note"}, {"remaining", amount}};
constexpr DeskField plan_fields[] = {{"numbers", texts},
                                     {"items", wholes},
                                     {"customer"},
                                     {"instalments", instalments, true},
                                     {"note"}};
constexpr DeskField outcome_field[] = {{"outcome", text, true}};
constexpr DeskField exclusion_fields[] = {
    {"number"}, {"item", whole}, {"customer"}, {"until", date}, {"reason", text, true}};
constexpr DeskField task_fields[] = {
    {"number"},          {"item", whole}, {"customer"}, {"kind"}, {"reason", text, true},
    {"due", date, true}, {"department"},  {"owner"}};
constexpr DeskField task_close_fields[] = {{"outcome", text, true}, {"note"},     {"date", date},
                                           {"amount", amount},      {"currency"}, {"reason"}};
constexpr DeskField comment_fields[] = {
    {"about", text, true}, {"subject", text, true}, {"text", text, true}, {"mentions", texts}};
constexpr DeskField definition_field[] = {{"definition", object, true}};
constexpr DeskField setting_fields[] = {{"name", text, true}, {"value", whole, true}};

struct Row {
  DeskRequest request;
  Result (*run)(const Call&);
};

constexpr Row rows[] = {
    {{"promise", "add", false, promise_fields, "note une promesse", "notes a promise"},
     add_promise},
    {{"promise", "cancel", true, reason_field, "annule une promesse", "cancels a promise"},
     end_promise},
    {{"dispute", "add", false, dispute_fields, "ouvre un litige", "opens a dispute"}, add_dispute},
    {{"dispute", "assign", true, assign_fields, "confie un litige", "assigns a dispute"},
     move_dispute},
    {{"dispute", "close", true, close_fields, "clôt un litige", "closes a dispute"}, end_dispute},
    {{"plan", "add", false, plan_fields, "accorde un échéancier", "grants a payment plan"},
     add_plan},
    {{"plan", "end", true, outcome_field, "met fin à un échéancier", "ends a payment plan"},
     stop_plan},
    {{"exclude", "add", false, exclusion_fields, "exclut des relances", "excludes from reminders"},
     add_exclusion},
    {{"exclude", "lift", true, reason_field, "lève une exclusion", "lifts an exclusion"},
     end_exclusion},
    {{"task", "add", false, task_fields, "ajoute une tâche", "adds a task"}, add_person_task},
    {{"task", "close", true, task_close_fields, "clôt une tâche", "closes a task"}, end_task},
    {{"comment", "add", false, comment_fields, "écrit un commentaire", "writes a comment"},
     write_comment},
    {{"alert", "add", false, definition_field, "définit une alerte", "defines an alert"},
     add_alert},
    {{"alert", "end", true, {}, "supprime une alerte", "ends an alert"}, stop_alert},
    {{"setting", "set", false, setting_fields, "change un réglage", "changes a setting"},
     set_setting},
};

constexpr auto requests = [] {
  std::array<DeskRequest, std::size(rows)> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = rows[i].request;
  return all;
}();

}  // namespace

std::span<const DeskRequest> desk_requests() {
  return requests;
}

const DeskRequest* find_desk_request(std::string_view noun, std::string_view verb) {
  const auto* found = std::ranges::find_if(requests, [&](const DeskRequest& request) {
    return request.noun == noun && request.verb == verb;
  });
  return found == std::end(requests) ? nullptr : found;
}

Result perform(Transaction& transaction, const Acting& acting, const DeskRequest& request,
               std::optional<Number> id, const nlohmann::json& body) {
  const RequestBody fields(body, request.fields);
  if (auto refused = fields.check()) return *refused;
  const auto* row = std::ranges::find_if(rows, [&](const Row& known) {
    return known.request.noun == request.noun && known.request.verb == request.verb;
  });
  return row->run({transaction, acting, id.value_or(0), fields});
}

}  // namespace facteur::gateway::receivables
