#include <catch2/catch.hpp>
#include <map>

#include "gateway/receivables/acts.h"
#include "gateway/receivables/aged_balance.h"
#include "gateway/receivables/bank/import.h"
#include "gateway/receivables/customers.h"
#include "gateway/receivables/transfer/restore.h"
#include "gateway/receivables/transfer/tables.h"
#include "tests/gateway/ledger_history.h"

using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using test::LedgerHistory;
using test::seller;

namespace {

using Tables = std::map<std::string, std::string, std::less<>>;

Tables exported(test::Ledger& ledger) {
  return ledger.read([](store::Connection& sql) {
    Tables tables;
    write_tables(sql, seller, [&](const LedgerTable& table, std::string_view lines) {
      tables[std::string(table.name)] += lines;
    });
    return tables;
  });
}

std::string digest_of(test::Ledger& ledger) {
  return ledger.read([](store::Connection& sql) { return ledger_digest(sql, seller); });
}

void restore(test::Ledger& ledger, const Tables& tables) {
  restore_ledger(
      ledger.store, seller, [&](std::string_view name) { return tables.find(name)->second; }, "me");
}

}  // namespace

TEST_CASE("an exported ledger restored into an empty one is the same ledger") {
  const unsigned seed = GENERATE(41u, 42u);
  LedgerHistory history(seed, 150);
  test::Ledger copy("2026-01-01T10:00:00Z");
  restore(copy, exported(history.ledger()));
  CHECK(digest_of(copy) == digest_of(history.ledger()));
  for (int look = 0; look < 20; ++look) {
    const AsOf as_of = history.some_question();
    const auto net = [&](test::Ledger& ledger) {
      return ledger.read([&](store::Connection& sql) {
        std::string text;
        for (const auto& line : aged_balance(sql, seller, as_of).customers)
          text += line.customer_key + line.currency + std::to_string(line.net) + "\n";
        return text;
      });
    };
    CHECK(net(copy) == net(history.ledger()));
  }
}

TEST_CASE("a copy knows which statements are booked, and its evidence names its own items") {
  const std::string statement =
      ":20:X\n:25:FR7630004001230001234567843\n:28C:1\n:60F:C260301EUR0,00\n"
      ":61:2603020302C120,00NTRFNONREF\n:86:FACTURE FA202600001\n"
      ":61:2603020302C7,77NTRFNONREF\n:86:SANS RIEN\n:62F:C260302EUR127,77\n-\n";
  const auto bank = [&](test::Ledger& ledger, const std::string& text) {
    return bank::import_file(ledger.store, {seller, "file", text, "me"}, {});
  };
  test::Ledger original, copy;
  original.open(test::new_receivable("FA202600001", "120.00"));
  REQUIRE(bank(original, statement).movements.size() == 2);
  auto other = test::new_receivable("FA202600009", "9.00");
  other.tenant = "300000007";  // takes the first id in the copy
  copy.open(other);
  restore(copy, exported(original));

  CHECK(digest_of(copy) == digest_of(original));
  CHECK(bank(copy, statement).booked_before);
  const std::string longer = statement + "\n";
  CHECK(bank(copy, longer).movements.empty());
  const auto [item, evidence] = copy.read([](store::Connection& sql) {
    return *sql.row<std::int64_t, std::string>(
        "SELECT (SELECT id FROM receivable_items WHERE number = 'FA202600001'), evidence"
        " FROM bank_decisions WHERE outcome = 'applied'");
  });
  CHECK(item != 1);
  CHECK(evidence.find("\"item\":" + std::to_string(item) + ",") != std::string::npos);
  CHECK_THROWS_AS(restore(copy, exported(original)), RestoreError);
}

TEST_CASE("one more fact gives another digest") {
  LedgerHistory history(43, 60);
  const std::string before = digest_of(history.ledger());
  CHECK(before.size() == 64);
  history.ledger().open(test::new_receivable("F-one-more", "1.00"));
  CHECK(digest_of(history.ledger()) != before);
}

TEST_CASE("tables that do not fit together are refused and leave nothing behind") {
  LedgerHistory history(44, 80);
  const Tables good = exported(history.ledger());
  const auto refused = [&](const std::string& table, const std::string& line) {
    Tables bad = good;
    bad[table] += line;
    test::Ledger copy;
    const std::string empty = digest_of(copy);
    CHECK_THROWS_AS(restore(copy, bad), RestoreError);
    CHECK(digest_of(copy) == empty);
  };
  refused("movements", "99999,20260101,1,payment,1,,me\n");
  refused("movements", "1,20260101,1,application,5,1,me\n");
  refused("movements", "1,20260231,1,payment,1,,me\n");
  refused("movements", "1,20260101,1,payment\n");
  refused("items", "9,NOBODY,EUR,F,invoice,0,20260101,20260101,imported,1,,,1,\n");
  refused("vat", "0,20,1\n");
  refused("bank_statements", "1,1,1,7,,,,\n");
  refused("bank_outcomes", "1,applied,,x,x,x\n");
  Tables headless = good;
  headless["items"] = "nothing\n";
  test::Ledger copy;
  CHECK_THROWS_AS(restore(copy, headless), RestoreError);
  CHECK_THROWS_AS(restore(history.ledger(), good), RestoreError);
}
