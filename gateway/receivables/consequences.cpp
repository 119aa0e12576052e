#include "gateway/receivables/consequences.h"

namespace facteur::gateway::receivables {

void follow_settlement(store::Transaction&, const Settlement&) {}

}  // namespace facteur::gateway::receivables
