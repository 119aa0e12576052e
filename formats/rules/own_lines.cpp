// One line, or one allowance or charge, on its own: what its amount follows from, and its period.
#include "formats/rules/in.h"
#include "formats/rules/own.h"
#include "formats/rules/sub_lines.h"
#include "formats/rules/values.h"
#include "formats/typed.h"

namespace facteur::formats::own {
namespace {

using enum Term;

// clang-format off
constexpr Rule line_amount = warning("FACTEUR-LINE-AMOUNT", {BT_131, BT_129, BT_146, BT_149},
  {"Montant net d'une ligne = quantité × prix net ÷ quantité de base + frais − remises de la ligne, à 0,02 près (0,50 en forints). Corrigez le montant, la quantité ou le prix.",
   "Net amount of a line = quantity × net price ÷ base quantity + charges − allowances of the line, give or take 0.02 (0.50 in forints). Correct the amount, the quantity or the price."});
constexpr Rule share = warning("FACTEUR-PERCENTAGE", {BT_92, BT_93, BT_94},
  {"Une remise ou des frais en pourcentage = assiette × pourcentage, à 0,02 près (0,50 en forints). Corrigez l'un des trois.",
   "An allowance or charge by percentage = base amount × percentage, give or take 0.02 (0.50 in forints). Correct one of the three."});
constexpr Rule period = warning("FACTEUR-PERIOD", {BT_74, BT_73},
  {"Une période ne finit pas avant de commencer. Vérifiez ses deux dates.",
   "A period does not end before it begins. Check both of its dates."});
// clang-format on

bool is_far(const MaybeDecimal& a, const MaybeDecimal& b, const Decimal& allowed) {
  const MaybeDecimal gap = a - b;
  return gap && gap->absolute() > allowed;
}

// Terms of an allowance or charge.
struct Share {
  Term group, amount, base, percentage;
};
constexpr Share document_shares[] = {{BG_20, BT_92, BT_93, BT_94}, {BG_21, BT_99, BT_100, BT_101}};
constexpr Share line_shares[] = {{BG_27, BT_136, BT_137, BT_138}, {BG_28, BT_141, BT_142, BT_143}};

void check_share(const Share& terms, Node group, const Decimal& allowed, Report& report) {
  const MaybeDecimal base = decimal_of(group.first(terms.base));
  const MaybeDecimal percentage = decimal_of(group.first(terms.percentage));
  const Node amount = group.first(terms.amount);
  const MaybeDecimal value = decimal_of(amount);
  if (!base || !percentage || !value) return;
  const MaybeDecimal computed = rounded(base * percentage * Decimal(1, 2));
  if (!is_far(value, computed, allowed) || !is_news(report, terms.amount, amount)) return;
  const std::string is = name(terms.amount);
  const std::string should_be = name(terms.base) + " × " + name(terms.percentage) + " %";
  Rule rule = share;
  rule.terms = {terms.amount, terms.base, terms.percentage};
  report.add_equation(rule, amount, {is, value}, {should_be, computed});
}

void check_period(Node group, Term start_term, Term end_term, Report& report) {
  const Node end = group.first(end_term);
  const auto from = date(group.first(start_term)), to = date(end);
  if (!from || !to || *to >= *from || !is_news(report, end_term, end)) return;
  Rule rule = period;
  rule.terms = {end_term, start_term};
  const std::string day = from->to_string();
  report.add_value(rule, end, end.text(), {"Début : " + day + ".", "Start: " + day + "."});
}

// The price of one unit as it counts for the line: nothing when the line does not say.
struct Price {
  explicit Price(Node line) {
    for (const Node group : each(line, BG_29)) {
      net = net ? net : group.first(BT_146);
      base = base ? base : group.first(BT_149);
    }
  }
  Node net, base;
};

// Nothing where the units differ, since the price is of other things than the line counts.
MaybeDecimal gross_of(Node quantity, const Price& price) {
  const MaybeDecimal whole = decimal_of(quantity) * decimal_of(price.net);
  if (!whole || !price.base) return whole;
  const std::string_view unit = price.base.attribute(Attribute::unit);
  const MaybeDecimal base = decimal_of(price.base);
  if (!unit.empty() && unit != quantity.attribute(Attribute::unit)) return std::nullopt;
  constexpr unsigned precise = 8;
  return base && !base->is_zero() ? quotient(*whole, *base, precise) : std::nullopt;
}

MaybeDecimal sum_of(Node line, Term group, Term amount) {
  MaybeDecimal sum = Decimal();
  for (const Node part : each(line, group)) sum = sum + decimal_of(part.first(amount));
  return sum;
}

// The amount of a line with sub-lines is theirs, whatever its price says.
void check_line(Node line, const Decimal& allowed, Report& report) {
  const Node amount = line.first(BT_131), quantity = line.first(BT_129);
  if (!amount || !quantity || line.first(BG_DEX_01)) return;
  const Price price(line);
  const MaybeDecimal computed = rounded(gross_of(quantity, price)) + sum_of(line, BG_28, BT_141) -
                                sum_of(line, BG_27, BT_136);
  if (!is_far(decimal_of(amount), computed, allowed) || !is_news(report, BT_131, amount)) return;
  std::string formula = "BT-129 × BT-146";
  if (price.base) formula += " ÷ BT-149";
  if (line.first(BG_28)) formula += " + Σ BT-141";
  if (line.first(BG_27)) formula += " − Σ BT-136";
  report.add_equation(line_amount, amount, {"BT-131", decimal_of(amount)}, {formula, computed});
}

}  // namespace

void list_line_rules(Rules& list) {
  list.insert(list.end(), {&line_amount, &share, &period});
}

void check_lines(Node root, Report& report) {
  // Asked once: in CII the currency stands behind all lines.
  const Decimal allowed = slack(root);
  for (const Node line : each(root, BG_25)) {
    if (is_counted(line)) check_line(line, allowed, report);
    for (const Share& terms : line_shares) {
      for (const Node group : each(line, terms.group)) check_share(terms, group, allowed, report);
    }
    for (const Node group : each(line, BG_26)) check_period(group, BT_134, BT_135, report);
  }
  for (const Share& terms : document_shares) {
    for (const Node group : each(root, terms.group)) check_share(terms, group, allowed, report);
  }
  for (const Node group : each(root, BG_14)) check_period(group, BT_73, BT_74, report);
}

}  // namespace facteur::formats::own
