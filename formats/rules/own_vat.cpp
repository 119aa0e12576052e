// The VAT breakdown against the lines, allowances and charges that it breaks down.
#include <algorithm>
#include <map>
#include <utility>

#include "formats/rules/own.h"
#include "formats/rules/sub_lines.h"
#include "formats/rules/tax_category.h"
#include "formats/rules/values.h"
#include "formats/typed.h"

namespace facteur::formats::own {
namespace {

using enum Term;

// clang-format off
constexpr Rule vat_base = warning("FACTEUR-VAT-BASE", {BT_116, BT_131, BT_99, BT_92},
  {"Base d'imposition d'une catégorie et d'un taux = lignes + frais − remises qui les portent, au centime.",
   "Taxable amount of a category and rate = lines + charges − allowances that state them, to the cent."});
constexpr Rule vat_amount = warning("FACTEUR-VAT-AMOUNT", {BT_117, BT_116, BT_119},
  {"TVA = base × taux, à un centime près pour chaque ligne, remise ou frais de cette catégorie et de ce taux, et 0,02 au moins (0,50 en forints).",
   "VAT = taxable amount × rate, give or take a cent for each line, allowance or charge of that category and rate, and 0.02 at least (0.50 in forints)."});
// clang-format on

struct Sums {
  MaybeDecimal parts = Decimal();   // lines + charges − allowances
  MaybeDecimal stated = Decimal();  // BT-116
  std::int64_t amounts = 0;         // how many make up `parts`
  Node first_stated;
};

class Breakdown {
 public:
  explicit Breakdown(Node root) : currency_(code(root.first(BT_5))) {
    for (const Node line : each(root, BG_25)) {
      if (is_counted(line)) add_line(line);
    }
    for (const Node group : each(root, BG_20)) add(group, BT_92, -1);
    for (const Node group : each(root, BG_21)) add(group, BT_99, 1);
    if (root.first(logistics_charge)) complete_ = false;
    for (const Node group : each(root, BG_23)) {
      const TaxCategory category = tax_category(group);
      const Node base = group.first(BT_116);
      if (!is_in_currency(base)) continue;
      Sums& sums = sums_of(category);
      sums.stated = sums.stated + decimal_of(base);
      sums.first_stated = sums.first_stated ? sums.first_stated : base;
    }
  }

  // Does every amount state one VAT category, and every taxed one its rate? Else the sums leave
  // something out.
  bool complete() const { return complete_; }

  // UBL may repeat the breakdown in the currency of the accounts.
  bool is_in_currency(Node amount) const {
    const auto value = money(amount);
    return !value || value->currency == currency_;
  }

  Sums& sums_of(const TaxCategory& category) {
    const MaybeDecimal rate = decimal_of(category.rate);
    const std::string_view code = code_of(category.code);
    if (!rate && (code == "S" || code == "L" || code == "M")) complete_ = false;
    return sums_[{code, rate ? *rate : Decimal()}];
  }
  const auto& all() const { return sums_; }

 private:
  void add_line(Node line) {
    Node category;
    for (const Node group : each(line, BG_30)) {
      if (category) complete_ = false;
      category = group;
    }
    if (category) {
      add(category, line.first(BT_131), 1);
    } else {
      complete_ = false;
    }
  }

  void add(Node group, Term amount, int sign) { add(group, group.first(amount), sign); }

  void add(Node group, Node amount, int sign) {
    int categories = 0;
    each_tax_category(group, [&](const TaxCategory& category) {
      if (!category.is_vat_loosely() || ++categories > 1) return;
      Sums& sums = sums_of(category);
      const MaybeDecimal value = decimal_of(amount);
      sums.parts = sign < 0 ? sums.parts - value : sums.parts + value;
      ++sums.amounts;
    });
    if (categories != 1) complete_ = false;
  }

  std::string_view currency_;
  std::map<std::pair<std::string_view, Decimal>, Sums> sums_;
  bool complete_ = true;
};

void check_bases(const Breakdown& breakdown, Report& report) {
  for (const auto& [key, sums] : breakdown.all()) {
    if (!sums.first_stated || !differ(sums.stated, sums.parts)) continue;
    if (!is_news(report, BT_116, sums.first_stated)) continue;
    report.add_equation(vat_base, sums.first_stated, {"BT-116", sums.stated},
                        {"Σ BT-131 + Σ BT-99 − Σ BT-92", sums.parts});
  }
}

void check_amount(Breakdown& breakdown, Node group, const Decimal& least, Report& report) {
  const Node vat = group.first(BT_117);
  const TaxCategory category = tax_category(group);
  const MaybeDecimal value = decimal_of(vat), rate = decimal_of(category.rate);
  const MaybeDecimal base = decimal_of(group.first(BT_116));
  if (!value || !rate || !base || !breakdown.is_in_currency(vat)) return;
  const MaybeDecimal computed = rounded(base * rate * Decimal(1, 2));
  const std::int64_t amounts = breakdown.sums_of(category).amounts;
  const MaybeDecimal gap = value - computed;
  const Decimal allowed = std::max(Decimal(amounts, 2), least);
  if (!gap || gap->absolute() <= allowed) return;
  if (!is_news(report, BT_117, vat)) return;
  report.add_equation(vat_amount, vat, {"BT-117", value}, {"BT-116 × BT-119 %", computed});
}

}  // namespace

void list_vat_rules(Rules& list) {
  list.insert(list.end(), {&vat_base, &vat_amount});
}

void check_vat(Node root, Report& report) {
  Breakdown breakdown(root);
  const bool has_lines = static_cast<bool>(root.first(BG_25));  // Factur-X BASIC WL has none
  if (has_lines && breakdown.complete()) check_bases(breakdown, report);
  const Decimal least = slack(root);
  for (const Node group : each(root, BG_23)) check_amount(breakdown, group, least, report);
}

}  // namespace facteur::formats::own
