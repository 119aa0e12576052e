#include "gateway/receivables/desk/item_history.h"

#include <stdexcept>

namespace facteur::gateway::receivables {
namespace {

using store::Connection;
using Number = std::int64_t;

// Movements but the opening and the undoings; what undid one stands beside it. Money settled it
// when a receipt is part of its application, or when it was posted as a payment.
constexpr std::string_view select_taken =
    "SELECT m.effective_on, m.known_at, m.units,"
    "  CASE WHEN m.application IS NULL THEN m.kind IN ('payment', 'reversal')"
    "   ELSE EXISTS (SELECT 1 FROM receivable_movements r"
    "                WHERE r.application = m.application AND r.side = 2) END,"
    "  (SELECT max(u.effective_on, m.effective_on) FROM applications u"
    "   WHERE u.undoes = m.application AND u.known_at <= ?)"
    " FROM receivable_movements m LEFT JOIN applications a ON a.id = m.application"
    " WHERE m.item = ? AND m.known_at <= ? AND m.kind <> 'opening' AND a.undoes IS NULL"
    " ORDER BY m.effective_on, m.known_at, m.id";

Number limit_of(std::optional<Instant> known_at) {
  return known_at ? known_at->microseconds : INT64_MAX;
}

std::vector<Taken> taken_of(Connection& connection, std::int64_t item, Number known) {
  std::vector<Taken> taken;
  for (const auto& [day, known_at, units, by_money, undone] :
       connection.rows<Number, Number, Number, Number, std::optional<Number>>(select_taken, known,
                                                                              item, known))
    taken.push_back({to_date(day), known_at, -units, by_money != 0,
                     undone ? std::optional(to_date(*undone)) : std::nullopt});
  return taken;
}

}  // namespace

std::int64_t ItemHistory::open(formats::Date day, formats::Date seen_on) const {
  if (issued_on > day) return 0;
  std::int64_t open = units;
  for (const Taken& part : taken)
    if (part.effective_on <= day && !(part.undone_on && *part.undone_on <= seen_on))
      open -= part.units;
  return open;
}

std::optional<ItemHistory> item_history(Connection& connection, std::int64_t item,
                                        std::optional<Instant> known_at) {
  using Text = std::string;
  const auto row = connection.row<Number, Text, Text, Text, Text, Number, Number, Number, Number>(
      "SELECT i.account, a.tenant, a.customer_key, i.number, a.currency, a.exponent, i.issued_on,"
      " i.due_on, i.units FROM receivable_items i JOIN receivable_accounts a ON a.id = i.account"
      " WHERE i.id = ? AND i.kind IN ('invoice', 'down_payment', 'fee')",
      item);
  if (!row) return std::nullopt;
  const auto& [account, tenant, customer, number, currency, exponent, issued, due, units] = *row;
  return ItemHistory{item,
                     account,
                     tenant,
                     customer,
                     number,
                     currency,
                     static_cast<unsigned>(exponent),
                     to_date(issued),
                     to_date(due),
                     units,
                     taken_of(connection, item, limit_of(known_at))};
}

const ItemHistory& ItemHistories::of(std::int64_t item) {
  const auto known = known_.find(item);
  if (known != known_.end()) return known->second;
  auto history = item_history(connection_, item, known_at_);
  if (!history) throw std::logic_error("no such item in the ledger");
  return known_.emplace(item, std::move(*history)).first->second;
}

std::vector<Taken> receipts_of(Connection& connection, std::int64_t account, formats::Date from,
                               std::optional<Instant> known_at) {
  const Number known = limit_of(known_at);
  std::vector<Taken> receipts;
  for (const auto& [day, opened_at, units, reversed] :
       connection.rows<Number, Number, Number, std::optional<Number>>(
           "SELECT i.issued_on, i.opened_at, i.units,"
           "  (SELECT min(m.effective_on) FROM receivable_movements m"
           "   WHERE m.item = i.id AND m.kind = 'reversal' AND m.known_at <= ?)"
           " FROM receivable_items i WHERE i.account = ? AND i.kind = 'payment' AND i.due_on >= ?"
           " AND i.opened_at <= ?"
           " ORDER BY i.due_on, i.id",
           known, account, to_number(from), known))
    receipts.push_back({to_date(day), opened_at, -units, true,
                        reversed ? std::optional(to_date(*reversed)) : std::nullopt});
  return receipts;
}

}  // namespace facteur::gateway::receivables
