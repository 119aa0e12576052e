#include "gateway/receivables/matching/combination.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "gateway/receivables/matching/subset_sum.h"

namespace facteur::gateway::receivables::matching {
namespace {

using formats::Date;

// Prior weights of the habits. They add up to less than one; what is left is for what is not here.
constexpr double prior_one = 0.45;
constexpr double prior_all = 0.06;
constexpr double prior_from_oldest = 0.10;
constexpr double prior_run = 0.06;
constexpr double prior_same_day = 0.06;                                   // one due date
constexpr double prior_same_month = 0.05;                                 // of due, or of issue
constexpr double prior_of_size[] = {0, 0, 0.08, 0.05, 0.03, 0.02, 0.01};  // any two, three, ...
constexpr double prior_larger = 0.005;                                    // any of one larger size
constexpr double prior_other = 0.05;  // something else that has this amount by accident

// How much less an item counts that is due so many days after the payment.
double readiness(const OpenPart& part, Date booked_on) {
  const std::int64_t ahead = formats::days_between(booked_on, part.due_on);
  const double early = ahead <= 12 ? 1 : ahead <= 45 ? 0.2 : 0.05;
  return part.open < 0 ? 0.4 : early;
}

// Amounts are multiples of this more often than not: VAT of 20 % on whole euros makes 1.20.
std::int64_t grain(std::span<const OpenPart> parts, std::int64_t amount) {
  static constexpr std::int64_t grains[] = {12000, 10000, 6000, 5000, 2400, 2000, 1200,
                                            1000,  600,   500,  300,  240,  200,  120,
                                            100,   60,    50,   20,   12,   10,   5};
  for (const std::int64_t each : grains) {
    if (amount % each != 0) continue;
    const auto multiples = std::count_if(parts.begin(), parts.end(),
                                         [each](auto& part) { return part.open % each == 0; });
    if (static_cast<double>(multiples) >= 0.7 * static_cast<double>(parts.size())) return each;
  }
  return 1;
}

std::int64_t month_of(Date date) {
  return date.year() * 12 + date.month();
}

// The habits that part the debts into classes, of which a whole one is paid.
struct Classes {
  double prior;
  std::int64_t (*of)(const OpenPart&);
};
constexpr Classes classes[] = {
    {prior_same_day,
     [](const OpenPart& part) { return month_of(part.due_on) * 32 + part.due_on.day(); }},
    {prior_same_month, [](const OpenPart& part) { return month_of(part.due_on); }},
    {prior_same_month, [](const OpenPart& part) { return month_of(part.issued_on); }},
};

// The debts of one tenant's customer as habits see them.
class Habits {
 public:
  Habits(std::span<const OpenPart> parts, Date booked_on) : parts_(parts) {
    for (const OpenPart& part : parts) readiness_.push_back(readiness(part, booked_on));
    for (unsigned i = 0; i < parts.size(); ++i)
      if (parts[i].open > 0) debts_.push_back(i);
    // Elementary symmetric sums: the weight of all choices of k.
    of_size_.assign(std::max<std::size_t>(2, reach(parts.size()) + 1), 0);
    of_size_[0] = 1;
    for (const double each : readiness_)
      for (std::size_t k = of_size_.size() - 1; k > 0; --k) of_size_[k] += of_size_[k - 1] * each;
  }

  double weight(const std::vector<unsigned>& choice) const {
    return as_subset(choice) + as_run(choice) + as_class(choice);
  }

 private:
  double as_subset(const std::vector<unsigned>& choice) const {
    const std::size_t size = choice.size();
    if (size >= of_size_.size()) return 0;
    double ready = 1;
    for (const unsigned each : choice) ready *= readiness_[each];
    const double prior = size == 1                         ? prior_one
                         : size < std::size(prior_of_size) ? prior_of_size[size]
                                                           : prior_larger;
    return prior * ready / of_size_[size];
  }

  bool is_run(const std::vector<unsigned>& choice) const {
    const auto at = std::find(debts_.begin(), debts_.end(), choice.front());
    return static_cast<std::size_t>(debts_.end() - at) >= choice.size() &&
           std::equal(choice.begin(), choice.end(), at);
  }

  double as_run(const std::vector<unsigned>& choice) const {
    if (choice.size() < 2) return 0;
    const double n = static_cast<double>(debts_.size());
    double sum = choice.size() == parts_.size() ? prior_all : 0;
    if (!is_run(choice)) return sum;
    sum += prior_run / std::max(1.0, n * (n - 1) / 2);
    if (choice.front() == debts_.front()) sum += prior_from_oldest / std::max(1.0, n - 1);
    if (choice.size() == debts_.size()) sum += prior_all;
    return sum;
  }

  double as_class(const std::vector<unsigned>& choice) const {
    if (choice.size() < 2) return 0;
    double sum = 0;
    for (const Classes& each : classes) {
      const std::int64_t wanted = each.of(parts_[choice.front()]);
      std::set<std::int64_t> all;
      std::vector<unsigned> members;
      for (const unsigned debt : debts_) {
        all.insert(each.of(parts_[debt]));
        if (each.of(parts_[debt]) == wanted) members.push_back(debt);
      }
      if (members == choice) sum += each.prior / static_cast<double>(all.size());
    }
    return sum;
  }

  std::span<const OpenPart> parts_;
  std::vector<unsigned> debts_;
  std::vector<double> readiness_, of_size_;
};

double weight_of_accident(std::span<const OpenPart> parts, std::int64_t amount) {
  double range = static_cast<double>(amount);
  for (const OpenPart& part : parts) range += static_cast<double>(std::abs(part.open));
  return prior_other * static_cast<double>(grain(parts, amount)) / range;
}

void add_class_sums(std::span<const OpenPart> parts, std::int64_t amount,
                    std::set<std::vector<unsigned>>& out) {
  for (const Classes& each : classes) {
    std::set<std::int64_t> seen;
    for (const OpenPart& first : parts) {
      if (first.open <= 0 || !seen.insert(each.of(first)).second) continue;
      std::vector<unsigned> members;
      std::int64_t sum = 0;
      for (unsigned i = 0; i < parts.size(); ++i)
        if (parts[i].open > 0 && each.of(parts[i]) == each.of(first)) {
          members.push_back(i);
          sum += parts[i].open;
        }
      if (sum == amount) out.insert(std::move(members));
    }
  }
}

}  // namespace

bool is_due_run(std::span<const OpenPart> parts, const std::vector<unsigned>& choice) {
  std::vector<unsigned> debts;
  for (unsigned i = 0; i < parts.size(); ++i)
    if (parts[i].open > 0) debts.push_back(i);
  return std::search(debts.begin(), debts.end(), choice.begin(), choice.end()) != debts.end();
}

std::vector<std::vector<unsigned>> habitual_choices(std::span<const OpenPart> parts,
                                                    std::int64_t amount) {
  std::set<std::vector<unsigned>> found;
  std::vector<unsigned> debts, all;
  std::int64_t everything = 0;
  for (unsigned i = 0; i < parts.size(); ++i) {
    if (parts[i].open > 0) debts.push_back(i);
    all.push_back(i);
    everything += parts[i].open;
  }
  if (everything == amount && !all.empty()) found.insert(all);
  // Amounts of debts are positive, so that a window slides over all runs once.
  std::int64_t sum = 0;
  for (std::size_t begin = 0, end = 0; end < debts.size();) {
    sum += parts[debts[end++]].open;
    while (sum > amount && begin < end) sum -= parts[debts[begin++]].open;
    if (sum == amount && begin < end)
      found.emplace(debts.begin() + static_cast<std::ptrdiff_t>(begin),
                    debts.begin() + static_cast<std::ptrdiff_t>(end));
  }
  if (parts.size() <= 2000) add_class_sums(parts, amount, found);
  return {found.begin(), found.end()};
}

double weigh(std::span<const OpenPart> parts, std::int64_t amount, Date booked_on,
             std::vector<Choice>& choices) {
  const Habits habits(parts, booked_on);
  double total = weight_of_accident(parts, amount);
  for (Choice& choice : choices) total += choice.weight = habits.weight(choice.parts);
  for (Choice& choice : choices)
    choice.plausible = static_cast<unsigned>(std::floor(choice.weight / total * 1000));
  std::sort(choices.begin(), choices.end(), [](const Choice& a, const Choice& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.parts < b.parts;
  });
  return total;
}

Combination combinations(std::span<const OpenPart> parts, std::int64_t amount, Date booked_on) {
  Combination result;
  if (parts.empty()) return result;
  std::vector<std::int64_t> amounts;
  for (const OpenPart& part : parts) amounts.push_back(part.open);
  const std::size_t most = reach(parts.size());
  SubsetSums sums = subsets_with_sum(amounts, amount, most, most_solutions);
  result.certificate = {static_cast<unsigned>(parts.size()), static_cast<unsigned>(most),
                        static_cast<unsigned>(sums.solutions.size()), 0};
  std::set<std::vector<unsigned>> all;
  for (auto& choice : habitual_choices(parts, amount)) all.insert(std::move(choice));
  for (auto& solution : sums.solutions) all.insert(std::move(solution));
  for (const auto& each : all) result.choices.push_back({each, 0, 0});
  result.total = weigh(parts, amount, booked_on, result.choices);
  // Where not all solutions are known, the first is not known to be the best.
  if (!sums.complete)
    for (Choice& choice : result.choices) choice.plausible = std::min(choice.plausible, 500u);
  if (!result.choices.empty()) result.certificate.plausible = result.choices.front().plausible;
  if (result.choices.size() > most_solutions) result.choices.resize(most_solutions);
  return result;
}

}  // namespace facteur::gateway::receivables::matching
