#include "gateway/receivables/cash_application.h"

namespace facteur::gateway::receivables {

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::applied:
      return "applied";
    case Outcome::partly_applied:
      return "partly_applied";
    case Outcome::unapplied:
      return "unapplied";
    case Outcome::ignored:
      return "ignored";
    case Outcome::reopened:
      return "reopened";
  }
  return "unapplied";
}

std::vector<MovementOutcome> apply_movements(store::Transaction& /*transaction*/,
                                             const std::string& /*tenant*/,
                                             const std::vector<StoredMovement>& movements) {
  MovementOutcome nobody_decided;
  nobody_decided.code = "manual";
  nobody_decided.reason = {"à lettrer à la main", "to be applied by hand"};
  return std::vector<MovementOutcome>(movements.size(), nobody_decided);
}

}  // namespace facteur::gateway::receivables
