#include "gateway/lifecycle/set_status.h"

#include <nlohmann/json.hpp>

namespace facteur::gateway::lifecycle {
namespace {

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

std::int64_t set_status(store::Transaction& transaction, const NewStatus& status) {
  nlohmann::json data = {{"code", status.code}};
  if (status.invoice) data["invoice"] = *status.invoice;
  if (!status.reason.empty()) data["reason"] = status.reason;
  const auto event =
      transaction.append({status_set, status.tenant, status.flow, status.actor, data.dump()});
  const auto at = transaction.now().microseconds;
  const auto id = std::get<0>(*transaction.sql().row<std::int64_t>(
      "INSERT INTO statuses (flow, invoice, code, at, reason, comment, actor, event) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
      status.flow, status.invoice, status.code, at, unless_empty(status.reason),
      unless_empty(status.comment), status.actor, event));
  if (status.invoice)
    transaction.sql().execute("UPDATE invoices SET status = ?, status_at = ? WHERE id = ?",
                              status.code, at, *status.invoice);
  return id;
}

}  // namespace facteur::gateway::lifecycle
