#include "gateway/receivables/figures/follow_up.h"

#include <map>

namespace facteur::gateway::receivables::figures {
namespace {

using State = PromiseFact::State;

struct Decided {
  std::int64_t count = 0, kept = 0, promised = 0, received = 0, missing = 0;
};

Decided decided(const Portfolio& portfolio) {
  Decided sums;
  for (const PromiseFact& promise : portfolio.follow_up.promises) {
    if (promise.state == State::open) continue;
    sums.count += 1;
    sums.kept += promise.state == State::kept ? 1 : 0;
    sums.promised += promise.promised;
    sums.received += promise.received;
    sums.missing += promise.missing;
  }
  return sums;
}

bool is_collectable(const Portfolio& portfolio, const OpenItem& item) {
  return is_overdue(item, portfolio.as_of) && !portfolio.follow_up.held.contains(item.id);
}

std::string_view age_of(std::int64_t days) {
  return days <= 30 ? "0-30" : days <= 60 ? "31-60" : days <= 90 ? "61-90" : ">90";
}

template <class Key>
std::vector<DisputeGroup> grouped(const Portfolio& portfolio, Key key_of) {
  std::map<std::string, DisputeGroup> groups;
  for (const OpenDispute& dispute : portfolio.follow_up.disputes) {
    const std::string key(key_of(dispute));
    DisputeGroup& group = groups[key];
    group.key = key;
    group.count += 1;
    group.units += dispute.units;
  }
  std::vector<DisputeGroup> list;
  for (auto& [key, group] : groups) list.push_back(std::move(group));
  return list;
}

}  // namespace

Answer disputed(const Portfolio& portfolio) {
  std::int64_t units = 0;
  for (const OpenDispute& dispute : portfolio.follow_up.disputes) units += dispute.units;
  return sum(portfolio, units);
}

Answer disputes_open(const Portfolio& portfolio) {
  Answer answer;
  answer.value = std::ssize(portfolio.follow_up.disputes);
  answer.formula = FormulaText(0).number(std::ssize(portfolio.follow_up.disputes)).text();
  return answer;
}

Answer promises_due(const Portfolio& portfolio) {
  std::int64_t units = 0;
  for (const PromiseFact& promise : portfolio.follow_up.promises)
    if (promise.state == State::open) units += promise.promised - promise.received;
  return sum(portfolio, units);
}

Answer promises_broken(const Portfolio& portfolio) {
  return sum(portfolio, decided(portfolio).missing);
}

Answer promises_kept_rate(const Portfolio& portfolio) {
  const Decided sums = decided(portfolio);
  FormulaText formula(portfolio.exponent);
  formula.number(sums.kept).sign(" / ").number(sums.count);
  return share(sums.kept, sums.count,
               undefined("NO_PROMISES",
                         {{"kept", Unit::count, sums.kept}, {"promises", Unit::count, sums.count}}),
               formula);
}

Answer promises_received_rate(const Portfolio& portfolio) {
  const Decided sums = decided(portfolio);
  FormulaText formula(portfolio.exponent);
  formula.money(sums.received).sign(" / ").money(sums.promised);
  return share(sums.received, sums.promised,
               undefined("NO_PROMISES", {money(portfolio, "received", sums.received),
                                         money(portfolio, "promised", sums.promised)}),
               formula);
}

Answer coverage_rate(const Portfolio& portfolio) {
  std::int64_t all = 0, forgotten = 0;
  for (const OpenItem& item : portfolio.open) {
    all += is_collectable(portfolio, item) ? 1 : 0;
    forgotten += is_forgotten(portfolio, item) ? 1 : 0;
  }
  FormulaText formula(portfolio.exponent);
  formula.number(all - forgotten).sign(" / ").number(all);
  return share(all - forgotten, all,
               undefined("NOTHING_TO_COLLECT", {{"with_action", Unit::count, all - forgotten},
                                                {"to_collect", Unit::count, all}}),
               formula);
}

bool is_forgotten(const Portfolio& portfolio, const OpenItem& item) {
  return is_collectable(portfolio, item) && !portfolio.follow_up.acted.contains(item.id);
}

std::int64_t disputed_of(const Portfolio& portfolio, std::int64_t item) {
  std::int64_t units = 0;
  for (const OpenDispute& dispute : portfolio.follow_up.disputes)
    if (dispute.item == item) units += dispute.units;
  return units;
}

std::array<std::pair<std::string_view, std::vector<DisputeGroup>>, 3> dispute_groups(
    const Portfolio& portfolio) {
  const auto age = [&](const OpenDispute& dispute) {
    return age_of(days_between(dispute.opened_on, portfolio.as_of));
  };
  return {{{"by_reason", grouped(portfolio, [](const OpenDispute& one) { return one.reason; })},
           {"by_owner", grouped(portfolio, [](const OpenDispute& one) { return one.owner; })},
           {"by_age", grouped(portfolio, age)}}};
}

}  // namespace facteur::gateway::receivables::figures
