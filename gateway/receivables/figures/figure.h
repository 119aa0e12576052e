// One figure: its value, and all that is needed to check it by hand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/finding.h"
#include "gateway/receivables/figures/portfolio.h"
#include "gateway/receivables/figures/ratio.h"

namespace facteur::gateway::receivables::figures {

// How a value is written: days and percent with two decimals, money with those of its currency, a
// count with none.
enum class Unit { days, percent, money, count };

// Which items a figure is about: what a reader sees who asks for them. Their amounts add up to the
// operand of the same name.
enum class Items {
  none,
  receivables,
  not_due,
  overdue,
  credit_notes,
  unapplied,
  fees,
  sales,
  paid,
  disputed,
  forgotten,  // overdue, to be asked for, without an action within the window
  open,       // all that is open
};

// A number that went in. `name` is stable ("sales").
struct Operand {
  std::string_view name;
  Unit unit;
  Ratio value;
};

// A value, or the reason why there is none.
struct Answer {
  std::optional<Ratio> value;
  bool more_than = false;   // the value is a lower bound: all history was not enough
  std::string_view reason;  // when there is no value: "NO_SALES", ...
  std::vector<Operand> operands;
  // The formula with its numbers, without the result: "260 000,00 / 310 000,00 × 91". Empty without
  // a value.
  formats::Text formula;
};

// An answer that is none, yet.
Answer undefined(std::string_view reason, std::vector<Operand> operands);

// Units as an amount of the currency.
Operand money(const Portfolio& portfolio, std::string_view name, std::int64_t units);

// Writes formulas: what is put in stands in both languages, in the manner of each.
class FormulaText {
 public:
  explicit FormulaText(unsigned exponent) : exponent_(exponent) {}
  FormulaText& money(std::int64_t units);
  FormulaText& number(std::int64_t whole);
  FormulaText& days(const Ratio& value);  // two decimals
  FormulaText& sign(std::string_view text);
  formats::Text text() const { return text_; }

 private:
  unsigned exponent_;
  formats::Text text_;
};

// A sum as an answer, "Σ 1 200,00".
Answer sum(const Portfolio& portfolio, std::int64_t units);

// part / whole x 100, of numbers or of units, with the formula up to there; `none` when the whole
// is not positive.
Answer share(std::int64_t part, std::int64_t whole, Answer none, FormulaText formula);

// "76.32", "-1200.50", "12"; "> 181" for a lower bound.
std::string written(const Answer& answer, Unit unit, unsigned exponent);
std::string written(const Ratio& value, Unit unit, unsigned exponent);

}  // namespace facteur::gateway::receivables::figures
