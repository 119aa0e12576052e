#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "gateway/receivables/application.h"
#include "gateway/receivables/claim_records.h"
#include "gateway/receivables/customers.h"
#include "gateway/receivables/desk/exclusions.h"
#include "gateway/receivables/reminders/claim.h"
#include "tests/gateway/receivables_fixture.h"

using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using facteur::formats::Decimal;
using test::date;
using test::Ledger;
using test::seller;

namespace {

const std::string customer = "0002:200000008";

std::vector<LateItem> late(Ledger& ledger, const std::string& on,
                           const InterestSettings& settings = {}, bool open_only = false) {
  return ledger.read([&](store::Connection& sql) {
    return late_items(sql, seller, {{date(on), {}}, {}, open_only}, LateRates::standard(),
                      settings);
  });
}

// A receipt applied in full to these parts, with what credit notes give beside it.
void pay(Ledger& ledger, const std::string& on, std::int64_t units, std::vector<Part> parts) {
  ledger.store.write([&](store::Transaction& t) {
    NewReceipt receipt{seller, customer, "EUR", units, date(on), "VIR", {}, "test"};
    const auto item = post_receipt(t, receipt);
    const auto account = std::get<0>(
        *t.sql().row<std::int64_t>("SELECT account FROM receivable_items WHERE id = ?", item));
    parts.push_back({item, units});
    NewApplication application;
    application.account = account;
    application.parts = std::move(parts);
    application.effective_on = date(on);
    application.reason = "test";
    apply(t, application);
  });
}

void add_customer(Ledger& ledger, const std::string& segment) {
  ledger.store.write([&](store::Transaction& t) {
    Customer known;
    known.key = customer;
    known.name = "LE CLIENT";
    known.segment = segment;
    put_customer(t, seller, known, "test");
  });
}

}  // namespace

TEST_CASE("interest is read from the movements of the ledger") {
  Ledger ledger("2025-05-01T09:00:00Z");
  const auto item = ledger.open("F1", "2025-05-01", "2025-05-31", "12000.00", customer);
  pay(ledger, "2025-07-10", 5'000'00, {{item, -5'000'00}});
  pay(ledger, "2025-09-15", 7'000'00, {{item, -7'000'00}});
  const auto items = late(ledger, "2025-12-31");
  REQUIRE(items.size() == 1);
  CHECK(items[0].number == "F1");
  CHECK(items[0].charge.interest == 325'77);
  CHECK(items[0].indemnity == 40'00);
  CHECK(items[0].charge.principal == 0);
  // Paid late, but nothing is open any more.
  CHECK(late(ledger, "2025-12-31", {}, true).empty());
  CHECK(late(ledger, "2025-09-14", {}, true).size() == 1);
  // As of an earlier day, later payments are not known.
  CHECK(late(ledger, "2025-07-31")[0].charge.principal == 7'000'00);
  CHECK(late(ledger, "2025-05-31").empty());
}

TEST_CASE("a credit note applied with a payment is told from the payment") {
  Ledger ledger("2025-05-01T09:00:00Z");
  const auto item = ledger.open("F1", "2025-05-01", "2025-05-31", "12000.00", customer);
  const auto credit = ledger.open("A1", "2025-08-01", "2025-08-01", "2000.00", customer, "381");
  pay(ledger, "2025-09-15", 10'000'00, {{item, -12'000'00}, {credit, 2'000'00}});
  CHECK(late(ledger, "2025-12-31")[0].charge.interest == 364'40);
}

TEST_CASE("a commercial gesture lowers the base from the day of the credit note, not of its use") {
  Ledger ledger("2025-05-01T09:00:00Z");
  const auto item = ledger.open("F1", "2025-05-01", "2025-05-31", "12000.00", customer);
  const auto gesture = ledger.open("A1", "2025-08-01", "2025-08-01", "1999.99", customer, "381");
  const auto cent = ledger.open("A2", "2025-08-01", "2025-08-01", "0.01", customer, "381");
  pay(ledger, "2025-09-15", 10'000'00, {{item, -12'000'00}, {gesture, 1'999'99}, {cent, 1}});
  InterestSettings settings;
  settings.credit_effect = CreditEffect::on_its_day;
  CHECK(late(ledger, "2025-12-31", settings)[0].charge.interest == 407'31);
  settings.rounding = Rounding::sum;
  CHECK(late(ledger, "2025-12-31", settings)[0].charge.interest == 407'32);
}

TEST_CASE("what was paid in time bears nothing, what was undone bears again") {
  Ledger ledger("2025-05-01T09:00:00Z");
  const auto item = ledger.open("F1", "2025-05-01", "2025-05-31", "100.00", customer);
  pay(ledger, "2025-05-20", 100'00, {{item, -100'00}});
  CHECK(late(ledger, "2025-12-31").empty());
  ledger.store.write([&](store::Transaction& t) {
    const auto application =
        std::get<0>(*t.sql().row<std::int64_t>("SELECT max(id) FROM applications"));
    undo(t, application, {}, "wrong", "test");
  });
  CHECK(late(ledger, "2025-12-31")[0].charge.lines.front().days == 30);
}

TEST_CASE("what became known later does not change what was known before") {
  Ledger ledger("2025-05-01T09:00:00Z");
  const auto item = ledger.open("F1", "2025-05-01", "2025-05-31", "100.00", customer);
  const Instant before{
      ledger.store.write([](store::Transaction& t) { return t.now().microseconds; })};
  pay(ledger, "2025-05-20", 100'00, {{item, -100'00}});
  const auto known = [&](std::optional<Instant> at) {
    return ledger.read([&](store::Connection& sql) {
      return late_items(sql, seller, {{date("2025-06-30"), at}, {}, false}, LateRates::standard(),
                        {});
    });
  };
  CHECK(known(before).size() == 1);
  CHECK(known({}).empty());
  CHECK(known(Instant{0}).empty());
}

TEST_CASE("the terms of a customer decide, and each change of them is an event") {
  Ledger ledger("2025-05-01T09:00:00Z");
  add_customer(ledger, "public");
  ledger.open("F1", "2025-05-01", "2025-05-31", "1000.00", customer);
  const auto rate = [&] { return late(ledger, "2025-12-31")[0].charge.lines.back().rate; };
  CHECK(rate() == *Decimal::parse("11.15"));
  DebtorTerms terms;
  terms.contract = ContractRate{Decimal(5), true};
  terms.insolvent_since = date("2025-10-01");
  ledger.store.write([&](store::Transaction& t) {
    CHECK(put_late_terms(t, seller, customer, terms, "test"));
    CHECK(put_late_terms(t, seller, customer, terms, "test"));
    CHECK_FALSE(put_late_terms(t, seller, "nobody", terms, "test"));
    CHECK(t.sql()
              .rows<std::int64_t>("SELECT 1 FROM events WHERE kind = 'late_payment_terms.put'")
              .size() == 1);
  });
  CHECK(rate() == *Decimal::parse("8.28"));  // three times the legal rate, above 2.15 + 5
  CHECK(late(ledger, "2025-12-31")[0].charge.lines.back().to == date("2025-09-30"));
}

TEST_CASE("a customer in collective proceedings goes on the stop list, once") {
  Ledger ledger("2025-05-01T09:00:00Z");
  add_customer(ledger, "");
  DebtorTerms terms;
  terms.insolvent_since = date("2025-04-01");
  const auto put = [&] {
    ledger.store.write(
        [&](store::Transaction& t) { put_late_terms(t, seller, customer, terms, "test"); });
  };
  put();
  terms.contract = ContractRate{Decimal(12), false};
  put();
  ledger.read([](store::Connection& sql) {
    CHECK(exclusions(sql, seller, date("2025-03-31"), true).empty());
    const auto stopped = exclusions(sql, seller, date("2025-06-30"), true);
    REQUIRE(stopped.size() == 1);
    CHECK(stopped[0].customer_key == customer);
    CHECK_FALSE(stopped[0].item);
  });
}

TEST_CASE("a claim made anew says what changed and leaves the old one as it was") {
  Ledger ledger("2025-05-01T09:00:00Z");
  const auto item = ledger.open("F1", "2025-05-01", "2025-05-31", "1000.00", customer);
  const auto record = [&](const std::string& on) {
    auto items = late(ledger, on);
    return ledger.store.write([&](store::Transaction& t) {
      return record_claims(t, seller, items, date(on), {}, "test");
    });
  };
  const auto first = record("2025-06-30");
  REQUIRE(first.size() == 1);
  CHECK(first[0].is_new);
  CHECK_FALSE(first[0].interest_before);
  CHECK_FALSE(record("2025-06-30")[0].is_new);
  pay(ledger, "2025-06-10", 400'00, {{item, -400'00}});
  const auto second = record("2025-06-30");
  CHECK(second[0].is_new);
  CHECK(second[0].interest_before == first[0].item.charge.interest);
  CHECK(second[0].item.charge.interest < *second[0].interest_before);
  ledger.store.write([&](store::Transaction& t) {
    CHECK(t.sql().rows<std::int64_t>("SELECT id FROM late_claims").size() == 2);
    CHECK_THROWS(t.sql().execute("UPDATE late_claims SET interest = 0"));
    CHECK_THROWS(t.sql().execute("DELETE FROM late_claims"));
  });
}

TEST_CASE("a letter claims interest on what it asks for, and on nothing else") {
  Ledger ledger("2025-05-01T09:00:00Z");
  const auto asked = ledger.open("F1", "2025-05-01", "2025-05-31", "1000.00", customer);
  ledger.open("F2", "2025-05-01", "2025-05-31", "500.00", customer);
  reminders::ReminderFacts facts;
  facts.today = date("2025-06-30");
  facts.debtor.key = customer;
  facts.items.resize(1);
  facts.items[0].item = asked;
  facts.items[0].open = {1'000'00, 2, "EUR"};
  const auto claim = ledger.read([&](store::Connection& sql) {
    return reminders::claim_of(sql, seller, facts, LateRates::standard(), {});
  });
  REQUIRE(claim);
  REQUIRE(claim->interest_lines.size() == 1);
  CHECK(claim->interest.at(0).units == 10'81);
  CHECK(claim->indemnity.units == 40'00);
  CHECK(claim->notes.size() == 6);
}

TEST_CASE("a letter claims interest in each currency that it asks for") {
  Ledger ledger("2025-05-01T09:00:00Z");
  reminders::ReminderFacts facts;
  facts.today = date("2025-06-30");
  facts.debtor.key = customer;
  facts.items.resize(2);
  facts.items[0].item = ledger.open("F1", "2025-05-01", "2025-05-31", "1000.00", customer);
  facts.items[0].open = {1'000'00, 2, "EUR"};
  auto dollars = test::new_receivable("F2", "2000.00");
  dollars.invoice_id = ledger.invoice("F2");
  dollars.issue_date = "2025-05-01";
  dollars.due_date = "2025-05-31";
  dollars.customer_key = dollars.customer_name = customer;
  dollars.currency = "USD";
  facts.items[1].item = ledger.open(dollars).item;
  facts.items[1].open = {2'000'00, 2, "USD"};
  const auto claim = ledger.read([&](store::Connection& sql) {
    return reminders::claim_of(sql, seller, facts, LateRates::standard(), {});
  });
  REQUIRE(claim);
  REQUIRE(claim->interest.size() == 2);
  CHECK(claim->interest[0].units == 10'81);
  CHECK(claim->interest[1].units == 21'62);
  CHECK(claim->interest[1].currency == "USD");
  CHECK(claim->indemnity.units == 80'00);
}

TEST_CASE(
    "a letter says which days are not counted yet, and nothing of the creditor's own checks") {
  Ledger ledger("2026-05-01T09:00:00Z");
  reminders::ReminderFacts facts;
  facts.today = date("2026-07-31");
  facts.debtor.key = customer;
  facts.items.resize(1);
  facts.items[0].item = ledger.open("F1", "2026-05-01", "2026-06-15", "1000.00", customer);
  facts.items[0].open = {1'000'00, 2, "EUR"};
  const auto claim = ledger.read([&](store::Connection& sql) {
    return reminders::claim_of(sql, seller, facts, LateRates::standard(), {});
  });
  REQUIRE(claim);
  REQUIRE(claim->notes.size() == 7);
  CHECK(claim->notes[6].fr ==
        "Les intérêts du 01/07/2026 au 31/07/2026 s'ajouteront lorsque leur taux sera connu.");
}
