// Where two customers could be meant: what is written, and how surely, decides between them.
#include <catch2/catch.hpp>

#include "tests/gateway/matching_fixture.h"

using namespace facteur::gateway;
using test::Cash;

TEST_CASE("a number behind a word that is stuck to it wins over a name and its amount",
          "[matching]") {
  for (const char* text :
       {"FACTFA2026-149502", "FACTUREFA2026-149502", "REGLTFA2026 149502", "VOTREFACTFA2026149502"})
    for (const char* payer : {"CLIMCOR SAS", "CLIMKOR SAS"}) {
      INFO(text << " of " << payer);
      Cash cash;
      cash.customer("C1", "Climkor").customer("C2", "Atelier Moulin");
      cash.item("FA2026-088123", "C1", 11880).item("FA2026-149502", "C2", 11880);
      cash.paid(11880, payer, text);
      cash.decide();
      CHECK(cash.said() == "applied FA2026-149502 118.80");
    }
}

TEST_CASE("a short number of its own and its amount win over a name and its amount", "[matching]") {
  for (const char* text : {"FA 217148", "FC217148"}) {
    INFO(text);
    Cash cash;
    cash.customer("C1", "Hydrodapro").customer("C2", "Atelier Moulin");
    cash.item("F2505521", "C1", 17880).item("217148", "C2", 17880);
    cash.paid(17880, "HYDRODIPRO SAS", text);
    cash.decide();
    CHECK(cash.said() == "applied 217148 178.80");
  }
}

TEST_CASE("a slip for the payer's own number of the same amount is left to a person",
          "[matching]") {
  Cash cash;
  cash.customer("C1", "Dufour").customer("C2", "Atelier Moulin");
  cash.item("F2518699", "C1", 35880).item("F2516899", "C2", 35880);
  cash.paid(35880, "SOCIETE DUFOUR SARL", "F2516899");
  cash.decide();
  CHECK(cash.said() != "applied F2516899 358.80");
}

TEST_CASE("a number of the payer is not the damaged one of somebody else", "[matching]") {
  Cash cash;
  cash.customer("C1", "Le Vieux Brest").customer("C2", "Atelier Moulin");
  cash.item("2026-47541", "C1", 17880).item("279700", "C1", 5880).item("2026-45541", "C2", 23760);
  cash.paid(23760, "DU VIEUX BREST SARL", "FACTURES 2026-47541");
  cash.decide();
  CHECK(cash.said() == "applied 2026-47541 178.80, 279700 58.80");
}

TEST_CASE("letters before digits belong to the number", "[matching]") {
  Cash cash;
  cash.customer("C1", "Plomberie Legrand Epinal", "SARL");
  cash.customer("C2", "Plomberie Legrand Nancy", "SARL");
  cash.item("F2516222", "C1", 26682).item("251622", "C2", 90000);
  cash.paid(26682, "SARL PLOMBERIE LEGRAND EPINAL", "F251622");
  cash.paid(1000, "SARL PLOMBERIE LEGRAND NANCY", "F251622");
  cash.decide();
  CHECK(cash.said(0) == "applied F2516222 266.82");
  CHECK(cash.said(1) == "unapplied");
}

TEST_CASE("digits alone are paid in part by their own customer only", "[matching]") {
  const auto said = [](const char* payer) {
    Cash cash;
    cash.customer("C1", "Plomberie Legrand Epinal").customer("C2", "Plomberie Legrand Nancy");
    cash.item("F2516222", "C1", 26682).item("251622", "C2", 90000);
    cash.paid(1000, payer, "ACOMPTE 251622");
    cash.decide();
    return cash.said();
  };
  CHECK(said("PLOMBERIE LEGRAND EPINAL") == "unapplied");
  CHECK(said("PLOMBERIE LEGRAND NANCY") == "applied 251622 10.00");
}

TEST_CASE("a rest that only credit notes and sisters explain was paid too much", "[matching]") {
  Cash cash;
  cash.customer("G1", "Covapro Atlantique", "", "G").customer("G2", "Covapro Sud", "", "G");
  cash.item("FA202600201", "G1", 29280)
      .item("AV202600009", "G1", -3212)
      .item("FA202600202", "G2", 4677);
  cash.paid(30745, "COVAPRO ATLANTIQUE", "FA202600201");
  cash.decide();
  CHECK(cash.said() == "partly_applied FA202600201 292.80");
  CHECK(cash.customer_of() == "G1");
}

TEST_CASE("a receipt that settles nothing is nobody's where a namesake may have sent it",
          "[matching]") {
  struct Row {
    const char *payer, *other, *customer;
  };
  for (const Row& row : {Row{"FONDERIE BESNARD LA", "Fonderie Besnard La Rochelle", ""},
                         {"FONDERIE BESNARD", "Besnard Couverture", ""},
                         {"FONDERIE BESNARD", "Fonderie Besnardeau", ""},
                         {"FONDERIE BESNARD", "Fonderie Moulin", "C1"}}) {
    INFO(row.payer << " beside " << row.other);
    Cash cash;
    cash.customer("C1", "Fonderie Besnard").customer("C2", row.other);
    cash.customer("C3", "Fonderie du Port");
    cash.item("F1", "C1", 12345).item("F2", "C2", 54321);
    cash.paid(7700, row.payer, "VIREMENT");
    cash.decide();
    CHECK(cash.said() == "unapplied");
    CHECK(cash.customer_of() == row.customer);
  }
}
