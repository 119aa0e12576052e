// One row of an import of customers, read and checked: what it says, or why it is refused. Pure.
#pragma once

#include <optional>
#include <variant>

#include "gateway/receivables/customers.h"
#include "gateway/receivables/import/import.h"

namespace facteur::gateway::receivables {

struct CustomerRow {
  Customer customer;  // columns that were left out are empty
  std::optional<Contact> contact;

  // What the row says, over what is known: an empty column leaves it as it is.
  Customer over(const std::optional<Customer>& known) const;
};

// Fields in the order of customer_columns().
std::variant<CustomerRow, Refusal> read_customer(const Row& row);

}  // namespace facteur::gateway::receivables
