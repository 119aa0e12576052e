#include "gateway/receivables/reminders.h"

#include <algorithm>
#include <map>
#include <set>

#include "gateway/receivables/business_days.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using formats::Text;

Text joined(const Text& a, const Text& b) {
  return {a.fr + b.fr, a.en + b.en};
}

Text same(const std::string& text) {
  return {text, text};
}

Date later(Date day, int days) {
  return add_days(day, days).value_or(day);
}

bool is_credit(const OpenItem& item) {
  return item.open < 0;
}

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
      return joined({"paiement annoncé, attendu jusqu'au " + until.to_string(),
                     "payment announced, awaited until " + until.to_string()},
                    status);
    }
  }
  return std::nullopt;
}

// "; first message on 2026-05-21", or that there is none to come.
Text what_comes(const Scenario& scenario, Date due, std::int64_t days_late) {
  const Level* next = scenario.after(days_late);
  if (!next) return {"; plus aucun niveau : à décider", "; no level is left: to be decided"};
  const std::string day = later(due, next->day).to_string();
  return {"; prochain message (" + next->label.fr + ") le " + day,
          "; next message (" + next->label.en + ") on " + day};
}

Text age(std::int64_t days_late) {
  const std::string days = std::to_string(days_late < 0 ? -days_late : days_late);
  if (days_late <= 0)
    return {"non échue (J-" + days + ")", "not yet due (" + days + " days to go)"};
  return {"en retard de " + days + " j", days + " days late"};
}

// Whether the scenario calls for a message, status aside.
void judge_level(const Scenario& scenario, const ReminderItem& candidate, PlannedItem& planned) {
  const Date due = candidate.item.due_on;
  const Level* level = scenario.reached(planned.days_late);
  const Text late = age(planned.days_late), next = what_comes(scenario, due, planned.days_late);
  if (!level) {
    planned.reason = joined(late, next);
    return;
  }
  planned.level = level->number;
  const auto& sent = candidate.last_sent;
  if (sent && sent->level >= level->number) {
    const std::string what = std::to_string(sent->level), day = sent->on.to_string();
    planned.reason = joined(
        {"niveau " + what + " déjà envoyé le " + day, "level " + what + " already sent on " + day},
        next);
    return;
  }
  if (level->last_day && planned.days_late > *level->last_day) {
    planned.reason = joined(late, next);
    return;
  }
  planned.send = true;
  planned.reason = joined(late, joined({" : ", ": "}, level->label));
}

PlannedItem judge_item(const Scenario& scenario, const ReminderItem& candidate, Date on) {
  PlannedItem planned{candidate.item, days_between(candidate.item.due_on, on), {}, false, {}};
  if (is_credit(candidate.item)) {
    planned.reason = {"en faveur du client : à déduire",
                      "in the customer's favour: to be deducted"};
    return planned;
  }
  if (candidate.legal) {
    if (auto reason = forbidden(scenario, *candidate.legal, on)) {
      planned.reason = std::move(*reason);
      return planned;
    }
  }
  judge_level(scenario, candidate, planned);
  return planned;
}

// Currencies in which the customer's credits are worth at least what would be asked for.
std::set<std::string> covered_currencies(const std::vector<PlannedItem>& items) {
  std::map<std::string, std::int64_t> net;
  for (const PlannedItem& planned : items)
    if (planned.send || is_credit(planned.item)) net[planned.item.currency] += planned.item.open;
  std::set<std::string> covered;
  for (const auto& [currency, units] : net)
    if (units <= 0) covered.insert(currency);
  return covered;
}

void stop_covered(PlannedReminder& reminder) {
  const auto covered = covered_currencies(reminder.items);
  for (PlannedItem& planned : reminder.items) {
    if (!planned.send || !covered.contains(planned.item.currency)) continue;
    planned.send = false;
    planned.reason = {"avoirs ou règlements non imputés suffisants : à imputer",
                      "credits or unapplied payments suffice: apply them"};
  }
}

// Why no message may go to this customer on this day; nothing when one may.
std::optional<Text> day_forbids(const Scenario& scenario, const ReminderCase& customer, Date on) {
  if (!is_business_day(on)) {
    const std::string day = next_business_day(on).to_string();
    return Text{"jour non ouvré : reporté au " + day, "no business day: put off to " + day};
  }
  if (!customer.last_message) return std::nullopt;
  const Date from = later(*customer.last_message, scenario.min_gap_days);
  if (on >= from) return std::nullopt;
  const std::string last = customer.last_message->to_string(), day = from.to_string();
  return Text{"dernier message le " + last + " : pas avant le " + day,
              "last message on " + last + ": not before " + day};
}

void stop_all(PlannedReminder& reminder, const Text& reason) {
  for (PlannedItem& planned : reminder.items) {
    if (!planned.send) continue;
    planned.send = false;
    planned.reason = reason;
  }
  reminder.reason = reason;
}

const Level* level_of_message(const Scenario& scenario, const PlannedReminder& reminder) {
  const Level* highest = nullptr;
  for (const PlannedItem& planned : reminder.items) {
    const Level* level = planned.send ? scenario.reached(planned.days_late) : nullptr;
    if (level && (!highest || level->number > highest->number)) highest = level;
  }
  return highest;
}

void address(PlannedReminder& reminder, const Level& level) {
  reminder.send = true;
  reminder.level = level.number;
  reminder.channel = level.channel;
  reminder.reason = level.label;
  if (level.approval)
    reminder.reason = joined(reminder.reason, {", après accord", ", after approval"});
  if (level.channel == "mail" && !reminder.contact)
    reminder.reason = joined(
        reminder.reason, {" ; adresse électronique à compléter", "; an e-mail address is needed"});
}

}  // namespace

PlannedReminder plan_reminder(const Scenario& scenario, const ReminderCase& customer, Date on) {
  PlannedReminder reminder{
      customer.customer_key, customer.customer_name, customer.contact, {}, {}, false, {}, {}};
  for (const ReminderItem& candidate : customer.items)
    reminder.items.push_back(judge_item(scenario, candidate, on));
  stop_covered(reminder);

  const Level* level = level_of_message(scenario, reminder);
  if (!level) {
    // The reason of a single item says more than a summary could.
    reminder.reason = reminder.items.size() == 1 ? reminder.items.front().reason
                                                 : Text{"aucune pièce n'appelle de message",
                                                        "no item calls for a message"};
    return reminder;
  }
  if (const auto reason = day_forbids(scenario, customer, on))
    stop_all(reminder, *reason);
  else
    address(reminder, *level);
  return reminder;
}

}  // namespace facteur::gateway::receivables
