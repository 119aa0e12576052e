// Disputes read from the database.
#include "gateway/receivables/desk/disputes.h"

namespace facteur::gateway::receivables {
namespace {

constexpr std::string_view select_disputes =
    "SELECT d.id, d.item, a.customer_key, a.customer_name, i.number, a.currency, a.exponent,"
    "  d.units, d.reason, d.department, d.owner, d.deadline_on, d.status, d.note, d.made_on,"
    "  d.made_by, d.ended_on, d.outcome"
    " FROM disputes d JOIN receivable_items i ON i.id = d.item"
    " JOIN receivable_accounts a ON a.id = i.account WHERE d.made_on <= ?";

// A statement for what is asked, so that each finds the index that it needs: disputes of an item by
// the item, open ones without those that are closed.
struct Query {
  std::string sql = std::string(select_disputes);
  std::vector<store::Value> parameters;

  void where(std::string_view condition, store::Value value) {
    sql += condition;
    parameters.push_back(std::move(value));
  }
};

Query query_of(const std::string& tenant, const DisputeFilter& filter) {
  Query query;
  query.parameters = {to_number(filter.on)};
  // The plus keeps the few of an item from being looked for among all of the tenant.
  query.where(filter.item ? " AND +d.tenant = ?" : " AND d.tenant = ?", tenant);
  if (filter.known_at) {
    query.where(" AND d.made_at <= ?", filter.known_at->microseconds);
    if (filter.open_only) {
      query.where(" AND (coalesce(d.ended_on, 99999999) > ?", to_number(filter.on));
      query.where(" OR d.ended_at > ?)", filter.known_at->microseconds);
    }
  } else if (filter.open_only) {
    query.where(" AND coalesce(d.ended_on, 99999999) > ?", to_number(filter.on));
  }
  if (filter.customer_key) query.where(" AND a.customer_key = ?", *filter.customer_key);
  if (filter.item) query.where(" AND d.item = ?", *filter.item);
  query.where(" ORDER BY d.deadline_on, d.id LIMIT ?", filter.limit);
  return query;
}

}  // namespace

std::vector<Dispute> disputes(store::Connection& connection, const std::string& tenant,
                              const DisputeFilter& filter) {
  using Number = std::int64_t;
  using Text = std::string;
  std::vector<Dispute> found;
  Query query = query_of(tenant, filter);
  for (const auto& [id, item, customer, name, number, currency, exponent, units, reason, department,
                    owner, deadline, status, note, made, by, ended, outcome] :
       connection.rows_with<Number, Number, Text, Text, Text, Text, Number, std::optional<Number>,
                            Text, Text, Text, Number, std::optional<Number>, Text, Number, Text,
                            std::optional<Number>, std::optional<Text>>(
           query.sql, std::move(query.parameters)))
    found.push_back({id, item, customer, name, number, currency, static_cast<unsigned>(exponent),
                     units, reason, department, owner, to_date(deadline), status, note,
                     to_date(made), by, ended ? std::optional(to_date(*ended)) : std::nullopt,
                     outcome.value_or("")});
  return found;
}

}  // namespace facteur::gateway::receivables
