#include "gateway/receivables/reminders/bounces.h"

#include <nlohmann/json.hpp>

#include "gateway/receivables/reminders/actions.h"

namespace facteur::gateway::receivables::reminders {
namespace {

using store::Transaction;
using Number = std::int64_t;

// Behind every contact that somebody entered.
constexpr Number last_in_line = 1000;

struct Sent {
  std::string message_id, tenant, customer_key, outcome;
  std::optional<std::string> contact;
};

std::optional<Sent> find_sent(Transaction& transaction, const std::optional<std::string>& tenant,
                              const delivery::Bounce& bounce) {
  for (const std::string& id : bounce.message_ids) {
    const auto row =
        transaction.sql().row<std::string, std::string, std::string, std::optional<std::string>>(
            "SELECT tenant, customer_key, outcome, contact FROM reminders"
            " WHERE message_id = ? AND (? IS NULL OR tenant = ?)",
            id, tenant, tenant);
    if (!row) continue;
    const auto& [owner, customer, outcome, contact] = *row;
    return Sent{id, owner, customer, outcome, contact};
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(BounceOutcome outcome) {
  constexpr std::string_view names[] = {"noted", "already", "unknown", "not_final"};
  return names[static_cast<std::size_t>(outcome)];
}

void mark_unreachable(Transaction& transaction, const std::string& tenant,
                      const std::string& customer_key, const std::string& email,
                      const std::string& why) {
  auto& sql = transaction.sql();
  const auto known = sql.row<Number, Number>(
      "SELECT count(*), count(unreachable) FROM customer_contacts WHERE tenant = ?"
      " AND customer_key = ? AND email = ? AND removed_at IS NULL",
      tenant, customer_key, email);
  const auto& [contacts, marked] = *known;
  if (contacts > 0 && contacts == marked) return;
  const bool is_customer =
      sql.row<Number>("SELECT 1 FROM customers WHERE tenant = ? AND key = ?", tenant, customer_key)
          .has_value();
  if (contacts > 0)
    sql.execute(
        "UPDATE customer_contacts SET unreachable = ? WHERE tenant = ? AND customer_key = ?"
        " AND email = ? AND unreachable IS NULL AND removed_at IS NULL",
        why, tenant, customer_key, email);
  else if (is_customer)
    sql.execute(
        "INSERT INTO customer_contacts (tenant, customer_key, position, name, role, email,"
        " unreachable) VALUES (?, ?, ?, ?, 'payables', ?, ?)",
        tenant, customer_key, last_in_line, email, email, why);
  const nlohmann::json data = {{"email", email}, {"reply", why}};
  transaction.append({"contact.unreachable", tenant, customer_key, "platform",
                      data.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)});
}

BounceOutcome take_bounce(Transaction& transaction, const std::optional<std::string>& tenant,
                          const delivery::Bounce& bounce) {
  if (bounce.kind != delivery::Bounce::Kind::permanent) return BounceOutcome::not_final;
  const auto sent = find_sent(transaction, tenant, bounce);
  if (!sent) return BounceOutcome::unknown;
  const formats::Text reason{"message revenu : " + bounce.reason,
                             "mail came back: " + bounce.reason};
  if (!note_bounce(transaction, sent->message_id, reason)) return BounceOutcome::already;
  if (sent->contact)
    mark_unreachable(transaction, sent->tenant, sent->customer_key, *sent->contact, bounce.reason);
  return BounceOutcome::noted;
}

}  // namespace facteur::gateway::receivables::reminders
