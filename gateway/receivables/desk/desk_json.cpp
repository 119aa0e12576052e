#include "gateway/receivables/desk/desk_json.h"

#include "gateway/receivables/desk/dispute_reasons.h"
#include "gateway/receivables/json_values.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables {
namespace {

using Json = nlohmann::ordered_json;

Json unless_empty(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

constexpr std::string_view hold_names[] = {"promise", "dispute", "plan", "exclusion"};

}  // namespace

Json to_json(const PromiseView& view) {
  const Promise& promise = view.promise;
  return {{"id", promise.id},
          {"customer", view.customer_key},
          {"name", view.customer_name},
          {"numbers", view.numbers},
          {"currency", view.currency},
          {"amount", decimal_of(promise.units, view.exponent)},
          {"date", promise.promised_on.to_string()},
          {"until", promise.pauses_until.to_string()},
          {"source", promise.source},
          {"note", promise.note},
          {"made_on", promise.made_on.to_string()},
          {"made_by", promise.made_by},
          {"cancelled_on", or_null(promise.ended_on)},
          {"state", to_string(view.on.state)},
          {"received", decimal_of(view.on.received, view.exponent)},
          {"missing", decimal_of(view.on.missing, view.exponent)}};
}

Json to_json(const KeptRatio& ratio, unsigned exponent) {
  Json json = {{"promised", ratio.decided},
               {"kept", ratio.kept},
               {"amount", decimal_of(ratio.promised, exponent)},
               {"received", decimal_of(ratio.received, exponent)},
               {"ratio", nullptr}};
  // Rounded down: a promise that lacks a cent was not wholly kept.
  if (ratio.promised > 0)
    json["ratio"] = decimal_of(
        static_cast<std::int64_t>(static_cast<__int128>(ratio.received) * 100 / ratio.promised), 2);
  return json;
}

Json to_json(const Dispute& dispute, formats::Date on, ReportLanguage language) {
  const DisputeReason* reason = find_dispute_reason(dispute.reason);
  const bool open = dispute.open_on(on);
  return {{"id", dispute.id},
          {"customer", dispute.customer_key},
          {"name", dispute.customer_name},
          {"number", dispute.number},
          {"currency", dispute.currency},
          {"amount",
           dispute.units ? Json(decimal_of(*dispute.units, dispute.exponent)) : Json(nullptr)},
          {"reason", dispute.reason},
          {"reason_text", !reason                          ? dispute.reason
                          : language == ReportLanguage::fr ? std::string(reason->fr)
                                                           : std::string(reason->en)},
          {"department", dispute.department},
          {"owner", unless_empty(dispute.owner)},
          {"deadline", dispute.deadline_on.to_string()},
          {"overdue", open && dispute.deadline_on < on},
          {"note", dispute.note},
          {"made_on", dispute.made_on.to_string()},
          {"made_by", dispute.made_by},
          {"closed_on", open ? Json(nullptr) : or_null(dispute.ended_on)},
          {"outcome", open ? Json(nullptr) : unless_empty(dispute.outcome)}};
}

Json to_json(const PlanView& view) {
  const Plan& plan = view.plan;
  Json json = {{"id", plan.id},
               {"customer", view.customer_key},
               {"name", view.customer_name},
               {"numbers", view.numbers},
               {"currency", view.currency},
               {"note", plan.note},
               {"made_on", plan.made_on.to_string()},
               {"made_by", plan.made_by},
               {"ended_on", or_null(plan.ended_on)},
               {"state", to_string(view.on.state)},
               {"settled", decimal_of(view.on.settled, view.exponent)},
               {"asked", decimal_of(view.on.asked, view.exponent)},
               {"instalments", Json::array()}};
  for (std::size_t place = 0; place < plan.instalments.size(); ++place)
    json["instalments"].push_back(
        {{"date", plan.instalments[place].due_on.to_string()},
         {"amount", decimal_of(plan.instalments[place].units, view.exponent)},
         {"state", to_string(view.on.instalments[place])}});
  return json;
}

Json to_json(const Exclusion& exclusion) {
  return {{"id", exclusion.id},
          {"customer", exclusion.customer_key},
          {"number", unless_empty(exclusion.number)},
          {"reason", exclusion.reason},
          {"until", or_null(exclusion.until_on)},
          {"made_on", exclusion.made_on.to_string()},
          {"made_by", exclusion.made_by},
          {"lifted_on", or_null(exclusion.ended_on)}};
}

Json to_json(const Task& task, ReportLanguage language) {
  return {{"id", task.id},
          {"kind", to_string(task.kind)},
          {"label", in(language, label(task.kind))},
          {"reason", in(language, task.reason)},
          {"customer", unless_empty(task.customer_key)},
          {"name", unless_empty(task.customer_name)},
          {"number", unless_empty(task.number)},
          {"currency", unless_empty(task.currency)},
          {"amount",
           task.currency.empty() ? Json(nullptr) : Json(decimal_of(task.amount, task.exponent))},
          {"due", task.due_on.to_string()},
          {"late", task.late},
          {"department", task.department},
          {"owner", unless_empty(task.owner)},
          {"made_on", task.made_on.to_string()},
          {"made_by", task.made_by},
          {"closed_on", or_null(task.ended_on)},
          {"outcome", unless_empty(task.outcome)}};
}

Json to_json(const Comment& comment) {
  return {{"id", comment.id},
          {"text", comment.text},
          {"mentions", comment.mentions},
          {"by", comment.made_by},
          {"at", to_string(comment.made_at)}};
}

Json to_json(const ItemHolds& holds, const std::string& number, unsigned exponent,
             ReportLanguage language) {
  Json json = {{"number", number},
               {"holds", Json::array()},
               {"reminder_due_on", or_null(holds.reminder_due_on)},
               {"steps_up", holds.steps_up}};
  for (const Hold& hold : holds.holds)
    json["holds"].push_back({{"kind", hold_names[static_cast<std::size_t>(hold.kind)]},
                             {"amount", decimal_of(hold.units, exponent)},
                             {"until", or_null(hold.until)},
                             {"reason", in(language, hold.reason)}});
  return json;
}

Json to_json(const Alert& alert) {
  return {{"id", alert.id},
          {"made_on", alert.made_on.to_string()},
          {"made_by", alert.made_by},
          {"definition", Json::parse(alert.json)}};
}

Json to_json(const Raising& raising) {
  return {{"alert", raising.alert > 0 ? Json(raising.alert) : Json(nullptr)},
          {"name", raising.name},
          {"subject", raising.subject},
          {"customer", unless_empty(raising.customer_key)},
          {"label", unless_empty(raising.label)},
          {"on", raising.on.to_string()},
          {"facts", raising.facts}};
}

Json to_json(const Trial& trial) {
  Json json = {{"days", days_tried},
               {"step", trial.step},
               {"cut", trial.cut},
               {"present", Json::array()},
               {"past", Json::array()}};
  for (const Raising& raising : trial.present) json["present"].push_back(to_json(raising));
  for (const Raising& raising : trial.past) json["past"].push_back(to_json(raising));
  return json;
}

Json to_json(const AlertField& field, ReportLanguage language) {
  constexpr std::string_view types[] = {"amount", "whole", "flag"};
  return {{"about", to_string(field.about)},
          {"name", field.name},
          {"type", types[static_cast<std::size_t>(field.type)]},
          {"text", language == ReportLanguage::fr ? field.fr : field.en}};
}

Json to_json(const DeskRefusal& refusal, ReportLanguage language) {
  return {
      {"code", refusal.code}, {"field", refusal.field}, {"message", in(language, refusal.text)}};
}

}  // namespace facteur::gateway::receivables
