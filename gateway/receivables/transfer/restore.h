// Puts exported tables (tables.h) into a ledger that is still empty: the same facts with the same
// instants, so that every report of every day is the same as where they came from.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "gateway/store/store.h"

namespace facteur::gateway::receivables {

// What keeps a table from being restored: "items:12: ...".
struct RestoreError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// `content_of` gives the text of a table by its name. One transaction; event "ledger.restored".
// Throws RestoreError when the tenant has entries already, a table cannot be read, a row refers to
// none, or the movements of an application do not add up; then nothing was changed.
void restore_ledger(store::Store& store, const std::string& tenant,
                    const std::function<std::string(std::string_view)>& content_of,
                    const std::string& actor);

}  // namespace facteur::gateway::receivables
