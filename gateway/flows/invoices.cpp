#include "gateway/flows/invoices.h"

namespace facteur::gateway::flows {
namespace {

using Text = std::string;
using MaybeText = std::optional<std::string>;
using Number = std::int64_t;

constexpr const char* sales =
    "SELECT id FROM flows WHERE tenant = ? AND id < ? AND (flow_type = 'CustomerInvoice'"
    " OR (flow_type = 'Undefined' AND direction = 'Out')) ORDER BY id DESC LIMIT ?";
constexpr const char* purchases =
    "SELECT id FROM flows WHERE tenant = ? AND id < ? AND flow_type = 'SupplierInvoice'"
    " ORDER BY id DESC LIMIT ?";
constexpr std::string_view after_every_id = "~";  // ids are hexadecimal digits and '-'

}  // namespace

std::optional<InvoiceRecord> find_invoice(store::Connection& connection, std::int64_t id) {
  const auto row = connection.row<Text, MaybeText, Text, Text, Text, Text, Text, Text, MaybeText,
                                  Number, Number>(
      "SELECT flow, buyer_tenant, seller_name, buyer_name, number, issue_date, currency, total,"
      " due_date, status, status_at FROM invoices WHERE id = ?",
      id);
  if (!row) return std::nullopt;
  InvoiceRecord invoice;
  invoice.id = id;
  Number status = 0;
  std::tie(invoice.deposit, invoice.buyer_tenant, invoice.seller_name, invoice.buyer_name,
           invoice.number, invoice.issue_date, invoice.currency, invoice.total, invoice.due_date,
           status, invoice.status_at.microseconds) = *row;
  invoice.status = static_cast<int>(status);
  return invoice;
}

std::vector<Flow> list_invoices(store::Connection& connection, std::string_view tenant, Book book,
                                std::string_view before, int limit) {
  std::vector<Flow> flows;
  for (const auto& [id] : connection.rows<Text>(book == Book::sales ? sales : purchases, tenant,
                                                before.empty() ? after_every_id : before, limit))
    if (auto flow = find_flow(connection, tenant, id)) flows.push_back(std::move(*flow));
  return flows;
}

std::vector<StatusRecord> statuses_of(store::Connection& connection, std::string_view deposit) {
  std::vector<StatusRecord> statuses;
  for (const auto& [code, at, reason, comment] :
       connection.rows<Number, Number, MaybeText, MaybeText>(
           "SELECT code, at, reason, comment FROM statuses WHERE flow = ? ORDER BY id", deposit))
    statuses.push_back(
        {static_cast<int>(code), Instant{at}, reason.value_or(""), comment.value_or("")});
  return statuses;
}

std::optional<VerdictRecord> verdict_of(store::Connection& connection, std::string_view deposit) {
  const auto row = connection.row<Text, Text, Number>(
      "SELECT profile, findings, findings_beyond FROM verdicts WHERE flow = ?", deposit);
  if (!row) return std::nullopt;
  const auto& [profile, findings, beyond] = *row;
  return VerdictRecord{profile, findings, static_cast<std::uint64_t>(beyond)};
}

std::int64_t count_rejected(store::Connection& connection, std::string_view tenant, Instant start) {
  return std::get<0>(*connection.row<Number>(
      "SELECT count(*) FROM invoices WHERE tenant = ? AND status = 213 AND status_at >= ?", tenant,
      start.microseconds));
}

}  // namespace facteur::gateway::flows
