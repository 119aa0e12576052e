#include <catch2/catch.hpp>
#include <set>
#include <sstream>

#include "gateway/receivables/accounting/fec.h"
#include "gateway/receivables/acts.h"
#include "tests/gateway/fec_checker.h"
#include "tests/gateway/ledger_history.h"

using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using accounting::FecOptions;
using accounting::write_fec;
using test::check_fec;
using test::date;
using test::FecReport;
using test::seller;

namespace {

const std::string buyer = "0002:200000008";

std::string fec_of(test::Ledger& ledger, FecOptions options = {}) {
  options.chart = accounting::standard_chart();
  options.rates.emplace("USD", *facteur::formats::Decimal::parse("1.0850"));
  return ledger.read([&](store::Connection& sql) {
    std::ostringstream out;
    const auto result = write_fec(sql, seller, options, out);
    CHECK(result.missing_rates.empty());
    CHECK(result.debit == result.credit);
    return out.str();
  });
}

struct Books : test::Ledger {
  std::int64_t receipt(std::int64_t units, const std::string& day) {
    return store.write([&](store::Transaction& t) {
      return post_receipt(t, {seller, buyer, "EUR", units, date(day), "VIR 1", {}, "me"});
    });
  }
  void settle(std::int64_t item, std::int64_t taken, std::int64_t receipt, std::int64_t paid,
              std::optional<Difference> difference = {}) {
    store.write([&](store::Transaction& t) {
      apply(t, {1, {{item, -taken}, {receipt, paid}}, difference, date("2026-06-05"), "manual"});
    });
  }
  template <class Work>
  void act(Work&& work) {
    store.write([&](store::Transaction& t) { work(t, ActOf{date("2026-07-01"), "why", "me"}); });
  }
  FecReport report() {
    const FecReport report = check_fec(fec_of(*this));
    CHECK(report.faults.empty());
    return report;
  }
};

}  // namespace

TEST_CASE("a paid invoice is booked, received and lettered") {
  Books books;
  const auto item = books.open("F1", "2026-04-30", "2026-05-31", "100.00");
  const auto receipt = books.receipt(9998, "2026-06-05");
  books.settle(item, 10000, receipt, 9998, Difference::rounding);
  const FecReport report = books.report();
  CHECK(report.balance("411") == 0);
  CHECK(report.balance("512") == 9998);
  CHECK(report.balance("658") == 2);
  REQUIRE(report.lines.size() == 6);
  CHECK(report.lines[0].fields.at("JournalCode") == "VE");
  CHECK(report.lines[0].fields.at("CompAuxNum") == buyer);
  CHECK(report.lines[0].fields.at("EcritureLet") == "A");
  CHECK(report.lines[0].fields.at("DateLet") == "20260605");
  CHECK(report.lines[0].fields.at("PieceRef") == "F1");
}

TEST_CASE("an item settled in part carries no code in the books") {
  Books books;
  const auto item = books.open("F1", "2026-04-30", "2026-05-31", "100.00");
  books.settle(item, 4000, books.receipt(4000, "2026-06-05"), 4000);
  for (const auto& line : books.report().lines) CHECK(line.fields.at("EcritureLet").empty());
}

TEST_CASE("a sale is split by VAT where its breakdown is known, and cancelled as it was booked") {
  Books books;
  const auto item = books.open("F1", "2026-04-30", "2026-05-31", "131.00");
  books.store.write([&](store::Transaction& t) {
    const auto invoice = std::get<0>(
        *t.sql().row<std::int64_t>("SELECT invoice FROM receivable_items WHERE id = ?", item));
    t.sql().execute(
        "INSERT INTO invoice_vat (invoice, position, category, rate, total)"
        " VALUES (?1, 1, 'S', '20', '120.00'), (?1, 2, 'S', '10', '11.00')",
        invoice);
  });
  CHECK(books.report().balance("707") == -11000);
  CHECK(books.report().balance("445") == -2100);
  books.act([&](auto& t, const ActOf& act) { CHECK(cancel(t, item, act)); });
  const FecReport cancelled = books.report();
  for (const char* account : {"411", "445", "707"}) CHECK(cancelled.balance(account) == 0);
}

TEST_CASE("each difference goes to its account") {
  struct Row {
    Difference difference;
    const char* account;
  };
  for (const Row row : {Row{Difference::discount, "665"}, Row{Difference::bank_charge, "627"},
                        Row{Difference::write_off, "658"}, Row{Difference::bad_debt, "654"}}) {
    Books books;
    const auto item = books.open("F1", "2026-04-30", "2026-05-31", "100.00");
    books.act([&](auto& t, const ActOf& act) { write_off(t, item, 10000, row.difference, act); });
    CHECK(books.report().balance(row.account) == 10000);
    CHECK(books.report().balance("411") == 0);
  }
}

TEST_CASE("doubtful customers stand apart until they pay or are lost") {
  Books books;
  const auto item = books.open("F1", "2026-04-30", "2026-05-31", "100.00");
  books.act([&](auto& t, const ActOf& act) {
    CHECK(set_doubtful(t, item, true, act));
    CHECK_FALSE(set_doubtful(t, item, true, act));
  });
  CHECK(books.report().balance("416") == 10000);
  CHECK(books.report().balance("411") == 0);
  books.settle(item, 4000, books.receipt(4000, "2026-07-05"), 4000);
  CHECK(books.report().balance("416") == 6000);
  CHECK(books.report().balance("411") == 0);
  books.act(
      [&](auto& t, const ActOf& act) { write_off(t, item, 6000, Difference::bad_debt, act); });
  CHECK(books.report().balance("416") == 0);
  CHECK(books.report().balance("654") == 6000);
}

TEST_CASE("credits are paid back, fees are claimed, and no more than there is") {
  Books books;
  books.open("F1", "2026-04-30", "2026-05-31", "100.00");
  const auto receipt = books.receipt(2500, "2026-06-05");
  books.act([&](auto& t, const ActOf& act) {
    CHECK_THROWS_AS(refund(t, receipt, 2501, act), std::invalid_argument);
    refund(t, receipt, 2500, act);
    open_fee(t, {seller, buyer, "EUR", "IND-1", 4000, act.on, act.on}, "me");
  });
  CHECK(books.report().balance("512") == 0);
  CHECK(books.report().balance("763") == -4000);
  CHECK(books.report().balance("411") == 14000);
}

TEST_CASE("a receipt that comes back leaves the bank, one of another customer waits in 471") {
  Books books;
  books.open("F1", "2026-04-30", "2026-05-31", "100.00");
  for (const auto& [reason, account] :
       {std::pair("returned", "512"), std::pair("wrong_customer", "471")}) {
    const auto receipt = books.receipt(1000, "2026-06-05");
    books.store.write([&, reason = reason](store::Transaction& t) {
      reverse_receipt(t, receipt, date("2026-06-10"), reason, "me");
    });
    (void)account;
  }
  CHECK(books.report().balance("512") == 1000);
  CHECK(books.report().balance("471") == -1000);
  CHECK(books.report().balance("411") == 10000);
}

namespace {

// Money as the bank books it, and what was decided about it.
struct BankBooks : Books {
  std::int64_t movement(std::int64_t units, const std::string& outcome) {
    return store.write([&](store::Transaction& t) {
      t.sql().execute(
          "INSERT OR IGNORE INTO bank_accounts (id, tenant, identity, shown, currency, exponent,"
          " registered_at) VALUES (1, ?, 'a', 'a', 'EUR', 2, 0)",
          seller);
      t.sql().execute(
          "INSERT OR IGNORE INTO bank_files (id, tenant, sha256, name, format, imported_at, actor)"
          " VALUES (1, ?, 's', 'f', 'mt940', 0, 'me')",
          seller);
      t.sql().execute(
          "INSERT OR IGNORE INTO bank_statements (id, file, account, number) VALUES (1, 1, 1, "
          "'1')");
      t.sql().execute(
          "INSERT INTO bank_movements (tenant, account, statement, entry, line, booked_on, "
          "value_on,"
          " units, nature, bank_code, return_reason, reversal, payer, ultimate_payer, payer_id,"
          " payer_account, remittance, label, creditor_reference, documents, end_to_end_id, "
          "mandate,"
          " bank_reference, entry_reference, batch, transactions, known_at, state)"
          " VALUES (?, 1, 1, 1, 1, 20260605, 20260605, ?, '', '', '', 0, '', '', '', '', '', '', "
          "'',"
          " '', '', '', '', '', '', 1, ?, 'booked')",
          seller, units, t.now().microseconds);
      const auto id = std::get<0>(*t.sql().row<std::int64_t>("SELECT max(id) FROM bank_movements"));
      decide(t, id, outcome);
      return id;
    });
  }
  static void decide(store::Transaction& t, std::int64_t id, const std::string& outcome) {
    t.sql().execute(
        "INSERT INTO bank_decisions (tenant, movement, outcome, reason, currency, units, booked_on,"
        " payer, end_to_end, evidence, candidates, decided_at, actor)"
        " VALUES (?, ?, ?, 'r', 'EUR', 1, 20260605, '', '', '{}', '[]', ?, 'me')",
        seller, id, outcome, t.now().microseconds);
  }
};

}  // namespace

TEST_CASE("money of nobody waits in 471 until its owner is found or it turns out to be none") {
  BankBooks books;
  books.open("F1", "2026-04-30", "2026-05-31", "100.00");
  const auto found = books.movement(7000, "unapplied");
  const auto none = books.movement(3000, "unapplied");
  books.movement(900, "ignored");
  CHECK(books.report().balance("512") == 10000);
  CHECK(books.report().balance("471") == -10000);
  books.store.write([&](store::Transaction& t) {
    post_receipt(t, {seller, buyer, "EUR", 7000, date("2026-06-05"), "VIR", found, "me"});
    BankBooks::decide(t, none, "ignored");
  });
  const FecReport report = books.report();
  CHECK(report.balance("512") == 7000);
  CHECK(report.balance("471") == 0);
  CHECK(report.balance("411") == 3000);
}

TEST_CASE("any history gives a file of good form whose control account is the ledger") {
  const unsigned seed = GENERATE(31u, 32u, 33u);
  test::LedgerHistory history(seed, 200);
  const std::string text = fec_of(history.ledger());
  const FecReport report = check_fec(text);
  CHECK(report.faults == std::vector<std::string>());
  CHECK(report.lines.size() > 50);
  // The ledger, at the rate given: each line of another currency is rounded by itself.
  history.ledger().read([&](store::Connection& sql) {
    for (const Balance& balance : balance(sql, seller, {date("2027-12-31"), {}})) {
      std::int64_t booked = 0;
      for (const auto& line : report.lines) {
        if (!line.fields.at("CompteNum").starts_with("41")) continue;
        const std::string& currency = line.fields.at("Idevise");
        if ((currency.empty() ? "EUR" : currency) != balance.currency) continue;
        std::string amount = line.fields.at("Montantdevise");
        amount.erase(std::remove(amount.begin(), amount.end(), ','), amount.end());
        booked += currency.empty() ? line.debit - line.credit : std::stoll(amount);
      }
      CHECK(booked == balance.net);
    }
  });
  // Lettered lines of an account and a code cancel each other out.
  std::map<std::string, std::int64_t> by_code;
  for (const auto& line : report.lines)
    if (!line.fields.at("EcritureLet").empty() && line.fields.at("Idevise").empty())
      by_code[line.fields.at("CompAuxNum") + line.fields.at("EcritureLet")] +=
          line.debit - line.credit;
  CHECK(by_code.size() > 3);
  for (const auto& [code, sum] : by_code) CHECK(sum == 0);
}

TEST_CASE("entries of a period are numbered from one, and a missing rate is said") {
  test::LedgerHistory history(34, 150);
  FecOptions options;
  options.from = date("2026-03-01");
  options.until = date("2026-06-30");
  options.separator = '|';
  const FecReport report = check_fec(fec_of(history.ledger(), options));
  CHECK(report.faults.empty());
  for (const auto& line : report.lines) {
    CHECK(line.fields.at("EcritureDate") >= "20260301");
    CHECK(line.fields.at("EcritureDate") <= "20260630");
  }
  options.chart = accounting::standard_chart();
  history.ledger().read([&](store::Connection& sql) {
    std::ostringstream out;
    CHECK(write_fec(sql, seller, options, out).missing_rates == std::set<std::string>{"USD"});
  });
}

TEST_CASE("a period begins with the balances that the time before it left") {
  const unsigned seed = GENERATE(35u, 36u);
  test::LedgerHistory history(seed, 200);
  FecOptions year, whole;
  year.from = date("2026-04-01");
  year.until = whole.until = date("2026-08-31");
  const FecReport all = check_fec(fec_of(history.ledger(), whole));
  const FecReport report = check_fec(fec_of(history.ledger(), year));
  CHECK(report.faults.empty());
  REQUIRE_FALSE(report.lines.empty());
  CHECK(report.lines[0].fields.at("JournalCode") == "AN");
  CHECK(report.lines[0].fields.at("EcritureDate") == "20260401");
  const auto in_currency = [](const FecReport& of, const std::string& account) {
    std::map<std::string, std::int64_t> sums;  // by customer and currency
    for (const auto& line : of.lines) {
      if (!line.fields.at("CompteNum").starts_with(account)) continue;
      std::string amount = line.fields.at("Montantdevise");
      amount.erase(std::remove(amount.begin(), amount.end(), ','), amount.end());
      sums[line.fields.at("CompAuxNum") + line.fields.at("Idevise")] +=
          amount.empty() ? line.debit - line.credit : std::stoll(amount);
    }
    std::erase_if(sums, [](const auto& sum) { return sum.second == 0; });
    return sums;
  };
  for (const char* account : {"411", "416", "512", "471", "445"})
    CHECK(in_currency(report, account) == in_currency(all, account));
}

TEST_CASE("what was settled before the period is not carried into it") {
  Books books;
  const auto paid = books.open("F1", "2026-04-30", "2026-05-31", "100.00");
  books.settle(paid, 10000, books.receipt(10000, "2026-06-05"), 10000);
  books.open("F2", "2026-05-30", "2026-06-30", "70.00");
  FecOptions options;
  options.from = date("2026-07-01");
  const FecReport report = check_fec(fec_of(books, options));
  CHECK(report.faults.empty());
  CHECK(report.balance("411") == 7000);
  CHECK(report.balance("512") == 10000);
  REQUIRE(report.lines.size() >= 4);
  CHECK(report.lines[0].fields.at("PieceRef") == "F2");
  CHECK(report.lines[0].fields.at("CompAuxNum") == buyer);
}

TEST_CASE("a lettering code stands for one group of a customer, whatever its currency") {
  Books books;
  const auto euros = books.open("F1", "2026-04-30", "2026-05-31", "100.00");
  books.settle(euros, 10000, books.receipt(10000, "2026-06-05"), 10000);
  NewReceivable sale = test::new_receivable("F2", "50.00");
  sale.currency = "USD";
  const auto dollars = books.test::Ledger::open(sale).item;
  books.store.write([&](store::Transaction& t) {
    const auto receipt =
        post_receipt(t, {seller, buyer, "USD", 5000, date("2026-06-08"), "VIR 2", {}, "me"});
    const auto account = std::get<0>(
        *t.sql().row<std::int64_t>("SELECT account FROM receivable_items WHERE id = ?", dollars));
    apply(t, {account, {{dollars, -5000}, {receipt, 5000}}, {}, date("2026-06-08"), "manual"});
  });
  const FecReport report = books.report();
  std::map<std::string, std::set<std::string>> currencies;
  for (const auto& line : report.lines)
    if (!line.fields.at("EcritureLet").empty())
      currencies[line.fields.at("EcritureLet")].insert(line.fields.at("Idevise"));
  CHECK(currencies.size() == 2);
  for (const auto& [code, of] : currencies) CHECK(of.size() == 1);
}

TEST_CASE("the name of the file is the SIREN, FEC and the closing day") {
  CHECK(accounting::is_fec_name("100000009FEC20261231.txt", "100000009", {}));
  CHECK(accounting::is_fec_name("100000009FEC20261231", "100000009", date("2026-12-31")));
  CHECK_FALSE(accounting::is_fec_name("100000009FEC20261231", "100000009", date("2026-06-30")));
  CHECK_FALSE(accounting::is_fec_name("100000009FEC20261331.txt", "100000009", {}));
  CHECK_FALSE(accounting::is_fec_name("fec.txt", "100000009", {}));
}

TEST_CASE("a chart says what is wrong with it") {
  using accounting::parse_chart;
  CHECK_THROWS_AS(parse_chart("[accounts]\n[journals]\n", "f"), accounting::ChartError);
  CHECK_THROWS_AS(parse_chart("nothing", "f"), accounting::ChartError);
}
