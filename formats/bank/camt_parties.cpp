#include "formats/bank/camt_parties.h"

#include <string>

#include "formats/bank/natures.h"
#include "formats/bank/text.h"

namespace facteur::formats::bank::camt {
namespace {

// Since version 08 of 053 a party may be wrapped, as one or as an agent.
Element unwrapped(Element party) {
  if (const Element inner = party["Pty"]) return inner;
  if (const Element agent = party["Agt/FinInstnId"]) return agent;
  return party;
}

std::string id_of(Element party) {
  const Element id = party["Id"];
  for (const std::string_view path :
       {"OrgId/Othr/Id", "PrvtId/Othr/Id", "OrgId/AnyBIC", "OrgId/BICOrBEI"})
    if (const Element found = id[path]) return std::string(found.text());
  return {};
}

std::string account_of(Element account) {
  const Element id = account["Id"];
  return std::string(id["IBAN"] ? id["IBAN"].text() : id["Othr/Id"].text());
}

constexpr std::size_t free_text_size = 140;

void append(std::string& text, std::string_view more) {
  if (!text.empty() && !more.empty()) text += ' ';
  text += more;
}

void read_document(Element structured, Movement& movement) {
  const Element information = structured["RfrdDocInf"], amounts = structured["RfrdDocAmt"];
  if (!information["Nb"]) return;
  ReferredDocument document;
  document.number = clean(information["Nb"].text());
  const Element day = information["RltdDt"];
  document.date = Date::parse_xsd(day["Dt"] ? day["Dt"].text() : day.text());
  document.credit_note = information["Tp/CdOrPrtry/Cd"].text() == "CREN";
  document.amount = Decimal::parse(amounts["RmtdAmt"].text());
  if (const auto credit = Decimal::parse(amounts["CdtNoteAmt"].text());
      credit && (document.credit_note || !document.amount)) {
    document.credit_note = true;
    document.amount = credit;
  }
  if (document.credit_note && document.amount) document.amount = -document.amount->absolute();
  movement.documents.push_back(std::move(document));
}

}  // namespace

void read_parties(Element transaction, Movement& movement) {
  const bool came_back = is_returned(movement.nature) || !movement.return_reason.empty();
  const bool from_them = movement.direction == Direction::credit || came_back;
  const Element parties = transaction["RltdPties"];
  const Element other = unwrapped(parties[from_them ? "Dbtr" : "Cdtr"]);
  movement.payer = other["Nm"].text();
  movement.payer_id = id_of(other);
  movement.ultimate_payer = unwrapped(parties[from_them ? "UltmtDbtr" : "UltmtCdtr"])["Nm"].text();
  movement.payer_account = account_of(parties[from_them ? "DbtrAcct" : "CdtrAcct"]);
}

void read_remittance(Element remittance, Movement& movement) {
  CutText free_text(free_text_size);
  for (const Element line : remittance.children("Ustrd")) free_text.add(line.text());
  append(movement.remittance, free_text.text());
  for (const Element structured : remittance.children("Strd")) {
    const std::string_view reference = structured["CdtrRefInf/Ref"].text();
    if (movement.creditor_reference.empty()) {
      movement.creditor_reference = without_blanks(reference);
    } else if (without_blanks(reference) != movement.creditor_reference) {
      append(movement.remittance, reference);
    }
    for (const Element line : structured.children("AddtlRmtInf"))
      append(movement.remittance, line.text());
    read_document(structured, movement);
  }
}

}  // namespace facteur::formats::bank::camt
