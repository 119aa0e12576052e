#include "gateway/flows/flow.h"

namespace facteur::gateway::flows {
namespace {

using store::Connection;
using Text = std::string;
using Integer = std::int64_t;

#define FLOW_COLUMNS                                                                             \
  "id, tenant, direction, flow_type, syntax, profile, processing_rule, rule_source, name, "      \
  "tracking_id, sha256, size, actor, submitted_at, updated_at, ack_status, ack_details, state, " \
  "archive_entry, invoice, status"

std::vector<Flow> select(Connection& connection, std::string_view sql,
                         std::vector<store::Value> parameters) {
  std::vector<Flow> flows;
  for (auto& [id, tenant, direction, flow_type, syntax, profile, rule, source, name, tracking, sha,
              size, actor, submitted, updated, ack, details, state, entry, invoice, status] :
       connection.rows_with<Text, Text, Text, Text, Text, Text, Text, Text, Text,
                            std::optional<Text>, Text, Integer, Text, Integer, Integer, Text, Text,
                            Text, Integer, std::optional<Integer>, std::optional<Integer>>(
           sql, std::move(parameters)))
    flows.push_back({std::move(id),
                     std::move(tenant),
                     std::move(direction),
                     std::move(flow_type),
                     std::move(syntax),
                     std::move(profile),
                     std::move(rule),
                     std::move(source),
                     std::move(name),
                     std::move(tracking),
                     std::move(sha),
                     size,
                     std::move(actor),
                     Instant{submitted},
                     Instant{updated},
                     std::move(ack),
                     std::move(details),
                     std::move(state),
                     entry,
                     invoice,
                     status});
  return flows;
}

std::optional<Flow> first(std::vector<Flow> flows) {
  if (flows.empty()) return std::nullopt;
  return std::move(flows.front());
}

// " AND column IN (?, ?)"; nothing for an empty list.
void add_list(std::string& sql, std::vector<store::Value>& parameters, const char* column,
              const std::vector<std::string>& values) {
  if (values.empty()) return;
  sql += std::string(" AND ") + column + " IN (";
  for (std::size_t i = 0; i < values.size(); ++i) {
    sql += i == 0 ? "?" : ", ?";
    parameters.emplace_back(values[i]);
  }
  sql += ")";
}

void add_term(std::string& sql, std::vector<store::Value>& parameters, const char* condition,
              store::Value value) {
  sql += std::string(" AND ") + condition;
  parameters.push_back(std::move(value));
}

}  // namespace

void insert_flow(store::Transaction& transaction, const Flow& flow) {
  transaction.sql().execute(
      "INSERT INTO flows (" FLOW_COLUMNS
      ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      flow.id, flow.tenant, flow.direction, flow.flow_type, flow.syntax, flow.profile,
      flow.processing_rule, flow.rule_source, flow.name, flow.tracking_id, flow.sha256, flow.size,
      flow.actor, flow.submitted_at.microseconds, flow.updated_at.microseconds, flow.ack_status,
      flow.ack_details, flow.state, flow.archive_entry, flow.invoice, flow.status);
}

std::optional<Flow> find_flow(Connection& connection, std::string_view tenant,
                              std::string_view id) {
  return first(select(connection, "SELECT " FLOW_COLUMNS " FROM flows WHERE id = ? AND tenant = ?",
                      {std::string(id), std::string(tenant)}));
}

std::optional<Flow> find_flow(Connection& connection, std::string_view id) {
  return first(
      select(connection, "SELECT " FLOW_COLUMNS " FROM flows WHERE id = ?", {std::string(id)}));
}

std::vector<Flow> search_flows(Connection& connection, std::string_view tenant,
                               const Search& search, Instant cursor, int limit) {
  std::string sql = "SELECT " FLOW_COLUMNS " FROM flows WHERE tenant = ? AND updated_at > ?";
  const Instant after = std::max(cursor, search.updated_after.value_or(Instant{}));
  std::vector<store::Value> parameters = {std::string(tenant), after.microseconds};
  if (search.updated_before)
    add_term(sql, parameters, "updated_at < ?", search.updated_before->microseconds);
  add_list(sql, parameters, "processing_rule", search.processing_rules);
  add_list(sql, parameters, "flow_type", search.flow_types);
  add_list(sql, parameters, "direction", search.flow_directions);
  if (search.tracking_id) add_term(sql, parameters, "tracking_id = ?", *search.tracking_id);
  if (search.ack_status) add_term(sql, parameters, "ack_status = ?", *search.ack_status);
  sql += " ORDER BY updated_at LIMIT ?";
  parameters.emplace_back(std::int64_t{limit});
  return select(connection, sql, std::move(parameters));
}

}  // namespace facteur::gateway::flows
