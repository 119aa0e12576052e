#include "gateway/receivables/customers.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "gateway/directory/siren.h"

namespace facteur::gateway::receivables {
namespace {

using store::Connection;
using store::Transaction;
using Json = nlohmann::json;
using Text = std::string;
using MaybeText = std::optional<std::string>;

constexpr std::string_view select_customers =
    "SELECT key, name, legal_form, siren, group_key, segment, language FROM customers";

std::vector<Customer> selected(Connection& connection, std::string_view ending,
                               std::vector<store::Value> parameters) {
  std::vector<Customer> customers;
  for (auto& [key, name, form, siren, group, segment, language] :
       connection.rows_with<Text, Text, Text, MaybeText, MaybeText, Text, Text>(
           std::string(select_customers).append(ending), std::move(parameters)))
    customers.push_back({key, name, form, siren, group, segment, language});
  return customers;
}

std::optional<Customer> first_of(std::vector<Customer> customers) {
  if (customers.empty()) return std::nullopt;
  return std::move(customers.front());
}

Json json_of(const MaybeText& text) {
  return text ? Json(*text) : Json(nullptr);
}

std::string written(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void append_put(Transaction& transaction, const Text& tenant, const Customer& customer,
                const Text& actor) {
  const Json data = {{"name", customer.name},
                     {"legalForm", customer.legal_form},
                     {"siren", json_of(customer.siren)},
                     {"group", json_of(customer.group)},
                     {"segment", customer.segment},
                     {"language", customer.language}};
  transaction.append({"customer.put", tenant, customer.key, actor, written(data)});
}

// '0002:200000008' names a SIREN (ISO 6523, scheme 0002); other keys name none.
MaybeText siren_in(const Text& buyer_key) {
  constexpr std::string_view scheme = "0002:";
  if (!buyer_key.starts_with(scheme)) return std::nullopt;
  const Text number = buyer_key.substr(scheme.size());
  return number.size() == 9 && directory::all_digits(number) ? MaybeText(number) : std::nullopt;
}

bool same_person(const Contact& known, const Contact& given) {
  if (known.email && given.email) return *known.email == *given.email;
  return known.name == given.name;
}

bool same_details(const Contact& a, const Contact& b) {
  return a.position == b.position && a.name == b.name && a.role == b.role && a.email == b.email &&
         a.phone == b.phone && a.address == b.address && a.language == b.language &&
         a.unreachable == b.unreachable;
}

void append_contact(Transaction& transaction, const Text& tenant, const Text& customer_key,
                    const Contact& contact, const Text& actor) {
  const Json data = {{"customer", customer_key},
                     {"position", contact.position},
                     {"name", contact.name},
                     {"role", contact.role},
                     {"email", json_of(contact.email)},
                     {"phone", json_of(contact.phone)},
                     {"address", json_of(contact.address)},
                     {"language", json_of(contact.language)},
                     {"unreachable", json_of(contact.unreachable)}};
  transaction.append({"contact.put", tenant, std::to_string(contact.id), actor, written(data)});
}

}  // namespace

std::optional<Customer> find_customer(Connection& connection, const Text& tenant, const Text& key) {
  return first_of(selected(connection, " WHERE tenant = ? AND key = ?", {tenant, key}));
}

std::optional<Customer> find_customer_by_siren(Connection& connection, const Text& tenant,
                                               const Text& siren) {
  return first_of(selected(connection, " WHERE tenant = ? AND siren = ? ORDER BY key LIMIT 1",
                           {tenant, siren}));
}

std::vector<Customer> customers_page(Connection& connection, const Text& tenant, const Text& text,
                                     const Text& after, std::int64_t limit) {
  return selected(
      connection,
      " WHERE tenant = ?1 AND key > ?2 AND (?3 = '' OR instr(lower(name), lower(?3)) > 0"
      " OR instr(lower(key), lower(?3)) > 0 OR siren = ?3) ORDER BY key LIMIT ?4",
      {tenant, after, text, limit});
}

Put put_customer(Transaction& transaction, const Text& tenant, const Customer& customer,
                 const Text& actor) {
  const auto known = find_customer(transaction.sql(), tenant, customer.key);
  if (known && *known == customer) return Put::unchanged;
  transaction.sql().execute(
      "INSERT INTO customers (tenant, key, name, legal_form, siren, group_key, segment, language)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (tenant, key) DO UPDATE SET name = excluded.name,"
      " legal_form = excluded.legal_form, siren = excluded.siren, group_key = excluded.group_key,"
      " segment = excluded.segment, language = excluded.language",
      tenant, customer.key, customer.name, customer.legal_form, customer.siren, customer.group,
      customer.segment, customer.language);
  if (known)
    transaction.sql().execute(
        "UPDATE receivable_accounts SET customer_name = ? WHERE tenant = ? AND customer_key = ?",
        customer.name, tenant, customer.key);
  append_put(transaction, tenant, customer, actor);
  return known ? Put::changed : Put::added;
}

Customer customer_of_buyer(Transaction& transaction, const Text& tenant, const Text& buyer_key,
                           const Text& buyer_name) {
  const MaybeText siren = siren_in(buyer_key);
  if (siren)
    if (auto known = find_customer_by_siren(transaction.sql(), tenant, *siren)) return *known;
  if (auto known = find_customer(transaction.sql(), tenant, buyer_key)) return *known;
  Customer customer;
  customer.key = buyer_key;
  customer.name = buyer_name;
  customer.siren = siren;
  put_customer(transaction, tenant, customer, "platform");
  return customer;
}

std::vector<Contact> contacts_of(Connection& connection, const Text& tenant,
                                 const Text& customer_key) {
  std::vector<Contact> contacts;
  for (auto& [id, position, name, role, email, phone, address, language, unreachable] :
       connection.rows<std::int64_t, std::int64_t, Text, Text, MaybeText, MaybeText, MaybeText,
                       MaybeText, MaybeText>(
           "SELECT id, position, name, role, email, phone, address, language, unreachable"
           " FROM customer_contacts WHERE tenant = ? AND customer_key = ? AND removed_at IS NULL"
           " ORDER BY position, id",
           tenant, customer_key))
    contacts.push_back({id, position, name, role, email, phone, address, language, unreachable});
  return contacts;
}

Put put_contact(Transaction& transaction, const Text& tenant, const Text& customer_key,
                const Contact& contact, const Text& actor) {
  const auto known = contacts_of(transaction.sql(), tenant, customer_key);
  const auto same = std::find_if(known.begin(), known.end(),
                                 [&](const Contact& k) { return same_person(k, contact); });
  Contact put = contact;
  if (put.position == 0)
    put.position = same != known.end() ? same->position
                   : known.empty()     ? 1
                                       : known.back().position + 1;
  if (same != known.end()) {
    if (same_details(*same, put)) return Put::unchanged;
    put.id = same->id;
    transaction.sql().execute(
        "UPDATE customer_contacts SET position = ?, name = ?, role = ?, email = ?, phone = ?,"
        " address = ?, language = ?, unreachable = ? WHERE id = ?",
        put.position, put.name, put.role, put.email, put.phone, put.address, put.language,
        put.unreachable, put.id);
  } else {
    const auto row = transaction.sql().row<std::int64_t>(
        "INSERT INTO customer_contacts (tenant, customer_key, position, name, role, email, phone,"
        " address, language, unreachable) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        tenant, customer_key, put.position, put.name, put.role, put.email, put.phone, put.address,
        put.language, put.unreachable);
    put.id = std::get<0>(*row);
  }
  append_contact(transaction, tenant, customer_key, put, actor);
  return same != known.end() ? Put::changed : Put::added;
}

bool remove_contact(Transaction& transaction, const Text& tenant, std::int64_t id,
                    const Text& actor) {
  const auto removed = transaction.sql().execute(
      "UPDATE customer_contacts SET removed_at = ? WHERE id = ? AND tenant = ?"
      " AND removed_at IS NULL",
      transaction.now().microseconds, id, tenant);
  if (removed == 0) return false;
  transaction.append({"contact.removed", tenant, std::to_string(id), actor});
  return true;
}

}  // namespace facteur::gateway::receivables
