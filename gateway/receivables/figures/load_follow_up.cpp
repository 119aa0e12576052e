#include "gateway/receivables/figures/load_follow_up.h"

#include <algorithm>

#include "gateway/receivables/desk/disputes.h"
#include "gateway/receivables/desk/promises.h"
#include "gateway/receivables/figures/accounts_asked.h"
#include "gateway/receivables/holds.h"

namespace facteur::gateway::receivables::figures {
namespace {

using formats::Date;
using store::Connection;
using State = PromiseFact::State;

constexpr std::int64_t most_promises = 100'000;

void add_disputes(Connection& connection, const Question& question, ByCurrency& portfolios) {
  DisputeFilter filter{question.as_of.on};
  filter.customer_key = question.customer_key;
  filter.known_at = question.as_of.known_at;
  std::map<std::int64_t, std::int64_t> left;  // open and not in dispute yet
  for (const auto& [currency, portfolio] : portfolios)
    for (const OpenItem& item : portfolio.open)
      left[item.id] = std::max<std::int64_t>(item.open, 0);
  for (const Dispute& dispute : disputes(connection, question.tenant, filter)) {
    const auto portfolio = portfolios.find(dispute.currency);
    const auto open = left.find(dispute.item);
    if (portfolio == portfolios.end() || open == left.end()) continue;
    const std::int64_t units = std::min(dispute.units.value_or(open->second), open->second);
    open->second -= units;
    portfolio->second.follow_up.disputes.push_back(
        {dispute.item, units, dispute.reason,
         dispute.owner.empty() ? dispute.department : dispute.owner, dispute.made_on});
  }
}

// Nothing for a promise that counts neither as kept nor as broken.
std::optional<State> state_of(PromiseState state) {
  switch (state) {
    case PromiseState::open:
      return State::open;
    case PromiseState::kept:
      return State::kept;
    case PromiseState::partly_kept:
      return State::partly_kept;
    case PromiseState::broken:
      return State::broken;
    default:
      return std::nullopt;
  }
}

void add_promises(Connection& connection, const Question& question, ByCurrency& portfolios) {
  const Date before = day_before_window(question);
  for (const PromiseView& view :
       promises(connection, question.tenant, question.as_of.on, question.customer_key,
                most_promises, question.as_of.known_at)) {
    const auto portfolio = portfolios.find(view.currency);
    const auto state = state_of(view.on.state);
    if (portfolio == portfolios.end() || !state) continue;
    if (*state != State::open && view.promise.promised_on <= before) continue;
    portfolio->second.follow_up.promises.push_back(
        {*state, view.promise.units, view.on.received, view.on.missing});
  }
}

// Items of which nothing may be asked for: held back as a whole.
void add_held(Connection& connection, const Question& question, ByCurrency& portfolios) {
  const auto holds =
      holds_on(connection, question.tenant, question.as_of.on, question.as_of.known_at);
  for (auto& [currency, portfolio] : portfolios)
    for (const OpenItem& item : portfolio.open) {
      const auto found = holds.find(item.id);
      if (found == holds.end()) continue;
      std::int64_t units = 0;
      for (const Hold& hold : found->second.holds) units += hold.units;
      if (units >= item.open) portfolio.follow_up.held.insert(item.id);
    }
}

constexpr std::string_view select_acted =
    "SELECT i.item FROM reminders r JOIN reminder_items i ON i.reminder = r.id"
    " WHERE r.tenant = ? AND r.sent_on > ? AND r.sent_on <= ? AND r.sent_at <= ?"
    " AND r.outcome IN ('sent', 'unknown')"
    " UNION SELECT item FROM tasks"
    " WHERE tenant = ? AND ended_on > ? AND ended_on <= ? AND ended_at <= ?"
    " AND outcome <> 'fact' AND item IS NOT NULL"
    " UNION SELECT i.item FROM promises p JOIN promise_items i ON i.promise = p.id"
    " WHERE p.tenant = ? AND p.made_on > ? AND p.made_on <= ? AND p.made_at <= ?"
    " UNION SELECT item FROM disputes WHERE tenant = ? AND made_on > ? AND made_on <= ?"
    " AND made_at <= ?"
    " UNION SELECT CAST(subject AS INTEGER) FROM desk_comments"
    " WHERE tenant = ? AND made_on > ? AND made_on <= ? AND made_at <= ?"
    " AND subject_kind = 'item'";

void add_acted(Connection& connection, const Question& question, ByCurrency& portfolios) {
  std::vector<store::Value> parameters;
  constexpr int parts = 5;
  for (int part = 0; part < parts; ++part)
    parameters.insert(parameters.end(),
                      {question.tenant, to_number(day_before_window(question)),
                       to_number(question.as_of.on), known_limit(question.as_of)});
  std::set<std::int64_t> acted;
  for (const auto& [item] :
       connection.rows_with<std::int64_t>(std::string(select_acted), std::move(parameters)))
    acted.insert(item);
  for (auto& [currency, portfolio] : portfolios) portfolio.follow_up.acted = acted;
}

}  // namespace

void load_follow_up(Connection& connection, const Question& question, ByCurrency& portfolios) {
  add_disputes(connection, question, portfolios);
  add_promises(connection, question, portfolios);
  add_held(connection, question, portfolios);
  add_acted(connection, question, portfolios);
}

}  // namespace facteur::gateway::receivables::figures
