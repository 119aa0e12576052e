// The words in which French banks tell a transfer or direct debit in one text, such as
//   VIR SEPA RECU /DE DUPONT SARL /MOTIF FACTURE FA2026-12 /REF NOTPROVIDED
//   VIR RECU 9034S DE: DUPONT SARL MOTIF: FACTURE FA2026-12 REF: NOTPROVIDED
#pragma once

#include "formats/bank/statement.h"

namespace facteur::formats::bank {

// Takes a remittance that is such a narrative apart: payer, reference and mandate where they are
// not known yet, the motive as the remittance, the words before it as the label. Leaves anything
// else as it is.
void take_apart(Movement& movement);

}  // namespace facteur::formats::bank
