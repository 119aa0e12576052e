#include "gateway/receivables/reminders/facts.h"

#include <algorithm>
#include <map>
#include <set>

#include "archive/hash.h"
#include "gateway/receivables/late_claims.h"
#include "gateway/receivables/reminders/item_plan.h"
#include "gateway/receivables/reminders/variables.h"

namespace facteur::gateway::receivables::reminders {
namespace {

using formats::Date;
using Number = std::int64_t;

// Days that a message of this tone gives to pay; a formal notice gives eight days at least, and a
// letter takes some to arrive.
struct Delay {
  std::string_view tone;
  int days;
};
constexpr Delay delays[] = {{"firm", 8}, {"last", 8}, {"formal", 15}};

Tone tone_named(const std::string& name) {
  constexpr std::string_view names[] = {"courtesy", "approve", "friendly",
                                        "firm",     "last",    "formal"};  // in the order of Tone
  const auto found = std::find(std::begin(names), std::end(names), name);
  return static_cast<Tone>(found - std::begin(names));
}

MessageLanguage language_of(const PlannedCase& planned, const PlannedMessage& message) {
  const std::string& contact = message.contact ? message.contact->language : std::string();
  for (const std::string& language :
       {planned.customer.choice.language, contact, planned.language, planned.customer.language})
    if (!language.empty()) return language == "en" ? MessageLanguage::en : MessageLanguage::fr;
  return MessageLanguage::fr;
}

Debtor debtor_of(store::Connection& connection, const std::string& tenant,
                 const PlannedCase& planned, const PlannedMessage& message) {
  Debtor debtor;
  debtor.key = planned.customer.customer_key;
  debtor.name = planned.customer.customer_name;
  debtor.kind = late_terms_of(connection, tenant, debtor.key).kind;
  const auto row = connection.row<std::string, std::optional<std::string>>(
      "SELECT legal_form, siren FROM customers WHERE tenant = ? AND key = ?", tenant, debtor.key);
  if (row) std::tie(debtor.legal_form, debtor.siren) = *row;
  if (!message.contact) return debtor;
  debtor.contact_name = message.contact->name;
  debtor.address = message.contact->address;
  if (!message.contact->email.empty()) debtor.email = message.contact->email;
  return debtor;
}

MessageItem message_item(store::Connection& connection, const PlannedItem& planned) {
  const OpenItem& open = planned.item;
  MessageItem item;
  item.item = open.id;
  item.number = open.number;
  item.kind = open.kind;
  item.issued_on = open.issued_on;
  item.due_on = open.due_on;
  item.original = {open.units, open.exponent, open.currency};
  item.open = {open.open, open.exponent, open.currency};
  item.held = is_credit(open) ? 0 : open.open - planned.asked;
  item.days_late = planned.days_late;
  item.status = planned.status;
  const auto order = connection.row<std::optional<std::string>>(
      "SELECT purchase_order FROM receivable_items WHERE id = ?", open.id);
  if (order) item.purchase_order = std::get<0>(*order).value_or("");
  return item;
}

// Soon due, and neither asked for in this message nor forbidden to be spoken of.
bool comes_due(const PlannedCase& planned, const PlannedItem& item) {
  return item.payable && !item.send && item.days_late <= 0 &&
         item.days_late >= -planned.coming_due_days;
}

// What is late and was asked for before stands in each later message, so that it asks for all that
// is owed. A notice asks for nothing, and a formal notice only for what has come to it.
void add_recalled(store::Connection& connection, const PlannedCase& planned,
                  const PlannedMessage& message, ReminderFacts& facts) {
  for (std::size_t place = 0; place < planned.plan.items.size(); ++place) {
    const PlannedItem& item = planned.plan.items[place];
    const bool called = std::count(message.items.begin(), message.items.end(), place) > 0;
    if (!item.recalled || called) continue;
    facts.items.push_back(message_item(connection, item));
    facts.items.back().asked_on = planned.customer.items[place].last_sent->on;
  }
}

// In a currency in which nothing is left to pay, nothing is asked for, and no credit is deducted.
void leave_out_settled_currencies(ReminderFacts& facts) {
  std::set<std::string> settled;
  for (const Amount& sum : net_of(facts))
    if (sum.units <= 0) settled.insert(sum.currency);
  const auto is_settled = [&](const MessageItem& item) {
    return settled.contains(item.open.currency);
  };
  std::erase_if(facts.items, is_settled);
  std::erase_if(facts.credits, is_settled);
  std::erase_if(facts.unapplied,
                [&](const Amount& receipt) { return settled.contains(receipt.currency); });
}

// The last writing before this one, if it can have asked for something that this one asks for.
std::optional<Date> last_writing(const PlannedCase& planned, const ReminderFacts& facts) {
  const auto& writings = planned.customer.writings;
  if (writings.empty()) return std::nullopt;
  for (const MessageItem& item : facts.items) {
    const auto& cases = planned.customer.items;
    const auto known = std::find_if(cases.begin(), cases.end(),
                                    [&](const auto& one) { return one.item.id == item.item; });
    if (known != cases.end() && known->last_sent && item.due_on < writings.back())
      return writings.back();
  }
  return std::nullopt;
}

// Credits are deducted from what is late, so that a notice deducts only what no late item takes up.
bool has_late(const PlannedCase& planned, const std::string& currency) {
  return std::any_of(planned.plan.items.begin(), planned.plan.items.end(),
                     [&](const PlannedItem& item) {
                       return item.payable && item.days_late > 0 && item.item.currency == currency;
                     });
}

void add_items(store::Connection& connection, const PlannedCase& planned,
               const PlannedMessage& message, ReminderFacts& facts) {
  const bool notice = facts.tone == Tone::courtesy || facts.tone == Tone::approve;
  for (const std::size_t place : message.items) {
    const PlannedItem& item = planned.plan.items[place];
    const bool late = item.days_late > 0 || notice;
    (late ? facts.items : facts.coming_due).push_back(message_item(connection, item));
  }
  if (facts.items.empty()) std::swap(facts.items, facts.coming_due);
  if (!notice && facts.tone != Tone::formal) add_recalled(connection, planned, message, facts);
  std::map<std::string, Amount> unapplied;
  for (const PlannedItem& item : planned.plan.items) {
    if (is_credit(item.item) && notice && has_late(planned, item.item.currency)) continue;
    if (item.item.kind == "payment") {
      Amount& sum = unapplied[item.item.currency];
      sum = {sum.units + item.item.open, item.item.exponent, item.item.currency};
    } else if (is_credit(item.item)) {
      facts.credits.push_back(message_item(connection, item));
    } else if (!notice && comes_due(planned, item)) {
      facts.coming_due.push_back(message_item(connection, item));
    }
  }
  for (const auto& [currency, sum] : unapplied) facts.unapplied.push_back(sum);
  leave_out_settled_currencies(facts);
  std::stable_sort(facts.items.begin(), facts.items.end(),
                   [](const auto& a, const auto& b) { return a.due_on < b.due_on; });
}

// What an item was settled by with money, between two days; what was taken back does not count.
constexpr std::string_view money_received =
    "SELECT sum(-m.units), max(m.effective_on) FROM receivable_movements m WHERE m.item = ?"
    " AND m.effective_on > ? AND m.effective_on <= ? AND (m.kind = 'payment' OR EXISTS"
    "  (SELECT 1 FROM receivable_movements o JOIN receivable_items i ON i.id = o.item"
    "   WHERE o.application = m.application AND i.kind = 'payment'))";

// Money that came for the items that are asked for, since they were asked for last.
void add_acknowledgements(store::Connection& connection, const PlannedCase& planned,
                          ReminderFacts& facts) {
  for (const MessageItem& item : facts.items) {
    const auto& cases = planned.customer.items;
    const auto known = std::find_if(cases.begin(), cases.end(),
                                    [&](const auto& one) { return one.item.id == item.item; });
    if (known == cases.end() || !known->last_sent) continue;
    const auto row = connection.row<std::optional<Number>, std::optional<Number>>(
        std::string(money_received), item.item, to_number(known->last_sent->on),
        to_number(facts.today));
    const auto& [units, day] = *row;
    if (units && *units > 0)
      facts.acknowledgements.push_back(
          {item.number, {*units, item.open.exponent, item.open.currency}, to_date(*day)});
  }
}

}  // namespace

PlannedCase plan_case(ReminderCase customer, const ScenarioSet& scenarios, Date on) {
  const Scenario& scenario = scenarios.choose(customer.choice.scenario, customer.segment);
  PlannedReminder plan = plan_reminder(scenario, customer, on);
  return {std::move(customer), std::move(plan), scenario.coming_due_days, scenario.language};
}

void await_agreement(PlannedCase& planned, const std::set<std::string>& confirmed) {
  std::vector<PlannedMessage> leaving;
  for (const PlannedMessage& message : planned.plan.messages) {
    if (!message.level.approval || confirmed.contains(content_of(planned, message))) {
      leaving.push_back(message);
      continue;
    }
    stop_message(planned.plan, message, waits_for_agreement(message.level));
    planned.plan.approval = true;
  }
  keep_messages(planned.plan, std::move(leaving));
}

ReminderFacts facts_of(store::Connection& connection, const std::string& tenant,
                       const PlannedCase& planned, const PlannedMessage& message, Date on) {
  ReminderFacts facts;
  facts.debtor = debtor_of(connection, tenant, planned, message);
  facts.language = language_of(planned, message);
  facts.tone = tone_named(message.tone);
  facts.channel = message.channel == "letter" ? Channel::letter : Channel::mail;
  facts.level = message.level.number;
  facts.level_label = message.level.label;
  facts.today = on;
  const auto hash = archive::to_hex(archive::sha256(tenant + "\n" + facts.debtor.key));
  facts.reference = "R-" + hash.substr(0, 8);
  for (const auto& [tone, days] : delays)
    if (tone == message.tone) facts.pay_by = add_days(on, days);
  add_items(connection, planned, message, facts);
  facts.last_message = last_writing(planned, facts);
  add_acknowledgements(connection, planned, facts);
  return facts;
}

std::string content_of(const PlannedCase& planned, const PlannedMessage& message) {
  std::string text = planned.plan.scenario + "\n" + std::to_string(message.level.number) + "\n" +
                     message.channel + "\n" + message.tone + "\n";
  if (message.contact) text += message.contact->email + "\n" + message.contact->name + "\n";
  const auto add = [&text](const OpenItem& item, std::int64_t units) {
    text += std::to_string(item.id) + " " + std::to_string(units) + " " +
            std::to_string(item.open) + "\n";
  };
  for (const std::size_t place : message.items)
    add(planned.plan.items[place].item, planned.plan.items[place].asked);
  for (const PlannedItem& item : planned.plan.items)
    if (is_credit(item.item)) add(item.item, item.asked);
  return archive::to_hex(archive::sha256(text));
}

}  // namespace facteur::gateway::receivables::reminders
