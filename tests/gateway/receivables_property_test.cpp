// Laws of the ledger over random histories, against a replay of the same history in memory.
#include <catch2/catch.hpp>
#include <random>

#include "gateway/receivables/aged_balance.h"
#include "gateway/receivables/money.h"
#include "tests/gateway/receivables_fixture.h"

using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using facteur::formats::Date;
using test::date;
using test::Ledger;
using test::seller;

namespace {

struct Fact {
  std::int64_t item;
  bool credit;
  Date due, effective;
  std::int64_t units;
};

// What was known at an instant: the first `facts` of the history.
struct Knowledge {
  Instant at;
  std::size_t facts;
};

class History {
 public:
  explicit History(unsigned seed) : random_(seed) {
    for (int step = 0; step < 80; ++step) {
      if (facts_.empty() || below(5) < 3)
        open(step);
      else
        settle();
      if (below(8) == 0) knowledge_.push_back({ledger_.store.now(), facts_.size()});
    }
    knowledge_.push_back({ledger_.store.now(), facts_.size()});
  }

  int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
  Date day(int after) { return *add_days(date("2026-01-01"), after); }
  Ledger& ledger() { return ledger_; }
  const Knowledge& some_knowledge() { return knowledge_[random_() % knowledge_.size()]; }

  // The replay: open debits a bucket, then all credits.
  std::array<std::int64_t, 6> replay(Date on, const Knowledge& knowledge) const {
    std::array<std::int64_t, 6> sums{};
    for (std::size_t i = 0; i < knowledge.facts; ++i) {
      const Fact& fact = facts_[i];
      if (fact.effective > on) continue;
      const auto late = days_between(fact.due, on);
      const std::size_t bucket = late <= 0    ? 0
                                 : late <= 30 ? 1
                                 : late <= 60 ? 2
                                 : late <= 90 ? 3
                                              : 4;
      sums[fact.credit ? 5 : bucket] += fact.units;
    }
    return sums;
  }

 private:
  void open(int step) {
    const Date issued = day(below(200));
    const std::int64_t units = 1 + below(1'000'000);
    auto receivable = test::new_receivable(std::to_string(step), decimal_of(units, 2));
    receivable.customer_key = "customer-" + std::to_string(below(5));
    receivable.issue_date = issued.to_string();
    receivable.due_date = add_days(issued, below(90))->to_string();
    const bool credit = below(6) == 0;
    receivable.type_code = credit ? "381" : "380";
    facts_.push_back({ledger_.open(receivable).item, credit, date(*receivable.due_date), issued,
                      credit ? -units : units});
  }

  void settle() {
    Fact fact = facts_[random_() % facts_.size()];
    fact.units = -fact.units / (1 + below(3));
    fact.effective = *add_days(fact.effective, below(150));
    ledger_.post(fact.item, fact.effective.to_string(), fact.units);
    facts_.push_back(fact);
  }

  std::mt19937 random_;
  Ledger ledger_;
  std::vector<Fact> facts_;
  std::vector<Knowledge> knowledge_;
};

}  // namespace

TEST_CASE("any balance of any day, as known at any instant, equals the replay of the history") {
  const unsigned seed = GENERATE(1u, 2u, 3u);
  History history(seed);
  for (int look = 0; look < 60; ++look) {
    const Date on = history.day(history.below(450));
    const Knowledge& knowledge = history.some_knowledge();
    INFO("seed " << seed << ", on " << on.to_string() << ", facts " << knowledge.facts);
    const auto expected = history.replay(on, knowledge);
    const AsOf as_of{on, knowledge.at};

    history.ledger().read([&](store::Connection& c) {
      std::array<std::int64_t, 6> found{};
      for (const AgedLine& total : aged_balance(c, seller, as_of).totals) {
        std::copy(total.buckets.begin(), total.buckets.end(), found.begin());
        found[5] = total.credits;
      }
      CHECK(found == expected);

      std::int64_t net = 0, by_item = 0, by_issue = 0;
      for (const auto units : expected) net += units;
      for (const OpenItem& item : open_items(c, seller, as_of)) by_item += item.open;
      for (const AgedLine& total : aged_balance(c, seller, as_of, AgeBy::issue).totals)
        by_issue += total.net;
      CHECK(balance(c, seller, as_of).at(0).net == net);
      CHECK(by_item == net);
      CHECK(by_issue == net);
    });
  }
}

TEST_CASE("a past report is the same whenever it is asked for") {
  History history(4);
  const AsOf as_of{date("2026-06-30"), history.ledger().store.now()};
  const auto report = [&] {
    return history.ledger().read([&](store::Connection& c) {
      std::string text;
      for (const auto& line : aged_balance(c, seller, as_of).customers)
        text += line.customer_key + " " + std::to_string(line.net) + "\n";
      return text;
    });
  };
  const std::string first = report();
  const auto item = history.ledger().open(test::new_receivable("late", "77.00")).item;
  history.ledger().post(item, "2026-05-15", -1'000);
  CHECK(report() == first);
}

TEST_CASE("undoing a movement restores what was open") {
  History history(5);
  const AsOf as_of{date("2027-12-31"), {}};
  const auto net = [&] {
    return history.ledger().read(
        [&](store::Connection& c) { return balance(c, seller, as_of).at(0).net; });
  };
  const auto item = history.ledger().open(test::new_receivable("F-undone", "77.00")).item;
  const auto before = net();
  history.ledger().post(item, "2026-07-01", -7'700);
  CHECK(net() == before - 7'700);
  history.ledger().post(item, "2026-07-01", 7'700, "reversal");
  CHECK(net() == before);
}
