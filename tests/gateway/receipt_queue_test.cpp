// Receipts that wait for a person, and what a person's choice does.
#include "gateway/receivables/receipt_queue.h"

#include <catch2/catch.hpp>

#include "gateway/receivables/application.h"
#include "gateway/receivables/customers.h"
#include "tests/gateway/receivables_fixture.h"

using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using test::seller;

namespace {

struct Queue : test::Ledger {
  Queue() {
    store.write([&](store::Transaction& t) {
      for (const char* key : {"C1", "C2", "C3"}) {
        Customer customer;
        customer.key = customer.name = key;
        if (std::string(key) != "C3") customer.group = "G";
        put_customer(t, seller, customer, "me");
      }
      t.sql().execute(
          "INSERT INTO bank_accounts (tenant, identity, shown, currency, exponent, registered_at)"
          " VALUES (?, 'a', 'a', 'EUR', 2, 0)",
          seller);
      t.sql().execute(
          "INSERT INTO bank_files (tenant, sha256, name, format, imported_at, actor)"
          " VALUES (?, 's', 'f', 'csv', 0, 'me')",
          seller);
      t.sql().execute("INSERT INTO bank_statements (file, account, number) VALUES (1, 1, '1')");
    });
  }

  // A receipt in the queue, with one candidate.
  std::int64_t receive(std::int64_t units, const std::string& candidates = "[]") {
    return store.write([&](store::Transaction& t) {
      t.sql().execute(
          "INSERT INTO bank_movements (tenant, account, statement, entry, line, booked_on, "
          "value_on,"
          " units, nature, bank_code, return_reason, reversal, payer, ultimate_payer, payer_id,"
          " payer_account, remittance, label, creditor_reference, documents, end_to_end_id, "
          "mandate,"
          " bank_reference, entry_reference, batch, transactions, known_at, state)"
          " VALUES (?, 1, 1, 1, 1, 20260615, 20260615, ?, 'transfer', '', '', 0, 'DUPONT', '', '',"
          " '', 'facture', '', '', '', '', '', '', '', '', 1, 0, 'booked')",
          seller, units);
      const auto movement = std::get<0>(*t.sql().row<std::int64_t>("SELECT last_insert_rowid()"));
      t.sql().execute(
          "INSERT INTO bank_decisions (tenant, movement, outcome, reason, currency, units,"
          " booked_on, payer, end_to_end, evidence, candidates, decided_at, actor)"
          " VALUES (?, ?, 'unapplied', 'ambiguous_amount', 'EUR', ?, 20260615, 'DUPONT', '', '{}',"
          " ?, 0, 'platform')",
          seller, movement, units, candidates);
      t.sql().execute(
          "INSERT INTO unmatched_receipts (movement, tenant, decision, since)"
          " SELECT movement, tenant, id, 0 FROM bank_decisions WHERE movement = ?",
          movement);
      return movement;
    });
  }

  OrRefusal<std::int64_t> choose(std::int64_t movement, const ReceiptChoice& choice,
                                 const std::string& tenant = seller) {
    Acting acting;
    acting.tenant = tenant;
    acting.actor = "anne";
    return store.write(
        [&](store::Transaction& t) { return resolve_receipt(t, acting, movement, choice); });
  }

  std::vector<WaitingReceipt> waiting() {
    return read([&](store::Connection& c) { return waiting_receipts(c, seller, 0, 10); });
  }

  std::int64_t open_of(std::int64_t item) {
    return read([&](store::Connection& c) {
      return std::get<0>(
          *c.row<std::int64_t>("SELECT open FROM receivable_states WHERE item = ?", item));
    });
  }

  Balance net() {
    return read([&](store::Connection& c) {
      return balance(c, seller, {test::date("2026-12-31"), {}}).at(0);
    });
  }
};

std::string code_of(const OrRefusal<std::int64_t>& outcome) {
  const auto* why = refusal(outcome);
  return why ? why->code : "";
}

}  // namespace

TEST_CASE("a person's choice settles the items, oldest first, and empties the queue",
          "[receipts]") {
  Queue queue;
  const auto young = queue.open("F2", "2026-05-01", "2026-06-30", "300.00", "C1");
  const auto old = queue.open("F1", "2026-04-01", "2026-05-31", "500.00", "C1");
  const auto movement = queue.receive(
      60'000, R"([{"customer":"C1","items":[)" + std::to_string(old) + "," + std::to_string(young) +
                  R"(],"score":700,"reason":"ambiguous_amount"}])");
  const auto waiting = queue.waiting();
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0].left == 60'000);
  REQUIRE(waiting[0].candidates.size() == 1);
  CHECK(waiting[0].candidates[0].items.size() == 2);

  const auto settled = queue.choose(movement, {"C1", {young, old}});
  REQUIRE(std::get<std::int64_t>(settled) == 2);
  CHECK(queue.open_of(old) == 0);
  CHECK(queue.open_of(young) == 20'000);
  CHECK(queue.waiting().empty());
  CHECK(code_of(queue.choose(movement, {"C1", {young}})) == "NOT_FOUND");
  CHECK(queue.net().net == 20'000);
}

TEST_CASE("what is paid too much stays on the customer's account", "[receipts]") {
  Queue queue;
  const auto item = queue.open("F1", "2026-04-01", "2026-05-31", "500.00", "C1");
  const auto movement = queue.receive(60'000);
  CHECK(std::get<std::int64_t>(queue.choose(movement, {"C1", {item}})) == 1);
  CHECK(queue.open_of(item) == 0);
  CHECK(queue.net().unapplied == -10'000);
}

TEST_CASE("without an item the money goes on account, and can be applied from there",
          "[receipts]") {
  Queue queue;
  queue.open("F1", "2026-04-01", "2026-05-31", "500.00", "C1");
  const auto movement = queue.receive(50'000);
  CHECK(std::get<std::int64_t>(queue.choose(movement, {"C1", {}})) == 0);
  CHECK(queue.net().unapplied == -50'000);
  CHECK(queue.net().net == 0);
}

TEST_CASE("a credit note is used with the money", "[receipts]") {
  Queue queue;
  const auto item = queue.open("F1", "2026-04-01", "2026-05-31", "500.00", "C1");
  const auto credit = queue.open("A1", "2026-04-05", "2026-04-05", "100.00", "C1", "381");
  const auto movement = queue.receive(40'000);
  CHECK(std::get<std::int64_t>(queue.choose(movement, {"C1", {item, credit}})) == 2);
  CHECK(queue.open_of(item) == 0);
  CHECK(queue.open_of(credit) == 0);
  CHECK(queue.net().net == 0);
}

TEST_CASE("money for another customer of the group is a receipt there", "[receipts]") {
  Queue queue;
  const auto own = queue.open("F1", "2026-04-01", "2026-05-31", "500.00", "C1");
  const auto sister = queue.open("F2", "2026-04-01", "2026-05-31", "200.00", "C2");
  const auto movement = queue.receive(75'000);
  CHECK(std::get<std::int64_t>(queue.choose(movement, {"C1", {own, sister}})) == 2);
  CHECK(queue.open_of(own) == 0);
  CHECK(queue.open_of(sister) == 0);
  CHECK(queue.net().unapplied == -5'000);
}

TEST_CASE("a choice that cannot be is refused and changes nothing", "[receipts]") {
  Queue queue;
  const auto item = queue.open("F1", "2026-04-01", "2026-05-31", "500.00", "C1");
  const auto strange = queue.open("F3", "2026-04-01", "2026-05-31", "200.00", "C3");
  const auto movement = queue.receive(50'000);
  CHECK(code_of(queue.choose(movement, {"nobody", {}})) == "INVALID");
  CHECK(code_of(queue.choose(movement, {"C1", {strange}})) == "INVALID");
  CHECK(code_of(queue.choose(movement, {"C1", {999}})) == "INVALID");
  CHECK(code_of(queue.choose(movement, {"C1", {item}}, "300000007")) == "NOT_FOUND");
  CHECK(queue.waiting().size() == 1);
  CHECK(queue.open_of(item) == 50'000);
}

TEST_CASE("the payer is known by this name from then on", "[receipts]") {
  Queue queue;
  const auto item = queue.open("F1", "2026-04-01", "2026-05-31", "500.00", "C1");
  queue.store.write([](store::Transaction& t) {
    t.sql().execute(
        "INSERT INTO payer_aliases (tenant, payer, customer, uses, last_used_on)"
        " VALUES (?, 'DUPONT', 'C3', 4, 20260101)",
        seller);
  });
  queue.choose(queue.receive(50'000), {"C1", {item}});
  const auto aliases = queue.read([](store::Connection& c) {
    return c.rows<std::string, std::int64_t, std::optional<std::string>>(
        "SELECT customer, demoted, confirmed_by FROM payer_aliases ORDER BY customer");
  });
  REQUIRE(aliases.size() == 2);
  CHECK(std::get<2>(aliases[0]) == "anne");
  CHECK(std::get<1>(aliases[1]) == 1);
}

TEST_CASE("the rest of a receipt that was applied in part is applied where it stands",
          "[receipts]") {
  Queue queue;
  const auto first = queue.open("F1", "2026-04-01", "2026-05-31", "300.00", "C1");
  const auto second = queue.open("F2", "2026-04-01", "2026-05-31", "500.00", "C1");
  const auto movement = queue.receive(50'000);
  queue.store.write([&](store::Transaction& t) {
    const auto receipt =
        post_receipt(t, {seller, "C1", "EUR", 50'000, test::date("2026-06-15"), "r", movement});
    NewApplication application;
    application.account = std::get<0>(
        *t.sql().row<std::int64_t>("SELECT account FROM receivable_items WHERE id = ?", receipt));
    application.parts = {{first, -30'000}, {receipt, 30'000}};
    application.effective_on = test::date("2026-06-15");
    application.reason = "exact_reference";
    apply(t, application);
  });
  CHECK(queue.waiting()[0].left == 20'000);
  CHECK(std::get<std::int64_t>(queue.choose(movement, {"C1", {second}})) == 1);
  CHECK(queue.open_of(second) == 30'000);
  CHECK(queue.net().unapplied == 0);
}

TEST_CASE("a receipt whose application a person undid waits again", "[receipts]") {
  Queue queue;
  const auto item = queue.open("F1", "2026-04-01", "2026-05-31", "500.00", "C1");
  const auto movement = queue.receive(50'000);
  REQUIRE(std::get<std::int64_t>(queue.choose(movement, {"C1", {item}})) == 1);
  REQUIRE(queue.waiting().empty());
  const auto outcome = [&] {
    return queue.read([&](store::Connection& c) {
      return std::get<0>(
          *c.row<std::string>("SELECT outcome FROM bank_outcomes WHERE movement = ?", movement));
    });
  };
  CHECK(outcome() == "applied");
  queue.store.write([&](store::Transaction& t) {
    undo(t, 1, {}, "manual", "anne");
    requeue_receipts(t, seller, 1, "anne");
    return 0;
  });
  CHECK(outcome() == "unapplied");
  const auto waiting = queue.waiting();
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0].customer_key == "C1");
  CHECK(waiting[0].left == 50'000);
  CHECK(std::get<std::int64_t>(queue.choose(movement, {"C1", {item}})) == 1);
  CHECK(queue.open_of(item) == 0);
  CHECK(queue.net().net == 0);
  CHECK(queue.waiting().empty());
}
