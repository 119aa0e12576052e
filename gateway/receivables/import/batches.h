// Rows by the batch, each batch in a transaction of its own. Internal to the import.
#pragma once

#include <iterator>

#include "gateway/receivables/import/import.h"

namespace facteur::gateway::receivables {

// What a batch changes stays in memory until it is committed: pages that do not fit would be
// written to the log again and again. KiB, negative as SQLite wants it; and what the store gives
// itself.
inline constexpr const char* cache_of_an_import = "PRAGMA cache_size = -262144";
inline constexpr const char* cache_of_the_store = "PRAGMA cache_size = -32768";

// `work(Transaction&, next)` takes the rows of one batch, bool next(Row&), and returns their
// report; the reports are added up.
template <class Work>
ImportReport write_in_batches(store::Store& store, Rows& rows, const Work& work) {
  ImportReport total;
  bool more = true;
  while (more) {
    ImportReport part = store.write([&](store::Transaction& transaction) {
      transaction.sql().execute(cache_of_an_import);
      std::size_t taken = 0;
      return work(transaction, [&](Row& row) {
        if (taken++ == rows_a_write) return false;
        more = rows.next(row);
        return more;
      });
    });
    total.added += part.added;
    total.changed += part.changed;
    total.unchanged += part.unchanged;
    total.refused.insert(total.refused.end(), std::make_move_iterator(part.refused.begin()),
                         std::make_move_iterator(part.refused.end()));
  }
  store.write([](store::Transaction& t) { t.sql().execute(cache_of_the_store); });
  return total;
}

}  // namespace facteur::gateway::receivables
