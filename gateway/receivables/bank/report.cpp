#include "gateway/receivables/bank/report.h"

#include <nlohmann/json.hpp>

#include "gateway/receivables/json_values.h"
#include "gateway/receivables/money.h"
#include "gateway/store/instant.h"

namespace facteur::gateway::receivables::bank {
namespace {

using Json = nlohmann::ordered_json;

Json amount_or_null(const std::optional<std::int64_t>& units, unsigned exponent) {
  return units ? Json(decimal_of(*units, exponent)) : Json(nullptr);
}

}  // namespace

Json to_json(const ImportedMovement& imported, ReportLanguage language) {
  const formats::bank::Movement& movement = *imported.movement;
  const MovementOutcome& outcome = imported.outcome;
  Json allocations = Json::array(), candidates = Json::array();
  for (const Allocation& allocation : outcome.allocations)
    allocations.push_back({{"number", allocation.number},
                           {"amount", decimal_of(allocation.units, imported.exponent)}});
  for (const Candidate& candidate : outcome.candidates)
    candidates.push_back({{"customer", candidate.customer},
                          {"numbers", candidate.numbers},
                          {"score", candidate.score}});
  const bool credit = movement.direction == formats::bank::Direction::credit;
  const auto units = movement.amount.units(imported.exponent).value_or(0);
  return {{"entry", imported.entry},
          {"booking_date", movement.booked_on.to_string()},
          {"value_date", movement.value_on.to_string()},
          {"direction", credit ? "credit" : "debit"},
          {"amount", decimal_of(units, imported.exponent)},
          {"currency", movement.currency},
          {"payer", movement.payer},
          {"remittance", movement.remittance},
          {"outcome", receivables::to_string(outcome.outcome)},
          {"customer", or_null(outcome.customer)},
          {"allocations", std::move(allocations)},
          {"reason", in(language, outcome.reason)},
          {"candidates", std::move(candidates)}};
}

Json to_json(const formats::bank::Fault& fault, ReportLanguage language) {
  return {{"code", fault.code}, {"line", fault.line}, {"message", in(language, fault.message)}};
}

Json to_json(const ListedStatement& statement) {
  const unsigned exponent = statement.exponent;
  return {{"id", statement.id},
          {"account", statement.account},
          {"currency", statement.currency},
          {"number", statement.number},
          {"format", statement.format},
          {"file", statement.file},
          {"opening_date", or_null(statement.opening_on)},
          {"opening_balance", amount_or_null(statement.opening_units, exponent)},
          {"closing_date", or_null(statement.closing_on)},
          {"closing_balance", amount_or_null(statement.closing_units, exponent)},
          {"movements", statement.movements},
          {"imported_at", to_string(Instant{statement.imported_at})}};
}

Json to_json(const ListedMovement& movement, ReportLanguage language) {
  const std::int64_t units = movement.units < 0 ? -movement.units : movement.units;
  return {{"id", movement.id},
          {"statement", movement.statement},
          {"account", movement.account},
          {"booking_date", movement.booked_on.to_string()},
          {"value_date", movement.value_on.to_string()},
          {"direction", movement.units < 0 ? "debit" : "credit"},
          {"amount", decimal_of(units, movement.exponent)},
          {"currency", movement.currency},
          {"nature", movement.nature},
          {"payer", movement.payer},
          {"remittance", movement.remittance},
          {"creditor_reference", movement.creditor_reference},
          {"end_to_end_id", movement.end_to_end_id},
          {"outcome", movement.outcome},
          {"customer", or_null(movement.customer)},
          {"code", movement.code},
          {"reason", in(language, movement.reason)}};
}

}  // namespace facteur::gateway::receivables::bank
