// The numbers of a completion: computed, compared with what was given, put in place, explained.
#pragma once

#include <string>
#include <vector>

#include "formats/complete.h"
#include "formats/decimal.h"
#include "formats/draft.h"

namespace facteur::formats::completion {

// A value that a formula works on, after its operator.
struct Operand {
  enum class Op : std::uint8_t { plus, minus, times, divided_by, percent_of };
  Op op;
  Term term;
  MaybeDecimal value;  // nothing: unknown
  bool is_sum = false;
};

inline Operand plus(Term term, MaybeDecimal value) {
  return {Operand::Op::plus, term, value};
}
inline Operand minus(Term term, MaybeDecimal value) {
  return {Operand::Op::minus, term, value};
}
inline Operand times(Term term, MaybeDecimal value) {
  return {Operand::Op::times, term, value};
}
inline Operand divided_by(Term term, MaybeDecimal value) {
  return {Operand::Op::divided_by, term, value};
}
inline Operand percent_of(Term term, MaybeDecimal value) {
  return {Operand::Op::percent_of, term, value};
}
inline Operand sum_of(Operand operand) {
  operand.is_sum = true;
  return operand;
}
using Operands = std::vector<Operand>;

// One place of the draft: the group that a value belongs to, and how to name it.
struct Place {
  Draft& group;
  std::string path;  // "BG-25[2]/"; empty for the document
};

// Nothing for an absent value and for one that holds no decimal.
MaybeDecimal value_of(const Draft& group, Term term);

// base × rate ÷ 100, rounded to two decimals.
MaybeDecimal share(MaybeDecimal base, MaybeDecimal rate);

class Figures {
 public:
  Figures(std::string currency, bool recompute)
      : currency_(std::move(currency)), recompute_(recompute) {}

  // Puts `computed` where it is missing, and returns what stands there in the end. `operands` are
  // in the order of the formula; those without a value are what it needs.
  MaybeDecimal amount(const Place& place, Term term, MaybeDecimal computed,
                      const Operands& operands);
  MaybeDecimal price(const Place& place, Term term, MaybeDecimal computed,
                     const Operands& operands);
  // A value that follows from a VAT category alone.
  void by_category(Place place, Term term, std::string_view value, std::string_view category);
  // Something else that is missing, which no formula gives.
  void need(const Place& place, Term term, Text reason);

  std::vector<Figure> take() { return std::move(figures_); }

 private:
  MaybeDecimal settle(Place place, Term term, const MaybeDecimal& computed, std::string written,
                      const Operands& operands);

  std::string currency_;
  bool recompute_;
  std::vector<Figure> figures_;
};

}  // namespace facteur::formats::completion
