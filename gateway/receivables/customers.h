// Whom a tenant sells to, and the people there. Each change is an event ("customer.put",
// "contact.put", "contact.removed"); what changes nothing leaves none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gateway/store/store.h"

namespace facteur::gateway::receivables {

struct Customer {
  std::string key;  // the tenant's own number, or '0002:200000008' when nobody gave it one
  std::string name, legal_form;
  std::optional<std::string> siren;
  std::optional<std::string> group;  // customers of one group pay for each other
  std::string segment;
  std::string language = "fr";  // "fr", "en"

  bool operator==(const Customer&) const = default;
};

struct Contact {
  std::int64_t id = 0;
  std::int64_t position = 0;  // they are tried in this order, from 1
  std::string name;
  std::string role;  // payables, purchasing, finance, legal
  std::optional<std::string> email, phone;
  std::optional<std::string> address;      // postal, lines parted by \n
  std::optional<std::string> language;     // nothing: the customer's
  std::optional<std::string> unreachable;  // why mail to it is not tried any more
};

std::optional<Customer> find_customer(store::Connection& connection, const std::string& tenant,
                                      const std::string& key);

// The customer with this SIREN; the first by key when there are several.
std::optional<Customer> find_customer_by_siren(store::Connection& connection,
                                               const std::string& tenant, const std::string& siren);

// In order of key, those after `after`; `text` narrows to those whose key, name or SIREN holds it.
std::vector<Customer> customers_page(store::Connection& connection, const std::string& tenant,
                                     const std::string& text, const std::string& after,
                                     std::int64_t limit);

enum class Put { added, changed, unchanged };

Put put_customer(store::Transaction& transaction, const std::string& tenant,
                 const Customer& customer, const std::string& actor);

// The customer whom an invoice from the flow is for: the one with the buyer's SIREN, else the one
// with the buyer's key, made when missing.
Customer customer_of_buyer(store::Transaction& transaction, const std::string& tenant,
                           const std::string& buyer_key, const std::string& buyer_name);

// In the order in which they are tried; those who were removed are left out.
std::vector<Contact> contacts_of(store::Connection& connection, const std::string& tenant,
                                 const std::string& customer_key);

// A contact is known again by its e-mail address, else by its name: the same one is changed, a new
// one is added after the others. `id`, and `position` when 0, are found here.
Put put_contact(store::Transaction& transaction, const std::string& tenant,
                const std::string& customer_key, const Contact& contact, const std::string& actor);

// False when there is no such contact of this tenant.
bool remove_contact(store::Transaction& transaction, const std::string& tenant, std::int64_t id,
                    const std::string& actor);

}  // namespace facteur::gateway::receivables
