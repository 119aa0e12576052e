// Promises read from the database and judged.
#include <algorithm>
#include <map>

#include "gateway/receivables/desk/promises.h"
#include "gateway/receivables/live_items.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using store::Connection;
using Number = std::int64_t;
using Text = std::string;

constexpr std::string_view select_promises =
    "SELECT p.id, p.account, p.units, p.promised_on, p.pauses_until, p.source, p.note, p.made_on,"
    "  p.made_at, p.made_by, CASE WHEN p.ended_at <= ? THEN p.ended_on END, a.customer_key, "
    "a.customer_name, a.currency, a.exponent"
    " FROM promises p JOIN receivable_accounts a ON a.id = p.account"
    " WHERE +p.tenant = ? AND p.made_on <= ? AND p.made_at <= ?";  // always found by account

void load_items(Connection& connection, PromiseView& view) {
  for (const auto& [item, units, number] : connection.rows<Number, Number, Text>(
           "SELECT p.item, p.units, i.number FROM promise_items p"
           " JOIN receivable_items i ON i.id = p.item WHERE p.promise = ? ORDER BY i.due_on, i.id",
           view.promise.id)) {
    view.promise.items.push_back({item, units});
    view.numbers.push_back(number);
  }
}

// `ending`: further conditions, with their parameters.
std::vector<PromiseView> selected(Connection& connection, const Text& tenant, const AsOf& as_of,
                                  std::string_view ending, std::vector<store::Value> more) {
  const Number known = known_limit(as_of);
  std::vector<store::Value> parameters = {known, tenant, to_number(as_of.on), known};
  std::ranges::move(more, std::back_inserter(parameters));
  std::vector<PromiseView> views;
  for (const auto& [id, account, units, promised, pauses, source, note, made_on, made_at, made_by,
                    ended, customer, name, currency, exponent] :
       connection.rows_with<Number, Number, Number, Number, Number, Text, Text, Number, Number,
                            Text, std::optional<Number>, Text, Text, Text, Number>(
           std::string(select_promises).append(ending), std::move(parameters))) {
    PromiseView view;
    view.promise = {
        id,   tenant,           account, units,  to_date(promised), to_date(pauses), source,
        note, to_date(made_on), made_at, made_by};
    if (ended) view.promise.ended_on = to_date(*ended);
    view.customer_key = customer;
    view.customer_name = name;
    view.currency = currency;
    view.exponent = static_cast<unsigned>(exponent);
    load_items(connection, view);
    views.push_back(std::move(view));
  }
  return views;
}

// What the customer owes on `day`, for promises that name no item.
std::vector<OpenDebit> debits_of(Connection& connection, const Text& tenant,
                                 const PromiseView& view, const AsOf& as_of) {
  std::vector<OpenDebit> debits;
  for (const OpenItem& item : open_items(connection, tenant, as_of, view.customer_key))
    if (item.open > 0 && item.currency == view.currency)
      debits.push_back({item.id, item.issued_on, item.due_on, item.open});
  return debits;
}

// All of one account, from `first` on to before `last`.
void judge_account(Connection& connection, ItemHistories& histories, const Text& tenant,
                   std::span<PromiseView> views, const AsOf& as_of) {
  std::vector<Promise> promises;
  PromiseFacts facts;
  std::optional<Date> first_of_customer;
  std::map<Number, const ItemHistory*> items;
  for (const PromiseView& view : views) {
    promises.push_back(view.promise);
    for (const PromisedItem& part : view.promise.items)
      items.emplace(part.item, &histories.of(part.item));
    if (view.promise.items.empty())
      first_of_customer = std::min(first_of_customer.value_or(as_of.on), view.promise.made_on);
  }
  for (const auto& [id, history] : items) facts.items.push_back(history);
  if (first_of_customer) {
    facts.receipts =
        receipts_of(connection, views.front().promise.account, *first_of_customer, as_of.known_at);
    facts.debits = debits_of(connection, tenant, views.front(), as_of);
  }
  const auto results = promises_on(promises, facts, as_of.on);
  for (std::size_t place = 0; place < views.size(); ++place) views[place].on = results[place];
}

void judge(Connection& connection, const Text& tenant, std::vector<PromiseView>& views,
           const AsOf& as_of) {
  const auto account = [](const PromiseView& view) { return view.promise.account; };
  std::ranges::stable_sort(views, {}, account);
  ItemHistories histories(connection, as_of.known_at);
  for (auto begin = views.begin(); begin != views.end();) {
    const auto end = std::find_if(
        begin, views.end(), [&](const auto& view) { return account(view) != account(*begin); });
    judge_account(connection, histories, tenant, std::span(begin, end), as_of);
    begin = end;
  }
}

}  // namespace

std::vector<PromiseView> promises(Connection& connection, const Text& tenant, Date day,
                                  const std::optional<Text>& customer_key, std::int64_t limit,
                                  std::optional<Instant> known_at) {
  const AsOf as_of{day, known_at};
  auto views =
      customer_key
          ? selected(connection, tenant, as_of,
                     " AND p.account IN (SELECT id FROM receivable_accounts WHERE tenant = ?"
                     "  AND customer_key = ?)",
                     {tenant, *customer_key})
          // A promise is judged beside the others of its account: the limit counts accounts' worth.
          : selected(connection, tenant, as_of,
                     " AND p.account IN (SELECT account FROM promises WHERE tenant = ?"
                     "  AND made_on <= ? ORDER BY id DESC LIMIT ?)",
                     {tenant, to_number(day), limit});
  judge(connection, tenant, views, as_of);
  std::ranges::sort(views, std::ranges::greater(),
                    [](const auto& view) { return view.promise.id; });
  if (std::ssize(views) > limit) views.resize(static_cast<std::size_t>(std::max<Number>(limit, 0)));
  return views;
}

std::vector<PromiseView> promises_that_matter(Connection& connection, const Text& tenant, Date day,
                                              std::optional<Instant> known_at) {
  const AsOf as_of{day, known_at};
  auto views = selected(
      connection, tenant, as_of,
      " AND p.account IN (SELECT q.account FROM promises q WHERE q.tenant = ? AND q.made_on <= ?"
      "  AND (q.ended_on IS NULL OR q.ended_on > ? OR q.ended_at > ?) AND (q.pauses_until >= ? OR "
      "NOT EXISTS"
      "   (SELECT 1 FROM promise_items n WHERE n.promise = q.id) OR EXISTS"
      "   (SELECT 1 FROM promise_items i JOIN receivable_states s ON s.item = i.item"
      "    WHERE i.promise = q.id AND (s.open <> 0 OR s.settled_on > ?))))",
      {tenant, to_number(day), to_number(day), known_limit(as_of), to_number(day), to_number(day)});
  judge(connection, tenant, views, as_of);
  return views;
}

KeptRatio kept_ratio(Connection& connection, const Text& tenant, const Text& customer_key,
                     const Text& currency, Date day) {
  KeptRatio ratio;
  for (const PromiseView& view : promises(connection, tenant, day, customer_key)) {
    const auto state = view.on.state;
    const bool decided = state == PromiseState::kept || state == PromiseState::partly_kept ||
                         state == PromiseState::broken;
    if (!decided || view.currency != currency) continue;
    ++ratio.decided;
    ratio.kept += state == PromiseState::kept ? 1 : 0;
    ratio.promised += view.promise.units;
    ratio.received += view.on.received;
  }
  return ratio;
}

}  // namespace facteur::gateway::receivables
