// What is decided about one movement, and why, so that a person can follow it and a program can
// check it again (checker.h). Amounts are units of the portfolio.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gateway/receivables/matching/combination.h"
#include "gateway/receivables/matching/references.h"

namespace facteur::gateway::receivables::matching {

enum class Outcome {
  applied,         // all of it settles documents
  partly_applied,  // some of it; the rest is an unapplied receipt of the customer
  unapplied,       // a person must say what it pays
  ignored,         // no receipt: fees, payments to suppliers, transfers of our own
  reopened,        // a payment came back: what it had settled is open again
};

// The rule that decided. Texts for people stand in reasons.h.
enum class Reason {
  // applied, or partly
  creditor_reference,
  exact_reference,
  reference_list,  // several, by name, sequence or range
  purchase_order,
  netted_credit,      // named invoices less credit notes that are not named
  damaged_reference,  // with the amount
  partial_payment,
  short_payment,  // little is missing: a deduction
  rounding,       // a few cents, which are settled with it
  over_payment,
  reference_and_amount,  // some named, the others found by what is left of the amount
  amount_and_customer,   // one document
  combination,           // several, with a certificate
  due_run,               // several that follow each other by due date
  group_payment,         // of another customer of the payer's group
  // unapplied
  duplicate_payment,
  unknown_customer,
  ambiguous_amount,
  unclear_reference,
  no_match,
  returned_unknown,
  not_posted,  // decided, but the ledger would not take it
  // ignored
  not_a_receipt,
  own_debit,
  // reopened
  returned_payment,
};

// What is taken from the movement for an item: negative for a credit note. A few cents that are
// settled as a difference: positive what is given up on the item, negative what was paid too much.
struct Share {
  Index item = 0;
  std::int64_t open_before = 0;
  std::int64_t units = 0;
  std::int64_t rounding = 0;

  // By how much less is open on the item.
  std::int64_t closed() const { return units + (rounding > 0 ? rounding : 0); }
  // What of the movement is used up.
  std::int64_t used() const { return units - (rounding < 0 ? rounding : 0); }
};

// By what the payer is known.
enum class PayerKnownBy { nothing, name, alias, text, number };
struct PayerEvidence {
  PayerKnownBy how = PayerKnownBy::nothing;
  Index customer = 0;
  unsigned likeness = 0;  // of the name, per mille
};

struct Evidence {
  std::vector<Sighting> sightings;  // of the items that were settled
  PayerEvidence payer;
  std::vector<Index> scope;   // customers whose items were searched for the sum
  std::vector<Index> rivals;  // customers whose names are as alike, searched too
  std::vector<Index> named;   // items that were named beforehand, when a rest was searched
  std::optional<Certificate> certificate;  // of the sum
};

// What a person may choose from.
struct Candidate {
  Index customer = 0;
  std::vector<Index> items;
  unsigned score = 0;  // per mille
  Reason reason = Reason::no_match;
};

struct Decision {
  Outcome outcome = Outcome::unapplied;
  Reason reason = Reason::no_match;
  std::optional<Index> customer;
  std::vector<Share> shares;
  Evidence evidence;
  std::vector<Candidate> candidates;  // of what is left to a person, best first
  // Of a returned payment: which one, of this file (position) or of the portfolio.
  std::optional<std::size_t> returned_movement, returned_payment;
  // Decisions change what is open; in this order, from 1.
  unsigned turn = 0;
};

}  // namespace facteur::gateway::receivables::matching
