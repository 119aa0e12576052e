// The aged balance of a past date, beside the plainest SQL that reads the same rows: a ledger of
// three years and 5,000 customers, three quarters of it paid, the same at every run.
#include "gateway/cli/bench_run.h"
#include "gateway/receivables/aged_balance.h"
#include "gateway/receivables/customer_account.h"
#include "gateway/store/store.h"

namespace facteur::gateway::cli {
namespace {

using namespace receivables;

const std::string tenant = "100000009";

// Made by SQL alone: numbers scattered by a multiplier, days as julian day numbers. Customer by
// customer, as indexes like it.
constexpr const char* make_ledger[] = {
    "INSERT INTO receivable_accounts (tenant, customer_key, customer_name, currency, exponent)"
    " WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 4999)"
    " SELECT '100000009', 'C' || i, 'Customer ' || i, 'EUR', 2 FROM n",

    "CREATE TEMP TABLE made AS"
    " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
    " SELECT i, 1 + (i - 1) * 5000 / ? AS account, i * 48271 % 2147483647 AS r,"
    "  2459946 + i * 48271 % 1095 AS day FROM n",

    "INSERT INTO receivable_items (id, account, number, kind, issued_on, due_on, due_basis, units,"
    " opened_at)"
    " SELECT i, account, 'F' || i, iif(r % 20 = 7, 'credit_note', 'invoice'),"
    " strftime('%Y%m%d', day), strftime('%Y%m%d', day + 30 + r % 31), 'BT-9',"
    " iif(r % 20 = 7, -1, 1) * (100 + r % 999983), (day - 2440588) * 86400000000 FROM made",

    "INSERT INTO receivable_movements (account, item, side, issued_on, due_on, effective_on,"
    " known_at, kind, units, actor)"
    " SELECT account, id, kind = 'credit_note', issued_on, due_on, issued_on, opened_at, 'opening',"
    " units, 'bench' FROM receivable_items",

    "INSERT INTO receivable_movements (account, item, side, issued_on, due_on, effective_on,"
    " known_at, kind, units, actor)"
    " SELECT receivable_items.account, id, kind = 'credit_note', issued_on, due_on,"
    " strftime('%Y%m%d', day + 20 + r % 83), opened_at + (20 + r % 83) * 86400000000, 'payment',"
    " -units, 'bench' FROM receivable_items JOIN made ON i = id WHERE r % 4 > 0",

    "INSERT INTO receivable_states (item, account, side, issued_on, due_on, open, moved_on,"
    " moved_at) SELECT item, account, side, issued_on, due_on, sum(units), max(effective_on),"
    " max(known_at) FROM receivable_movements GROUP BY item",
};

void fill(store::Store& store, std::int64_t items) {
  store.write([&](store::Transaction& t) {
    for (const char* statement : make_ledger) {
      if (std::string_view(statement).find('?') != std::string_view::npos)
        t.sql().execute(statement, items, items);
      else
        t.sql().execute(statement);
    }
  });
}

}  // namespace

void bench_receivables(const BenchOptions& options, const Report& report) {
  const ScratchFolder folder(options.folder);
  store::Store store({folder.path() / "facteur.db", system_clock(), 1});
  fill(store, options.items);
  // Two years into the three, and after the last movement.
  const AsOf past{*formats::Date::of(2025, 1, 1), {}}, today{*formats::Date::of(2026, 6, 1), {}};
  const AsOf past_known{past.on, end_of_day(past.on)};
  store.read([&](store::Connection& sql) {
    const auto plain_sum = [&] {
      sql.row<std::int64_t>(
          "SELECT sum(units) FROM receivable_movements WHERE effective_on <= ? AND known_at <= ?",
          to_number(past.on), past_known.known_at->microseconds);
    };
    const auto plain_account = [&] {
      sql.row<std::optional<std::int64_t>>(
          "SELECT sum(m.units) FROM receivable_movements m"
          " JOIN receivable_accounts a ON a.id = m.account WHERE a.customer_key = 'C2500'");
    };
    const auto seconds = median_seconds(
        {[&] { aged_balance(sql, tenant, today); }, [&] { aged_balance(sql, tenant, past); },
         [&] { aged_balance(sql, tenant, past_known); },
         [&] { aged_balance(sql, tenant, past, AgeBy::issue); },
         [&] { balance(sql, tenant, past_known); },
         [&] { open_items_page(sql, tenant, today, {}, 500'000, 100); }, plain_sum,
         [&] { customer_account(sql, tenant, "C2500", today); }, plain_account});
    const std::string of = ", " + std::to_string(options.items) + " items";
    const char* baseline = "SELECT sum(units)";
    const char* names[] = {"aged, today",
                           "aged, past day",
                           "aged, past day as known then",
                           "aged by issue, past day",
                           "balance, past day as known then",
                           "page of open items"};
    for (std::size_t i = 0; i < std::size(names); ++i)
      report({"ledger", names[i] + of, seconds[i] * 1000, "ms", baseline, seconds[6] * 1000});
    report({"ledger", "customer page" + of, seconds[7] * 1000, "ms", "SELECT sum(units) of it",
            seconds[8] * 1000});
  });
  bench_cash(options, report);
}

}  // namespace facteur::gateway::cli
