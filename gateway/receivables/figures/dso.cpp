#include "gateway/receivables/figures/dso.h"

#include <algorithm>
#include <map>
#include <optional>

namespace facteur::gateway::receivables::figures {
namespace {

using formats::Date;

// amount / sales of the window x its days.
Answer over_sales(const Portfolio& portfolio, std::string_view name, std::int64_t amount) {
  const std::int64_t sales = portfolio.sales_in_window();
  Answer answer = undefined("NO_SALES", {money(portfolio, name, amount),
                                         money(portfolio, "sales", sales),
                                         {"window_days", Unit::count, portfolio.window_days}});
  if (sales <= 0) return answer;
  answer.value = Ratio(amount, sales) * portfolio.window_days;
  answer.reason = {};
  FormulaText formula(portfolio.exponent);
  formula.money(amount).sign(" / ").money(sales).sign(" × ").number(portfolio.window_days);
  answer.formula = formula.text();
  return answer;
}

// A sum over months of something / its sales; what cannot be divided is left out and told.
struct Weighted {
  Ratio sum;
  std::int64_t left_out = 0;
  int months = 0;
  FormulaText formula;
};

void add_month(Weighted& weighted, const Month& month, std::int64_t days) {
  if (month.open == 0) return;
  if (month.sales <= 0) {
    weighted.left_out += month.open;
    return;
  }
  weighted.sum += Ratio(month.open, month.sales) * days;
  weighted.formula.sign(weighted.months++ == 0 ? "" : " + ").money(month.open);
  weighted.formula.sign(" / ").money(month.sales).sign(" × ").number(days);
}

Answer answered(const Portfolio& portfolio, const Weighted& weighted) {
  const auto receivables = open_sums(portfolio).receivables;
  Answer answer = undefined("NO_SALES", {money(portfolio, "receivables", receivables),
                                         money(portfolio, "left_out", weighted.left_out),
                                         {"months", Unit::count, weighted.months}});
  if (weighted.months == 0 && receivables != 0) return answer;
  answer.value = weighted.sum;
  answer.reason = {};
  answer.formula = weighted.formula.text();
  return answer;
}

bool is_whole(const Month& month) {
  return month.last == end_of_month(month.first);
}

}  // namespace

Answer dso_simple(const Portfolio& portfolio) {
  return over_sales(portfolio, "receivables", open_sums(portfolio).receivables);
}

Answer dso_best_possible(const Portfolio& portfolio) {
  return over_sales(portfolio, "current", open_sums(portfolio).current);
}

Answer average_days_delinquent(const Portfolio& portfolio) {
  const Answer simple = dso_simple(portfolio), best = dso_best_possible(portfolio);
  Answer answer = undefined("NO_SALES", {});
  if (!simple.value || !best.value) return answer;
  answer.value = *simple.value - *best.value;
  answer.reason = {};
  answer.operands = {{"dso_simple", Unit::days, *simple.value},
                     {"dso_best_possible", Unit::days, *best.value}};
  FormulaText formula(portfolio.exponent);
  answer.formula = formula.days(*simple.value).sign(" − ").days(*best.value).text();
  return answer;
}

Answer dso_count_back(const Portfolio& portfolio) {
  const std::int64_t receivables = open_sums(portfolio).receivables;
  std::vector<Month> months = months_of(portfolio);
  while (!months.empty() && months.back().sales <= 0) months.pop_back();
  Answer answer = undefined("NO_SALES", {money(portfolio, "receivables", receivables)});
  if (months.empty() && receivables > 0) return answer;

  Ratio days;
  std::int64_t left = receivables;
  FormulaText formula(portfolio.exponent);
  for (const Month& month : months) {
    if (left <= 0) break;
    const std::int64_t taken = std::clamp<std::int64_t>(month.sales, 0, left);
    const bool whole = taken == month.sales || month.sales <= 0;
    formula.sign(left == receivables && days.is_zero() ? "" : " + ");
    if (!whole) formula.money(taken).sign(" / ").money(month.sales).sign(" × ");
    formula.number(month.days);
    days += whole ? Ratio(month.days) : Ratio(taken, month.sales) * month.days;
    left -= taken;
  }
  answer.value = days;
  answer.reason = {};
  answer.more_than = left > 0;
  answer.formula = formula.text();
  answer.operands.push_back(money(portfolio, "beyond_history", std::max<std::int64_t>(left, 0)));
  return answer;
}

Answer dso_weighted(const Portfolio& portfolio) {
  Weighted weighted{{}, 0, 0, FormulaText(portfolio.exponent)};
  for (const Month& month : months_of(portfolio)) add_month(weighted, month, month.days);
  return answered(portfolio, weighted);
}

Answer dso_weighted_30(const Portfolio& portfolio) {
  Weighted weighted{{}, 0, 0, FormulaText(portfolio.exponent)};
  for (const Month& month : months_of(portfolio))
    add_month(weighted, month, is_whole(month) ? 30 : month.days);
  return answered(portfolio, weighted);
}

Answer dso_true(const Portfolio& portfolio) {
  const std::vector<Month> months = months_of(portfolio);
  // By day, as items are many and days are few.
  std::map<Date, std::int64_t> open_of_day;
  for (const OpenItem& item : portfolio.open)
    open_of_day[item.issued_on] += counted(portfolio, item);
  std::vector<std::optional<Ratio>> days(months.size());
  Weighted weighted{{}, 0, 0, FormulaText(portfolio.exponent)};
  for (const auto& [day, open] : open_of_day) {
    if (open == 0) continue;
    const std::size_t index = month_index(portfolio, day);
    const Month& month = months[index];
    if (month.sales > 0)
      days[index] = days[index].value_or(Ratio()) +
                    Ratio(open, month.sales) * days_between(day, portfolio.as_of);
    else
      weighted.left_out += open;
  }
  for (const auto& of_month : days) {
    if (!of_month) continue;
    weighted.sum += *of_month;
    weighted.formula.sign(weighted.months++ == 0 ? "" : " + ").days(*of_month);
  }
  return answered(portfolio, weighted);
}

}  // namespace facteur::gateway::receivables::figures
