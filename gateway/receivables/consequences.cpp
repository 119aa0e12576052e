#include "gateway/receivables/consequences.h"

#include "gateway/receivables/cashed.h"
#include "gateway/receivables/desk/follow.h"
#include "gateway/receivables/reminders/follow.h"

namespace facteur::gateway::receivables {

void follow_settlement(store::Transaction& transaction, const Settlement& settlement) {
  prepare_cashed(transaction, settlement);
  follow_on_desk(transaction, settlement);
  reminders::cancel_after_settlement(transaction, settlement);
}

}  // namespace facteur::gateway::receivables
