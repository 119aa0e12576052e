#include "gateway/receivables/reminder_cases.h"

#include <map>

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using store::Connection;

LegalState legal_state_of(Connection& connection, std::int64_t invoice) {
  std::vector<StatusSet> history;
  for (const auto& [code, at] : connection.rows<std::int64_t, std::int64_t>(
           "SELECT s.code, s.at FROM invoices v JOIN statuses s ON s.flow = v.flow"
           " WHERE v.id = ? ORDER BY s.id",
           invoice))
    history.push_back({static_cast<int>(code), *Date::parse(paris_day({at}))});
  return legal_state(history);
}

std::map<std::int64_t, SentLevel> levels_sent(Connection& connection, const std::string& tenant,
                                              Date on) {
  std::map<std::int64_t, SentLevel> sent;
  for (const auto& [item, level, day] : connection.rows<std::int64_t, std::int64_t, std::int64_t>(
           "SELECT i.item, i.level, r.sent_on FROM reminders r"
           " JOIN reminder_items i ON i.reminder = r.id"
           " WHERE r.tenant = ? AND r.sent_on <= ? ORDER BY i.level",
           tenant, to_number(on)))
    sent[item] = {static_cast<int>(level), to_date(day)};
  return sent;
}

std::map<std::string, Date> last_messages(Connection& connection, const std::string& tenant,
                                          Date on) {
  std::map<std::string, Date> last;
  for (const auto& [customer, day] : connection.rows<std::string, std::int64_t>(
           "SELECT customer_key, max(sent_on) FROM reminders"
           " WHERE tenant = ? AND sent_on <= ? GROUP BY customer_key",
           tenant, to_number(on)))
    last.emplace(customer, to_date(day));
  return last;
}

}  // namespace

std::vector<ReminderCase> reminder_cases(Connection& connection, const std::string& tenant,
                                         Date on) {
  const auto sent = levels_sent(connection, tenant, on);
  const auto last = last_messages(connection, tenant, on);
  std::vector<ReminderCase> cases;
  for (OpenItem& item : open_items(connection, tenant, {on, {}})) {
    if (cases.empty() || cases.back().customer_key != item.customer_key) {
      cases.push_back({item.customer_key, item.customer_name, item.contact, {}, {}});
      const auto message = last.find(item.customer_key);
      if (message != last.end()) cases.back().last_message = message->second;
    }
    ReminderItem candidate{std::move(item), {}, {}};
    if (candidate.item.invoice)
      candidate.legal = legal_state_of(connection, *candidate.item.invoice);
    const auto level = sent.find(candidate.item.id);
    if (level != sent.end()) candidate.last_sent = level->second;
    if (!cases.back().contact) cases.back().contact = candidate.item.contact;
    cases.back().items.push_back(std::move(candidate));
  }
  return cases;
}

std::vector<PlannedReminder> plan_reminders(Connection& connection, const std::string& tenant,
                                            const Scenario& scenario, Date on) {
  std::vector<PlannedReminder> plan;
  for (const ReminderCase& customer : reminder_cases(connection, tenant, on))
    plan.push_back(plan_reminder(scenario, customer, on));
  return plan;
}

}  // namespace facteur::gateway::receivables
