#include "gateway/receivables/reminders.h"

#include <algorithm>
#include <map>
#include <set>

#include "gateway/receivables/business_days.h"
#include "gateway/receivables/day_text.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/reminders/addressing.h"
#include "gateway/receivables/reminders/item_plan.h"
#include "gateway/receivables/reminders/joined_text.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using formats::Text;

Date later(Date day, int days) {
  return add_days(day, days).value_or(day);
}

// Stops every item of these currencies that calls for a message.
void stop_currencies(PlannedReminder& reminder, const std::set<std::string>& currencies,
                     const Text& reason) {
  for (PlannedItem& planned : reminder.items) {
    if (!planned.send || !currencies.contains(planned.item.currency)) continue;
    planned.send = false;
    planned.reason = reason;
  }
}

// What a customer owes and has to its credit in one currency. Credits stand against what is late
// first, and what is left of them against what is not due yet.
struct Sums {
  std::int64_t late = 0;  // what a message would ask for, with what was asked for before
  std::int64_t notice = 0;
  std::int64_t all_late = 0;  // also what no message asks for yet
  std::int64_t credit = 0;    // negative

  bool covers(bool is_late) const {
    if (is_late) return late + credit <= 0;
    return notice + std::min<std::int64_t>(all_late + credit, 0) <= 0;
  }
};

std::map<std::string, Sums> sums_of(const std::vector<PlannedItem>& items) {
  std::map<std::string, Sums> currencies;
  for (const PlannedItem& planned : items) {
    Sums& sums = currencies[planned.item.currency];
    const bool late = planned.days_late > 0;
    if (is_credit(planned.item))
      sums.credit += planned.asked;
    else if (planned.send || planned.recalled)
      (late ? sums.late : sums.notice) += planned.asked;
    if (planned.payable && late) sums.all_late += planned.asked;
  }
  return currencies;
}

void stop_covered(PlannedReminder& reminder) {
  const auto currencies = sums_of(reminder.items);
  const Text reason{"avoirs ou règlements non imputés suffisants : à imputer",
                    "credits or unapplied payments suffice: apply them"};
  bool any = false;
  for (PlannedItem& planned : reminder.items) {
    const Sums& sums = currencies.at(planned.item.currency);
    if (!planned.send || !sums.covers(planned.days_late > 0)) continue;
    planned.send = false;
    planned.reason = reason;
    any = true;
  }
  if (any) reminder.tasks.push_back({TaskKind::apply_credits, {}, reason});
}

void stop_small(const Scenario& scenario, PlannedReminder& reminder) {
  std::map<std::string, std::pair<std::int64_t, unsigned>> asked;
  for (const PlannedItem& planned : reminder.items) {
    if (!planned.send) continue;
    asked[planned.item.currency].first += planned.asked;
    asked[planned.item.currency].second = planned.item.exponent;
  }
  std::set<std::string> small;
  for (const auto& [currency, sum] : asked)
    if (sum.first < units_of(scenario.min_amount, sum.second).value_or(0)) small.insert(currency);
  stop_currencies(reminder, small,
                  {"moins que le minimum à relancer (" + scenario.min_amount + ")",
                   "less than the least amount that is asked for (" + scenario.min_amount + ")"});
}

void stop_all(PlannedReminder& reminder, const Text& reason) {
  for (PlannedItem& planned : reminder.items) {
    if (!planned.send) continue;
    planned.send = false;
    planned.reason = reason;
  }
  reminder.reason = reason;
}

// Why no message may go to this customer on this day; nothing when one may.
std::optional<Text> day_forbids(const Scenario& scenario, const ReminderCase& customer, Date on) {
  if (!is_business_day(on)) {
    const Text day = day_text(next_business_day(on));
    return Text{"jour non ouvré : reporté au " + day.fr, "no business day: put off to " + day.en};
  }
  if (scenario.is_quiet(on)) return Text{"jour sans relance", "a day without reminders"};
  const auto& quiet = customer.choice.quiet_until;
  if (quiet && on <= *quiet) {
    const Text day = day_text(*quiet);
    return Text{"client laissé en paix jusqu'au " + day.fr,
                "customer left in peace until " + day.en};
  }
  if (!customer.last_message) return std::nullopt;
  const Date from = later(*customer.last_message, scenario.min_gap_days);
  if (on >= from) return std::nullopt;
  const Text last = day_text(*customer.last_message), day = day_text(from);
  return Text{"dernier message le " + last.fr + " : pas avant le " + day.fr,
              "last message on " + last.en + ": not before " + day.en};
}

// Why one more mail or letter would be too much; nothing when it is not.
std::optional<Text> pressure_forbids(const Scenario& scenario, const ReminderCase& customer,
                                     Date on) {
  for (const auto [days, messages] : scenario.caps) {
    const Date since = later(on, -days);
    const auto count = std::count_if(customer.writings.begin(), customer.writings.end(),
                                     [&](Date day) { return day > since && day <= on; });
    if (count < messages) continue;
    const std::string most = std::to_string(messages), span = std::to_string(days);
    return Text{"déjà " + most + " message(s) en " + span + " jours",
                "already " + most + " message(s) in " + span + " days"};
  }
  return std::nullopt;
}

// Items of one message each: those that go together, and whether they need a person's agreement.
std::vector<PlannedMessage> group(const Scenario& scenario, const PlannedReminder& reminder) {
  std::vector<PlannedMessage> messages;
  for (std::size_t i = 0; i < reminder.items.size(); ++i) {
    if (!reminder.items[i].send) continue;
    const Level* level = scenario.find(*reminder.items[i].level);
    const auto with = std::find_if(messages.begin(), messages.end(), [&](const auto& message) {
      return scenario.grouping == Scenario::Grouping::customer &&
             message.level.approval == level->approval;
    });
    if (with == messages.end()) {
      messages.push_back({*level, level->channel, level->tone, {}, {i}});
      continue;
    }
    with->items.push_back(i);
    if (level->number > with->level.number) with->level = *level;
  }
  std::stable_sort(messages.begin(), messages.end(),
                   [](const auto& a, const auto& b) { return a.level.number > b.level.number; });
  return messages;
}

std::string tone_of(const PlannedReminder& reminder, const PlannedMessage& message) {
  const bool to_approve = std::all_of(message.items.begin(), message.items.end(),
                                      [&](auto i) { return reminder.items[i].to_approve; });
  return message.level.tone == "courtesy" && to_approve ? "approve" : message.level.tone;
}

// Gives each message its recipient; what cannot be sent is stopped.
void address_messages(const Scenario& scenario, const ReminderCase& customer, Date on,
                      PlannedReminder& reminder) {
  const auto pressure = pressure_forbids(scenario, customer, on);
  for (PlannedMessage& message : group(scenario, reminder)) {
    auto addressed = address(scenario, message.level, customer);
    if (auto* task = std::get_if<PlannedTask>(&addressed)) {
      stop_message(reminder, message, task->reason);
      reminder.tasks.push_back(std::move(*task));
      continue;
    }
    auto& [channel, contact, remark] = std::get<Addressed>(addressed);
    if (pressure && channel != "call") {
      stop_message(reminder, message, *pressure);
      continue;
    }
    message.channel = channel;
    message.contact = std::move(contact);
    message.tone = tone_of(reminder, message);
    const bool first = reminder.messages.empty();
    if (first) reminder.reason = joined(message.level.label, remark);
    reminder.messages.push_back(std::move(message));
  }
}

// The reason of a single item says more than a summary could.
Text reason_of_nothing(const PlannedReminder& reminder) {
  if (reminder.items.size() == 1) return reminder.items.front().reason;
  return {"aucune pièce n'appelle de message", "no item calls for a message"};
}

}  // namespace

void stop_message(PlannedReminder& reminder, const PlannedMessage& message, const Text& reason) {
  for (const std::size_t place : message.items) {
    reminder.items[place].send = false;
    reminder.items[place].reason = reason;
  }
  if (reminder.reason.fr.empty()) reminder.reason = reason;
}

void keep_messages(PlannedReminder& reminder, std::vector<PlannedMessage> messages) {
  const bool fewer = messages.size() < reminder.messages.size();
  reminder.messages = std::move(messages);
  reminder.contact.reset();
  reminder.level.reset();
  reminder.channel.clear();
  reminder.send = !reminder.messages.empty();
  if (!reminder.send) {
    if (fewer || reminder.reason.fr.empty()) reminder.reason = reason_of_nothing(reminder);
    return;
  }
  const PlannedMessage& highest = reminder.messages.front();
  if (fewer) reminder.reason = highest.level.label;
  reminder.level = highest.level.number;
  reminder.channel = highest.channel;
  if (highest.contact && !highest.contact->email.empty()) reminder.contact = highest.contact->email;
}

Text waits_for_agreement(const Level& level) {
  return {level.label.fr + " : attend l'accord d'une personne",
          level.label.en + ": waits for a person's agreement"};
}

PlannedReminder plan_reminder(const Scenario& scenario, const ReminderCase& customer, Date on) {
  PlannedReminder reminder;
  reminder.customer_key = customer.customer_key;
  reminder.customer_name = customer.customer_name;
  reminder.scenario = scenario.name;
  for (const ReminderItem& candidate : customer.items)
    reminder.items.push_back(judge_item(scenario, customer, candidate, on));
  for (const PlannedItem& planned : reminder.items)
    if (planned.task) reminder.tasks.push_back({*planned.task, planned.item.id, planned.reason});
  stop_covered(reminder);
  stop_small(scenario, reminder);
  const bool any = std::any_of(reminder.items.begin(), reminder.items.end(),
                               [](const PlannedItem& planned) { return planned.send; });
  const auto reason = any ? day_forbids(scenario, customer, on) : std::nullopt;
  if (reason)
    stop_all(reminder, *reason);
  else
    address_messages(scenario, customer, on, reminder);
  keep_messages(reminder, std::vector(reminder.messages));
  return reminder;
}

}  // namespace facteur::gateway::receivables
