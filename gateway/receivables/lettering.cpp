#include "gateway/receivables/lettering.h"

#include <algorithm>
#include <set>

#include "gateway/receivables/ledger.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;

struct Act {
  std::set<std::int64_t> items;
  Date effective_on;
};

// The groups of one account, kept while its acts are replayed.
class Groups {
 public:
  void make(std::int64_t id, const Act& act) {
    std::set<std::int64_t> touched;
    for (const std::int64_t item : act.items)
      if (const auto found = by_item_.find(item); found != by_item_.end())
        touched.insert(found->second);
    const std::int64_t group = touched.empty() ? ++last_ : *touched.begin();
    acts_.emplace(id, act);
    put(id, group);
    for (const std::int64_t younger : touched)
      if (younger != group) move(younger, group);
  }

  void undo(std::int64_t id) {
    const auto found = by_act_.find(id);
    if (found == by_act_.end()) return;
    const std::int64_t group = found->second;
    std::set<std::int64_t> left = std::move(members_[group]);
    members_.erase(group);
    for (const std::int64_t act : left)
      for (const std::int64_t item : acts_[act].items) by_item_.erase(item);
    left.erase(id);
    by_act_.erase(id);
    acts_.erase(id);
    regroup(std::move(left), group);
  }

  std::map<std::int64_t, Letter> letters(const std::map<std::int64_t, std::int64_t>& open) const {
    std::map<std::int64_t, Letter> letters;
    std::map<std::int64_t, Letter> by_group;
    for (const auto& [group, members] : members_) {
      Letter& letter = by_group[group];
      letter.code = letters_of(group);
      letter.whole = true;
      for (const std::int64_t act : members)
        letter.on = std::max(letter.on, acts_.at(act).effective_on);
    }
    for (const auto& [item, group] : by_item_)
      if (open.at(item) != 0) by_group[group].whole = false;
    for (auto& [group, letter] : by_group)
      if (!letter.whole)
        std::transform(letter.code.begin(), letter.code.end(), letter.code.begin(),
                       [](char c) { return static_cast<char>(c + ('a' - 'A')); });
    for (const auto& [item, group] : by_item_) letters[item] = by_group[group];
    return letters;
  }

 private:
  void put(std::int64_t act, std::int64_t group) {
    by_act_[act] = group;
    members_[group].insert(act);
    for (const std::int64_t item : acts_[act].items) by_item_[item] = group;
  }

  void move(std::int64_t from, std::int64_t to) {
    for (const std::int64_t act : members_[from]) put(act, to);
    members_.erase(from);
  }

  // What is left of a group: the part of its oldest act keeps the number.
  void regroup(std::set<std::int64_t> acts, std::int64_t number) {
    while (!acts.empty()) {
      for (const std::int64_t act : part_of_first(acts)) put(act, number);
      if (!acts.empty()) number = ++last_;
    }
  }

  // The first act and all that share items with it, directly or not; they are taken out of `acts`.
  std::set<std::int64_t> part_of_first(std::set<std::int64_t>& acts) {
    std::set<std::int64_t> part;
    std::vector<std::int64_t> reached = {*acts.begin()};
    acts.erase(acts.begin());
    while (!reached.empty()) {
      const auto& items = acts_[reached.back()].items;
      part.insert(reached.back());
      reached.pop_back();
      for (auto other = acts.begin(); other != acts.end();) {
        const bool joined = shares(acts_[*other].items, items);
        if (joined) reached.push_back(*other);
        other = joined ? acts.erase(other) : std::next(other);
      }
    }
    return part;
  }

  static bool shares(const std::set<std::int64_t>& a, const std::set<std::int64_t>& b) {
    return std::any_of(a.begin(), a.end(), [&](std::int64_t item) { return b.count(item) > 0; });
  }

  std::map<std::int64_t, Act> acts_;
  std::map<std::int64_t, std::int64_t> by_act_, by_item_;
  std::map<std::int64_t, std::set<std::int64_t>> members_;  // of a group: its acts
  std::int64_t last_ = 0;
};

}  // namespace

std::string letters_of(std::int64_t number) {
  std::string letters;
  for (; number > 0; number = (number - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (number - 1) % 26));
  return letters;
}

std::map<std::int64_t, Letter> letter(std::span<const LetteredMovement> movements) {
  Groups groups;
  std::map<std::int64_t, std::int64_t> open;
  for (std::size_t i = 0; i < movements.size();) {
    const LetteredMovement& first = movements[i];
    Act act;
    for (; i < movements.size() && movements[i].act == first.act; ++i) {
      act.items.insert(movements[i].item);
      act.effective_on = std::max(act.effective_on, movements[i].effective_on);
      open[movements[i].item] += movements[i].units;
    }
    if (first.undoes)
      groups.undo(*first.undoes);
    else if (!first.opening)
      groups.make(first.act, act);
  }
  return groups.letters(open);
}

std::map<std::int64_t, Letter> lettering_of(store::Connection& connection, std::int64_t account,
                                            std::optional<Instant> known_at) {
  using Number = std::int64_t;
  std::vector<LetteredMovement> movements;
  // A movement without an application is an act of its own; negative, so that no two are the same.
  for (const auto& [item, units, kind, act, undoes, day] :
       connection.rows<Number, Number, std::string, Number, std::optional<Number>, Number>(
           "SELECT m.item, m.units, m.kind, coalesce(m.application, -m.id), p.undoes,"
           " m.effective_on FROM receivable_movements m"
           " LEFT JOIN applications p ON p.id = m.application"
           " WHERE m.account = ? AND m.known_at <= ? ORDER BY m.id",
           account, known_at ? known_at->microseconds : INT64_MAX))
    movements.push_back({item, units, kind == "opening", act, undoes, to_date(day)});
  return letter(movements);
}

}  // namespace facteur::gateway::receivables
