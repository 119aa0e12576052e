// Who paid and what for: the parties and the remittance of one camt transaction.
#pragma once

#include "formats/bank/statement.h"
#include "formats/bank/xml_pieces.h"

namespace facteur::formats::bank::camt {

// Reads RltdPties of a transaction (TxDtls). The other party of a credit is the debtor; of a debit
// the creditor, unless it is a payment to us that came back. Direction and nature are known.
void read_parties(Element transaction, Movement& movement);

// Appends what RmtInf says: free text, structured reference, documents.
void read_remittance(Element remittance, Movement& movement);

}  // namespace facteur::formats::bank::camt
