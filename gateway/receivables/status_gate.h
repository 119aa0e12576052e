// What the legal status of an invoice allows: nobody is asked to pay an invoice that was provably
// not made available, that was refused, or that is in dispute.
//
// Statuses are those of XP Z12-012. They may come again and out of order, so that a gate looks at
// two things: whether the invoice ever reached its buyer, and the last status that a party set.
#pragma once

#include <optional>
#include <span>

#include "formats/civil_date.h"
#include "formats/finding.h"

namespace facteur::gateway::receivables {

enum class Gate {
  open,         // payment may be asked for
  undelivered,  // the buyer never had it: deliver first
  paused,       // a person must settle something first
  announced,    // the buyer says that the money is on its way
  closed,       // never: refused, rejected or cancelled
  factored,     // the creditor is another one
};

struct StatusSet {
  int code;
  formats::Date on;  // Europe/Paris
};

struct LegalState {
  Gate gate;
  int code;                   // the status that decided; 0 when there is none
  formats::Date on;           // its day
  formats::Text explanation;  // for people
  std::optional<formats::Date> reached_buyer_on = {};  // the first proof that the buyer has it
  std::optional<formats::Date> approved_on = {};       // nothing once the approval is taken back
};

// `history` in the order in which the statuses were set.
LegalState legal_state(std::span<const StatusSet> history);

}  // namespace facteur::gateway::receivables
