// The checker accepts what the engine decides and rejects whatever is changed in it.
#include <catch2/catch.hpp>
#include <functional>

#include "gateway/receivables/matching/checker.h"
#include "gateway/receivables/matching/reasons.h"
#include "tests/gateway/matching_fixture.h"

using namespace facteur::gateway;
using namespace facteur::gateway::receivables::matching;
using test::Cash;

namespace {

// A file in which every rule that settles something decides once.
Cash every_rule() {
  Cash cash;
  cash.customer("C1", "Brasserie du Port", "SARL").customer("C2", "Atelier Moulin", "SAS");
  cash.customer("G1", "Calypso Nord", "", "G").customer("G2", "Calypso Sud", "", "G");
  const auto series = [&cash](int first, const char* customer, std::vector<std::int64_t> amounts) {
    for (const std::int64_t amount : amounts) {
      cash.item("FA2026" + std::to_string(first), customer, amount,
                "2026-03-" + std::to_string(10 + first % 20));
      ++first;
    }
  };
  series(10001, "C1", {12011, 34560, 99917, 5010, 77021, 31337, 80808, 46464});
  series(20001, "C2", {41999, 11911, 28765, 13131, 65019, 90210});
  cash.item("CALY1", "G2", 65432);
  cash.item("FA202630001", "C2", 7000, "2026-03-31", "RF31FA2026000123");
  cash.item("FA202630002", "C2", 8200, "2026-03-31", "", "CDE88123");
  cash.item("AV202630003", "C2", -1111);
  const char *c1 = "BRASSERIE DU PORT", *c2 = "ATELIER MOULIN SAS";
  cash.paid(7000, c2, "RF31 FA20 2600 0123");           // creditor_reference
  cash.paid(12011, c1, "FA-2026-10001");                // exact_reference
  cash.paid(134477, c1, "FA202610002 ET FA202610003");  // reference_list
  cash.paid(8200, c2, "CDE88123");                      // purchase_order
  cash.paid(40888, c2, "FA202620001");                  // netted_credit
  cash.paid(5010, c1, "FACT 10004");                    // damaged_reference
  cash.paid(5000, c2, "ACOMPTE FA202620002");           // partial_payment
  cash.paid(28000, c2, "FA202620003 MOINS CASSE");      // short_payment
  cash.paid(13129, c2, "FA202620004");                  // rounding
  cash.paid(70000, c2, "FA202620005");                  // over_payment
  cash.paid(108358, c1, "FA202610005 ET AUTRE");        // reference_and_amount
  cash.paid(90210, c2, "VIREMENT");                     // amount_and_customer
  cash.paid(127272, c1, "RELEVE");                      // due_run
  cash.paid(65432, "CALYPSO NORD", "");                 // group_payment
  cash.taken(12011, c1, "PRLV IMPAYE FA202610001");     // returned_payment
  return cash;
}

std::vector<const facteur::formats::bank::Movement*> all_of(const Cash& cash) {
  std::vector<const facteur::formats::bank::Movement*> all;
  for (const auto& movement : cash.movements) all.push_back(&movement);
  return all;
}

struct Mutation {
  const char* name;
  std::function<bool(Decision&)> change;  // false: not possible here
};

const std::vector<Mutation> mutations = {
    {"another item", [](Decision& d) { return d.shares.front().item ^= 1, true; }},
    {"a cent more", [](Decision& d) { return ++d.shares.front().units, true; }},
    {"a cent less", [](Decision& d) { return --d.shares.back().units, true; }},
    {"more open", [](Decision& d) { return ++d.shares.front().open_before, true; }},
    {"a rounding", [](Decision& d) { return ++d.shares.front().rounding, true; }},
    {"a share twice", [](Decision& d) { return d.shares.push_back(d.shares.front()), true; }},
    {"a share less", [](Decision& d) { return d.shares.pop_back(), true; }},
    {"another customer", [](Decision& d) { return d.customer = *d.customer ^ 1, true; }},
    {"another outcome",
     [](Decision& d) {
       d.outcome = d.outcome == Outcome::applied ? Outcome::partly_applied : Outcome::applied;
       return true;
     }},
    {"another text",
     [](Decision& d) {
       if (d.evidence.sightings.empty() || d.outcome == Outcome::reopened) return false;
       return d.evidence.sightings.front().text += "7", true;
     }},
    {"another item seen",
     [](Decision& d) {
       if (d.evidence.sightings.empty() || d.outcome == Outcome::reopened) return false;
       return d.evidence.sightings.front().item ^= 1, true;
     }},
    {"seen otherwise",
     [](Decision& d) {
       if (d.evidence.sightings.empty() || d.outcome == Outcome::reopened) return false;
       How& how = d.evidence.sightings.front().how;
       return how = how == How::number ? How::typo : How::number, true;
     }},
    {"another payer",
     [](Decision& d) {
       if (d.outcome == Outcome::reopened) return false;
       return d.evidence.payer.customer ^= 1, true;
     }},
    {"a likelier payer",
     [](Decision& d) {
       if (d.outcome == Outcome::reopened) return false;
       return ++d.evidence.payer.likeness, true;
     }},
    {"less considered",
     [](Decision& d) {
       if (!d.evidence.certificate) return false;
       return --d.evidence.certificate->considered, true;
     }},
    {"more solutions",
     [](Decision& d) {
       if (!d.evidence.certificate) return false;
       return ++d.evidence.certificate->solutions, true;
     }},
    {"more plausible",
     [](Decision& d) {
       if (!d.evidence.certificate) return false;
       return ++d.evidence.certificate->plausible, true;
     }},
    {"larger subsets",
     [](Decision& d) {
       if (!d.evidence.certificate) return false;
       return ++d.evidence.certificate->most_members, true;
     }},
    {"another scope",
     [](Decision& d) {
       if (!d.evidence.certificate) return false;
       return d.evidence.scope.front() ^= 1, true;
     }},
    {"no certificate",
     [](Decision& d) {
       if (!d.evidence.certificate) return false;
       return d.evidence.certificate.reset(), true;
     }},
    {"returned twice",
     [](Decision& d) {
       if (!d.returned_movement) return false;
       return d.returned_movement = *d.returned_movement + 1, true;
     }},
};

}  // namespace

TEST_CASE("every rule decides, and the checker agrees", "[matching]") {
  Cash cash = every_rule();
  cash.decide();
  for (std::size_t i = 0; i + 1 < cash.movements.size(); ++i) {
    INFO(i << ": " << cash.said(i) << " " << cash.reason_of(i));
    const auto expected = i < 12 ? i : i == 12 ? 13 : 14;  // no plain combination
    CHECK(cash.decided.decisions[i].reason == static_cast<Reason>(expected));
  }
  CHECK(cash.said(14) == "reopened FA202610001 120.11");
  for (const Objection& objection :
       objections(cash.portfolio, all_of(cash), 2, cash.decided.decisions))
    FAIL_CHECK(objection.movement << ": " << objection.why);
}

TEST_CASE("the checker rejects every decision in which anything was changed", "[matching]") {
  Cash cash = every_rule();
  const std::vector<Decision> decisions = cash.decide();
  const auto movements = all_of(cash);
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    for (const Mutation& mutation : mutations) {
      std::vector<Decision> changed = decisions;
      if (!mutation.change(changed[i])) continue;
      INFO(i << " " << cash.reason_of(i) << ": " << mutation.name);
      CHECK_FALSE(objections(cash.portfolio, movements, 2, changed).empty());
    }
    for (int reason = 0; reason <= static_cast<int>(Reason::group_payment); ++reason) {
      if (static_cast<Reason>(reason) == decisions[i].reason) continue;
      if (decisions[i].outcome == Outcome::reopened) continue;
      std::vector<Decision> changed = decisions;
      changed[i].reason = static_cast<Reason>(reason);
      INFO(i << " " << cash.reason_of(i) << " as " << to_string(changed[i].reason));
      CHECK_FALSE(objections(cash.portfolio, movements, 2, changed).empty());
    }
  }
}
