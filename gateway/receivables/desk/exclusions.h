// The stop list: items and customers that nobody is to be reminded of, for a while or for good, and
// why. What is owed goes on to be owed, and to be counted.
//
// Writes run in the caller's transaction and append the events "exclusion.made" and
// "exclusion.lifted"; what a user may get wrong is a DeskRefusal.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/receivables/desk/acting.h"
#include "gateway/receivables/ledger.h"

namespace facteur::gateway::receivables {

struct NewExclusion {
  std::string customer_key;               // may be empty when `item` is given
  std::optional<std::int64_t> item;       // nothing: all of the customer
  std::optional<formats::Date> until_on;  // the last day; nothing: until it is lifted
  std::string reason;                     // not empty
};

OrRefusal<std::int64_t> exclude(store::Transaction& transaction, const Acting& acting,
                                const NewExclusion& exclusion);

// From the acting day on.
OrRefusal<std::int64_t> lift_exclusion(store::Transaction& transaction, const Acting& acting,
                                       std::int64_t exclusion, const std::string& reason);

struct Exclusion {
  std::int64_t id = 0;
  std::string customer_key;
  std::optional<std::int64_t> item;
  std::string number;  // of the item
  std::string reason;
  std::optional<formats::Date> until_on;
  formats::Date made_on;
  std::string made_by;
  std::optional<formats::Date> ended_on;  // lifted

  bool holds_on(formats::Date day) const {
    return made_on <= day && !(ended_on && *ended_on <= day) && !(until_on && *until_on < day);
  }
};

// Those made by `day`; with `in_force`, those that hold on it. The latest first.
std::vector<Exclusion> exclusions(store::Connection& connection, const std::string& tenant,
                                  formats::Date day, bool in_force);

}  // namespace facteur::gateway::receivables
