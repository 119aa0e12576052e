// MT940: the statement line, the dialects of its free text, and what is refused.
#include <catch2/catch.hpp>

#include "formats/bank/mt940.h"
#include "formats/bank/mt940_fields.h"
#include "tests/formats/bank_values.h"

using namespace facteur::formats;
using namespace facteur::formats::bank;
using facteur::test::codes_of;

namespace {

using Codes = std::vector<std::string>;

std::string statement(const std::string& movements, const std::string& closing) {
  return ":20:S1\r\n:25:FR7630004001230001234567843\r\n:28C:7/1\r\n:60F:C260301EUR100,00\r\n" +
         movements + ":62F:C260302EUR" + closing + "\r\n-\r\n";
}

std::string line(const std::string& details, const std::string& references = "NTRFNONREF//BANK1") {
  return ":61:2603030302C50,00" + references + "\r\n:86:" + details + "\r\n";
}

Movement only(const std::string& text) {
  const auto reading = read_mt940(text);
  CHECK(codes_of(reading.faults) == Codes{});
  REQUIRE(reading.statements.size() == 1);
  REQUIRE_FALSE(reading.statements[0].movements.empty());
  return reading.statements[0].movements[0];
}

Movement told(const std::string& details) {
  return only(statement(line(details), "150,00"));
}

mt940::StatementLine parsed(const std::string& text) {
  Wrong wrong{};
  const auto found = mt940::parse_statement_line(text, wrong);
  REQUIRE(found);
  return *found;
}

bool refused(const std::string& text) {
  Wrong wrong{};
  return !mt940::parse_statement_line(text, wrong);
}

}  // namespace

TEST_CASE("an amount with a point is refused, not cut there") {
  CHECK(refused("2603030302C102.00NTRFNONREF"));
  CHECK(refused("2603030302C1,02,00NTRFNONREF"));
}

TEST_CASE("a word goes on behind a first line that is full with its tag", "[bank]") {
  const std::string text =
      "/EREF/NOTPROVIDED/ORDP//NAME/SA SOCIETE BRETAGNE DE USINAGE/REMI/FA202602742 MOINS AVOIR";
  constexpr std::size_t first_line = 61;  // 65 with ":86:"
  const Movement movement = told(text.substr(0, first_line) + "\r\n" + text.substr(first_line));
  CHECK(movement.payer == "SA SOCIETE BRETAGNE DE USINAGE");
  CHECK(movement.remittance == "FA202602742 MOINS AVOIR");
}

TEST_CASE("a statement line gives days, direction, amount, type and references") {
  const auto one = parsed("2603030302CR3000,5NSTOREF1//BANK1");
  CHECK(one.value_on == *Date::of(2026, 3, 3));
  CHECK(one.booked_on == *Date::of(2026, 3, 2));
  CHECK(one.direction == Direction::credit);
  CHECK(one.amount == Decimal(30005, 1));
  CHECK(one.type == "NSTO");
  CHECK(one.owner_reference == "REF1");
  CHECK(one.bank_reference == "BANK1");
  CHECK(parsed("260303D6800,NCHK").amount == Decimal(6800));
  CHECK(parsed("260303D6800NCHK").type == "NCHK");
  CHECK(parsed("260303D10,00NTRFNONREF").owner_reference.empty());
  const auto reversal = parsed("260303RCR10,00NTRFX1");
  CHECK(reversal.reversal);
  CHECK(reversal.direction == Direction::debit);
  CHECK(parsed("260303RD10,00NTRFX1").direction == Direction::credit);
}

TEST_CASE("over New Year the booking day is of the year that lies nearer") {
  CHECK(parsed("2512311231C1,NTRFX").booked_on == *Date::of(2025, 12, 31));
  CHECK(parsed("2601021231C1,NTRFX").booked_on == *Date::of(2025, 12, 31));
  CHECK(parsed("2512310102C1,NTRFX").booked_on == *Date::of(2026, 1, 2));
  CHECK(parsed("2403010229C1,NTRFX").booked_on == *Date::of(2024, 2, 29));
}

TEST_CASE("30 February is a value date only where March begins") {
  CHECK(parsed("2602300301DR6,00NCHGNONREF").value_on == *Date::of(2026, 2, 28));
  CHECK(refused("2602300212DR6,00NCHGNONREF"));
  CHECK(refused("2602310301DR6,00NCHGNONREF"));
  CHECK(refused("2613010301DR6,00NCHGNONREF"));
}

TEST_CASE("sub-fields of the free text are read, wherever lines were cut") {
  const std::string text =
      "166?00VIREMENT RECU?20EREF+E2E1?21SVWZ+FACTURES FA2026-0012 F?22A2026-0013"
      "?30BNPAFRPP?31FR7612345?32DUPONT ET FILS TRANSPORTS D?33E MARCHANDISES?34000";
  for (std::size_t width : {65u, 400u}) {
    std::string cut;
    for (std::size_t at = 0; at < text.size(); at += width)
      cut += (at == 0 ? "" : "\r\n") + text.substr(at, width);
    const Movement one = told(cut);
    CHECK(one.payer == "DUPONT ET FILS TRANSPORTS DE MARCHANDISES");
    CHECK(one.remittance == "FACTURES FA2026-0012 FA2026-0013");
    CHECK(one.end_to_end_id == "E2E1");
    CHECK(one.payer_account == "FR7612345");
    CHECK(one.label == "VIREMENT RECU");
    CHECK(one.nature == Nature::transfer);
  }
}

TEST_CASE("code words between slashes are read") {
  const Movement one = told(
      "/EREF/E2E1/ORDP//NAME/DUPONT SARL/ULTD//NAME/HOLDING/REMI/FACTURE 12/45/ISDT/2026-03-01");
  CHECK(one.payer == "DUPONT SARL");
  CHECK(one.ultimate_payer == "HOLDING");
  CHECK(one.end_to_end_id == "E2E1");
  CHECK(one.remittance == "FACTURE 12/45");
  CHECK(told("/REMI/STRD/CUR/RF18539007547034").creditor_reference == "RF18539007547034");
  CHECK(told("FACTURE 12/ID/45").remittance == "FACTURE 12/ID/45");
}

TEST_CASE("plain text is the remittance, and a narrative is taken apart") {
  CHECK(told("REGLEMENT FACTURE 12\r\nDU 3 MARS").remittance == "REGLEMENT FACTURE 12 DU 3 MARS");
  const Movement one = told("VIR SEPA RECU /DE DUPONT /POUR HOLDING /MOTIF FACT 12 /REF E2E1");
  CHECK(one.payer == "DUPONT");
  CHECK(one.ultimate_payer == "HOLDING");
  CHECK(one.remittance == "FACT 12");
  CHECK(one.end_to_end_id == "E2E1");
}

TEST_CASE("a full line goes on in its last word where the file cuts words") {
  const std::string full = "REGLEMENT DES FACTURES DU MOIS DE FEVRIER NUMEROS FA2026-0001 FA2";
  REQUIRE(full.size() == 65);
  CHECK(told(full + "\r\n026-0002").remittance.ends_with("FA2026-0002"));
  std::string movements = line(full + "\r\n026-0002");
  for (int i = 0; i < 3; ++i) movements += line("A SHORT LINE\r\nAND ANOTHER");
  const Movement one = only(statement(movements, "300,00"));
  CHECK(one.remittance.ends_with("FA2 026-0002"));
}

TEST_CASE("what looks like an unknown tag continues the text before it") {
  CHECK(told("PAIEMENT DE 10\r\n:12:30 PRECISES").remittance == "PAIEMENT DE 10 :12:30 PRECISES");
}

TEST_CASE("messages of the network are read without their blocks") {
  const std::string text = statement(line("X"), "150,00");
  const std::string wrapped =
      "{1:F01BANKFRPPAXXX0000000000}{2:O940}{4:\r\n" + text.substr(0, text.size() - 3) + "-}\r\n";
  CHECK(only(wrapped).remittance == "X");
}

TEST_CASE("faults of an MT940 file are named by line") {
  const auto faults = [](const std::string& text) { return codes_of(read_mt940(text).faults); };
  const std::string good = statement(line("X"), "150,00");
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return faults(text);
  };
  CHECK(faults(good) == Codes{});
  CHECK(faults(statement(line("X"), "151,00")) == Codes{"BALANCE 1"});
  CHECK(changed("C50,00", "CXX0,00").front() == "AMOUNT 5");
  CHECK(changed("2603030302", "2613030302").front() == "DATE 5");
  CHECK(changed("0302C50", "0302X50").front() == "DIRECTION 5");
  CHECK(changed(":62F:C260302EUR150,00\r\n", "") == Codes{"MISSING 1"});
  CHECK(changed(":60F:C260301EUR100,00\r\n", "").back() == "MISSING 1");
  CHECK(changed("62F:C260302EUR", "62F:C260302USD") == Codes{"CURRENCY 7"});
  CHECK(changed(":20:S1\r\n", "").front() == "ORDER 3");
  CHECK(changed(":25:FR7630004001230001234567843\r\n", "") == Codes{"MISSING 1"});
}

TEST_CASE("a currency that only the closing balance names is the movements' too") {
  std::string text = statement(line("X"), "150,00");
  text.replace(text.find("EUR100"), 3, "");
  CHECK(only(text).currency == "EUR");
}

TEST_CASE("movements stand between the balances of their statement") {
  const auto faults = [](const std::string& text) { return codes_of(read_mt940(text).faults); };
  const std::string head = ":20:S1\r\n:25:FR7630004001230001234567843\r\n";
  const std::string opening = ":60F:C260301EUR100,00\r\n";
  const std::string closing = ":62F:C260302EUR150,00\r\n";
  CHECK(faults(head + opening + line("X") + closing) == Codes{});
  CHECK(faults(head + line("X") + opening + closing).front() == "ORDER 3");
  CHECK(faults(head + opening + closing + line("X")).front() == "ORDER 5");
  CHECK(faults(head + opening + opening + line("X") + closing) == Codes{"ORDER 4"});
  CHECK(faults(head + opening + line("X") + closing + closing) == Codes{"ORDER 7"});
}
