#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "gateway/lifecycle/messages.h"
#include "gateway/lifecycle/statuses.h"

using namespace facteur;
using namespace facteur::gateway;
using namespace facteur::gateway::lifecycle;

namespace {

StatusFacts facts(int status) {
  StatusFacts facts;
  facts.status = status;
  facts.at = *parse_instant("2026-11-21T09:45:00Z");
  facts.received = *parse_instant("2026-11-21T09:44:59Z");
  facts.number = "F-7";
  facts.type_code = "380";
  facts.issued = "2026-11-20";
  facts.seller = {"0002", "123456782"};
  facts.recipients = {{Side::seller, {"0002", "123456782"}, "Dupré", {"0225", "123456782_STATUTS"}},
                      {Side::buyer, {"0002", "987654321"}, "Martin", {"0225", "987654321"}}};
  return facts;
}

}  // namespace

TEST_CASE("statuses are found by code; others are named by their number") {
  REQUIRE(find_status(212));
  CHECK(find_status(212)->phase == Phase::processing);
  CHECK(name(213, true) == "Rejetée");
  CHECK(name(213, false) == "Rejected");
  CHECK_FALSE(find_status(215));
  CHECK(name(215, true) == "215");
}

TEST_CASE("every status has a name and a meaning in both languages, and someone who sets it") {
  for (const Status& status : statuses()) {
    CAPTURE(status.code);
    CHECK_FALSE(status.name.fr.empty());
    CHECK_FALSE(status.name.en.empty());
    CHECK_FALSE(status.meaning.fr.empty());
    CHECK_FALSE(status.meaning.en.empty());
    CHECK(status.setters != 0);
  }
}

TEST_CASE("every reason that a status allows is known, and where one is due there is a choice") {
  for (const Status& status : statuses()) {
    CAPTURE(status.code);
    if (status.reason_required) CHECK_FALSE(status.reasons.empty());
    std::istringstream words{std::string(status.reasons)};
    for (std::string code; words >> code;) {
      CAPTURE(code);
      CHECK(find_reason(code));
      CHECK(reason_allowed(status.code, code));
    }
  }
}

TEST_CASE("a reason belongs to its statuses only") {
  CHECK(reason_allowed(213, "DOUBLON"));
  CHECK(reason_allowed(213, "REJ_SEMAN"));
  CHECK_FALSE(reason_allowed(210, "REJ_SEMAN"));
  CHECK_FALSE(reason_allowed(202, "DOUBLON"));
  CHECK_FALSE(reason_allowed(213, "DOUB"));
  CHECK_FALSE(reason_allowed(213, ""));
  CHECK_FALSE(reason_allowed(213, "DOUBLON DEST_INC"));
  CHECK_FALSE(reason_allowed(999, "DOUBLON"));
}

TEST_CASE("four statuses are owed to the tax administration") {
  std::vector<int> owed;
  for (const Status& status : statuses())
    if (status.to_portal) owed.push_back(status.code);
  CHECK(owed == std::vector{200, 210, 212, 213});
}

TEST_CASE("a message names status, invoice and recipients, on the Paris clock") {
  const auto message = status_message_for(facts(202), *parse_instant("2026-11-21T09:45:01Z"));
  CHECK(message.id == "F-7_202_20261121104500#380_20261120_123456782");
  CHECK(message.created == "20261121104501");
  CHECK(message.set_at == "20261121104500");
  CHECK(message.phase == "305");
  CHECK(message.status == "202");
  CHECK(message.status_name == "Reçue");
  CHECK(message.uncl_1373 == "43");
  CHECK(message.invoice.received == "20261121104459");
  CHECK(message.invoice.issued == "20261120");
  REQUIRE(message.recipients.size() == 2);
  CHECK(message.recipients[0].role == "SE");
  CHECK(message.recipients[1].role == "BY");
  CHECK(message.reasons.empty());
}

TEST_CASE("a reason without comment is told by its label") {
  auto rejected = facts(213);
  rejected.reason = "DOUBLON";
  CHECK(status_message_for(rejected, rejected.at).reasons[0].text == "Facture en double");
  rejected.comment = "déjà reçue le 20/11/2026";
  CHECK(status_message_for(rejected, rejected.at).reasons[0].text == rejected.comment);
}

TEST_CASE("a message is not sent with what its rules ask for missing") {
  CHECK(can_be_sent(facts(200)));
  CHECK_FALSE(can_be_sent(facts(213)));
  const auto without = [](auto change) {
    auto some = facts(200);
    change(some);
    return can_be_sent(some);
  };
  CHECK_FALSE(without([](StatusFacts& f) { f.number.clear(); }));
  CHECK_FALSE(without([](StatusFacts& f) { f.issued.clear(); }));
  CHECK_FALSE(without([](StatusFacts& f) { f.seller.value.clear(); }));
  CHECK_FALSE(without([](StatusFacts& f) { f.recipients.clear(); }));
  CHECK_FALSE(without([](StatusFacts& f) { f.recipients[1].address.value.clear(); }));
}
