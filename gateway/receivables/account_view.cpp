#include "gateway/receivables/account_view.h"

namespace facteur::gateway::receivables {
namespace {

using store::Connection;
using Number = std::int64_t;
using Text = std::string;

std::vector<AppliedPart> applied_of(Connection& connection, std::int64_t receipt) {
  std::vector<AppliedPart> parts;
  for (const auto& [application, day, number, units] :
       connection.rows<Number, Number, Text, Number>(
           "SELECT a.id, a.effective_on, i.number, -sum(m.units)"
           " FROM (SELECT DISTINCT application FROM receivable_movements"
           "       WHERE item = ? AND application IS NOT NULL) AS r"
           " CROSS JOIN applications a ON a.id = r.application AND a.undoes IS NULL"
           "  AND NOT EXISTS (SELECT 1 FROM applications u WHERE u.undoes = a.id)"
           " JOIN receivable_movements m ON m.application = a.id AND m.item <> ?"
           " JOIN receivable_items i ON i.id = m.item"
           " GROUP BY a.id, a.effective_on, i.id, i.number ORDER BY a.id, i.number",
           receipt, receipt))
    parts.push_back({application, to_date(day), number, units});
  return parts;
}

}  // namespace

std::vector<ReceiptView> receipts_of(Connection& connection, const std::string& tenant,
                                     const std::string& customer_key, std::int64_t limit) {
  std::vector<ReceiptView> receipts;
  for (const auto& [item, reference, currency, exponent, day, units, open] :
       connection.rows<Number, Text, Text, Number, Number, Number, Number>(
           "SELECT i.id, i.number, a.currency, a.exponent, i.issued_on, -i.units, -s.open"
           " FROM receivable_accounts a JOIN receivable_items i ON i.account = a.id"
           " JOIN receivable_states s ON s.item = i.id"
           " WHERE a.tenant = ? AND a.customer_key = ? AND i.kind = 'payment'"
           " ORDER BY i.issued_on DESC, i.id DESC LIMIT ?",
           tenant, customer_key, limit))
    receipts.push_back({item, reference, currency, static_cast<unsigned>(exponent), to_date(day),
                        units, open, applied_of(connection, item)});
  return receipts;
}

std::vector<SentReminder> sent_reminders(Connection& connection, const std::string& tenant,
                                         const std::string& customer_key, std::int64_t limit) {
  std::vector<SentReminder> sent;
  for (const auto& [id, day, level, channel, outcome, contact] :
       connection.rows<Number, Number, Number, Text, Text, std::optional<Text>>(
           "SELECT id, sent_on, level, channel, outcome, contact FROM reminders"
           " WHERE tenant = ? AND customer_key = ? ORDER BY sent_on DESC, id DESC LIMIT ?",
           tenant, customer_key, limit)) {
    SentReminder reminder{to_date(day), static_cast<int>(level), channel, outcome, contact, {}};
    for (const auto& [number] : connection.rows<Text>(
             "SELECT i.number FROM reminder_items r JOIN receivable_items i ON i.id = r.item"
             " WHERE r.reminder = ? ORDER BY i.due_on, i.number",
             id))
      reminder.numbers.push_back(number);
    sent.push_back(std::move(reminder));
  }
  return sent;
}

std::vector<CustomerBalance> balances_of(Connection& connection, const std::string& tenant,
                                         const std::string& customer_key, formats::Date today) {
  std::vector<CustomerBalance> balances;
  for (const auto& [currency, exponent, net, overdue] :
       connection.rows<Text, Number, Number, Number>(
           "SELECT a.currency, a.exponent, sum(s.open), sum(CASE WHEN i.due_on < ?"
           " AND i.kind NOT IN ('credit_note', 'payment') THEN s.open ELSE 0 END)"
           " FROM receivable_accounts a JOIN receivable_states s ON s.account = a.id"
           " JOIN receivable_items i ON i.id = s.item"
           " WHERE a.tenant = ? AND a.customer_key = ? AND s.open <> 0"
           " GROUP BY a.currency, a.exponent ORDER BY a.currency",
           to_number(today), tenant, customer_key))
    balances.push_back({currency, static_cast<unsigned>(exponent), net, overdue});
  return balances;
}

}  // namespace facteur::gateway::receivables
