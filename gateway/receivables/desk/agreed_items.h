// The items that an agreement with a customer is about.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/receivables/desk/acting.h"
#include "gateway/receivables/desk/promise_state.h"

namespace facteur::gateway::receivables {

struct AgreedItems {
  std::vector<ItemHistory> items;  // of one account, each with something open; by due date
  std::int64_t open = 0;           // on all of them
};

// Refused: none or more than 1,000; one that is unknown, named twice, of another account than the
// first, or has nothing open on `day`.
OrRefusal<AgreedItems> agreed_items(store::Connection& connection, const std::string& tenant,
                                    const std::vector<std::int64_t>& ids, formats::Date day);

// The debits with these numbers, instalments of one invoice all of them; of one customer when
// given. Refused: a number that is unknown, or borne by items of several customers.
OrRefusal<std::vector<std::int64_t>> items_by_number(store::Connection& connection,
                                                     const std::string& tenant,
                                                     const std::vector<std::string>& numbers,
                                                     const std::string& customer_key);

// Spreads `units` over them, the first first; what is open on them suffices.
std::vector<PromisedItem> spread(const AgreedItems& agreed, std::int64_t units, formats::Date day);

// The units of an exact decimal above zero, or what is wrong with it.
OrRefusal<std::int64_t> positive_units(const std::string& field, const std::string& decimal,
                                       unsigned exponent);

}  // namespace facteur::gateway::receivables
