// The QR code of the European Payments Council that fills in a SEPA credit transfer (EPC069-12,
// version 3.0: "Quick Response Code: Guidelines to Enable Data Capture for the Initiation of a SEPA
// Credit Transfer"). Pure.
#pragma once

#include <optional>
#include <string>

#include "formats/model.h"
#include "formats/readable/sheet.h"

namespace facteur::formats::readable {

struct EpcTransfer {
  std::string name;       // of the beneficiary, at most 70 characters
  std::string iban, bic;  // without spaces; the BIC may be empty
  std::string amount;     // "1302.40": 0.01 to 999999999.99 euros
  std::string reference;  // ISO 11649 ("RF..."), or else
  std::string text;       // unstructured remittance, at most 140 characters
};

// What the invoice asks to be transferred, in euros and to an IBAN of the SEPA area; nothing when
// it asks for something else, or when it is a credit note. An invoice that names no reference
// (BT-83) is paid under the creditor reference of its number, which a bank carries unharmed.
std::optional<EpcTransfer> epc_transfer(Node document);

// The lines of the code: version 002, UTF-8, LF, at most 331 bytes.
std::string epc_text(const EpcTransfer& transfer);

// Error correction level M, at most version 13 (69 modules a side); empty if it does not fit.
QrCode epc_code(const EpcTransfer& transfer);

}  // namespace facteur::formats::readable
