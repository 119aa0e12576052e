#include "gateway/receivables/figures/aged_detail.h"

#include <algorithm>
#include <map>

#include "gateway/receivables/figures/portfolio.h"
#include "gateway/receivables/holds.h"

namespace facteur::gateway::receivables::figures {
namespace {

using LineKey = std::pair<std::string, std::string>;  // customer, currency
using Lines = std::map<LineKey, AgedDetailLine>;

constexpr AgeBucket not_due[] = {{"not_due", "Non échu", "Not due", INT64_MIN, 0}};
constexpr AgeBucket not_due_by_horizon[] = {
    {"due_in_>60", "À échoir > 60 j", "Due in > 60 d", INT64_MIN, -61},
    {"due_in_31-60", "À échoir 31-60 j", "Due in 31-60 d", -61, -31},
    {"due_in_0-30", "À échoir 0-30 j", "Due in 0-30 d", -31, 0},
};
constexpr AgeBucket to_90[] = {
    {"1-30", "1-30 j", "1-30 d", 0, 30},
    {"31-60", "31-60 j", "31-60 d", 30, 60},
    {"61-90", "61-90 j", "61-90 d", 60, 90},
};
constexpr AgeBucket above_90[] = {{">90", "> 90 j", "> 90 d", 90, INT64_MAX}};
constexpr AgeBucket above_90_fine[] = {
    {"91-120", "91-120 j", "91-120 d", 90, 120},
    {"121-180", "121-180 j", "121-180 d", 120, 180},
    {">180", "> 180 j", "> 180 d", 180, INT64_MAX},
};

std::int64_t age_of(const OpenItem& item, formats::Date on, AgeBy by) {
  return days_between(by == AgeBy::due ? item.due_on : item.issued_on, on);
}

// Fees are debits here, as in the aged balance.
bool is_debit(const OpenItem& item) {
  const Nature nature = nature_of(item);
  return nature == Nature::debit || nature == Nature::fee;
}

std::size_t bucket_of(const std::vector<AgeBucket>& buckets, std::int64_t age) {
  const auto found = std::find_if(buckets.begin(), buckets.end(), [&](const AgeBucket& bucket) {
    return (bucket.after < age || bucket.after == INT64_MIN) && age <= bucket.until;
  });
  return static_cast<std::size_t>(found - buckets.begin());
}

AgedDetailLine detailed(const AgedLine& line) {
  return {line.customer_key,
          line.customer_name,
          line.currency,
          line.exponent,
          {line.buckets.begin(), line.buckets.end()},
          line.gross,
          line.credits,
          line.unapplied,
          line.net};
}

// The usual buckets are sums that the database makes; others are made of items.
Lines usual_lines(store::Connection& connection, const std::string& tenant, const AsOf& as_of,
                  AgeBy by) {
  Lines lines;
  for (const AgedLine& line : aged_balance(connection, tenant, as_of, by).customers)
    lines.emplace(LineKey(line.customer_key, line.currency), detailed(line));
  return lines;
}

void add(AgedDetailLine& line, const OpenItem& item, const std::vector<AgeBucket>& buckets,
         std::int64_t age) {
  line.net += item.open;
  if (!is_debit(item)) {
    (nature_of(item) == Nature::credit_note ? line.credits : line.unapplied) += item.open;
    return;
  }
  line.gross += item.open;
  line.buckets[bucket_of(buckets, age)] += item.open;
}

Lines lines_of_items(store::Connection& connection, const std::string& tenant, const AsOf& as_of,
                     AgeBy by, const std::vector<AgeBucket>& buckets) {
  Lines lines;
  for (const OpenItem& item : open_items(connection, tenant, as_of)) {
    AgedDetailLine& line = lines[LineKey(item.customer_key, item.currency)];
    if (line.buckets.empty())
      line = {item.customer_key, item.customer_name, item.currency, item.exponent,
              std::vector<std::int64_t>(buckets.size())};
    add(line, item, buckets, age_of(item, as_of.on, by));
  }
  return lines;
}

void add_holds(store::Connection& connection, const std::string& tenant, const AsOf& as_of,
               Lines& lines) {
  for (const auto& [item, held] : holds_on(connection, tenant, as_of.on, as_of.known_at)) {
    std::int64_t disputed = 0, promised = 0;
    for (const Hold& hold : held.holds) {
      if (hold.kind == HoldKind::dispute) disputed += hold.units;
      if (hold.kind == HoldKind::promise) promised += hold.units;
    }
    if (disputed == 0 && promised == 0) continue;
    const auto account = connection.row<std::string, std::string>(
        "SELECT a.customer_key, a.currency FROM receivable_items i"
        " JOIN receivable_accounts a ON a.id = i.account WHERE i.id = ?",
        item);
    if (!account) continue;
    const auto line = lines.find(LineKey(std::get<0>(*account), std::get<1>(*account)));
    if (line == lines.end()) continue;
    line->second.disputed += disputed;
    line->second.promised += promised;
  }
}

void add(AgedDetailLine& total, const AgedDetailLine& line) {
  for (std::size_t i = 0; i < line.buckets.size(); ++i) total.buckets[i] += line.buckets[i];
  total.gross += line.gross;
  total.credits += line.credits;
  total.unapplied += line.unapplied;
  total.net += line.net;
  total.disputed += line.disputed;
  total.promised += line.promised;
}

}  // namespace

std::vector<AgeBucket> buckets_of(const AgedOptions& options) {
  std::vector<AgeBucket> buckets;
  const auto append = [&](const auto& more) {
    buckets.insert(buckets.end(), std::begin(more), std::end(more));
  };
  options.horizon ? append(not_due_by_horizon) : append(not_due);
  append(to_90);
  options.fine ? append(above_90_fine) : append(above_90);
  return buckets;
}

AgedDetail aged_detail(store::Connection& connection, const std::string& tenant, const AsOf& as_of,
                       const AgedOptions& options) {
  AgedDetail detail{buckets_of(options), {}, {}};
  const bool usual = !options.fine && !options.horizon;
  Lines lines = usual ? usual_lines(connection, tenant, as_of, options.by)
                      : lines_of_items(connection, tenant, as_of, options.by, detail.buckets);
  add_holds(connection, tenant, as_of, lines);
  std::map<std::string, AgedDetailLine> totals;
  for (auto& [key, line] : lines) {
    AgedDetailLine& total = totals[line.currency];
    if (total.buckets.empty())
      total = {"", "", line.currency, line.exponent,
               std::vector<std::int64_t>(line.buckets.size())};
    add(total, line);
    detail.customers.push_back(std::move(line));
  }
  std::sort(detail.customers.begin(), detail.customers.end(),
            [](const AgedDetailLine& a, const AgedDetailLine& b) {
              return std::tie(a.customer_name, a.customer_key, a.currency) <
                     std::tie(b.customer_name, b.customer_key, b.currency);
            });
  for (auto& [currency, total] : totals) detail.totals.push_back(std::move(total));
  return detail;
}

std::optional<std::vector<OpenItem>> aged_items(store::Connection& connection,
                                                const std::string& tenant, const AsOf& as_of,
                                                const AgedOptions& options, const AgedCell& cell) {
  const auto buckets = buckets_of(options);
  const std::string wanted = cell.bucket.value_or("");
  const bool known = wanted.empty() || wanted == "credits" || wanted == "unapplied" ||
                     std::any_of(buckets.begin(), buckets.end(),
                                 [&](const AgeBucket& bucket) { return bucket.name == wanted; });
  if (!known) return std::nullopt;
  auto items = open_items(connection, tenant, as_of, cell.customer_key);
  std::erase_if(items, [&](const OpenItem& item) {
    if (cell.currency && item.currency != *cell.currency) return true;
    if (wanted.empty()) return false;
    if (is_debit(item))
      return buckets[bucket_of(buckets, age_of(item, as_of.on, options.by))].name != wanted;
    return wanted != (nature_of(item) == Nature::credit_note ? "credits" : "unapplied");
  });
  return items;
}

}  // namespace facteur::gateway::receivables::figures
