#include "formats/complete/figures.h"

#include "formats/readable/display.h"

namespace facteur::formats::completion {
namespace {

std::string_view sign(Operand::Op op) {
  switch (op) {
    case Operand::Op::plus:
      return " + ";
    case Operand::Op::minus:
      return " − ";
    case Operand::Op::times:
      return " × ";
    case Operand::Op::divided_by:
      return " ÷ ";
    case Operand::Op::percent_of:
      return " × ";
  }
  return {};
}

// "BT-129 Invoiced quantity"
std::string named(Term term, bool french) {
  std::string text = facteur::name(term);
  if (const TermFacts* known = facts(term)) text.append(" ").append(french ? known->fr : known->en);
  return text;
}

std::string shown(const Operand& operand, bool french) {
  std::string text = readable::figure(operand.value->to_string(), french);
  if (operand.op == Operand::Op::percent_of) text += french ? " %" : "%";
  text += operand.is_sum ? " (Σ " : " (";
  return text + named(operand.term, french) + ")";
}

std::string formula(const Operands& operands, std::string_view result, bool french) {
  std::string text;
  for (const Operand& operand : operands) {
    const bool opens = text.empty() && operand.op == Operand::Op::plus;
    if (!opens) text += sign(operand.op);
    text += shown(operand, french);
  }
  return text + " = " + readable::figure(result, french);
}

std::string missing(const Operands& operands, bool french) {
  std::string text = french ? "il manque " : "missing: ";
  bool first = true;
  for (const Operand& operand : operands) {
    if (operand.value) continue;
    if (!first) text += ", ";
    text += named(operand.term, french);
    first = false;
  }
  return first ? std::string(french ? "ne peut pas être calculé" : "cannot be computed") : text;
}

}  // namespace

MaybeDecimal value_of(const Draft& group, Term term) {
  const Draft* value = group.first(term);
  return value ? Decimal::parse(value->text) : std::nullopt;
}

MaybeDecimal share(MaybeDecimal base, MaybeDecimal rate) {
  const MaybeDecimal exact = base * rate * Decimal(1, 2);
  return exact ? MaybeDecimal(exact->round(2)) : std::nullopt;
}

MaybeDecimal Figures::settle(Place place, Term term, const MaybeDecimal& computed,
                             std::string written, const Operands& operands) {
  Draft* const stated = place.group.first(term);
  const MaybeDecimal given = value_of(place.group, term);
  Figure figure{term, place.path + facteur::name(term), written, stated ? stated->text : "", {},
                {}};
  if (!computed) {
    if (stated) return given;
    figure.outcome = Outcome::needs;
    figure.reason = {missing(operands, true), missing(operands, false)};
    figures_.push_back(std::move(figure));
    return std::nullopt;
  }
  figure.reason = {formula(operands, written, true), formula(operands, written, false)};
  if (!stated) {
    figure.outcome = Outcome::added;
    Draft& added = place.group.add(term, std::move(written));
    if (!currency_.empty()) added.attributes.emplace_back(Attribute::currency, currency_);
  } else if (given && *given == *computed) {
    figure.outcome = Outcome::agrees;
  } else {
    figure.outcome = recompute_ ? Outcome::replaced : Outcome::differs;
    if (recompute_) stated->text = std::move(written);
  }
  const bool keeps_given = figure.outcome == Outcome::differs;
  figures_.push_back(std::move(figure));
  return keeps_given ? given : computed;
}

MaybeDecimal Figures::amount(const Place& place, Term term, MaybeDecimal computed,
                             const Operands& operands) {
  return settle(place, term, computed, computed ? computed->money() : "", operands);
}

MaybeDecimal Figures::price(const Place& place, Term term, MaybeDecimal computed,
                            const Operands& operands) {
  return settle(place, term, computed, computed ? computed->to_string() : "", operands);
}

void Figures::by_category(Place place, Term term, std::string_view value,
                          std::string_view category) {
  if (place.group.first(term)) return;
  place.group.add(term, std::string(value));
  const std::string code(category);
  figures_.push_back({term,
                      place.path + facteur::name(term),
                      std::string(value),
                      "",
                      Outcome::added,
                      {"imposé par la catégorie de TVA " + code, "set by VAT category " + code}});
}

void Figures::need(const Place& place, Term term, Text reason) {
  figures_.push_back(
      {term, place.path + facteur::name(term), "", "", Outcome::needs, std::move(reason)});
}

}  // namespace facteur::formats::completion
