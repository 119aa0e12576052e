// Words by which French banks tell what is no payment of an invoice, and what came back; and those
// by which payers tell why an amount is not that of the invoice.
// Pure; safe from any thread.
#pragma once

#include "formats/bank/statement.h"

namespace facteur::gateway::receivables::matching {

// A debit that takes back what was received: by its operation code, or by its words.
bool is_return(const formats::bank::Movement& movement);

// A credit by which something that we paid came back, or a return was taken back: it says so
// itself.
bool is_reversed_debit(const formats::bank::Movement& movement);

// A credit that no customer sent: interest, taxes paid back, card receipts, own transfers, loans.
// By its operation code, or by its words; whoever is called as a customer is one nevertheless.
bool is_no_receipt(const formats::bank::Movement& movement);

// The payer says that a credit note was deducted, or that this is a part of what it owes.
bool says_credit_note(const formats::bank::Movement& movement);
bool says_part(const formats::bank::Movement& movement);

}  // namespace facteur::gateway::receivables::matching
