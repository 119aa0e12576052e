#include "gateway/receivables/accounting/carried_forward.h"

#include <algorithm>

namespace facteur::gateway::receivables::accounting {
namespace {

bool is_of_balance_sheet(const NamedCode& account) {
  return !account.code.empty() && account.code.front() <= '5';
}

using Group = std::pair<std::int64_t, std::string>;  // an account and a code
using Sums = std::map<AccountUse, std::int64_t>;

bool is_nothing(const Sums& sums) {
  return std::all_of(sums.begin(), sums.end(), [](const auto& sum) { return sum.second == 0; });
}

}  // namespace

void CarriedForward::take(const Entry& entry, const Chart& chart) {
  for (const EntryLine& line : entry.lines) {
    if (!is_of_balance_sheet(chart[line.account])) continue;
    if (!line.item) {
      others_[{entry.currency, entry.exponent, line.account}] += line.units;
      continue;
    }
    const auto [item, added] = items_.try_emplace(*line.item);
    if (added) {
      item->second.like = entry;
      item->second.like.lines.clear();
    }
    item->second.units[line.account] += line.units;
  }
}

std::vector<Entry> CarriedForward::entries(formats::Date first_day, Instant known_at,
                                           const CodeOf& code_of) const {
  std::map<Group, Sums> groups;
  const auto group_of = [&](std::int64_t id, const ItemBalance& item) {
    const std::string code = code_of(item.like.account, id);
    return Group(item.like.account, code.empty() ? '#' + std::to_string(id) : code);
  };
  for (const auto& [id, item] : items_)
    for (const auto& [use, units] : item.units) groups[group_of(id, item)][use] += units;

  std::vector<Entry> entries;
  const auto carry = [&](Entry entry, AccountUse use, std::int64_t units,
                         std::optional<std::int64_t> item) {
    if (units == 0) return;
    entry.journal = JournalUse::opening;
    entry.on = first_day;
    entry.known_at = known_at;
    entry.lines = {{use, units, item}, {AccountUse::opening, -units}};
    entries.push_back(std::move(entry));
  };
  for (const auto& [id, item] : items_) {
    if (is_nothing(groups.at(group_of(id, item)))) continue;
    for (const auto& [use, units] : item.units) {
      Entry entry = item.like;
      entry.label = "À nouveau " + entry.piece;
      carry(std::move(entry), use, units, id);
    }
  }
  for (const auto& [key, units] : others_) {
    Entry entry;
    entry.piece = "AN";
    entry.piece_on = first_day;
    entry.label = "À nouveau";
    entry.currency = std::get<0>(key);
    entry.exponent = std::get<1>(key);
    carry(std::move(entry), std::get<2>(key), units, {});
  }
  return entries;
}

}  // namespace facteur::gateway::receivables::accounting
