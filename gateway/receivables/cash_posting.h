// Writes what was decided about a movement: receipts and applications, or their taking back; the
// decision with its evidence; the queue of what waits; the names that were learned.
#pragma once

#include <cstdint>
#include <string>

#include "formats/bank/statement.h"
#include "gateway/receivables/matching/engine.h"
#include "gateway/store/store.h"

namespace facteur::gateway::receivables {

class CashPosting {
 public:
  // Outlived by all of them.
  CashPosting(store::Transaction& transaction, std::string tenant,
              const matching::Portfolio& portfolio, std::string currency)
      : transaction_(transaction),
        tenant_(std::move(tenant)),
        portfolio_(portfolio),
        currency_(std::move(currency)) {}

  // Receipts and applications. False when the ledger cannot take it: a credit note of one company
  // against an invoice of another. Nothing is written then.
  bool post(std::int64_t movement, const formats::bank::Movement& from,
            const matching::Decision& decision);

  // Takes back the receipts of a movement from the day of the return on.
  void take_back(std::int64_t movement, const formats::bank::Movement& from);

  void keep(std::int64_t movement, const formats::bank::Movement& from, std::int64_t units,
            const matching::Decision& decision);

  void keep_alias(const matching::AliasUse& use, formats::Date used_on);

 private:
  store::Transaction& transaction_;
  const std::string tenant_;
  const matching::Portfolio& portfolio_;
  const std::string currency_;
};

// The payer of a movement as aliases and decisions know it; may be empty.
std::string payer_of(const formats::bank::Movement& movement);

}  // namespace facteur::gateway::receivables
