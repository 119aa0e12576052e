#include "gateway/receivables/reminder_cases.h"

#include <map>
#include <set>

#include "gateway/receivables/reminders/actions.h"
#include "gateway/receivables/reminders/facts.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using store::Connection;
using Number = std::int64_t;
using Text = std::string;
using MaybeText = std::optional<std::string>;

// 200 to 203 tell how the invoice came to its buyer; what follows is what was said of it.
constexpr Number last_of_transmission = 203;

store::Value value_of(const MaybeText& text) {
  return text ? store::Value(*text) : store::Value();
}

// Messages that count, of all customers or of one.
struct History {
  std::map<Number, std::vector<SentLevel>> levels;                     // by item, rising
  std::map<std::string, std::vector<std::pair<Date, bool>>> messages;  // day, whether written
};

History history_until(Connection& connection, const std::string& tenant, Date on,
                      const MaybeText& customer) {
  const std::vector<store::Value> parameters = {tenant, to_number(on), value_of(customer),
                                                value_of(customer)};
  constexpr std::string_view counting =
      " WHERE r.tenant = ? AND r.sent_on <= ? AND (? IS NULL OR r.customer_key = ?)"
      " AND r.outcome IN ('sent', 'unknown')";
  History history;
  for (const auto& [item, level, day] : connection.rows_with<Number, Number, Number>(
           std::string("SELECT i.item, i.level, r.sent_on FROM reminders r"
                       " JOIN reminder_items i ON i.reminder = r.id")
               .append(counting)
               .append(" ORDER BY i.level, r.sent_on"),
           parameters))
    history.levels[item].push_back({static_cast<int>(level), to_date(day)});
  for (const auto& [key, day, channel] : connection.rows_with<Text, Number, Text>(
           std::string("SELECT r.customer_key, r.sent_on, r.channel FROM reminders r")
               .append(counting)
               .append(" ORDER BY r.sent_on, r.id"),
           parameters))
    history.messages[key].emplace_back(to_date(day), channel != "call");
  return history;
}

// What is known of customers beside their debts.
struct Person {
  std::string segment, language;
  ReminderChoice choice;
  std::vector<ReminderContact> contacts;
  std::optional<Date> last_promise;
};

std::map<std::string, Person> people_of(Connection& connection, const std::string& tenant, Date on,
                                        const MaybeText& customer) {
  std::map<std::string, Person> people;
  for (auto& [key, segment, language, scenario, chosen_language, contact, quiet] :
       connection.rows_with<Text, Text, Text, MaybeText, MaybeText, std::optional<Number>,
                            std::optional<Number>>(
           "SELECT c.key, c.segment, c.language, r.scenario, r.language, r.contact, r.quiet_until"
           " FROM customers c LEFT JOIN reminder_choices r"
           "  ON r.tenant = c.tenant AND r.customer_key = c.key"
           " WHERE c.tenant = ? AND (? IS NULL OR c.key = ?)",
           {tenant, value_of(customer), value_of(customer)})) {
    Person& person = people[key];
    person.segment = segment;
    person.language = language;
    person.choice = {scenario.value_or(""), chosen_language.value_or(""), contact, {}};
    if (quiet) person.choice.quiet_until = to_date(*quiet);
  }
  for (auto& [key, id, name, role, email, phone, address, language, unreachable] :
       connection.rows_with<Text, Number, Text, Text, MaybeText, MaybeText, MaybeText, MaybeText,
                            MaybeText>(
           "SELECT customer_key, id, name, role, email, phone, address, language, unreachable"
           " FROM customer_contacts WHERE tenant = ? AND (? IS NULL OR customer_key = ?)"
           " AND removed_at IS NULL ORDER BY customer_key, position, id",
           {tenant, value_of(customer), value_of(customer)}))
    people[key].contacts.push_back({id, name, role, email.value_or(""), phone.value_or(""),
                                    address.value_or(""), language.value_or(""),
                                    unreachable.has_value()});
  for (const auto& [key, day] : connection.rows_with<Text, Number>(
           "SELECT a.customer_key, max(p.promised_on) FROM promises p"
           " JOIN receivable_accounts a ON a.id = p.account"
           " WHERE p.tenant = ? AND (? IS NULL OR a.customer_key = ?) AND p.made_on <= ?"
           " AND (p.ended_on IS NULL OR p.ended_on > ?) GROUP BY a.customer_key",
           {tenant, value_of(customer), value_of(customer), to_number(on), to_number(on)}))
    people[key].last_promise = to_date(day);
  return people;
}

ReminderCase new_case(const OpenItem& item, std::map<std::string, Person>& people,
                      const History& history) {
  ReminderCase made{item.customer_key, item.customer_name};
  made.contact = item.contact;
  if (const auto person = people.find(item.customer_key); person != people.end()) {
    auto& [segment, language, choice, contacts, last_promise] = person->second;
    made.segment = segment;
    made.language = language;
    made.choice = choice;
    made.contacts = std::move(contacts);
    made.last_promise = last_promise;
  }
  const auto messages = history.messages.find(item.customer_key);
  if (messages == history.messages.end()) return made;
  made.last_message = messages->second.back().first;
  for (const auto& [day, written] : messages->second)
    if (written) made.writings.push_back(day);
  return made;
}

}  // namespace

DecidingStatus legal_state_of(Connection& connection, Number invoice,
                              const std::optional<Date>& until) {
  const auto rows = connection.rows<Number, Number, Number>(
      "SELECT s.id, s.code, s.at FROM invoices v JOIN statuses s ON s.flow = v.flow"
      " WHERE v.id = ? ORDER BY s.id",
      invoice);
  std::vector<StatusSet> history;
  for (const auto& [id, code, at] : rows) {
    const Date day = *Date::parse(paris_day({at}));
    if (!until || day <= *until || code <= last_of_transmission)
      history.push_back({static_cast<int>(code), day});
  }
  DecidingStatus deciding{legal_state(history), {}};
  for (const auto& [id, code, at] : rows)
    if (code == deciding.state.code) deciding.status = id;
  return deciding;
}

std::vector<ReminderCase> reminder_cases(Connection& connection, const std::string& tenant, Date on,
                                         const MaybeText& customer_key, Statuses statuses) {
  const auto until = statuses == Statuses::effective ? std::optional(on) : std::nullopt;
  const History history = history_until(connection, tenant, on, customer_key);
  auto people = people_of(connection, tenant, on, customer_key);
  auto holds = holds_on(connection, tenant, on);
  std::vector<ReminderCase> cases;
  for (OpenItem& item : open_items(connection, tenant, {on, {}}, customer_key)) {
    if (cases.empty() || cases.back().customer_key != item.customer_key)
      cases.push_back(new_case(item, people, history));
    ReminderItem candidate{std::move(item)};
    if (candidate.item.invoice) {
      auto [state, status] = legal_state_of(connection, *candidate.item.invoice, until);
      candidate.legal = std::move(state);
      candidate.status = status;
    }
    const auto levels = history.levels.find(candidate.item.id);
    if (levels != history.levels.end()) {
      candidate.sent = levels->second;
      candidate.last_sent = candidate.sent.back();
    }
    const auto held = holds.find(candidate.item.id);
    if (held != holds.end()) candidate.holds = std::move(held->second);
    if (!cases.back().contact) cases.back().contact = candidate.item.contact;
    cases.back().items.push_back(std::move(candidate));
  }
  return cases;
}

std::vector<PlannedReminder> plan_reminders(Connection& connection, const std::string& tenant,
                                            const ScenarioSet& scenarios, Date on) {
  std::set<std::string> confirmed;
  for (const auto& action : reminders::open_actions(connection, tenant))
    if (action.state == reminders::ActionState::confirmed) confirmed.insert(action.content);
  std::vector<PlannedReminder> plan;
  for (ReminderCase& customer : reminder_cases(connection, tenant, on, {}, Statuses::effective)) {
    auto planned = reminders::plan_case(std::move(customer), scenarios, on);
    reminders::await_agreement(planned, confirmed);
    plan.push_back(std::move(planned.plan));
  }
  return plan;
}

}  // namespace facteur::gateway::receivables
