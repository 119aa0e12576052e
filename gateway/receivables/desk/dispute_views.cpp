// Disputes read from the database.
#include "gateway/receivables/desk/disputes.h"

namespace facteur::gateway::receivables {

std::vector<Dispute> disputes(store::Connection& connection, const std::string& tenant,
                              const DisputeFilter& filter) {
  using Number = std::int64_t;
  using Text = std::string;
  std::vector<Dispute> found;
  const auto on = to_number(filter.on);
  for (const auto& [id, item, customer, name, number, currency, exponent, units, reason, department,
                    owner, deadline, status, note, made, by, ended, outcome] :
       connection.rows<Number, Number, Text, Text, Text, Text, Number, std::optional<Number>, Text,
                       Text, Text, Number, std::optional<Number>, Text, Number, Text,
                       std::optional<Number>, std::optional<Text>>(
           "SELECT d.id, d.item, a.customer_key, a.customer_name, i.number, a.currency, a.exponent,"
           "  d.units, d.reason, d.department, d.owner, d.deadline_on, d.status, d.note, d.made_on,"
           "  d.made_by, d.ended_on, d.outcome"
           " FROM disputes d JOIN receivable_items i ON i.id = d.item"
           " JOIN receivable_accounts a ON a.id = i.account"
           " WHERE d.tenant = ? AND d.made_on <= ?"
           "  AND (? = 0 OR d.ended_on IS NULL OR d.ended_on > ?)"
           "  AND (? IS NULL OR a.customer_key = ?) AND (? IS NULL OR d.item = ?)"
           " ORDER BY d.deadline_on, d.id LIMIT ?",
           tenant, on, filter.open_only ? 1 : 0, on, filter.customer_key, filter.customer_key,
           filter.item, filter.item, filter.limit))
    found.push_back({id, item, customer, name, number, currency, static_cast<unsigned>(exponent),
                     units, reason, department, owner, to_date(deadline), status, note,
                     to_date(made), by, ended ? std::optional(to_date(*ended)) : std::nullopt,
                     outcome.value_or("")});
  return found;
}

}  // namespace facteur::gateway::receivables
