// Laws of the figures over random ledgers.
#include <catch2/catch.hpp>
#include <random>

#include "gateway/receivables/aged_balance.h"
#include "gateway/receivables/figures/bridge.h"
#include "gateway/receivables/figures/collection.h"
#include "gateway/receivables/figures/dso.h"
#include "tests/gateway/figures_fixture.h"

using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using namespace facteur::gateway::receivables::figures;
using test::date;
using test::figures_question;
using test::seller;

namespace {

class RandomLedger : public test::Ledger {
 public:
  explicit RandomLedger(unsigned seed) : random_(seed) {
    store.write([&](store::Transaction& t) {
      for (int i = 0; i < 120; ++i) add_item(t, i);
    });
  }

  int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
  std::string day(int after) { return add_days(date("2026-01-01"), after)->to_string(); }

 private:
  // Credit notes are small beside invoices; most invoices are paid, some in parts, some given up.
  void add_item(store::Transaction& t, int i) {
    const bool credit = below(8) == 0;
    const std::int64_t units = 1 + below(credit ? 10'000 : 1'000'000);
    auto receivable = test::new_receivable(std::to_string(i), std::to_string(units) + ".00");
    receivable.customer_key = "C" + std::to_string(below(6));
    receivable.currency = below(4) == 0 ? "USD" : "EUR";
    const int issued = below(300);
    receivable.issue_date = day(issued);
    receivable.due_date = day(issued + below(90));
    receivable.type_code = credit ? "381" : "380";
    const auto item = open_receivable(t, receivable).item;
    constexpr const char* kinds[] = {"payment", "payment", "payment", "write_off", "cancellation"};
    const std::int64_t sign = credit ? 1 : -1;
    if (below(3) > 0)
      receivables::post(t, {item, date(day(issued + below(150))), kinds[below(5)],
                            sign * units * 100 / (1 + below(2)), "me"});
  }

  std::mt19937 random_;
};

// Of the catalogue's own sums against what else the ledger says.
void check_sums(store::Connection& connection, const Question& question,
                const std::vector<Portfolio>& portfolios) {
  const auto balances = balance(connection, seller, question.as_of);
  const auto aged = aged_balance(connection, seller, question.as_of);
  for (std::size_t i = 0; i < portfolios.size(); ++i) {
    const OpenSums sums = open_sums(portfolios[i]);
    CHECK(balances.at(i).currency == portfolios[i].currency);
    CHECK(sums.net == balances.at(i).net);
    CHECK(sums.not_due + sums.overdue + sums.fees == balances.at(i).debits);
    CHECK(sums.credit_notes == balances.at(i).credits);
    CHECK(sums.unapplied == balances.at(i).unapplied);
    for (const AgedLine& total : aged.totals)
      if (total.currency == portfolios[i].currency) {
        CHECK(total.gross == sums.not_due + sums.overdue + sums.fees);
        CHECK(total.buckets[0] == sums.not_due);
      }
  }
}

void check_bridges(store::Connection& connection, const Question& question) {
  const AsOf before{*add_days(question.as_of.on, -question.window_days), question.as_of.known_at};
  const auto at_start = balance(connection, seller, before);
  const auto at_end = balance(connection, seller, question.as_of);
  for (const Bridge& bridge : bridges(connection, question)) {
    std::int64_t sum = bridge.opening;
    for (const BridgeLine& line : bridge.lines) {
      sum += line.units;
      std::int64_t detail = 0;
      const auto movements = bridge_movements(connection, question, line.name);
      REQUIRE(movements);
      for (const BridgeMovement& movement : *movements)
        if (movement.currency == bridge.currency) detail += movement.units;
      CHECK(detail == line.units);
    }
    CHECK(sum == bridge.closing);
    const auto same = [&](const Balance& one) { return one.currency == bridge.currency; };
    CHECK(std::find_if(at_start.begin(), at_start.end(), same)->net == bridge.opening);
    CHECK(std::find_if(at_end.begin(), at_end.end(), same)->net == bridge.closing);
  }
}

void check_ratios(Portfolio portfolio) {
  const Answer overdue = overdue_rate(portfolio), cei = collection_effectiveness(portfolio);
  if (overdue.value) CHECK((*overdue.value >= Ratio(0) && *overdue.value <= Ratio(100)));
  if (cei.value) CHECK(*cei.value <= Ratio(100));
  const Answer delinquent = average_days_delinquent(portfolio);
  if (delinquent.value) CHECK_FALSE(delinquent.value->is_negative());

  OpenItem more{};
  more.kind = "invoice";
  more.issued_on = more.due_on = portfolio.as_of;
  more.open = 12'345;
  for (int step = 0; step < 20; ++step) {
    const Answer less = dso_count_back(portfolio);
    portfolio.open.push_back(more);
    more.open *= 2;
    const Answer now = dso_count_back(portfolio);
    if (!less.value || !now.value) continue;
    CHECK(*less.value <= *now.value);
    CHECK((!less.more_than || now.more_than));
  }
}

}  // namespace

TEST_CASE("figures of any day and window agree with the ledger", "[figures]") {
  const unsigned seed = GENERATE(1u, 2u, 3u, 4u);
  RandomLedger ledger(seed);
  for (int look = 0; look < 25; ++look) {
    const Question question =
        figures_question(ledger.day(ledger.below(420)), 1 + ledger.below(200));
    INFO("seed " << seed << ", on " << question.as_of.on.to_string() << ", " << question.window_days
                 << " days");
    ledger.read([&](store::Connection& connection) {
      const auto portfolios = load(connection, question);
      check_sums(connection, question, portfolios);
      check_bridges(connection, question);
      for (const Portfolio& portfolio : portfolios) check_ratios(portfolio);
    });
  }
}

TEST_CASE("figures of customers add up to those of all", "[figures]") {
  RandomLedger ledger(7);
  Question question = figures_question("2026-07-31", 120);
  question.currency = "EUR";
  ledger.read([&](store::Connection& connection) {
    const Portfolio all = load(connection, question).at(0);
    OpenSums sums;
    std::int64_t sales = 0, before = 0;
    std::size_t paid = 0;
    for (int customer = 0; customer < 6; ++customer) {
      question.customer_key = "C" + std::to_string(customer);
      for (const Portfolio& one : load(connection, question)) {
        const OpenSums part = open_sums(one);
        sums.net += part.net;
        sums.overdue += part.overdue;
        sales += one.sales_in_window();
        before += one.receivables_before();
        paid += one.paid.size();
      }
    }
    CHECK(sums.net == open_sums(all).net);
    CHECK(sums.overdue == open_sums(all).overdue);
    CHECK(sales == all.sales_in_window());
    CHECK(before == all.receivables_before());
    CHECK(paid == all.paid.size());
  });
}

TEST_CASE("figures of a past day as known then do not change with what comes later", "[figures]") {
  RandomLedger ledger(9);
  Question question = figures_question("2026-06-30", 90);
  question.as_of.known_at = ledger.store.now();
  const auto simple = [&] {
    return dso_simple(ledger.read([&](store::Connection& c) { return load(c, question).at(0); }));
  };
  const Answer first = simple();
  ledger.open(test::new_receivable("late", "99999.00"));
  CHECK(*simple().value == *first.value);
}
