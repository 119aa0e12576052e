// What an account statement says, whichever format it came in: CFONB 120, camt.053/054, MT940, CSV.
//
// The four readers give the same values for the same bank day: amounts are exact and positive with
// a direction beside them, texts are UTF-8, trimmed, with runs of blanks made one, otherwise as the
// bank wrote them. Values only; nothing here reads or decides.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "formats/civil_date.h"
#include "formats/decimal.h"
#include "formats/finding.h"

namespace facteur::formats::bank {

enum class Format { cfonb120, camt053, camt054, mt940, csv };

// Seen from the account's owner: a credit is money received.
enum class Direction { credit, debit };

// What the bank's operation code makes of a movement (CFONB interbank code, ISO 20022 BkTxCd, MT940
// type); `unknown` where there is no code or a bilateral one.
enum class Nature {
  transfer,          // a credit transfer, received or sent
  instant_transfer,  // the same, SCT Inst
  direct_debit,      // collected by the owner (credit) or from it (debit)
  cheque,
  card,  // a batch of card receipts
  bill,  // LCR, BOR
  returned_transfer,
  returned_direct_debit,  // one that the owner had collected came back: an invoice is open again
  returned_cheque,
  returned_bill,
  fee,       // charges, interest, commissions
  internal,  // between accounts of the owner: treasury transfer, cash pooling
  unknown,
};

// A document that the payer names in a structured remittance (camt Strd/RfrdDocInf).
struct ReferredDocument {
  std::string number;
  std::optional<Date> date;
  std::optional<Decimal> amount;  // remitted for it; negative for a credit note
  bool credit_note = false;
};

struct Movement {
  Date booked_on;
  Date value_on;
  Direction direction = Direction::credit;
  Decimal amount;        // positive
  std::string currency;  // ISO 4217, of the account
  Nature nature = Nature::unknown;
  std::string bank_code;      // the operation code as written: "05", "PMNT-RCDT-ESCT", "NTRF"
  std::string return_reason;  // "AC04", CFONB reject code; empty when nothing was returned
  bool reversal = false;      // the bank takes back an earlier entry of its own

  std::string payer;               // who sent the money (a debit: who got it); empty when not said
  std::string ultimate_payer;      // on whose behalf
  std::string payer_id;            // IPY, SIREN, BIC or other, as written
  std::string payer_account;       // IBAN or other number, without spaces
  std::string remittance;          // free text for us: every line, one blank between
  std::string label;               // the bank's own words, where they are not the remittance
  std::string creditor_reference;  // structured: ISO 11649 "RF..", without spaces
  std::vector<ReferredDocument> documents;
  std::string end_to_end_id;    // empty for "NOTPROVIDED"
  std::string mandate;          // RUM
  std::string bank_reference;   // the bank's own number of the movement
  std::string entry_reference;  // the same of the entry that it is a part or the sum of (camt)
  std::string batch;            // of which batch this is a part, or the sum; empty for none
  // More than one: the sum of so many transactions, of which the statement gives no amounts.
  // Another message (camt.054) may give them.
  std::uint32_t transactions = 1;

  std::uint32_t line = 0;  // 1-based, in the file, where it begins
};

struct Balance {
  Date on;
  Decimal amount;  // negative when overdrawn
};

// One account on one period. camt.054 has no balances.
struct Statement {
  std::string account;   // as written: IBAN, or bank + branch + number of CFONB
  std::string currency;  // ISO 4217
  std::string number;    // the bank's: sequence number or id; may be empty
  std::optional<Balance> opening, closing;
  std::vector<Movement> movements;  // booked ones, in file order
  std::uint32_t line = 0;
};

// Why a file, or a part of it, cannot be booked.
struct Fault {
  std::string code;        // stable: "LENGTH", "BALANCE", "DATE", ...
  std::uint32_t line = 0;  // 0: of the file as a whole
  Text message;            // what is wrong, with the values, and what to do
};

// Of one file. A day of the busiest company has fewer, and each takes memory.
inline constexpr std::size_t most_movements = 500'000;

struct Reading {
  Format format = Format::csv;
  std::vector<Statement> statements;
  std::vector<Fault> faults;   // any: nothing of the file is to be booked
  std::vector<Fault> remarks;  // what was passed over, and why: pending entries, unknown qualifiers
};

}  // namespace facteur::formats::bank
