#include "gateway/receivables/desk/alert_facts.h"

#include <algorithm>
#include <map>

#include "gateway/receivables/desk/disputes.h"
#include "gateway/receivables/desk/promises.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using store::Connection;
using Number = std::int64_t;
using Text = std::string;

bool is_debit(const OpenItem& item) {
  return item.kind != "credit_note" && item.kind != "payment";
}

// Disputed units of each open item.
std::map<Number, Number> disputed(Connection& sql, const Text& tenant, const AlertDefinition& alert,
                                  const std::vector<OpenItem>& items, Date day) {
  std::map<Number, Number> units;
  if (!alert.uses("disputed_amount")) return units;
  for (const Dispute& dispute : disputes(sql, tenant, {day}))
    units[dispute.item] += dispute.units.value_or(INT64_MAX / 2);
  for (const OpenItem& item : items)
    if (const auto found = units.find(item.id); found != units.end())
      found->second = std::min(found->second, std::max<Number>(item.open, 0));
  return units;
}

void add_item(AlertFacts& facts, const OpenItem& item, Number disputed_units, Date day) {
  facts["open_items"] += 1;
  facts["balance"] += item.open;
  if (item.kind == "payment") {
    facts["unapplied_amount"] -= item.open;
    facts["unapplied_days"] = std::max(facts["unapplied_days"], days_between(item.issued_on, day));
  }
  if (!is_debit(item)) return;
  facts["exposure"] += item.open;
  facts["disputed_amount"] += disputed_units;
  const auto late = days_between(item.due_on, day);
  if (late <= 0) return;
  facts["overdue_amount"] += item.open;
  facts["overdue_days"] = std::max(facts["overdue_days"], late);
}

AlertFacts facts_of_nobody() {
  AlertFacts facts;
  for (const AlertField& field : alert_fields())
    if (field.about == AlertAbout::customer) facts[field.name] = 0;
  return facts;
}

std::map<Text, Number> broken_promises(Connection& sql, const Text& tenant,
                                       const AlertDefinition& alert, Date day) {
  std::map<Text, Number> broken;
  if (!alert.uses("broken_promises")) return broken;
  for (const PromiseView& view : promises_that_matter(sql, tenant, day))
    if (view.on.state == PromiseState::broken || view.on.state == PromiseState::partly_kept)
      ++broken[view.customer_key];
  return broken;
}

std::vector<AlertSubject> customers(Connection& sql, const Text& tenant,
                                    const AlertDefinition& alert, Date day) {
  const auto items = open_items(sql, tenant, {day, {}});
  const auto in_dispute = disputed(sql, tenant, alert, items, day);
  const auto broken = broken_promises(sql, tenant, alert, day);
  std::vector<AlertSubject> subjects;
  for (const OpenItem& item : items) {  // by customer
    if (item.currency != alert.currency) continue;
    if (subjects.empty() || subjects.back().key != item.customer_key)
      subjects.push_back(
          {item.customer_key, item.customer_key, {}, item.customer_name, facts_of_nobody()});
    const auto part = in_dispute.find(item.id);
    add_item(subjects.back().facts, item, part == in_dispute.end() ? 0 : part->second, day);
  }
  for (AlertSubject& subject : subjects) {
    subject.facts["credit_balance"] = std::max<Number>(-subject.facts["balance"], 0);
    const auto found = broken.find(subject.key);
    if (found != broken.end()) subject.facts["broken_promises"] = found->second;
  }
  return subjects;
}

std::vector<AlertSubject> items(Connection& sql, const Text& tenant, const AlertDefinition& alert,
                                Date day) {
  const auto open = open_items(sql, tenant, {day, {}});
  const auto in_dispute = disputed(sql, tenant, alert, open, day);
  std::vector<AlertSubject> subjects;
  for (const OpenItem& item : open) {
    if (item.currency != alert.currency || !is_debit(item)) continue;
    const auto late = days_between(item.due_on, day);
    const auto part = in_dispute.find(item.id);
    subjects.push_back({"item:" + std::to_string(item.id),
                        item.customer_key,
                        item.id,
                        item.number,
                        {{"open_amount", item.open},
                         {"days_late", std::max<Number>(late, 0)},
                         {"days_to_due", std::max<Number>(-late, 0)},
                         {"disputed_amount", part == in_dispute.end() ? 0 : part->second}}});
  }
  return subjects;
}

// Money of the bank that became a receipt of a customer within the last days. What came in before
// for the same customer tells whether its payer is new, and whether it came twice.
constexpr std::string_view select_receipts =
    "SELECT i.id, c.customer_key, c.customer_name, -i.units,"
    "  -(SELECT sum(x.units) FROM receivable_movements x WHERE x.item = i.id AND"
    "    x.effective_on <= ?),"
    "  m.payer <> '' AND EXISTS (SELECT 1 FROM receivable_items o JOIN bank_movements b"
    "   ON b.id = o.bank_movement WHERE o.account = i.account AND b.id < m.id)"
    "  AND NOT EXISTS (SELECT 1 FROM receivable_items o JOIN bank_movements b"
    "   ON b.id = o.bank_movement WHERE o.account = i.account AND b.id < m.id"
    "   AND b.payer = m.payer),"
    "  EXISTS (SELECT 1 FROM receivable_items o JOIN bank_movements b ON b.id = o.bank_movement"
    "   WHERE o.account = i.account AND b.id < m.id AND b.units = m.units AND b.payer = m.payer"
    "   AND b.booked_on >= ?)"
    " FROM bank_accounts a JOIN bank_movements m ON m.account = a.id"
    " JOIN receivable_items i ON i.bank_movement = m.id"
    " JOIN receivable_accounts c ON c.id = i.account"
    " WHERE a.tenant = ? AND m.booked_on > ? AND m.booked_on <= ? AND m.units > 0"
    "  AND c.currency = ? ORDER BY i.id";

std::vector<AlertSubject> receipts(Connection& sql, const Text& tenant,
                                   const AlertDefinition& alert, Date day) {
  const auto before = [&](int days) { return to_number(add_days(day, -days).value_or(day)); };
  std::vector<AlertSubject> subjects;
  for (const auto& [id, customer, name, amount, unapplied, new_payer, duplicate] :
       sql.rows<Number, Text, Text, Number, std::optional<Number>, Number, Number>(
           select_receipts, to_number(day), before(days_of_receipts + 10), tenant,
           before(days_of_receipts), to_number(day), alert.currency))
    subjects.push_back({"receipt:" + std::to_string(id),
                        customer,
                        id,
                        name,
                        {{"amount", amount},
                         {"unapplied_amount", unapplied.value_or(0)},
                         {"new_payer", new_payer},
                         {"duplicate", duplicate}}});
  return subjects;
}

std::vector<AlertSubject> banks(Connection& sql, const Text& tenant, const AlertDefinition&,
                                Date day) {
  std::vector<AlertSubject> subjects;
  for (const auto& [id, shown, last] : sql.rows<Number, Text, std::optional<Number>>(
           "SELECT a.id, a.shown, (SELECT max(s.closing_on) FROM bank_statements s"
           "  WHERE s.account = a.id AND s.closing_on <= ?) FROM bank_accounts a"
           " WHERE a.tenant = ? ORDER BY a.id",
           to_number(day), tenant))
    if (last)
      subjects.push_back({"bank:" + std::to_string(id),
                          "",
                          {},
                          shown,
                          {{"days_since_statement", days_between(to_date(*last), day)}}});
  return subjects;
}

}  // namespace

std::vector<AlertSubject> alert_subjects(Connection& connection, const Text& tenant,
                                         const AlertDefinition& alert, Date day) {
  switch (alert.about) {
    case AlertAbout::customer:
      return customers(connection, tenant, alert, day);
    case AlertAbout::item:
      return items(connection, tenant, alert, day);
    case AlertAbout::receipt:
      return receipts(connection, tenant, alert, day);
    case AlertAbout::bank:
      return banks(connection, tenant, alert, day);
  }
  return {};
}

}  // namespace facteur::gateway::receivables
