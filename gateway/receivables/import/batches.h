// Rows by the batch, each batch in a transaction of its own. Internal to the import.
#pragma once

#include <iterator>
#include <vector>

#include "gateway/receivables/import/import.h"

namespace facteur::gateway::receivables {

// `work(Transaction&, rows)` returns the report of its rows; they are added up in `total`.
template <class Work>
void write_in_batches(store::Store& store, Rows& rows, const Work& work, ImportReport& total) {
  std::vector<Row> batch;
  const auto flush = [&] {
    if (batch.empty()) return;
    ImportReport part =
        store.write([&](store::Transaction& transaction) { return work(transaction, batch); });
    total.added += part.added;
    total.changed += part.changed;
    total.unchanged += part.unchanged;
    total.refused.insert(total.refused.end(), std::make_move_iterator(part.refused.begin()),
                         std::make_move_iterator(part.refused.end()));
    batch.clear();
  };
  for (Row row; rows.next(row);) {
    batch.push_back(std::move(row));
    if (batch.size() == rows_a_write) flush();
  }
  flush();
}

}  // namespace facteur::gateway::receivables
