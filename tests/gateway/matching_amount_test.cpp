// The steps of matching that know the customer and look at the amount; names, aliases, returns.
#include <catch2/catch.hpp>

#include "tests/gateway/matching_fixture.h"

using namespace facteur::gateway;
using test::Cash;

namespace {

Cash shop() {
  Cash cash;
  cash.customer("C1", "Brasserie du Port", "SARL").customer("C2", "Atelier Moulin", "SAS");
  cash.customer("C3", "Moulin de Provence").customer("G1", "Calypso Nord", "", "G");
  cash.customer("G2", "Calypso Sud", "", "G");
  cash.item("F1", "C1", 12345, "2026-03-10")
      .item("F2", "C1", 20101, "2026-03-20")
      .item("F3", "C1", 77702, "2026-03-31")
      .item("F4", "C2", 41999)
      .item("F5", "G2", 65432);
  return cash;
}

}  // namespace

TEST_CASE("the amount of a single invoice of the payer settles it", "[matching]") {
  for (const char* payer : {"BRASSERIE DU PORT", "S.A.R.L. BRASSERIE DU PORT",
                            "BRASSERIE DU PORT SARL", "BRASERIE DU PORT", "BRASSERIE DUPORT"}) {
    INFO(payer);
    Cash cash = shop();
    cash.paid(12345, payer, "VIREMENT");
    cash.decide();
    CHECK(cash.said() == "applied F1 123.45");
    CHECK(cash.reason_of() == "amount_and_customer");
  }
}

TEST_CASE("an amount alone settles nothing when the payer is unknown", "[matching]") {
  Cash cash = shop();
  cash.paid(12345, "ZODIAQUE", "VIREMENT");
  cash.decide();
  CHECK(cash.said() == "unapplied");
  CHECK(cash.customer_of().empty());
  REQUIRE(cash.decided.decisions[0].candidates.size() == 1);
  CHECK(cash.portfolio.items()[cash.decided.decisions[0].candidates[0].items[0]].number == "F1");
}

TEST_CASE("two invoices of one amount are left to a person", "[matching]") {
  Cash cash = shop();
  cash.item("F6", "C1", 12345, "2026-03-12");
  cash.paid(12345, "BRASSERIE DU PORT", "");
  cash.decide();
  CHECK(cash.said() == "unapplied");
  CHECK(cash.customer_of() == "C1");
  CHECK(cash.decided.decisions[0].candidates.size() == 2);
}

TEST_CASE("an invoice that is due in two months is no rival of one that is due", "[matching]") {
  Cash cash = shop();
  cash.item("F6", "C1", 12345, "2026-04-29");
  cash.paid(12345, "BRASSERIE DU PORT", "", "2026-03-11");
  cash.item("F7", "C1", 12345, "2026-04-09");
  cash.decide();
  CHECK(cash.said() == "unapplied");  // F7 may be meant

  Cash clear = shop();
  clear.item("F6", "C1", 12345, "2026-04-29");
  clear.paid(12345, "BRASSERIE DU PORT", "", "2026-03-11");
  clear.decide();
  CHECK(clear.said() == "applied F1 123.45");  // F6 was not yet issued
}

TEST_CASE("several invoices are found by their sum, in a run by due date or otherwise",
          "[matching]") {
  Cash cash = shop();
  cash.paid(32446, "BRASSERIE DU PORT", "RELEVE MARS");
  cash.decide();
  CHECK(cash.said() == "applied F1 123.45, F2 201.01");
  CHECK(cash.reason_of() == "due_run");

  Cash other = shop();
  other.paid(90047, "BRASSERIE DU PORT", "");
  other.decide();
  CHECK(other.said() == "applied F1 123.45, F3 777.02");
  CHECK(other.reason_of() == "combination");
}

TEST_CASE("a sum that two choices make is left to a person", "[matching]") {
  Cash cash;
  cash.customer("C1", "Brasserie du Port");
  for (int i = 1; i <= 6; ++i)
    cash.item("N" + std::to_string(i), "C1", i * 12000,
              "2026-03-" + std::to_string(10 + i * 3 % 7));
  cash.paid(84000, "BRASSERIE DU PORT", "");
  cash.decide();
  CHECK(cash.said() == "unapplied");
  CHECK(cash.decided.decisions[0].candidates.size() > 1);
}

TEST_CASE("what a company of the group owes is settled by another", "[matching]") {
  Cash cash = shop();
  cash.paid(65432, "CALYPSO NORD", "");
  cash.decide();
  CHECK(cash.said() == "applied F5 654.32");
  CHECK(cash.reason_of() == "group_payment");
}

TEST_CASE("namesakes are told apart by what they owe", "[matching]") {
  Cash cash;
  cash.customer("C1", "Martin", "SARL").customer("C2", "Martin", "SAS");
  cash.item("F1", "C1", 12345).item("F2", "C2", 54321).item("F3", "C1", 999).item("F4", "C2", 999);
  cash.paid(54321, "MARTIN", "");
  cash.paid(999, "MARTIN", "");
  cash.paid(4711, "MARTIN", "");
  cash.decide();
  CHECK(cash.said(0) == "applied F2 543.21");
  CHECK(cash.said(1) == "unapplied");
  CHECK(cash.customer_of(1).empty());
  CHECK(cash.customer_of(2).empty());
}

TEST_CASE("a name learned from a sure reference serves the rest of the file", "[matching]") {
  Cash cash = shop();
  cash.item("FA202600501", "C2", 31000);
  cash.paid(41999, "HOLDING ZEPHYR", "VIREMENT");
  cash.paid(31000, "HOLDING ZEPHYR", "FA202600501");
  cash.decide();
  CHECK(cash.said(1) == "applied FA202600501 310.00");
  CHECK(cash.said(0) == "applied F4 419.99");
  REQUIRE(cash.decided.learned.size() == 1);
  CHECK(cash.decided.learned[0].payer == "HOLDINGZEPHYR");
}

TEST_CASE("a name that pays for two customers decides nothing", "[matching]") {
  Cash cash = shop();
  cash.alias("HOLDINGZEPHYR", "C2", 5).alias("HOLDINGZEPHYR", "C1", 1);
  cash.paid(41999, "HOLDING ZEPHYR", "");
  cash.decide();
  CHECK(cash.said() == "unapplied");
}

TEST_CASE("a text that names an unknown document keeps the amount from deciding", "[matching]") {
  Cash cash;
  cash.customer("C1", "Brasserie du Port");
  for (int i = 0; i < 4; ++i) cash.item("FA20260010" + std::to_string(i), "C1", 12000 + i * 777);
  cash.paid(12000, "BRASSERIE DU PORT", "FA202500977");
  cash.decide();
  CHECK(cash.said() == "unapplied");
}

TEST_CASE("a returned debit opens again what it had paid, and what is paid again is settled",
          "[matching]") {
  Cash cash = shop();
  cash.item("FA202600501", "C2", 31000);
  cash.paid(31000, "ATELIER MOULIN", "FA202600501", "2026-03-30");
  auto& returned = cash.taken(31000, "ATELIER MOULIN", "PRLV IMPAYE FA202600501", "2026-04-02");
  returned.nature = facteur::formats::bank::Nature::returned_direct_debit;
  cash.paid(31000, "ATELIER MOULIN", "FA202600501", "2026-04-09");
  cash.decide();
  CHECK(cash.said(0) == "applied FA202600501 310.00");
  CHECK(cash.said(1) == "reopened FA202600501 310.00");
  CHECK(cash.customer_of(1) == "C2");
  CHECK(cash.said(2) == "applied FA202600501 310.00");
}

TEST_CASE("a return that names one of several payments alike is of that one", "[matching]") {
  Cash cash = shop();
  const std::vector<std::string> numbers = {"FA202600501", "FA202600502", "FA202600503"};
  for (const std::string& number : numbers) cash.item(number, "C2", 120000);
  for (const std::string& number : numbers)
    cash.paid(120000, "ATELIER MOULIN", "FACT " + number, "2026-03-30");
  cash.taken(120000, "ATELIER MOULIN", "REJET PRELEVEMENT FA202600502", "2026-04-02");
  cash.decide();
  CHECK(cash.said(3) == "reopened FA202600502 1200.00");
}

TEST_CASE("a return is not before the payment, and takes back one payment only", "[matching]") {
  Cash cash = shop();
  cash.paid(41999, "ATELIER MOULIN", "", "2026-04-05");
  cash.taken(41999, "ATELIER MOULIN", "VIR REJETE", "2026-04-01");
  cash.taken(41999, "ATELIER MOULIN", "VIR REJETE", "2026-04-06");
  cash.taken(41999, "ATELIER MOULIN", "VIR REJETE", "2026-04-07");
  cash.decide();
  CHECK(cash.said(1) == "unapplied");
  CHECK(cash.said(2) == "reopened F4 419.99");
  CHECK(cash.said(3) == "unapplied");
  CHECK(cash.reason_of(3) == "returned_unknown");
}

TEST_CASE("a debit that was reversed is no payment of its amount", "[matching]") {
  Cash cash;
  cash.customer("C1", "Brasserie du Port");
  cash.item("F1", "C1", 12345).item("FA202600102", "C1", 6789);
  cash.paid(12345, "BRASSERIE DU PORT", "ANNULATION VIREMENT").reversal = true;
  cash.paid(6789, "BRASSERIE DU PORT", "FA202600102").reversal = true;
  cash.decide();
  CHECK(cash.said(0) == "unapplied");
  CHECK(cash.said(1) == "applied FA202600102 67.89");
}

TEST_CASE("what no customer sent is left aside", "[matching]") {
  Cash cash = shop();
  cash.paid(12345, "DGFIP", "REMBOURSEMENT TVA 02/2026");
  cash.paid(77702, "", "REMISE CB 28/03");
  cash.taken(5000, "EDF", "FACTURE ELECTRICITE");
  cash.decide();
  for (std::size_t i = 0; i < 3; ++i) CHECK(cash.said(i) == "ignored");
}
