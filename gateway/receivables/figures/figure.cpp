#include "gateway/receivables/figures/figure.h"

#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables::figures {

Answer undefined(std::string_view reason, std::vector<Operand> operands) {
  Answer answer;
  answer.reason = reason;
  answer.operands = std::move(operands);
  return answer;
}

Operand money(const Portfolio& portfolio, std::string_view name, std::int64_t units) {
  std::int64_t scale = 1;
  for (unsigned i = 0; i < portfolio.exponent; ++i) scale *= 10;
  return {name, Unit::money, Ratio(units, scale)};
}

FormulaText& FormulaText::money(std::int64_t units) {
  text_.fr += display_of(units, exponent_, true);
  text_.en += display_of(units, exponent_, false);
  return *this;
}

FormulaText& FormulaText::number(std::int64_t whole) {
  return sign(std::to_string(whole));
}

FormulaText& FormulaText::days(const Ratio& value) {
  const std::string digits = value.rounded(2);
  text_.en += digits;
  text_.fr += digits;
  text_.fr[text_.fr.size() - 3] = ',';
  return *this;
}

FormulaText& FormulaText::sign(std::string_view text) {
  text_.fr += text;
  text_.en += text;
  return *this;
}

Answer sum(const Portfolio& portfolio, std::int64_t units) {
  Answer answer;
  answer.value = money(portfolio, {}, units).value;
  answer.formula = FormulaText(portfolio.exponent).sign("Σ ").money(units).text();
  return answer;
}

Answer share(std::int64_t part, std::int64_t whole, Answer none, FormulaText formula) {
  if (whole <= 0) return none;
  Answer answer = std::move(none);
  answer.value = Ratio(part, whole) * 100;
  answer.reason = {};
  answer.formula = formula.sign(" × 100").text();
  return answer;
}

std::string written(const Ratio& value, Unit unit, unsigned exponent) {
  if (unit == Unit::count) return value.rounded(0);
  return value.rounded(unit == Unit::money ? exponent : 2);
}

std::string written(const Answer& answer, Unit unit, unsigned exponent) {
  if (!answer.value) return {};
  // All of history is a whole number of days.
  if (answer.more_than) return "> " + answer.value->rounded(0);
  return written(*answer.value, unit, exponent);
}

}  // namespace facteur::gateway::receivables::figures
