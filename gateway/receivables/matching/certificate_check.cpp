#include "gateway/receivables/matching/certificate_check.h"

#include <algorithm>
#include <set>

#include "gateway/receivables/matching/subset_sum.h"

namespace facteur::gateway::receivables::matching {
namespace {

// Counts subsets one by one, with the amounts that are left as the only bound.
class Enumeration {
 public:
  Enumeration(const Searched& searched, std::size_t most) : parts_(searched.parts), most_(most) {
    positive_.assign(parts_.size() + 1, 0);
    negative_.assign(parts_.size() + 1, 0);
    for (std::size_t i = parts_.size(); i-- > 0;) {
      positive_[i] = positive_[i + 1] + std::max<std::int64_t>(parts_[i].open, 0);
      negative_[i] = negative_[i + 1] + std::min<std::int64_t>(parts_[i].open, 0);
    }
    descend(0, searched.amount);
  }

  const std::set<std::vector<unsigned>>& found() const { return found_; }

 private:
  void descend(unsigned at, std::int64_t left) {
    if (left == 0 && !members_.empty() && at == members_.back() + 1) found_.insert(members_);
    if (members_.size() == most_ || found_.size() > most_solutions) return;
    for (unsigned i = at; i < parts_.size(); ++i) {
      if (left > positive_[i] || left < negative_[i]) return;
      members_.push_back(i);
      descend(i + 1, left - parts_[i].open);
      members_.pop_back();
    }
  }

  const std::vector<OpenPart>& parts_;
  const std::size_t most_;
  std::vector<std::int64_t> positive_, negative_;  // sums of what follows
  std::vector<unsigned> members_;
  std::set<std::vector<unsigned>> found_;
};

struct Weighed {
  std::vector<Choice> choices;
  std::size_t solutions = 0;
  double total = 0;
};

Weighed weighed(const Searched& searched) {
  Weighed result;
  if (searched.parts.empty()) return result;
  std::set<std::vector<unsigned>> all = Enumeration(searched, reach(searched.parts.size())).found();
  result.solutions = all.size();
  for (auto& habitual : habitual_choices(searched.parts, searched.amount)) all.insert(habitual);
  for (const auto& each : all) result.choices.push_back({each, 0, 0});
  result.total = weigh(searched.parts, searched.amount, searched.booked_on, result.choices);
  return result;
}

}  // namespace

bool holds(const Certificate& certificate, const Searched& searched,
           const std::vector<Index>& chosen, const std::vector<Searched>& rivals) {
  if (certificate.considered != searched.parts.size()) return false;
  if (certificate.most_members != reach(searched.parts.size())) return false;
  const Weighed own = weighed(searched);
  if (own.solutions > most_solutions || own.choices.empty()) return false;
  const Choice& best = own.choices.front();
  if (certificate.solutions != own.solutions || certificate.plausible != best.plausible)
    return false;
  double total = own.total;
  for (const Searched& rival : rivals) total += weighed(rival).total;
  if (best.plausible < sure_enough || best.weight / total * 1000 < sure_enough) return false;
  std::vector<Index> items;
  for (const unsigned part : best.parts) items.push_back(searched.parts[part].item);
  std::vector<Index> wanted = chosen;
  std::sort(items.begin(), items.end());
  std::sort(wanted.begin(), wanted.end());
  return items == wanted;
}

}  // namespace facteur::gateway::receivables::matching
