#include "formats/readable/epc.h"

#include <catch2/catch.hpp>

#include "formats/bank_numbers.h"
#include "formats/draft.h"

using namespace facteur;
using namespace facteur::formats;
using namespace facteur::formats::readable;

namespace {

struct Asked {
  std::string type = "380", means = "30", iban = "FR76 3000 6000 0112 3456 7890 189",
              bic = "AGRIFRPP", amount = "1302.4", currency = "EUR", remittance = "F-7",
              name = "Menuiserie Dupré";
};

Invoice invoice_that(const Asked& asked) {
  Draft document;
  document.add(Term::BT_1, "F-2026-7");
  document.add(Term::BT_3, asked.type);
  document.add(Term::BT_5, asked.currency);
  document.add(Term::BG_4).add(Term::BT_27, asked.name);
  Draft& payment = document.add(Term::BG_16);
  payment.add(Term::BT_81, asked.means);
  if (!asked.remittance.empty()) payment.add(Term::BT_83, asked.remittance);
  Draft& account = payment.add(Term::BG_17);
  account.add(Term::BT_84, asked.iban);
  account.add(Term::BT_86, asked.bic);
  Draft& due = document.add(Term::BG_22).add(Term::BT_115, asked.amount);
  due.attributes.emplace_back(Attribute::currency, asked.currency);
  return invoice_of(document, Syntax::ubl_invoice);
}

std::optional<EpcTransfer> transfer_of(const Asked& asked) {
  const Invoice invoice = invoice_that(asked);
  return epc_transfer(invoice.root());
}

std::string text_of(const Asked& asked) {
  const auto transfer = transfer_of(asked);
  REQUIRE(transfer);
  return epc_text(*transfer);
}

}  // namespace

TEST_CASE("a transfer is written line by line as EPC069-12 says") {
  CHECK(
      text_of({}) ==
      "BCD\n002\n1\nSCT\nAGRIFRPP\nMenuiserie Dupré\nFR7630006000011234567890189\nEUR1302.40\n\n\n"
      "F-7");
}

TEST_CASE("a creditor reference stands in its own line, if its check digits are right") {
  CHECK(text_of({.remittance = "RF31 FA20 2600 0123"}).ends_with("\n\nRF31FA2026000123"));
  CHECK(text_of({.remittance = "RF32FA2026000123"}).ends_with("\n\n\nRF32FA2026000123"));
}

TEST_CASE("a bank that is not named by a BIC is left out") {
  CHECK(text_of({.bic = "BIC_MONCOMPTE"}).starts_with("BCD\n002\n1\nSCT\n\nMenuiserie"));
}

TEST_CASE("there is a code only for a SEPA transfer of euros that are owed") {
  CHECK_FALSE(transfer_of({.type = "381"}));
  CHECK_FALSE(transfer_of({.means = "49"}));
  CHECK_FALSE(transfer_of({.iban = "FR7630006000011234567890188"}));
  CHECK_FALSE(transfer_of({.iban = "BR1800360305000010009795493C1"}));
  CHECK_FALSE(transfer_of({.amount = "0.00"}));
  CHECK_FALSE(transfer_of({.amount = "-5"}));
  CHECK_FALSE(transfer_of({.amount = "1000000000"}));
  CHECK_FALSE(transfer_of({.amount = "1.005"}));
  CHECK_FALSE(transfer_of({.amount = "many"}));
  CHECK_FALSE(transfer_of({.currency = "USD"}));
  CHECK_FALSE(transfer_of({.name = ""}));
  CHECK(transfer_of({.means = "58", .amount = "0.01"}));
}

TEST_CASE("a text cannot add lines to the code, and is cut where the lines are") {
  const auto transfer = transfer_of({.remittance = "a\nEUR1\r\nb", .name = std::string(100, 'n')});
  REQUIRE(transfer);
  CHECK(transfer->text == "a EUR1  b");
  CHECK(transfer->name.size() == 70);
  const auto longest = transfer_of({.remittance = std::string(500, 'r')});
  REQUIRE(longest);
  CHECK(longest->text.size() == 140);
}

TEST_CASE("the code is a square of at most 69 modules with its three corner marks") {
  const auto transfer = transfer_of({});
  const QrCode code = epc_code(*transfer);
  REQUIRE(code.size >= 21);
  CHECK(code.size <= 69);
  CHECK(code.size % 4 == 1);
  const int far = code.size - 7;
  for (const auto& [x, y] : {std::pair(0, 0), std::pair(far, 0), std::pair(0, far)})
    for (int i = 0; i < 7; ++i) {
      CHECK(code.is_dark(x + i, y));
      CHECK(code.is_dark(x, y + i));
      CHECK(code.is_dark(x + 3, y + 3));
    }
}

TEST_CASE("what is longer than the code may be gives none") {
  EpcTransfer transfer = *transfer_of({});
  transfer.name.clear();
  for (int i = 0; i < 70; ++i) transfer.name += "€";
  transfer.text.clear();
  for (int i = 0; i < 140; ++i) transfer.text += "é";
  CHECK(epc_text(transfer).size() > 331);
  CHECK(epc_code(transfer).size == 0);
}

TEST_CASE("an invoice that names no reference is paid under that of its number") {
  const auto transfer = transfer_of({.remittance = ""});
  REQUIRE(transfer);
  CHECK(transfer->reference == creditor_reference_for("F-2026-7"));
  CHECK(transfer->text.empty());
  CHECK(text_of({.remittance = ""}).ends_with("\n\n" + transfer->reference));
}

// Vectors: ISO 11649 and public calculators of it.
TEST_CASE("a creditor reference carries its check digits") {
  CHECK(creditor_reference_for("1234512345") == "RF451234512345");
  CHECK(creditor_reference_for("AB2G5") == "RF68AB2G5");
  CHECK(creditor_reference_for("tu06fx") == "RF96TU06FX");
  CHECK(creditor_reference_for("FA2026-000123") == "RF31FA2026000123");
  CHECK(creditor_reference_for("-/ ").empty());
  CHECK(creditor_reference_for("1234567890123456789012").empty());
  CHECK(creditor_reference_for("Facture n° 7").empty());
  CHECK(printed_reference("RF31FA2026000123") == "RF31 FA20 2600 0123");
  for (const char* number : {"1", "2026-0456", "F260012", "A/B/C/1"})
    CHECK(is_creditor_reference(creditor_reference_for(number)));
}
