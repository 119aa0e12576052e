// Laws that hold whatever people agree on and pay: random desks over random ledgers.
#include <catch2/catch.hpp>
#include <random>

#include "gateway/receivables/agenda.h"
#include "tests/gateway/desk_fixture.h"

using namespace facteur;
using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using namespace facteur::gateway::test;
using store::Connection;
using store::Transaction;

namespace {

struct World {
  explicit World(unsigned seed) : random(seed) {
    for (int i = 0; i < 6; ++i)
      items.push_back(ledger.open("F" + std::to_string(i), "2026-05-01", "2026-05-31", "1000.00",
                                  i < 4 ? buyer : "0002:300000007"));
  }

  int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random); }
  std::int64_t any_item() { return items[static_cast<std::size_t>(below(6))]; }
  std::string day(int offset) { return formats::add_days(date("2026-06-01"), offset)->to_string(); }
  std::string cents(int most) {
    const int amount = 1 + below(most);
    return std::to_string(amount / 100) + "." + std::to_string(amount % 100 / 10) +
           std::to_string(amount % 10);
  }

  // Something happens on the day; what is refused does not happen.
  void act(int offset) {
    const auto item = any_item();
    const Acting acting = ledger.acting(day(offset));
    const auto open = ledger.read([&](Connection& sql) {
      return std::get<0>(
          *sql.row<std::int64_t>("SELECT open FROM receivable_states WHERE item = ?", item));
    });
    switch (below(7)) {
      case 0:
      case 1:
        if (open > 0) applications.push_back(ledger.pay(item, day(offset), 1 + below(int(open))));
        break;
      case 2:
        if (!applications.empty()) {
          ledger.undo(applications.back(), below(2) ? "" : day(offset));
          applications.pop_back();
        }
        break;
      case 3:
        promise(acting, item, offset);
        break;
      case 4:
        dispute(acting, item);
        break;
      case 5:
        plan(acting, item, offset, open);
        break;
      case 6:
        exclude_item(acting, item, offset);
        break;
    }
  }

  void promise(const Acting& acting, std::int64_t item, int offset) {
    NewPromise promise;
    if (below(4) == 0)
      promise.customer_key = buyer, promise.currency = "EUR";
    else
      promise.items = {item};
    promise.amount = cents(100'000);
    promise.promised_on = date(day(offset + below(15)));
    ledger.store.write([&](Transaction& t) { return make_promise(t, acting, promise); });
  }

  void dispute(const Acting& acting, std::int64_t item) {
    NewDispute dispute;
    dispute.item = item;
    if (below(3) > 0) dispute.amount = cents(60'000);
    dispute.reason = "price";
    const auto opened =
        ledger.store.write([&](Transaction& t) { return open_dispute(t, acting, dispute); });
    if (!refusal(opened) && below(2))
      ledger.store.write([&](Transaction& t) {
        return close_dispute(t, {seller, "x", formats::add_days(*acting.on, below(9)), {}},
                             std::get<std::int64_t>(opened), {"rejected"});
      });
  }

  void plan(const Acting& acting, std::int64_t item, int offset, std::int64_t open) {
    if (open < 2) return;
    const auto first = 1 + below(int(open) - 1);
    const auto text = [](std::int64_t units) {
      return std::to_string(units / 100) + "." + std::to_string(units % 100 / 10) +
             std::to_string(units % 10);
    };
    NewPlan plan{
        {item},
        {{date(day(offset + 5)), text(first)}, {date(day(offset + 20)), text(open - first)}},
        ""};
    ledger.store.write([&](Transaction& t) { return make_plan(t, acting, plan); });
  }

  void exclude_item(const Acting& acting, std::int64_t item, int offset) {
    ledger.store.write([&](Transaction& t) {
      return exclude(t, acting, {"", item, date(day(offset + below(10))), "x"});
    });
  }

  std::int64_t open(std::int64_t item, const std::string& on) {
    return ledger.read([&](Connection& sql) {
      return std::get<0>(
          *sql.row<std::int64_t>("SELECT coalesce(sum(units), 0) FROM receivable_movements"
                                 " WHERE item = ? AND effective_on <= ?",
                                 item, to_number(date(on))));
    });
  }

  DeskLedger ledger;
  std::vector<std::int64_t> items, applications;
  std::mt19937 random;
};

// Holds as text, to compare two looks at one day.
std::string told(const std::map<std::int64_t, ItemHolds>& holds) {
  std::string text;
  for (const auto& [item, held] : holds) {
    text += std::to_string(item) + "+" + std::to_string(held.steps_up);
    if (held.reminder_due_on) text += "@" + held.reminder_due_on->to_string();
    for (const Hold& hold : held.holds)
      text += "," + std::to_string(int(hold.kind)) + ":" + std::to_string(hold.units);
    text += ";";
  }
  return text;
}

}  // namespace

TEST_CASE("what is held of an item is positive and never exceeds what is open on it") {
  for (unsigned seed = 1; seed <= 12; ++seed) {
    INFO("seed " << seed);
    World world(seed);
    for (int offset = 0; offset < 40; ++offset) world.act(offset);
    for (int offset = 0; offset < 70; offset += 3) {
      const auto day = world.day(offset);
      const auto holds =
          world.ledger.read([&](Connection& sql) { return holds_on(sql, seller, date(day)); });
      for (const auto& [item, held] : holds) {
        std::int64_t sum = 0;
        for (const Hold& hold : held.holds) {
          CHECK(hold.units > 0);
          sum += hold.units;
        }
        CHECK(sum <= std::max<std::int64_t>(world.open(item, day), 0));
      }
    }
  }
}

TEST_CASE("what people do on a day changes nothing of the days before") {
  for (unsigned seed = 21; seed <= 26; ++seed) {
    INFO("seed " << seed);
    World world(seed);
    for (int offset = 0; offset < 20; ++offset) world.act(offset);
    std::vector<std::string> before;
    const auto look = [&](int offset) {
      return told(world.ledger.read(
          [&](Connection& sql) { return holds_on(sql, seller, date(world.day(offset))); }));
    };
    for (int offset = 0; offset < 20; ++offset) before.push_back(look(offset));
    // Undoing as if it had never been does reach back: it is left out.
    world.applications.clear();
    for (int offset = 20; offset < 40; ++offset) {
      world.act(offset);
      world.applications.clear();
    }
    for (int offset = 0; offset < 20; ++offset) CHECK(look(offset) == before[std::size_t(offset)]);
  }
}

TEST_CASE("a hold that is ended leaves the plan as it was without it") {
  DeskLedger with, without;
  for (DeskLedger* ledger : {&with, &without}) {
    ledger->open("FA1", "2026-04-30", "2026-05-31", "1000.00");
    ledger->plan({1}, "2026-06-01", {{"2026-06-30", "600.00"}, {"2026-07-31", "400.00"}});
  }
  const auto dispute = with.dispute(1, "2026-06-03", "300.00");
  with.store.write([&](Transaction& t) {
    id_of(close_dispute(t, with.acting("2026-06-10"), dispute, {"rejected"}));
  });
  for (const char* day : {"2026-06-02", "2026-06-10", "2026-06-30", "2026-07-15"}) {
    const auto a = with.read([&](Connection& sql) { return holds_on(sql, seller, date(day)); });
    const auto b = without.read([&](Connection& sql) { return holds_on(sql, seller, date(day)); });
    CHECK(told(a) == told(b));
  }
}
