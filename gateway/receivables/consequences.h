// What must follow from an application or its undoing, in the same transaction: planned reminders
// are cancelled, promises are kept, the status 212 ("Encaissée") is prepared. One list, read top to
// bottom; each entry is a function of the file that owns the matter.
#pragma once

#include <cstdint>
#include <vector>

#include "formats/civil_date.h"
#include "gateway/receivables/application.h"

namespace facteur::gateway::receivables {

// An application that was made, or one that undoes another.
struct Settlement {
  std::string tenant, customer_key;
  std::int64_t account = 0;
  std::int64_t application = 0;
  std::optional<std::int64_t> undoes;
  formats::Date effective_on;
  std::vector<Part> parts;  // as posted, difference left out
};

void follow_settlement(store::Transaction& transaction, const Settlement& settlement);

}  // namespace facteur::gateway::receivables
