// Laws of the whole ledger over random histories, against plain sums over its movements.
#include "tests/gateway/ledger_history.h"

#include <catch2/catch.hpp>
#include <map>

#include "gateway/receivables/aged_balance.h"

using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using test::LedgerHistory;
using test::seller;

namespace {

std::int64_t known(const AsOf& as_of) {
  return as_of.known_at ? as_of.known_at->microseconds : INT64_MAX;
}

std::int64_t plain_sum(store::Connection& sql, const AsOf& as_of, const std::string& currency,
                       int side) {
  return std::get<0>(*sql.row<std::int64_t>(
      "SELECT coalesce(sum(m.units), 0) FROM receivable_movements m"
      " JOIN receivable_accounts a ON a.id = m.account"
      " WHERE a.currency = ? AND m.side = ? AND m.effective_on <= ? AND m.known_at <= ?",
      currency, side, to_number(as_of.on), known(as_of)));
}

void check_question(store::Connection& sql, const AsOf& as_of) {
  std::map<std::string, std::int64_t> by_item, by_page;
  for (const OpenItem& item : open_items(sql, seller, as_of)) by_item[item.currency] += item.open;
  for (std::int64_t after = 0;;) {
    const auto page = open_items_page(sql, seller, as_of, {}, after, 3);
    for (const OpenItem& item : page) by_page[item.currency] += item.open;
    if (page.empty()) break;
    CHECK(page.front().id > after);
    after = page.back().id;
  }
  for (const Balance& balance : balance(sql, seller, as_of)) {
    CHECK(balance.debits == plain_sum(sql, as_of, balance.currency, 0));
    CHECK(balance.credits == plain_sum(sql, as_of, balance.currency, 1));
    CHECK(balance.unapplied == plain_sum(sql, as_of, balance.currency, 2));
    CHECK(by_item[balance.currency] == balance.net);
    CHECK(by_page[balance.currency] == balance.net);
    std::int64_t by_due = 0, by_issue = 0;
    for (const AgedLine& total : aged_balance(sql, seller, as_of).totals)
      if (total.currency == balance.currency) by_due = total.net;
    for (const AgedLine& total : aged_balance(sql, seller, as_of, AgeBy::issue).totals)
      if (total.currency == balance.currency) by_issue = total.net;
    CHECK(by_due == balance.net);
    CHECK(by_issue == balance.net);
  }
}

}  // namespace

TEST_CASE("every report of any day and any knowledge is the sum of the movements until then") {
  const unsigned seed = GENERATE(11u, 12u, 13u, 14u);
  LedgerHistory history(seed, 150);
  for (int look = 0; look < 40; ++look) {
    const AsOf as_of = history.some_question();
    INFO("seed " << seed << ", on " << as_of.on.to_string() << ", known at " << known(as_of));
    history.ledger().read([&](store::Connection& sql) { check_question(sql, as_of); });
  }
}

TEST_CASE("what each item has open is what its movements add up to, and never changes its sign") {
  LedgerHistory history(15, 250);
  history.ledger().read([&](store::Connection& sql) {
    const auto wrong = sql.rows<std::int64_t>(
        "SELECT s.item FROM receivable_states s JOIN receivable_items i ON i.id = s.item"
        " WHERE s.open <> (SELECT sum(units) FROM receivable_movements WHERE item = s.item)"
        " OR s.moved_on <> (SELECT max(effective_on) FROM receivable_movements WHERE item = s.item)"
        " OR s.moved_at <> (SELECT max(known_at) FROM receivable_movements WHERE item = s.item)"
        " OR (s.open > 0) <> (i.units > 0) AND s.open <> 0");
    CHECK(wrong.empty());
    const auto unbalanced = sql.rows<std::int64_t>(
        "SELECT application FROM receivable_movements WHERE kind = 'application'"
        " GROUP BY application HAVING sum(units) <> 0");
    CHECK(unbalanced.empty());
  });
}
