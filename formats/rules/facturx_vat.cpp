// VAT categories of Factur-X EXTENDED: each that is used has a breakdown (-01), whose base is the
// sum of its amounts (-08), and whose VAT, for category S, is base × rate (-09).
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "formats/rules/category_bases.h"
#include "formats/rules/facturx_extended.h"
#include "formats/rules/tax_category.h"
#include "formats/rules/values.h"

namespace facteur::formats::facturx {
namespace {

using enum Term;

struct Family {
  std::string_view category;
  std::string_view used, base, ini, rev;
};

// clang-format off
constexpr auto families = std::to_array<Family>({
  {"S", "BR-FXEXT-S-01", "BR-FXEXT-S08b", "BR-FXEXT-S-08ini", "BR-FXEXT-S-08rev"},
  {"Z", "BR-FXEXT-Z-01", "BR-FXEXT-Z-08b", "BR-FXEXT-Z-08ini", "BR-FXEXT-Z-08rev"},
  {"E", "BR-FXEXT-E-01", "BR-FXEXT-E-08b", "BR-FXEXT-E-08ini", "BR-FXEXT-E-08rev"},
  {"AE", "BR-FXEXT-AE-01", "BR-FXEXT-AE-08b", "BR-FXEXT-AE-08ini", "BR-FXEXT-AE-08rev"},
  {"K", "BR-FXEXT-IC-01", "BR-FXEXT-IC-08b", "BR-FXEXT-IC-08ini", "BR-FXEXT-IC-08rev"},
  {"G", "BR-FXEXT-G-01", "BR-FXEXT-G-08b", "BR-FXEXT-G-08ini", "BR-FXEXT-G-08rev"},
  {"O", "BR-FXEXT-O-01", "BR-FXEXT-O-08b", "BR-FXEXT-O-08ini", "BR-FXEXT-O-08rev"},
  {"L", "BR-FXEXT-AF-01", "BR-FXEXT-AF-08b", "BR-FXEXT-AF-08ini", "BR-FXEXT-AF-08rev"},
  {"M", "BR-FXEXT-AG-01", "BR-FXEXT-AG-08b", "BR-FXEXT-AG-08ini", "BR-FXEXT-AG-08rev"},
});
constexpr Rule amount{"BR-FXEXT-S-09b", Severity::fatal, {BT_117, BT_116, BT_119}, category_amount};
constexpr Sentence base_sentence{"Base de TVA de la catégorie {} = lignes de détail + frais − remises de cette catégorie et de ce taux, à 0,01 près par montant.", "Taxable amount of VAT category {} = detail lines + charges − allowances of that category and rate, give or take 0.01 an amount."};
// clang-format on

struct FamilyRules {
  Rule used, base, ini, rev;
};
constexpr auto rules = [] {
  std::array<FamilyRules, families.size()> all{};
  constexpr std::array<Term, 4> terms{BT_116, BT_131, BT_92, BT_99};
  for (std::size_t i = 0; i < families.size(); ++i) {
    const Family& f = families[i];
    const Sentence name{f.category, f.category};
    all[i] = {{f.used, Severity::fatal, {BG_23, BT_118}, category_used, name},
              {f.base, Severity::fatal, terms, base_sentence, name},
              {f.ini, Severity::warning, terms, category_base_ini, name},
              {f.rev, Severity::warning, terms, category_base_rev, name}};
  }
  return all;
}();

std::size_t family_of(Node category) {
  const auto found = std::find_if(families.begin(), families.end(), [&](const Family& family) {
    return category && family.category == category.text();
  });
  return static_cast<std::size_t>(found - families.begin());
}

using Key = CategoryKey;
using Base = CategoryBase;
using Part = MaybeDecimal Base::*;

// What a line, allowance, charge or breakdown says of its VAT.
struct Stated {
  Node category, rate, reason, reason_code;

  bool has_family() const { return family_of(category) != families.size(); }
  bool rated() const { return category.text() != "O"; }
  // Nothing is summed up under a category that lacks its rate.
  bool has_key() const { return has_family() && (!rated() || decimal_of(rate)); }
  Key key(bool any_reason) const {
    Key key{family_of(category), rated() ? decimal_of(rate) : std::nullopt, any_reason, "", ""};
    if (any_reason) return key;
    key.reason_code = normalized(reason_code);
    key.reason = normalized(reason);
    return key;
  }
};

Stated stated_by(Node group, Term reason, Term reason_code) {
  const TaxCategory category = tax_category(group);
  return {category.code, category.rate, group.first(reason), group.first(reason_code)};
}

// How often categories are used, and what stands behind each breakdown, gathered once.
class Facts {
 public:
  explicit Facts(Node root) {
    for (const Node line : each(root, BG_25)) take_line(line);
    for (const Node group : each(root, BG_20)) {
      take(stated_by(group, EXT_FR_FE_187, EXT_FR_FE_188), &Base::allowances, group.first(BT_92));
    }
    for (const Node group : each(root, BG_21)) {
      take(stated_by(group, EXT_FR_FE_189, EXT_FR_FE_190), &Base::charges, group.first(BT_99));
    }
    for (const LogisticsCharge& charge : logistics_charges(root)) {
      take({charge.category, charge.rate, charge.reason, charge.reason_code}, &Base::logistics,
           charge.amount);
    }
    for (const Node breakdown : each(root, BG_23)) {
      const std::size_t family = family_of(tax_category(breakdown).code);
      if (family != families.size()) ++breakdowns[family];
    }
  }

  const Base& base(const Stated& stated, bool any_reason) const {
    static const Base nothing;
    if (!stated.has_key()) return nothing;
    const auto found = bases_.find(stated.key(any_reason));
    return found == bases_.end() ? nothing : found->second;
  }

  std::array<std::size_t, families.size()> uses{}, breakdowns{};

 private:
  // Lines that do not count use a category all the same: officially their sub-type is looked for
  // in the wrong place.
  void take_line(Node line) {
    const Node net = line.first(BT_131);
    Stated last;
    for (const Node group : each(line, BG_30)) {
      const Stated stated = stated_by(group, EXT_FR_FE_178, EXT_FR_FE_179);
      use(stated);
      // Said twice, a category counts the line once.
      const bool again = last.has_key() && stated.has_key() &&
                         last.key(false).parts() == stated.key(false).parts();
      if (is_detail(line) && !again) add(stated, &Base::lines, net);
      last = stated;
    }
  }

  void take(const Stated& stated, Part part, Node net) {
    use(stated);
    add(stated, part, net);
  }

  void use(const Stated& stated) {
    if (stated.has_family()) ++uses[family_of(stated.category)];
  }

  void add(const Stated& stated, Part part, Node net) {
    if (!stated.has_key()) return;
    for (const bool any_reason : {true, false}) {
      Base& base = bases_[stated.key(any_reason)];
      if (net) base.*part = base.*part + decimal_of(net);
      ++base.amounts;
    }
  }

  std::map<Key, Base> bases_;
};

void check_amount(Node breakdown, std::int64_t amounts, Report& report) {
  const Node vat = breakdown.first(BT_117);
  const MaybeDecimal computed = rounded(decimal_of(breakdown.first(BT_116)) *
                                        decimal_of(tax_category(breakdown).rate) * Decimal(1, 2));
  if (within_cents(decimal_of(vat) - computed, amounts)) return;
  report.add_equation(amount, vat ? vat : breakdown, {"BT-117", decimal_of(vat)},
                      {"BT-116 × BT-119 %", computed});
}

void check_base(Node breakdown, const Stated& stated, const Base& any_reason,
                const Base& same_reason, Report& report) {
  const FamilyRules& family = rules[family_of(stated.category)];
  const Node base = breakdown.first(BT_116);
  const MaybeDecimal value = decimal_of(base);
  const bool ini = stated.has_key() && within_cents(value - any_reason.value(), any_reason.amounts);
  const bool rev =
      stated.has_key() && within_cents(value - same_reason.value(), same_reason.amounts);
  const auto add = [&](const Rule& rule, const Base& computed) {
    report.add_equation(rule, base ? base : breakdown, {"BT-116", value},
                        {"Σ BT-131 + Σ BT-99 + Σ BT-X-272 − Σ BT-92", computed.value()});
  };
  if (!ini && !rev) add(family.base, any_reason);
  if (!ini) add(family.ini, any_reason);
  if (!rev) add(family.rev, same_reason);
}

void check_breakdown(Node breakdown, const Facts& facts, Report& report) {
  const Stated stated = stated_by(breakdown, BT_120, BT_121);
  if (!stated.has_family()) return;
  const Base& any_reason = facts.base(stated, true);
  const Base& same_reason = facts.base(stated, false);
  if (tax_category(breakdown).is_vat()) {
    check_base(breakdown, stated, any_reason, same_reason, report);
  }
  if (stated.category.text() == "S") {
    check_amount(breakdown, std::max(any_reason.amounts, same_reason.amounts), report);
  }
}

}  // namespace

void list_vat_rules(Rules& list) {
  for (const FamilyRules& family : rules) {
    for (const Rule* rule : {&family.used, &family.base, &family.ini, &family.rev}) {
      list.push_back(rule);
    }
  }
  list.push_back(&amount);
}

void check_vat(Node root, Report& report) {
  const Facts facts(root);
  for (std::size_t family = 0; family < families.size(); ++family) {
    const bool used = facts.uses[family] > 0, broken_down = facts.breakdowns[family] > 0;
    if (used != broken_down) report.add(rules[family].used, root);
  }
  for (const Node breakdown : each(root, BG_23)) check_breakdown(breakdown, facts, report);
}

}  // namespace facteur::formats::facturx
