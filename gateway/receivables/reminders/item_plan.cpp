#include "gateway/receivables/reminders/item_plan.h"

#include <algorithm>

#include "gateway/receivables/business_days.h"
#include "gateway/receivables/day_text.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/reminders/joined_text.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using formats::Text;

// So many days before an invoice is due somebody has to see to it that its buyer gets it.
constexpr std::int64_t repair_days = 10;

// Why the legal status forbids it; nothing when it does not.
std::optional<Text> forbidden(const Scenario& scenario, const LegalState& legal, Date on) {
  const Text status = joined({" (statut ", " (status "}, joined(legal.explanation, same(")")));
  switch (legal.gate) {
    case Gate::open:
      return std::nullopt;
    case Gate::undelivered:
      return joined({"pas mise à disposition du client : à remettre d'abord",
                     "not made available to the customer: deliver it first"},
                    status);
    case Gate::paused:
      return joined(
          {"en pause jusqu'à ce que le point soit réglé", "paused until the matter is settled"},
          status);
    case Gate::closed:
      return joined({"jamais relancée : à annuler par un avoir interne",
                     "never reminded: cancel it by an internal credit note"},
                    status);
    case Gate::factored:
      return joined({"créance cédée : le factor relance", "assigned: the factor reminds"}, status);
    case Gate::announced: {
      const Date until = add_business_days(legal.on, scenario.announced_days);
      if (on > until) return std::nullopt;
      const Text last = day_text(until);
      return joined({"paiement annoncé, attendu jusqu'au " + last.fr,
                     "payment announced, awaited until " + last.en},
                    status);
    }
  }
  return std::nullopt;
}

// The buyer's objection (status 206, 207 or 208) was settled on the desk since it was made.
bool objection_settled(const ReminderItem& candidate) {
  const bool objects = candidate.legal->code >= 206 && candidate.legal->code <= 208;
  const auto& settled_on = candidate.holds.dispute_settled_on;
  return objects && settled_on && *settled_on >= candidate.legal->on;
}

// Takes what is held back off what is asked for; the reasons, when nothing is left.
std::optional<Text> held_back(const ItemHolds& holds, PlannedItem& planned) {
  Text reasons;
  for (const Hold& hold : holds.holds) {
    if (hold.units <= 0) continue;
    planned.asked -= std::min(planned.asked, hold.units);
    reasons = reasons.fr.empty() ? hold.reason : joined(reasons, joined(same("; "), hold.reason));
  }
  if (planned.asked > 0) return std::nullopt;
  return reasons;
}

Anchors anchors_of(const ReminderCase& customer, const ReminderItem& candidate) {
  Anchors anchors{candidate.holds.reminder_due_on.value_or(candidate.item.due_on)};
  if (candidate.legal) {
    anchors.available = candidate.legal->reached_buyer_on;
    anchors.approval = candidate.legal->approved_on;
  }
  anchors.promise = customer.last_promise;
  anchors.last_contact = customer.last_message;
  return anchors;
}

// "; next message (first reminder) on 2026-06-04", or that there is none to come.
Text what_comes(const Scenario& scenario, const Anchors& anchors, Date on) {
  const auto [next, day] = scenario.next(anchors, on);
  if (!next) return {"; plus aucun niveau : à décider", "; no level is left: to be decided"};
  const Text when = day_text(day);
  return {"; prochain message (" + next->label.fr + ") le " + when.fr,
          "; next message (" + next->label.en + ") on " + when.en};
}

Text age(std::int64_t days_late) {
  const std::string days = std::to_string(days_late < 0 ? -days_late : days_late);
  if (days_late <= 0)
    return {"non échue (J-" + days + ")", "not yet due (" + days + " days to go)"};
  return {"en retard de " + days + " j", days + " days late"};
}

Text kept_back(const PlannedItem& planned) {
  const std::int64_t held = planned.item.open - planned.asked;
  if (held <= 0) return {};
  return {", hors " + display_of(held, planned.item.exponent, true) + " en pause",
          ", without " + display_of(held, planned.item.exponent, false) + " that is held back"};
}

// The highest level that was sent, as far as it still counts. A payment plan begins anew with each
// instalment: what was sent for an earlier one, or before the plan, is no reminder of this one.
std::optional<SentLevel> counting(const Scenario& scenario, const ReminderItem& candidate) {
  const auto& due_on = candidate.holds.reminder_due_on;
  if (!due_on) return candidate.last_sent;
  std::optional<SentLevel> last;
  for (const SentLevel& sent : candidate.sent) {
    const Level* level = scenario.find(sent.level);
    const bool notice = level && level->tone == "courtesy";
    if (days_between(*due_on, sent.on) >= (notice ? level->day : 1)) last = sent;
  }
  return last;
}

// Whether that asked for payment; a notice before the due date does not.
bool asked(const Scenario& scenario, const std::optional<SentLevel>& sent) {
  if (!sent) return false;
  const Level* level = scenario.find(sent->level);
  return !level || level->tone != "courtesy";
}

// A level that needs agreement, such as a formal notice, is never the first that asks for payment:
// an item that was taken over when it was late already is reminded first.
const Level* after_a_word(const Scenario& scenario, const std::optional<SentLevel>& sent,
                          const Level* level) {
  if (!level->approval || asked(scenario, sent)) return level;
  const Level* milder = nullptr;
  for (const Level& one : scenario.levels)
    if (one.number < level->number && !one.approval && one.tone != "courtesy") milder = &one;
  return milder ? milder : level;
}

// A broken promise takes the item one level above the one that was sent before it, if its age has
// not taken it there by itself. Nothing when no promise was broken since the last message.
const Level* resumed(const Scenario& scenario, const ItemHolds& holds,
                     const std::optional<SentLevel>& sent, const Level* reached) {
  if (!holds.broken_on || (sent && sent->on >= *holds.broken_on)) return nullptr;
  const Level* had = sent ? scenario.find(sent->level) : nullptr;
  const bool passed = !had && reached->last_day.has_value();
  const Level* up = had ? scenario.above(*had, 1) : scenario.above(*reached, passed ? 1 : 0);
  return up->number > reached->number ? up : reached;
}

// Whether the scenario calls for a message, status and holds aside.
void judge_level(const Scenario& scenario, const ReminderCase& customer,
                 const ReminderItem& candidate, Date on, PlannedItem& planned) {
  const Anchors anchors = anchors_of(customer, candidate);
  planned.days_late = days_between(anchors.due, on);
  const Level* level = scenario.reached(anchors, on);
  const Text late = age(planned.days_late), next = what_comes(scenario, anchors, on);
  if (!level) {
    planned.reason = joined(late, next);
    return;
  }
  const auto sent = counting(scenario, candidate);
  planned.recalled = planned.days_late > 0 && scenario.grouping == Scenario::Grouping::customer &&
                     asked(scenario, sent);
  const auto age_of_level = days_between(*anchors.day(level->anchor), on);
  bool passed = level->last_day && age_of_level > *level->last_day;
  if (planned.days_late > 0)
    if (const Level* after_promise = resumed(scenario, candidate.holds, sent, level)) {
      passed = passed && after_promise == level;
      level = after_promise;
    }
  level = after_a_word(scenario, sent, level);
  planned.level = level->number;
  if (sent && sent->level >= level->number) {
    const std::string what = std::to_string(sent->level);
    const Text day = day_text(sent->on);
    planned.reason = joined({"niveau " + what + " déjà envoyé le " + day.fr,
                             "level " + what + " already sent on " + day.en},
                            next);
    return;
  }
  if (passed) {
    planned.reason = joined(late, next);
    return;
  }
  planned.send = true;
  planned.to_approve = planned.days_late <= 0 && candidate.legal && !candidate.legal->approved_on;
  planned.reason = joined(joined(late, kept_back(planned)), joined({" : ", ": "}, level->label));
  if (planned.to_approve && level->tone == "courtesy")
    planned.reason = joined(planned.reason, {", approbation demandée", ", asking to approve it"});
}

}  // namespace

bool is_credit(const OpenItem& item) {
  return item.open < 0;
}

PlannedItem judge_item(const Scenario& scenario, const ReminderCase& customer,
                       const ReminderItem& candidate, Date on) {
  PlannedItem planned{candidate.item};
  planned.days_late = days_between(candidate.item.due_on, on);
  planned.asked = candidate.item.open;
  if (candidate.legal) planned.status = candidate.legal->explanation;
  if (is_credit(candidate.item)) {
    planned.reason = {"en faveur du client : à déduire",
                      "in the customer's favour: to be deducted"};
    return planned;
  }
  if (candidate.legal && !objection_settled(candidate)) {
    if (auto reason = forbidden(scenario, *candidate.legal, on)) {
      planned.reason = std::move(*reason);
      if (candidate.legal->gate == Gate::undelivered && planned.days_late >= -repair_days)
        planned.task = TaskKind::repair_delivery;
      return planned;
    }
  }
  if (auto reason = held_back(candidate.holds, planned)) {
    planned.reason = std::move(*reason);
    return planned;
  }
  planned.payable = true;
  judge_level(scenario, customer, candidate, on, planned);
  return planned;
}

}  // namespace facteur::gateway::receivables
