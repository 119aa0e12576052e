#include "gateway/receivables/application.h"

#include <catch2/catch.hpp>

#include "gateway/receivables/customers.h"
#include "tests/gateway/receivables_fixture.h"

using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using test::date;
using test::seller;

namespace {

const std::string buyer = "0002:200000008";

struct Desk : test::Ledger {
  std::int64_t receipt(std::int64_t units, const std::string& day) {
    return store.write([&](store::Transaction& t) {
      NewReceipt receipt;
      receipt.tenant = seller;
      receipt.customer_key = buyer;
      receipt.currency = "EUR";
      receipt.units = units;
      receipt.received_on = date(day);
      receipt.reference = "VIR " + day;
      return post_receipt(t, receipt);
    });
  }
  std::int64_t apply(std::vector<Part> parts, const std::string& day,
                     std::optional<Difference> difference = {}) {
    return store.write([&](store::Transaction& t) {
      NewApplication application;
      application.account = account;
      application.parts = std::move(parts);
      application.difference = difference;
      application.effective_on = date(day);
      application.reason = "manual";
      return receivables::apply(t, application);
    });
  }
  std::int64_t undo(std::int64_t application, std::optional<std::string> day = {}) {
    return store.write([&](store::Transaction& t) {
      return receivables::undo(t, application, day ? std::optional(date(*day)) : std::nullopt,
                               "wrong", "me");
    });
  }
  void reverse(std::int64_t receipt, const std::string& day) {
    store.write(
        [&](store::Transaction& t) { reverse_receipt(t, receipt, date(day), "returned", "me"); });
  }
  Balance balance_on(const std::string& day) {
    return read([&](store::Connection& sql) {
      return balance(sql, seller, {date(day), {}}).at(0);
    });
  }
  std::int64_t open_on(std::int64_t item, const std::string& day) {
    return read([&](store::Connection& sql) {
      for (const OpenItem& open : open_items(sql, seller, {date(day), {}}))
        if (open.id == item) return open.open;
      return std::int64_t{0};
    });
  }
  // What receivable_states says: open, and the day of settlement or 0.
  std::pair<std::int64_t, std::int64_t> state(std::int64_t item) {
    return read([&](store::Connection& sql) {
      const auto row = sql.row<std::int64_t, std::int64_t>(
          "SELECT open, coalesce(settled_on, 0) FROM receivable_states WHERE item = ?", item);
      return std::pair(std::get<0>(*row), std::get<1>(*row));
    });
  }
  std::int64_t events(const std::string& kind) {
    return read([&](store::Connection& sql) {
      return std::get<0>(
          *sql.row<std::int64_t>("SELECT count(*) FROM events WHERE kind = ?", kind));
    });
  }

  const std::int64_t account = 1;  // the only one
  std::int64_t f1 = open("F1", "2026-04-30", "2026-05-31", "100.00");
  std::int64_t f2 = open("F2", "2026-05-10", "2026-06-10", "50.00");
  std::int64_t a1 = open("A1", "2026-05-12", "2026-05-12", "20.00", buyer, "381");
};

}  // namespace

TEST_CASE("a receipt is unapplied until it is applied, and moves nothing but the sides") {
  Desk desk;
  const auto receipt = desk.receipt(13000, "2026-06-05");
  CHECK(desk.balance_on("2026-06-04").unapplied == 0);
  CHECK(desk.balance_on("2026-06-05").unapplied == -13000);
  desk.apply({{desk.f1, -10000}, {desk.f2, -5000}, {desk.a1, 2000}, {receipt, 13000}},
             "2026-06-05");
  const Balance after = desk.balance_on("2026-06-05");
  CHECK(after.debits == 0);
  CHECK(after.credits == 0);
  CHECK(after.unapplied == 0);
  CHECK(desk.balance_on("2026-06-04").net == 13000);
  CHECK(desk.state(desk.f1) == std::pair<std::int64_t, std::int64_t>(0, 20260605));
  CHECK(desk.events("application.made") == 1);
}

TEST_CASE("an application takes effect when all its items are there") {
  Desk desk;
  const auto receipt = desk.receipt(5000, "2026-05-01");  // before F2 was issued
  desk.apply({{desk.f2, -5000}, {receipt, 5000}}, "2026-05-01");
  CHECK(desk.balance_on("2026-05-09").unapplied == -5000);
  CHECK(desk.open_on(desk.f2, "2026-05-10") == 0);
}

TEST_CASE("a part leaves the rest open, on either side") {
  Desk desk;
  const auto receipt = desk.receipt(7000, "2026-06-05");
  desk.apply({{desk.f1, -6000}, {receipt, 6000}}, "2026-06-05");
  CHECK(desk.open_on(desk.f1, "2026-06-05") == 4000);
  CHECK(desk.open_on(receipt, "2026-06-05") == -1000);
  CHECK(desk.state(desk.f1) == std::pair<std::int64_t, std::int64_t>(4000, 0));
}

TEST_CASE("a difference is a movement of its own kind on what it is given up of") {
  Desk desk;
  const auto receipt = desk.receipt(9998, "2026-06-05");
  desk.apply({{desk.f1, -10000}, {receipt, 9998}}, "2026-06-05", Difference::rounding);
  CHECK(desk.open_on(desk.f1, "2026-06-05") == 0);
  const auto rows = desk.read([&](store::Connection& sql) {
    return sql.rows<std::int64_t, std::string, std::int64_t>(
        "SELECT item, kind, units FROM receivable_movements WHERE application IS NOT NULL"
        " ORDER BY id");
  });
  REQUIRE(rows.size() == 3);
  CHECK(rows[0] == std::tuple(desk.f1, std::string("application"), std::int64_t{-9998}));
  CHECK(rows[1] == std::tuple(desk.f1, std::string("rounding"), std::int64_t{-2}));
  CHECK(rows[2] == std::tuple(receipt, std::string("application"), std::int64_t{9998}));
}

TEST_CASE("an overpaid difference is taken up from the receipt") {
  Desk desk;
  const auto receipt = desk.receipt(10003, "2026-06-05");
  desk.apply({{desk.f1, -10000}, {receipt, 10003}}, "2026-06-05", Difference::rounding);
  CHECK(desk.balance_on("2026-06-05").unapplied == 0);
  CHECK(desk.open_on(desk.f2, "2026-06-05") == 5000);
}

TEST_CASE("what the ledger forbids is refused and leaves nothing behind") {
  Desk desk;
  const auto receipt = desk.receipt(10000, "2026-06-05");
  const std::vector<std::vector<Part>> forbidden = {
      {},
      {{desk.f1, -10001}, {receipt, 10001}},
      {{desk.f1, 100}, {receipt, -100}},
      {{desk.f1, -100}},
      {{desk.f1, -100}, {desk.f1, -100}, {receipt, 200}},
      {{desk.f1, 0}, {receipt, 0}},
      {{9999, -100}, {receipt, 100}},
  };
  for (const auto& parts : forbidden)
    CHECK_THROWS_AS(desk.apply(parts, "2026-06-05"), std::invalid_argument);
  CHECK(desk.balance_on("2026-06-05").debits == 15000);
  CHECK(desk.events("application.made") == 0);
  CHECK_THROWS_AS(desk.receipt(0, "2026-06-05"), std::invalid_argument);
}

TEST_CASE("undoing restores what was open: as if it had never been, or from a day on") {
  Desk desk;
  const auto receipt = desk.receipt(10000, "2026-06-05");
  const auto first = desk.apply({{desk.f1, -10000}, {receipt, 10000}}, "2026-06-05");
  desk.undo(first);
  CHECK(desk.open_on(desk.f1, "2026-06-05") == 10000);
  CHECK(desk.open_on(receipt, "2026-06-05") == -10000);
  CHECK(desk.state(desk.f1).first == 10000);
  const auto second = desk.apply({{desk.f1, -10000}, {receipt, 10000}}, "2026-06-05");
  desk.undo(second, "2026-06-20");
  CHECK(desk.open_on(desk.f1, "2026-06-19") == 0);
  CHECK(desk.open_on(desk.f1, "2026-06-20") == 10000);
  CHECK_THROWS_AS(desk.undo(second), std::invalid_argument);
  CHECK_THROWS_AS(desk.undo(9999), std::invalid_argument);
}

TEST_CASE("a returned receipt reopens what it paid and leaves the ledger") {
  Desk desk;
  const auto receipt = desk.receipt(12000, "2026-06-05");
  desk.apply({{desk.f1, -10000}, {receipt, 10000}}, "2026-06-05");
  desk.apply({{desk.f2, -2000}, {receipt, 2000}}, "2026-06-06");
  desk.reverse(receipt, "2026-06-12");
  CHECK(desk.balance_on("2026-06-11").net == 1000);
  const Balance after = desk.balance_on("2026-06-12");
  CHECK(after.debits == 15000);
  CHECK(after.unapplied == 0);
  CHECK(desk.events("receipt.reversed") == 1);
  CHECK_THROWS_AS(desk.reverse(receipt, "2026-06-13"), std::invalid_argument);
  CHECK_THROWS_AS(desk.reverse(desk.f1, "2026-06-13"), std::invalid_argument);
}

TEST_CASE("an invoice for a SIREN that a customer has is that customer's") {
  Desk desk;
  desk.store.write([](store::Transaction& t) {
    Customer customer;
    customer.key = "C0042";
    customer.name = "Port Brasserie SAS";
    customer.siren = "300000007";
    REQUIRE(put_customer(t, seller, customer, "me") == Put::added);
    REQUIRE(put_customer(t, seller, customer, "me") == Put::unchanged);
  });
  const auto item = desk.open("F9", "2026-05-01", "2026-05-31", "10.00", "0002:300000007");
  const auto found = desk.read([&](store::Connection& sql) {
    return open_items(sql, seller, {date("2026-06-01"), {}}, "C0042");
  });
  REQUIRE(found.size() == 1);
  CHECK(found[0].id == item);
  CHECK(found[0].customer_name == "Port Brasserie SAS");
  CHECK(desk.events("customer.put") == 2);  // that one, and the buyer of the fixture
}

TEST_CASE("a contact is known again by its address and stays in its place") {
  Desk desk;
  const auto put = [&](const std::string& name, std::optional<std::string> email) {
    return desk.store.write([&](store::Transaction& t) {
      Contact contact;
      contact.name = name;
      contact.role = "payables";
      contact.email = std::move(email);
      return put_contact(t, seller, buyer, contact, "me");
    });
  };
  CHECK(put("Ana", "ana@client.example") == Put::added);
  CHECK(put("Bo", "bo@client.example") == Put::added);
  CHECK(put("Ana Roy", "ana@client.example") == Put::changed);
  CHECK(put("Ana Roy", "ana@client.example") == Put::unchanged);
  const auto contacts =
      desk.read([&](store::Connection& sql) { return contacts_of(sql, seller, buyer); });
  REQUIRE(contacts.size() == 2);
  CHECK(contacts[0].name == "Ana Roy");
  CHECK(contacts[0].position == 1);
  const bool removed = desk.store.write(
      [&](store::Transaction& t) { return remove_contact(t, seller, contacts[0].id, "me"); });
  CHECK(removed);
  CHECK(desk.read([&](store::Connection& sql) { return contacts_of(sql, seller, buyer); }).size() ==
        1);
}
