#include "gateway/receivables/consequences.h"

#include "gateway/receivables/cashed.h"

namespace facteur::gateway::receivables {

void follow_settlement(store::Transaction& transaction, const Settlement& settlement) {
  prepare_cashed(transaction, settlement);
}

}  // namespace facteur::gateway::receivables
