#include "gateway/receivables/import/customer_row.h"

#include <algorithm>

#include "gateway/directory/siren.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Text;

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

}  // namespace

const std::vector<Column>& customer_columns() {
  static const std::vector<Column> columns = {
      {"customer_id", true},   {"name", true},     {"legal_form", false}, {"siren", false},
      {"group_id", false},     {"segment", false}, {"language", false},   {"contact_name", false},
      {"contact_role", false}, {"email", false},   {"phone", false},      {"address", false}};
  return columns;
}

Customer CustomerRow::over(const std::optional<Customer>& known) const {
  Customer result = known.value_or(Customer());
  result.key = customer.key;
  result.name = customer.name;
  if (!customer.legal_form.empty()) result.legal_form = customer.legal_form;
  if (customer.siren) result.siren = customer.siren;
  if (customer.group) result.group = customer.group;
  if (!customer.segment.empty()) result.segment = customer.segment;
  if (!customer.language.empty()) result.language = customer.language;
  return result;
}

std::variant<CustomerRow, Refusal> read_customer(const Row& row) {
  if (auto refusal = fault_of(row)) return std::move(*refusal);
  const auto& f = row.fields;
  return CustomerRow{{f[customer_id], f[name], f[legal_form], present(f[siren]),
                      present(f[group_id]), f[segment], f[language]},
                     contact_of(row)};
}

}  // namespace facteur::gateway::receivables
