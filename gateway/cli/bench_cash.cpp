// Cash application: a day of bank lines against a ledger in which everything is open, beside the
// plainest SQL on the same rows: a join on the exact number and amount, which finds about half of
// what the lines pay and posts it.
#include <stdexcept>

#include "gateway/cli/bench_run.h"
#include "gateway/cli/cash_lines.h"
#include "gateway/receivables/bank/import.h"
#include "gateway/store/store.h"

namespace facteur::gateway::cli {
namespace {

const std::string tenant = "100000009";

// Items as cash_lines.h says; their day of issue follows their number.
constexpr const char* make_open_items[] = {
    "CREATE TEMP TABLE made AS"
    " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
    " SELECT i, 1 + (i - 1) / ? AS account, 120 * (50 + i * 48271 % 2147483647 % 20000) AS units,"
    " 2460949 + i % 120 AS day FROM n",

    "INSERT INTO receivable_items (id, account, number, kind, issued_on, due_on, due_basis, units,"
    " opened_at)"
    " SELECT i, account, printf('FA2026%07d', i), 'invoice', strftime('%Y%m%d', day),"
    " strftime('%Y%m%d', day + 30), 'imported', units, (day - 2440588) * 86400000000 FROM made",

    "INSERT INTO receivable_movements (account, item, side, issued_on, due_on, effective_on,"
    " known_at, kind, units, actor)"
    " SELECT account, id, 0, issued_on, due_on, issued_on, opened_at, 'opening', units, 'bench'"
    " FROM receivable_items",

    "INSERT INTO receivable_states (item, account, side, issued_on, due_on, open, moved_on,"
    " moved_at) SELECT item, account, side, issued_on, due_on, units, effective_on, known_at"
    " FROM receivable_movements",

    "ANALYZE",
};

void make_customers(store::Transaction& t, std::int64_t customers) {
  for (std::int64_t n = 1; n <= customers; ++n) {
    const std::string key = customer_key_of(n), name = customer_name_of(n);
    t.sql().execute("INSERT INTO customers (tenant, key, name) VALUES (?, ?, ?)", tenant, key,
                    name);
    t.sql().execute(
        "INSERT INTO receivable_accounts (id, tenant, customer_key, customer_name, currency,"
        " exponent) VALUES (?, ?, ?, ?, 'EUR', 2)",
        n, tenant, key, name);
  }
}

void fill(store::Store& store, std::int64_t items) {
  store.write([&](store::Transaction& t) {
    make_customers(t, (items + items_a_customer - 1) / items_a_customer);
    for (const char* statement : make_open_items) {
      if (std::string_view(statement).find('?') != std::string_view::npos)
        t.sql().execute(statement, items, items_a_customer);
      else
        t.sql().execute(statement);
    }
  });
}

// In tables of their own, so that the ledger stays as it is for the real import.
void join_exactly(store::Store& store, std::int64_t lines) {
  store.write([&](store::Transaction& t) {
    t.sql().execute("CREATE TABLE plain_lines (reference TEXT, units INTEGER)");
    t.sql().execute("CREATE TABLE plain_payments (item INTEGER, units INTEGER)");
    for (std::int64_t n = 0; n < lines; ++n) {
      const CashLine line = cash_line(n);
      t.sql().execute("INSERT INTO plain_lines VALUES (?, ?)",
                      line.text.substr(line.text.rfind(' ') + 1), line.cents);
    }
    t.sql().execute(
        "INSERT INTO plain_payments SELECT i.id, l.units FROM plain_lines l"
        " JOIN receivable_items i ON i.number = l.reference"
        " JOIN receivable_states s ON s.item = i.id AND s.open = l.units");
  });
}

void import_statement(store::Store& store, const std::string& statement) {
  const auto import =
      receivables::bank::import_file(store, {tenant, "bench", statement, "bench"}, {});
  if (!import.faults.empty()) throw std::runtime_error(import.faults.front().message.en);
}

}  // namespace

void bench_cash(const BenchOptions& options, const Report& report) {
  const ScratchFolder folder(options.folder);
  store::Store store({folder.path() / "facteur.db", system_clock(), 1});
  fill(store, options.items);
  const std::int64_t lines = options.items / items_a_line;
  const std::string statement = cash_statement(lines);
  const double plain = seconds_of([&] { join_exactly(store, lines); });
  const double ours = seconds_of([&] { import_statement(store, statement); });
  report({"cash", std::to_string(lines) + " lines, " + std::to_string(options.items) + " items",
          ours, "s", "exact join", plain});
}

}  // namespace facteur::gateway::cli
