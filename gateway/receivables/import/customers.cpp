#include "gateway/receivables/customers.h"

#include <algorithm>

#include "formats/check_digits.h"
#include "gateway/directory/siren.h"
#include "gateway/receivables/import/batches.h"
#include "gateway/receivables/import/import.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Text;
using store::Transaction;

enum Field {
  customer_id,
  name,
  legal_form,
  siren,
  group_id,
  segment,
  language,
  contact_name,
  contact_role,
  email,
  phone,
  address
};

constexpr std::string_view roles[] = {"payables", "purchasing", "finance", "legal"};

std::optional<std::string> present(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::optional<Refusal> fault_of(const Row& row) {
  const auto refusal = [&](const char* code, Text reason) {
    return Refusal{row.line, code, std::move(reason)};
  };
  const auto& f = row.fields;
  if (row.fault) return refusal("ROW", *row.fault);
  if (f[customer_id].empty() || f[customer_id].size() > 100)
    return refusal("CUSTOMER", {"customer_id manque, ou dépasse 100 octets",
                                "customer_id is missing, or exceeds 100 bytes"});
  if (f[name].empty()) return refusal("NAME", {"le nom manque", "the name is missing"});
  if (!f[siren].empty() && (f[siren].size() != 9 || !directory::all_digits(f[siren])))
    return refusal("SIREN", {f[siren] + " : un SIREN a neuf chiffres",
                             f[siren] + ": a SIREN has nine digits"});
  if (!f[language].empty() && f[language] != "fr" && f[language] != "en")
    return refusal("LANGUAGE", {f[language] + " : fr ou en", f[language] + ": fr or en"});
  if (!f[contact_role].empty() &&
      std::find(std::begin(roles), std::end(roles), f[contact_role]) == std::end(roles))
    return refusal("ROLE", {f[contact_role] + " : payables, purchasing, finance ou legal",
                            f[contact_role] + ": payables, purchasing, finance or legal"});
  const auto at = f[email].find('@');
  if (!f[email].empty() && (at == 0 || at == std::string::npos || at + 1 == f[email].size() ||
                            f[email].find_first_of(" \t\r\n,;<>") != std::string::npos))
    return refusal("EMAIL", {f[email] + " : pas une adresse", f[email] + ": not an address"});
  return std::nullopt;
}

// What the row says, over what is known.
Customer customer_of(const Row& row, const std::optional<Customer>& known) {
  const auto& f = row.fields;
  Customer customer = known.value_or(Customer());
  customer.key = f[customer_id];
  customer.name = f[name];
  if (!f[legal_form].empty()) customer.legal_form = f[legal_form];
  if (!f[siren].empty()) customer.siren = f[siren];
  if (!f[group_id].empty()) customer.group = f[group_id];
  if (!f[segment].empty()) customer.segment = f[segment];
  if (!f[language].empty()) customer.language = f[language];
  return customer;
}

std::optional<Contact> contact_of(const Row& row) {
  const auto& f = row.fields;
  Contact contact;
  contact.name = f[contact_name].empty() ? f[email] : f[contact_name];
  contact.role = f[contact_role].empty() ? "payables" : f[contact_role];
  contact.email = present(f[email]);
  contact.phone = present(f[phone]);
  contact.address = present(f[address]);
  if (contact.address) std::replace(contact.address->begin(), contact.address->end(), '|', '\n');
  if (contact.name.empty() && !contact.phone && !contact.address) return std::nullopt;
  if (contact.name.empty()) contact.name = f[name];
  return contact;
}

void import_row(Transaction& transaction, const std::string& tenant, const Row& row,
                const std::string& actor, ImportReport& report) {
  if (auto refusal = fault_of(row)) {
    report.refused.push_back(std::move(*refusal));
    return;
  }
  const auto known = find_customer(transaction.sql(), tenant, row.fields[customer_id]);
  Put put = put_customer(transaction, tenant, customer_of(row, known), actor);
  if (const auto contact = contact_of(row)) {
    const Put contact_put =
        put_contact(transaction, tenant, row.fields[customer_id], *contact, actor);
    if (put == Put::unchanged && contact_put != Put::unchanged) put = Put::changed;
  }
  ++(put == Put::added ? report.added : put == Put::changed ? report.changed : report.unchanged);
}

}  // namespace

const std::vector<Column>& customer_columns() {
  static const std::vector<Column> columns = {
      {"customer_id", true},   {"name", true},     {"legal_form", false}, {"siren", false},
      {"group_id", false},     {"segment", false}, {"language", false},   {"contact_name", false},
      {"contact_role", false}, {"email", false},   {"phone", false},      {"address", false}};
  return columns;
}

ImportReport import_customers(store::Store& store, const std::string& tenant, Rows rows,
                              const std::string& actor) {
  return write_in_batches(store, rows, [&](Transaction& transaction, auto&& next) {
    ImportReport report;
    for (Row row; next(row);) import_row(transaction, tenant, row, actor, report);
    return report;
  });
}

}  // namespace facteur::gateway::receivables
