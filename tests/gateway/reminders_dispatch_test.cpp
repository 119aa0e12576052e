// What leaves and what does not, once a plan is carried out.
#include <catch2/catch.hpp>

#include "archive/hash.h"
#include "gateway/receivables/reminders/choices.h"
#include "tests/gateway/reminders_fixture.h"

using namespace facteur;
using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using delivery::SendResult;
using test::date;
using test::Office;
using test::seller;
using Strings = std::vector<std::string>;
namespace letters = facteur::gateway::receivables::reminders;

TEST_CASE("a reminder is sent once, and a second run sends nothing") {
  Office office;
  office.customer("C1", {"pay@c1.example"});
  office.owes("C1", "F1", "2026-06-01");
  const auto sent = office.run_one("2026-06-04");
  CHECK(sent.send);
  CHECK(sent.level == 1);
  CHECK(sent.contact == "pay@c1.example");
  REQUIRE(office.mails.size() == 1);
  CHECK(office.mails[0].subject == "Level 1");
  CHECK(office.mails[0].to.address == "pay@c1.example");
  const auto again = office.run_one("2026-06-04");
  CHECK_FALSE(again.send);
  CHECK(again.items[0].reason.en.find("level 1 already sent on 2026-06-04") == 0);
  office.restart();
  office.run("2026-06-05");
  CHECK(office.mails.size() == 1);
  CHECK(office.states() == Strings{"sent"});
}

TEST_CASE("after an outage one message of the highest level leaves, and no skipped one later") {
  Office office;
  office.customer("C1", {"pay@c1.example"});
  office.owes("C1", "F1", "2026-06-01");
  office.run("2026-06-04");
  for (const char* day : {"2026-07-02", "2026-07-03", "2026-07-06", "2026-07-10"}) office.run(day);
  REQUIRE(office.mails.size() == 2);
  CHECK(office.mails[1].subject == "Level 4");
  CHECK(office.mails[1].references == Strings{office.mails[0].message_id});
}

TEST_CASE("a payment between plan and sending keeps the message from leaving") {
  Office office;
  office.customer("C1", {"pay@c1.example"});
  const auto item = office.owes("C1", "F1", "2026-06-01");
  bool paid = false;
  office.while_composing = [&] {
    if (!std::exchange(paid, true)) office.ledger.post(item, "2026-06-03", -100'00);
  };
  const auto result = office.run_one("2026-06-04");
  CHECK(paid);
  CHECK_FALSE(result.send);
  CHECK(office.mails.empty());
  CHECK(office.states().empty());
}

TEST_CASE("a part payment between plan and sending changes what is asked for, not the level") {
  Office office;
  office.customer("C1", {"pay@c1.example"});
  const auto item = office.owes("C1", "F1", "2026-06-01");
  bool paid = false;
  office.while_composing = [&] {
    if (!std::exchange(paid, true)) office.ledger.post(item, "2026-06-03", -60'00);
  };
  const auto result = office.run_one("2026-06-11");
  CHECK(result.send);
  CHECK(result.level == 2);
  CHECK(result.items[0].asked == 40'00);
  CHECK(office.mails.size() == 1);
}

TEST_CASE(
    "a message lists what is late and was asked for before, and deducts credits from the sum") {
  Office office;
  office.customer("C1", {"pay@c1.example"});
  office.owes("C1", "F1", "2026-06-01", "1000.00");
  office.owes("C1", "F2", "2026-06-12", "300.00");
  office.owes("C1", "F3", "2026-06-15", "50.00");  // late, but not yet reminded
  office.run("2026-06-11");
  office.run("2026-06-16");
  REQUIRE(office.facts.size() == 2);
  const letters::ReminderFacts& facts = office.facts.back();
  REQUIRE(facts.items.size() == 2);
  CHECK(facts.items[0].number == "F1");
  CHECK(facts.items[0].asked_on == date("2026-06-11"));
  CHECK(facts.items[1].number == "F2");
  CHECK_FALSE(facts.items[1].asked_on);
  CHECK(facts.last_message == date("2026-06-11"));
}

TEST_CASE("what left is kept in the archive, byte by byte, and found by its hash") {
  Office office;
  office.customer("C1", {"pay@c1.example"});
  office.owes("C1", "F1", "2026-06-01");
  office.run("2026-06-04");
  const auto rows = office.ledger.read([](store::Connection& sql) {
    return sql.rows<std::string, std::string, std::int64_t>(
        "SELECT name, sha256, archive_entry FROM reminder_documents");
  });
  REQUIRE(rows.size() == 1);
  const auto& [name, sha256, entry] = rows[0];
  CHECK(name == "message.eml");
  const auto bytes = office.archive->read_object(*archive::from_hex(sha256));
  REQUIRE(bytes);
  CHECK(*bytes == delivery::mail_bytes(office.mails[0]));
  CHECK(office.archive->entry(static_cast<std::uint64_t>(entry))->tenant == seller);
}

TEST_CASE("a formal notice waits for agreement, and only the notice that was agreed to leaves") {
  Office office;
  office.customer("C1", {"pay@c1.example"});
  const auto old = office.owes("C1", "F1", "2026-06-01");
  office.run("2026-07-01");
  office.mails.clear();
  office.owes("C1", "F2", "2026-07-10");
  const auto waiting = office.run_one("2026-07-16");
  CHECK(waiting.send);  // the other invoice is asked for all the same
  CHECK(waiting.level == 1);
  CHECK_FALSE(waiting.items[0].send);
  CHECK(waiting.items[0].reason.en == "formal notice to pay: waits for a person's agreement");
  CHECK(waiting.items[1].send);
  CHECK(office.tasks() == Strings{"approval"});
  CHECK(office.mails.size() == 1);

  SECTION("approved, it leaves at the next run, once") {
    REQUIRE(office.open_actions().size() == 1);
    office.approve(office.open_actions()[0].id);
    const auto sent = office.run_one("2026-07-21");
    CHECK(sent.level == 5);
    CHECK(sent.channel == "letter");
    CHECK(office.open_actions().empty());
    CHECK(office.tasks() == Strings{"other"});  // the letter to post
    CHECK_FALSE(office.run_one("2026-07-27").items[0].send);
  }
  SECTION("paid in part, it has to be agreed to again") {
    office.approve(office.open_actions()[0].id);
    office.ledger.post(old, "2026-07-17", -10'00);
    CHECK_FALSE(office.run_one("2026-07-21").items[0].send);
    REQUIRE(office.open_actions().size() == 1);
    CHECK(office.open_actions()[0].state == letters::ActionState::planned);
    CHECK(office.open_actions()[0].cycle == 2);
  }
  SECTION("it goes on waiting over a weekend") {
    office.run("2026-07-18");
    REQUIRE(office.open_actions().size() == 1);
    CHECK(office.open_actions()[0].cycle == 1);
  }
  SECTION("paid, it is cancelled") {
    const std::vector<std::int64_t> items = {old};
    office.ledger.store.write([&](store::Transaction& t) {
      CHECK(letters::cancel_planned(t, seller, items, {"payée", "paid"}) == 1);
      CHECK(letters::cancel_planned(t, seller, items, {"payée", "paid"}) == 0);
    });
    CHECK(office.open_actions().empty());
    CHECK(office.tasks().empty());
  }
}

TEST_CASE("an address that is refused for good is given up for the next contact") {
  Office office;
  office.customer("C1", {"gone@c1.example", "pay@c1.example"});
  office.owes("C1", "F1", "2026-06-01");
  office.answers["gone@c1.example"] = {SendResult::Outcome::permanent, "550 no such user"};
  const auto sent = office.run_one("2026-06-04");
  CHECK(sent.send);
  CHECK(sent.contact == "pay@c1.example");
  CHECK(office.mails.size() == 1);
  CHECK(office.states() == Strings{"failed", "sent"});
}

TEST_CASE("when no address is left a person has to find one, and the level is not served") {
  Office office;
  office.customer("C1", {"gone@c1.example"});
  office.owes("C1", "F1", "2026-06-01");
  office.answers["gone@c1.example"] = {SendResult::Outcome::permanent, "550 no such user"};
  CHECK_FALSE(office.run_one("2026-06-04").send);
  CHECK(office.tasks() == Strings{"missing_contact"});
  CHECK_FALSE(office.run_one("2026-06-05").send);
  CHECK(office.tasks() == Strings{"missing_contact"});
  office.ledger.store.write([](store::Transaction& t) {
    t.sql().execute("UPDATE customer_contacts SET email = 'new@c1.example', unreachable = NULL");
  });
  const auto sent = office.run_one("2026-06-08");
  CHECK(sent.level == 1);
  CHECK(office.mails.size() == 1);
}

TEST_CASE("a bounce takes the level back, and the next contact is written to") {
  Office office;
  office.customer("C1", {"old@c1.example", "pay@c1.example"});
  office.owes("C1", "F1", "2026-06-01");
  office.run("2026-06-04");
  office.ledger.store.write([&](store::Transaction& t) {
    CHECK(letters::note_bounce(t, office.mails[0].message_id, {"revenu", "bounced"}));
    CHECK_FALSE(letters::note_bounce(t, office.mails[0].message_id, {"revenu", "bounced"}));
    CHECK_FALSE(letters::note_bounce(t, "nobody@nowhere", {"revenu", "bounced"}));
    t.sql().execute("UPDATE customer_contacts SET unreachable = 'bounce' WHERE position = 1");
  });
  const auto sent = office.run_one("2026-06-05");
  CHECK(sent.level == 1);
  CHECK(sent.contact == "pay@c1.example");
  CHECK(office.mails.size() == 2);
  CHECK(office.mails[0].message_id != office.mails[1].message_id);
}

TEST_CASE("a mail server that does not answer puts the message off and loses nothing") {
  Office office;
  office.customer("C1", {"pay@c1.example"});
  office.owes("C1", "F1", "2026-06-01");
  office.answers["pay@c1.example"] = {SendResult::Outcome::temporary, "connection refused"};
  const auto put_off = office.run_one("2026-06-04");
  CHECK_FALSE(put_off.send);
  CHECK(put_off.reason.en == "mail server: connection refused");
  CHECK(office.states() == Strings{"confirmed"});
  office.answers.clear();
  CHECK(office.run_one("2026-06-05").send);
  CHECK(office.mails.size() == 1);
  CHECK(office.states() == Strings{"sent"});
}

TEST_CASE("a message whose fate is not known is never sent again by itself") {
  Office office;
  office.customer("C1", {"pay@c1.example"});
  office.owes("C1", "F1", "2026-06-01");
  SECTION("the connection broke at the end") {
    office.answers["pay@c1.example"] = {SendResult::Outcome::unknown, "reset"};
    office.run("2026-06-04");
  }
  SECTION("the process ended in the middle") {
    office.before_answer = [](const delivery::Mail&) { throw std::runtime_error("killed"); };
    CHECK_THROWS(office.run("2026-06-04"));
    CHECK(office.states() == Strings{"leaving"});
    office.before_answer = nullptr;
    office.restart();
  }
  CHECK(office.states() == Strings{"unknown"});
  CHECK(office.tasks() == Strings{"blocked"});
  office.answers.clear();
  CHECK_FALSE(office.run_one("2026-06-05").send);
  CHECK(office.mails.empty());
  CHECK(office.run_one("2026-06-11").level == 2);
}

TEST_CASE("what cannot be composed is blocked with a reason and one task") {
  Office office;
  office.customer("C1", {"pay@c1.example"});
  office.owes("C1", "F1", "2026-06-01");
  office.composes = false;
  const auto blocked = office.run_one("2026-06-04");
  CHECK_FALSE(blocked.send);
  CHECK(blocked.reason.en == "blocked: city (city)");
  office.run("2026-06-05");
  CHECK(office.tasks() == Strings{"blocked"});
  CHECK(office.states().empty());
  office.composes = true;
  CHECK(office.run_one("2026-06-08").send);
}

TEST_CASE("a switch stops everything at once, and lets it go on where it was") {
  Office office;
  office.customer("C1", {"pay@c1.example"});
  office.customer("C2", {"pay@c2.example"});
  office.owes("C1", "F1", "2026-06-01");
  office.owes("C2", "F2", "2026-06-01");
  const auto turn = [&](bool on) {
    office.ledger.store.write(
        [&](store::Transaction& t) { letters::switch_reminders(t, seller, on, "chief"); });
  };
  office.before_answer = [&](const delivery::Mail&) { turn(false); };
  office.run("2026-06-04");
  CHECK(office.mails.size() == 1);  // the second customer's was composed, and did not leave
  office.before_answer = nullptr;
  CHECK_FALSE(office.run("2026-06-05")[0].send);
  CHECK(office.mails.size() == 1);
  turn(true);
  office.run("2026-06-05");
  REQUIRE(office.mails.size() == 2);
  CHECK(office.mails[1].to.address == "pay@c2.example");
}

TEST_CASE("a call becomes a task in the agenda, once") {
  Office office;
  office.customer("C1", {"pay@c1.example"});
  office.owes("C1", "F1", "2026-06-01");
  const auto call = office.run_one("2026-06-18");
  CHECK(call.send);
  CHECK(call.channel == "call");
  office.run("2026-06-19");
  CHECK(office.tasks() == Strings{"call"});
  CHECK(office.mails.empty());
}

TEST_CASE("a customer without any address gets a letter, which is kept and posted by a person") {
  Office office;
  office.owes("C1", "F1", "2026-06-01");
  const auto letter = office.run_one("2026-06-04");
  CHECK(letter.send);
  CHECK(letter.channel == "letter");
  CHECK_FALSE(letter.contact);
  CHECK(office.tasks() == Strings{"other"});
  const auto row = office.ledger.read([](store::Connection& sql) {
    return sql.row<std::string, std::string>("SELECT name, media_type FROM reminder_documents");
  });
  REQUIRE(row);
  CHECK(std::get<1>(*row) == "application/pdf");
}

TEST_CASE("what a person chose for a customer wins over its segment") {
  Office office(ScenarioSet::built_in());
  office.customer("C1", {"pay@c1.example", "chief@c1.example"}, "good");
  office.owes("C1", "F1", "2026-06-01");
  CHECK_FALSE(office.plan("2026-06-04")[0].send);  // the soft scenario begins later
  CHECK(office.plan("2026-06-08")[0].scenario == "soft");
  ReminderChoice choice;
  choice.scenario = "standard";
  choice.contact = 2;
  const auto change = [&] {
    return office.ledger.store.write([&](store::Transaction& t) {
      return letters::change_choice(t, seller, "C1", choice, "chief");
    });
  };
  CHECK_FALSE(change());
  const auto planned = office.plan("2026-06-04")[0];
  CHECK(planned.scenario == "standard");
  CHECK(planned.contact == "chief@c1.example");
  choice.quiet_until = date("2026-06-05");
  CHECK_FALSE(change());
  CHECK(office.plan("2026-06-05")[0].reason.en == "customer left in peace until 2026-06-05");
  CHECK(office.plan("2026-06-08")[0].send);
  choice.contact = 77;
  CHECK(change() == "contact");
  const auto events = office.ledger.read([](store::Connection& sql) {
    return sql.rows<std::string, std::string>(
        "SELECT actor, data FROM events WHERE kind = 'reminder.choice_changed'");
  });
  REQUIRE(events.size() == 2);
  CHECK(std::get<0>(events[1]) == "chief");
  CHECK(std::get<1>(events[1]).find("2026-06-05") != std::string::npos);
}

TEST_CASE(
    "a dry run of a past day knows what was effective then; sending knows what is known now") {
  Office office;
  office.ledger.open("F1", "2025-11-01", "2025-12-01", "100.00", "C1");
  office.ledger.set_status(1, 210);  // on 1 January 2026
  CHECK(office.plan("2025-12-15")[0].send);
  CHECK_FALSE(office.plan("2026-01-05")[0].send);
  CHECK_FALSE(office.run_one("2025-12-15").send);
}

TEST_CASE("a name that no mail header can hold is written so that one can") {
  Office office;
  office.customer("C1", {"pay@c1.example"});
  office.ledger.store.write([](store::Transaction& t) {
    t.sql().execute("UPDATE customer_contacts SET name = ?", "Jeanne\tPetit\r\nBcc: x@y.example");
  });
  office.owes("C1", "F1", "2026-06-01");
  office.run("2026-06-04");
  REQUIRE(office.mails.size() == 1);
  CHECK(office.mails[0].to.name == "Jeanne Petit  Bcc: x@y.example");
}
