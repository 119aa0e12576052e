#include "gateway/receivables/status_gate.h"

#include <string>

namespace facteur::gateway::receivables {
namespace {

struct Rule {
  int code;
  bool reached_buyer;  // the status proves that the buyer has the invoice
  bool decides;        // else it says nothing on payment: an earlier one goes on to count
  Gate gate;
  std::string_view fr, en;
};

// Every status that a platform or a party can set on an invoice.
constexpr Rule rules[] = {
    {200, false, false, Gate::undelivered, "déposée", "submitted"},
    {201, false, false, Gate::undelivered, "émise", "issued"},
    {202, true, false, Gate::open, "reçue par la plateforme", "received by the platform"},
    {203, true, false, Gate::open, "mise à disposition", "made available"},
    {204, true, true, Gate::open, "prise en charge", "taken in charge"},
    {205, true, true, Gate::open, "approuvée", "approved"},
    {206, true, true, Gate::paused, "approuvée partiellement", "partially approved"},
    {207, true, true, Gate::paused, "en litige", "disputed"},
    {208, true, true, Gate::paused, "suspendue", "suspended"},
    {209, false, true, Gate::open, "complétée", "completed"},
    {210, true, true, Gate::closed, "refusée", "refused"},
    {211, true, true, Gate::announced, "paiement transmis", "payment sent"},
    {212, false, true, Gate::open, "encaissée", "payment received"},
    {213, false, true, Gate::closed, "rejetée", "rejected"},
    {214, true, false, Gate::open, "visée", "reviewed"},
    {220, false, true, Gate::closed, "annulée", "cancelled"},
    {221, false, true, Gate::undelivered, "erreur de routage", "routing error"},
    {224, false, true, Gate::paused, "demande de paiement direct", "direct payment request"},
    {225, false, true, Gate::factored, "affacturée", "factored"},
    // The buyer does not know, and pays and is reminded as before.
    {226, false, false, Gate::open, "affacturée confidentiel", "confidentially factored"},
    {227, false, true, Gate::factored, "compte à payer changé", "payee account changed"},
    {228, false, true, Gate::open, "non affacturée", "no longer factored"},
    {501, false, true, Gate::undelivered, "irrecevable", "inadmissible"},
};

const Rule* rule_of(int code) {
  for (const Rule& rule : rules)
    if (rule.code == code) return &rule;
  return nullptr;  // a bilateral code: it decides nothing
}

// A buyer who approves, or says that it pays, agrees; one who disputes does not agree any more.
void note_approval(const Rule& rule, formats::Date on, std::optional<formats::Date>& approved_on) {
  if (rule.code == 205 || rule.code == 211) approved_on = approved_on.value_or(on);
  if (rule.gate == Gate::paused || rule.gate == Gate::closed) approved_on.reset();
}

LegalState state(const Rule& rule, formats::Date on, Gate gate) {
  const std::string code = std::to_string(rule.code);
  return {gate, rule.code,
          on,   {code + " " + std::string(rule.fr), code + " " + std::string(rule.en)},
          {},   {}};
}

}  // namespace

LegalState legal_state(std::span<const StatusSet> history) {
  LegalState found{Gate::undelivered, 0, {}, {"aucun statut", "no status"}, {}, {}};
  std::optional<formats::Date> reached_buyer_on, approved_on;
  bool decided = false;
  for (const auto [code, on] : history) {
    const Rule* rule = rule_of(code);
    if (!rule || found.gate == Gate::closed) continue;  // refusal and rejection are the end
    if (rule->reached_buyer && !reached_buyer_on) reached_buyer_on = on;
    note_approval(*rule, on, approved_on);
    // Transmission statuses may come late: what the buyer has it goes on having.
    if (reached_buyer_on && !rule->decides && !rule->reached_buyer) continue;
    // 221 and 501 tell of an attempt; reaching the buyer after all undoes them.
    const bool retried = rule->reached_buyer && found.gate == Gate::undelivered;
    if (!rule->decides && decided && !retried) continue;
    decided = rule->decides;
    found = state(*rule, on, rule->gate);
  }
  if (found.gate == Gate::open && !reached_buyer_on) found.gate = Gate::undelivered;
  found.reached_buyer_on = reached_buyer_on;
  found.approved_on = approved_on;
  return found;
}

}  // namespace facteur::gateway::receivables
