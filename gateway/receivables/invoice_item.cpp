#include "gateway/receivables/invoice_item.h"

namespace facteur::gateway::receivables {

std::optional<InvoiceItem> item_of_invoice(store::Connection& connection, const std::string& tenant,
                                           std::int64_t invoice, formats::Date on) {
  const auto row = connection.row<std::string, std::int64_t, std::int64_t, std::int64_t>(
      "SELECT a.currency, a.exponent, i.due_on,"
      " (SELECT coalesce(sum(m.units), 0) FROM receivable_movements m"
      "  WHERE m.item = i.id AND m.effective_on <= ?)"
      " FROM receivable_items i JOIN receivable_accounts a ON a.id = i.account"
      " WHERE i.invoice = ? AND a.tenant = ?",
      to_number(on), invoice, tenant);
  if (!row) return std::nullopt;
  const auto& [currency, exponent, due_on, open] = *row;
  return InvoiceItem{currency, static_cast<unsigned>(exponent), to_date(due_on), open};
}

}  // namespace facteur::gateway::receivables
