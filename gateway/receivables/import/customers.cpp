#include "gateway/receivables/import/batches.h"
#include "gateway/receivables/import/customer_row.h"

namespace facteur::gateway::receivables {
namespace {

using store::Transaction;

void import_row(Transaction& transaction, const std::string& tenant, const Row& row,
                const std::string& actor, ImportReport& report) {
  auto read = read_customer(row);
  if (auto* refusal = std::get_if<Refusal>(&read)) {
    report.refused.push_back(std::move(*refusal));
    return;
  }
  const auto& [customer, contact] = std::get<CustomerRow>(read);
  const auto known = find_customer(transaction.sql(), tenant, customer.key);
  Put put = put_customer(transaction, tenant, std::get<CustomerRow>(read).over(known), actor);
  if (contact) {
    const Put contact_put = put_contact(transaction, tenant, customer.key, *contact, actor);
    if (put == Put::unchanged && contact_put != Put::unchanged) put = Put::changed;
  }
  ++(put == Put::added ? report.added : put == Put::changed ? report.changed : report.unchanged);
}

}  // namespace

ImportReport import_customers(store::Store& store, const std::string& tenant, Rows rows,
                              const std::string& actor) {
  return write_in_batches(store, rows, [&](Transaction& transaction, auto&& next) {
    ImportReport report;
    for (Row row; next(row);) import_row(transaction, tenant, row, actor, report);
    return report;
  });
}

}  // namespace facteur::gateway::receivables
