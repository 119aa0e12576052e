#include "gateway/receivables/desk/disputes.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "gateway/receivables/agenda.h"
#include "gateway/receivables/business_days.h"
#include "gateway/receivables/desk/agreed_items.h"
#include "gateway/receivables/desk/dispute_reasons.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using store::Transaction;
using Json = nlohmann::json;
using Number = std::int64_t;

// How a dispute may end. "status" is for statuses that end the invoice itself.
constexpr std::string_view outcomes[] = {
    "credit_note", "price_corrected", "rejected", "partial", "withdrawn", "paid", "status"};
constexpr std::size_t longest_name = 100;

DeskRefusal invalid(const char* field, formats::Text text) {
  return {"INVALID", field, std::move(text)};
}

std::string task_key(Number dispute) {
  return "dispute:" + std::to_string(dispute);
}

std::optional<DeskRefusal> check_name(const char* field, const std::string& name) {
  if (name.size() > longest_name)
    return invalid(field, {"100 octets au plus", "at most 100 bytes"});
  return check_note(field, name);
}

// What is open on the item and not in dispute yet.
Number free_of(Transaction& t, const std::string& tenant, const ItemHistory& item, Date on) {
  Number free = item.open(on);
  for (const Dispute& dispute : disputes(t.sql(), tenant, {on, true, {}, item.id}))
    free -= std::min(free, dispute.units.value_or(free));
  return free;
}

// The disputed units; nothing when all is in dispute.
OrRefusal<std::optional<Number>> disputed_units(Transaction& t, const std::string& tenant,
                                                const NewDispute& dispute, Date on) {
  const auto item = item_history(t.sql(), dispute.item);
  if (!item || item->tenant != tenant)
    return DeskRefusal{
        "NOT_FOUND",
        "item",
        {"pièce inconnue ou qui n'est pas une dette", "unknown item, or one that is no debt"}};
  const Number free = free_of(t, tenant, *item, on);
  if (free <= 0)
    return DeskRefusal{"CONFLICT",
                       "item",
                       {"rien d'ouvert qui ne soit déjà en litige",
                        "nothing is open that is not in dispute already"}};
  if (!dispute.amount) return std::optional<Number>();
  const auto units = positive_units("amount", *dispute.amount, item->exponent);
  if (const auto* refused = refusal(units)) return *refused;
  if (std::get<Number>(units) > free) {
    const std::string most = decimal_of(free, item->exponent);
    return invalid("amount", {"au plus " + most, "at most " + most});
  }
  return std::optional(std::get<Number>(units));
}

void add_owner_task(Transaction& t, const Acting& acting, const Dispute& dispute, Date on) {
  const DisputeReason* reason = find_dispute_reason(dispute.reason);
  NewTask task;
  task.tenant = acting.tenant;
  task.customer_key = dispute.customer_key;
  task.item = dispute.item;
  task.kind = TaskKind::dispute;
  task.reason = {"régler le litige sur " + dispute.number + " : " + std::string(reason->fr),
                 "settle the dispute about " + dispute.number + ": " + std::string(reason->en)};
  task.due_on = dispute.deadline_on;
  task.department = dispute.department;
  task.owner = dispute.owner;
  task.key = task_key(dispute.id);
  task.made_on = on;
  task.actor = acting.actor;
  add_task(t, task);
}

std::optional<Dispute> find_open(Transaction& t, const std::string& tenant, Number id, Date on) {
  const auto item = t.sql().row<Number>("SELECT item FROM disputes WHERE id = ?", id);
  if (!item) return std::nullopt;
  for (Dispute& dispute : disputes(t.sql(), tenant, {on, true, {}, std::get<0>(*item)}))
    if (dispute.id == id && !dispute.ended_on) return std::move(dispute);
  return std::nullopt;
}

DeskRefusal not_open() {
  return {
      "NOT_FOUND",
      "id",
      {"litige inconnu ou clos ce jour-là", "unknown dispute, or one that is closed on that day"}};
}

Number insert(Transaction& t, const Acting& acting, const NewDispute& dispute,
              std::optional<Number> units, const DisputeReason& reason, Date on) {
  const std::string department =
      dispute.department.empty() ? std::string(reason.department) : dispute.department;
  const Date deadline = dispute.deadline_on.value_or(add_business_days(on, reason.days));
  t.sql().execute(
      "INSERT INTO disputes (tenant, item, units, reason, department, owner, deadline_on, status,"
      " note, made_on, made_at, made_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      acting.tenant, dispute.item, units, dispute.reason, department, dispute.owner,
      to_number(deadline), dispute.status, dispute.note, to_number(on), t.now().microseconds,
      acting.actor);
  const auto id = inserted_id(t);
  append_event(t, acting, "dispute.opened", id,
               {{"item", dispute.item},
                {"units", units ? Json(*units) : Json(nullptr)},
                {"reason", dispute.reason},
                {"department", department},
                {"owner", dispute.owner},
                {"deadline", deadline.to_string()},
                {"status", dispute.status ? Json(*dispute.status) : Json(nullptr)},
                {"on", on.to_string()}});
  add_owner_task(t, acting, *find_open(t, acting.tenant, id, on), on);
  return id;
}

OrRefusal<Number> checked_insert(Transaction& t, const Acting& acting, const NewDispute& dispute) {
  const DisputeReason* reason = find_dispute_reason(dispute.reason);
  if (!reason) return invalid("reason", {"motif de litige inconnu", "unknown reason of a dispute"});
  for (const auto& [field, name] :
       {std::pair("department", &dispute.department), std::pair("owner", &dispute.owner)})
    if (auto refused = check_name(field, *name)) return *refused;
  if (auto refused = check_note("note", dispute.note)) return *refused;
  const Date on = day_of(t, acting);
  if (dispute.deadline_on && *dispute.deadline_on < on)
    return invalid("deadline", {"avant le jour du litige", "before the day of the dispute"});
  const auto units = disputed_units(t, acting.tenant, dispute, on);
  if (const auto* refused = refusal(units)) return *refused;
  return insert(t, acting, dispute, std::get<std::optional<Number>>(units), *reason, on);
}

// Somebody has to make the credit note that was promised.
void ask_for_credit(Transaction& t, const Acting& acting, const Dispute& dispute, Date on) {
  NewTask task;
  task.tenant = acting.tenant;
  task.customer_key = dispute.customer_key;
  task.item = dispute.item;
  task.kind = TaskKind::other;
  task.department = "billing";
  task.reason = {"établir l'avoir convenu sur " + dispute.number,
                 "make the credit note agreed for " + dispute.number};
  task.made_on = on;
  task.due_on = add_business_days(on, 5);
  task.key = "credit-" + task_key(dispute.id);
  task.actor = acting.actor;
  add_task(t, task);
}

// What stays in dispute after a part was settled, as a dispute of its own.
OrRefusal<Number> reopen_rest(Transaction& t, const Acting& acting, const Dispute& before,
                              const std::string& remaining) {
  NewDispute rest;
  rest.item = before.item;
  rest.amount = remaining;
  rest.reason = before.reason;
  rest.department = before.department;
  rest.owner = before.owner;
  const Date on = day_of(t, acting);
  rest.deadline_on = std::max(before.deadline_on, on);
  rest.note = before.note;
  return checked_insert(t, acting, rest);
}

std::optional<DeskRefusal> check_end(const DisputeEnd& end) {
  if (std::ranges::find(outcomes, end.outcome) == std::end(outcomes))
    return invalid("outcome", {"issue inconnue", "unknown outcome"});
  if ((end.outcome == "partial") != end.remaining.has_value())
    return invalid("remaining", {"le reste en litige va avec l'issue « partial »",
                                 "what remains in dispute goes with the outcome \"partial\""});
  return check_note("note", end.note);
}

// What remains has to be less than what was in dispute.
std::optional<DeskRefusal> check_rest(Transaction& t, const Dispute& dispute, const DisputeEnd& end,
                                      Date on) {
  if (!end.remaining) return std::nullopt;
  const auto rest = positive_units("remaining", *end.remaining, dispute.exponent);
  if (const auto* refused = refusal(rest)) return *refused;
  const Number open = item_history(t.sql(), dispute.item)->open(on);
  if (std::get<Number>(rest) < std::min(dispute.units.value_or(open), open)) return std::nullopt;
  return invalid("remaining", {"moins que ce qui était en litige attendu",
                               "expected less than what was in dispute"});
}

}  // namespace

OrRefusal<Number> open_dispute(Transaction& transaction, const Acting& acting,
                               const NewDispute& dispute) {
  const Json request = {"dispute",
                        dispute.item,
                        dispute.amount.value_or(""),
                        dispute.reason,
                        dispute.department,
                        dispute.owner,
                        dispute.deadline_on ? dispute.deadline_on->to_string() : "",
                        dispute.note};
  return once(transaction, acting, request,
              [&] { return checked_insert(transaction, acting, dispute); });
}

OrRefusal<Number> assign_dispute(Transaction& transaction, const Acting& acting, Number id,
                                 const Assignment& assignment) {
  const Date on = day_of(transaction, acting);
  auto dispute = find_open(transaction, acting.tenant, id, on);
  if (!dispute) return not_open();
  if (assignment.department && assignment.department->empty())
    return invalid("department", {"un litige a toujours un service", "a dispute has a department"});
  dispute->department = assignment.department.value_or(dispute->department);
  dispute->owner = assignment.owner.value_or(dispute->owner);
  dispute->deadline_on = assignment.deadline_on.value_or(dispute->deadline_on);
  if (auto refused = check_name("department", dispute->department)) return *refused;
  if (auto refused = check_name("owner", dispute->owner)) return *refused;
  transaction.sql().execute(
      "UPDATE disputes SET department = ?, owner = ?, deadline_on = ? WHERE id = ?",
      dispute->department, dispute->owner, to_number(dispute->deadline_on), id);
  append_event(transaction, acting, "dispute.assigned", id,
               {{"department", dispute->department},
                {"owner", dispute->owner},
                {"deadline", dispute->deadline_on.to_string()},
                {"on", on.to_string()}});
  close_task_by_key(transaction, acting.tenant, task_key(id), {on, "not_needed", "", acting.actor});
  add_owner_task(transaction, acting, *dispute, on);
  return id;
}

OrRefusal<Number> close_dispute(Transaction& transaction, const Acting& acting, Number id,
                                const DisputeEnd& end) {
  if (auto refused = check_end(end)) return *refused;
  const Date on = day_of(transaction, acting);
  const auto dispute = find_open(transaction, acting.tenant, id, on);
  if (!dispute) return not_open();
  if (auto refused = check_rest(transaction, *dispute, end, on)) return *refused;
  transaction.sql().execute(
      "UPDATE disputes SET ended_on = ?, ended_at = ?, ended_by = ?, outcome = ? WHERE id = ?",
      to_number(on), transaction.now().microseconds, acting.actor, end.outcome, id);
  append_event(transaction, acting, "dispute.closed", id,
               {{"outcome", end.outcome}, {"note", end.note}, {"on", on.to_string()}});
  for (const std::string& key : {task_key(id), "overdue-" + task_key(id)})
    close_task_by_key(transaction, acting.tenant, key, {on, "done", end.outcome, acting.actor});
  if (end.outcome == "credit_note" || end.outcome == "price_corrected")
    ask_for_credit(transaction, acting, *dispute, on);
  return end.remaining ? reopen_rest(transaction, acting, *dispute, *end.remaining)
                       : OrRefusal<Number>(id);
}

}  // namespace facteur::gateway::receivables
