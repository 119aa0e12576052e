// The steps of matching that begin with what the payer writes.
#include <catch2/catch.hpp>

#include "gateway/receivables/matching/resemblance.h"
#include "tests/gateway/matching_fixture.h"

using namespace facteur::gateway;
using test::Cash;

namespace {

// Two customers with a few invoices of one series.
Cash two_customers() {
  Cash cash;
  cash.customer("C1", "Brasserie du Port", "SARL").customer("C2", "Atelier Moulin", "SAS");
  cash.item("FA202600101", "C1", 12000)
      .item("FA202600102", "C1", 34560)
      .item("FA202600103", "C2", 99900)
      .item("FA202600104", "C1", 5010);
  return cash;
}

std::string decided(const std::string& text, std::int64_t amount,
                    const std::string& payer = "SARL BRASSERIE DU PORT") {
  Cash cash = two_customers();
  cash.paid(amount, payer, text);
  cash.decide();
  return cash.said();
}

}  // namespace

TEST_CASE("a number in the text and its amount settle the invoice, whatever the separators",
          "[matching]") {
  for (const char* text :
       {"FA202600101", "facture fa-2026/00101", "FACT FA 2026 00101 DU 01/03/2026",
        "VOTREFACTUREFA202600101", "N.FA2026-00101,MERCI"}) {
    INFO(text);
    CHECK(decided(text, 12000) == "applied FA202600101 120.00");
  }
}

TEST_CASE("a creditor reference settles the invoice, structured or in the text", "[matching]") {
  Cash cash = two_customers();
  cash.item("2026/77", "C2", 4321, "2026-03-31", "RF31FA2026000123");
  cash.paid(4321, "INCONNU", "").creditor_reference = "RF31FA2026000123";
  cash.decide();
  CHECK(cash.said() == "applied 2026/77 43.21");
  CHECK(cash.reason_of() == "creditor_reference");

  Cash spaced = two_customers();
  spaced.item("2026/77", "C2", 4321, "2026-03-31", "RF31FA2026000123");
  spaced.paid(4321, "", "REF RF31 FA20 2600 0123 MERCI");
  spaced.decide();
  CHECK(spaced.said() == "applied 2026/77 43.21");
}

TEST_CASE("a reference that several instalments bear is settled by the amount", "[matching]") {
  Cash cash = two_customers();
  for (const auto& [number, amount] : {std::pair{"2026/77-1", 5000}, {"2026/77-2", 6100}})
    cash.item(number, "C2", amount, "2026-03-31", "RF31FA2026000123");
  cash.paid(6100, "ATELIER MOULIN", "RF31FA2026000123");
  cash.decide();
  CHECK(cash.said() == "applied 2026/77-2 61.00");
}

TEST_CASE("the end-to-end reference of a direct debit names the invoice", "[matching]") {
  Cash cash = two_customers();
  cash.paid(99900, "", "").end_to_end_id = "PRLVFA202600103";
  cash.decide();
  CHECK(cash.said() == "applied FA202600103 999.00");
}

TEST_CASE("a short number with a letter is a number", "[matching]") {
  const auto decided = [](const std::string& text, std::int64_t amount, const std::string& payer) {
    Cash cash = two_customers();
    cash.item("FEB-1", "C1", 75000).item("F2", "C2", 60000).item("MAY-1", "C1", 15000);
    cash.item("APR-1", "C1", 60000).item("7", "C1", 4242).item("JUN-1", "C1", 50000);
    cash.paid(amount, payer, text);
    cash.decide();
    return cash.said();
  };
  const std::string c1 = "BRASSERIE DU PORT", c2 = "ATELIER MOULIN";
  CHECK(decided("FACTURE FEB-1", 75000, c1) == "applied FEB-1 750.00");
  CHECK(decided("FACTURE FEB-1", 30000, c1) == "applied FEB-1 300.00");
  CHECK(decided("F2", 60000, c2) == "applied F2 600.00");
  CHECK(decided("F2", 20000, c2) == "applied F2 200.00");
  CHECK(decided("FEB-1 MAY-1", 90000, c1) == "applied FEB-1 750.00, MAY-1 150.00");
  CHECK(decided("F2", 20000, c1) == "unapplied");
  CHECK(decided("SEMAINE 7", 1111, c1) == "unapplied");
}

TEST_CASE("lists, sequences and ranges are read, and their total is the amount", "[matching]") {
  CHECK(decided("FA202600101 FA202600102", 46560) ==
        "applied FA202600101 120.00, FA202600102 345.60");
  CHECK(decided("FA202600101/102", 46560) == "applied FA202600101 120.00, FA202600102 345.60");
  CHECK(decided("FACT FA2026-00101,00102 ET 104", 51570) ==
        "applied FA202600101 120.00, FA202600102 345.60, FA202600104 50.10");
  // 103 is another customer's.
  CHECK(decided("FA202600101 A FA202600104", 51570) ==
        "applied FA202600101 120.00, FA202600104 50.10, FA202600102 345.60");
}

TEST_CASE("damaged numbers count with the amount", "[matching]") {
  for (const char* text : {"FA2O26OO1O1", "202600101", "FACT 00101", "FA 2026 0 0101",
                           "FA202600110", "FA202600191", "FA2026001"}) {
    INFO(text);
    CHECK(decided(text, 12000) == "applied FA202600101 120.00");
  }
  CHECK(decided("FACT 101 102", 46560) == "applied FA202600101 120.00, FA202600102 345.60");
}

TEST_CASE("a slip that hits somebody else's invoice is not believed", "[matching]") {
  CHECK(decided("FA202600103", 12000) == "applied FA202600101 120.00");
  CHECK(decided("FA202600103", 7000) == "unapplied");
}

TEST_CASE("what is part of a date, a company number or an amount is no reference", "[matching]") {
  Cash cash;
  cash.customer("C1", "Brasserie du Port").customer("C2", "Atelier Moulin");
  cash.item("120326", "C2", 45000).item("732829320", "C2", 1000).item("1250", "C2", 700);
  cash.item("F77", "C1", 5000);
  cash.paid(45000, "BRASSERIE DU PORT", "DU 12/03/26");
  cash.paid(1000, "BRASSERIE DU PORT", "SIREN 732829320");
  cash.paid(700, "BRASSERIE DU PORT", "SOMME DE 1250,00");
  cash.decide();
  for (std::size_t i = 0; i < 3; ++i) CHECK(cash.said(i) == "unapplied");
}

TEST_CASE("less than is open is applied in part when the customer agrees", "[matching]") {
  CHECK(decided("ACOMPTE FA202600101", 4000) == "applied FA202600101 40.00");
  CHECK(decided("ACOMPTE FA202600101", 4000, "INCONNU SA") == "unapplied");
  CHECK(decided("FA202600102 MOINS CASSE", 33000) == "applied FA202600102 330.00");
}

TEST_CASE("a few cents are settled with the invoice", "[matching]") {
  Cash cash = two_customers();
  cash.paid(11998, "BRASSERIE DU PORT", "FA202600101");
  cash.paid(99903, "ATELIER MOULIN", "FA202600103");
  cash.decide();
  CHECK(cash.said(0) == "applied FA202600101 119.98");
  CHECK(cash.decided.decisions[0].shares[0].rounding == 2);
  CHECK(cash.said(1) == "applied FA202600103 999.00");
  CHECK(cash.decided.decisions[1].shares[0].rounding == -3);
}

TEST_CASE("more than is open waits on the customer's account", "[matching]") {
  CHECK(decided("FA202600101", 13000) == "partly_applied FA202600101 120.00");
}

TEST_CASE("a rest that pays another invoice is found by its amount", "[matching]") {
  CHECK(decided("FA202600101 ET AUTRE", 17010) == "applied FA202600101 120.00, FA202600104 50.10");
}

TEST_CASE("credit notes are netted, named or not", "[matching]") {
  for (const char* text : {"FA202600102 MOINS AV202600007", "FA202600102"}) {
    Cash cash = two_customers();
    cash.item("AV202600007", "C1", -4560);
    cash.paid(30000, "BRASSERIE DU PORT", text);
    cash.decide();
    CHECK(cash.said() == "applied FA202600102 345.60, AV202600007 -45.60");
  }
}

TEST_CASE("a credit note that is not named is netted with a number of digits alone", "[matching]") {
  Cash cash = two_customers();
  cash.item("2026/04/7399", "C1", 441600).item("AV2026/01/0973", "C1", -2540);
  cash.item("17969", "C2", 623880).item("AV11597", "C2", -117480);
  cash.paid(439060, "BRASSERIE DU PORT", "2026/04/7399 MOINS AVOIR");
  cash.paid(506400, "ATELIER MOULIN", "17969 MOINS AVOIR");
  cash.decide();
  CHECK(cash.said(0) == "applied 2026/04/7399 4416.00, AV2026/01/0973 -25.40");
  CHECK(cash.said(1) == "applied 17969 6238.80, AV11597 -1174.80");
}

TEST_CASE("what a payer says of an amount rules out the other explanation", "[matching]") {
  Cash cash = two_customers();
  cash.item("AV1", "C1", -6000).item("AV2", "C1", -2000).item("AV3", "C1", -2000);
  cash.paid(6000, "BRASSERIE DU PORT", "1ER REGLEMENT FA202600101");
  cash.paid(32560, "BRASSERIE DU PORT", "FA202600102 MOINS AVOIR");
  cash.decide();
  CHECK(cash.said(0) == "applied FA202600101 60.00");
  CHECK(cash.said(1) == "unapplied");  // which of two?
  CHECK(cash.reason_of(1) == "unclear_reference");
}

TEST_CASE("numbers that begin as a list word does are read one after another", "[matching]") {
  Cash cash;
  cash.customer("C1", "Menuiserie de Paris");
  cash.item("FAC-0002762", "C1", 36000).item("FAC-0000116", "C1", 118800);
  cash.item("FAC-0000656", "C1", 12000).item("FAC-0001270", "C1", 24000);
  cash.paid(190800, "MENUISERIE DE PARIS",
            "FACTURES FAC-0002762/FAC-0000116/FAC-0000656/FAC-0001270");
  cash.decide();
  CHECK(cash.said() ==
        "applied FAC-0002762 360.00, FAC-0000116 1188.00, FAC-0000656 120.00, FAC-0001270 240.00");
}

TEST_CASE("a second payment of the same invoice waits as a duplicate", "[matching]") {
  Cash cash = two_customers();
  cash.paid(12000, "BRASSERIE DU PORT", "FA202600101", "2026-03-30");
  cash.paid(12000, "BRASSERIE DU PORT", "FA202600101", "2026-03-31");
  cash.decide();
  CHECK(cash.said(0) == "applied FA202600101 120.00");
  CHECK(cash.said(1) == "unapplied");
  CHECK(cash.reason_of(1) == "duplicate_payment");
  CHECK(cash.customer_of(1) == "C1");
}

TEST_CASE("an order names its invoices for the customer who gave it", "[matching]") {
  Cash cash = two_customers();
  cash.item("FA202600110", "C2", 7000, "2026-03-31", "", "CDE88123")
      .item("FA202600111", "C2", 8000, "2026-03-31", "", "CDE88123");
  cash.paid(15000, "ATELIER MOULIN", "CDE 88123");
  cash.paid(15000, "INCONNU", "CDE 88123");
  cash.decide();
  CHECK(cash.said(0) == "applied FA202600110 70.00, FA202600111 80.00");
  CHECK(cash.said(1) == "unapplied");
}

TEST_CASE("resemblance knows what people and banks do to numbers", "[matching]") {
  using receivables::matching::How;
  using receivables::matching::resemblance;
  struct Row {
    const char* text;
    How how;
  };
  for (const Row& row : {Row{"FA2O26OO499", How::confused},
                         {"202600499", How::shortened},
                         {"499", How::shortened},
                         {"2600499", How::shortened},
                         {"FA499", How::shortened},
                         {"FA202600949", How::typo},
                         {"FA20260049", How::typo},
                         {"FA202600", How::truncated}}) {
    INFO(row.text);
    const auto like = resemblance(row.text, "FA202600499");
    REQUIRE(like);
    CHECK(like->how == row.how);
  }
  for (const char* text : {"FA202600512", "99", "AV202600499", "2600", "12345678"})
    CHECK_FALSE(resemblance(text, "FA202600499"));
}
