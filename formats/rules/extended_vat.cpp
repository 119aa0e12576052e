// VAT categories of EXTENDED-CTC-FR: each that is used has a breakdown (-01), whose base is the sum
// of its amounts (-08) and whose VAT, for category S, is base × rate (-09).
#include <map>
#include <set>

#include "formats/rules/binary_step.h"
#include "formats/rules/category_bases.h"
#include "formats/rules/extended.h"
#include "formats/rules/sub_lines.h"
#include "formats/rules/tax_category.h"
#include "formats/rules/values.h"

namespace facteur::formats::extended {
namespace {

using enum Term;

struct Family {
  std::string_view category;
  std::string_view used, base_ubl, base_cii, ini_ubl, ini_cii, rev_ubl, rev_cii;
};

// clang-format off
constexpr auto families = std::to_array<Family>({
  {"S", "BR-FREXT-S-01", "BR-FREXT-S-08", "BR-FXEXT-S-08", "BR-FREXT-S-08ini", "BR-FXEXT-S-08ini", "BR-FREXT-S-08rev", "BR-FXEXT-S-08rev"},
  {"Z", "BR-FREXT-Z-01", "BR-FREXT-Z-08", "BR-FXEXT-Z-08", "BR-FREXT-Z-08ini", "BR-FXEXT-Z-08ini", "BR-FREXT-Z-08rev", "BR-FXEXT-Z-08rev"},
  {"E", "BR-FREXT-E-01", "BR-FREXT-E-08", "BR-FXEXT-E-08", "BR-FREXT-E-08ini", "BR-FXEXT-E-08ini", "BR-FREXT-E-08rev", "BR-FXEXT-E-08rev"},
  {"AE", "BR-FREXT-AE-01", "BR-FREXT-AE-08", "BR-FXEXT-AE-08", "BR-FREXT-AE-08ini", "BR-FXEXT-AE-08ini", "BR-FREXT-AE-08rev", "BR-FXEXT-AE-08rev"},
  {"K", "BR-FREXT-IC-01", "BR-FREXT-IC-08", "BR-FXEXT-IC-08", "BR-FREXT-IC-08ini", "BR-FXEXT-IC-08ini", "BR-FREXT-IC-08rev", "BR-FXEXT-IC-08rev"},
  {"G", "BR-FREXT-G-01", "BR-FREXT-G-08", "BR-FXEXT-G-08", "BR-FREXT-G-08ini", "BR-FXEXT-G-08ini", "BR-FREXT-G-08rev", "BR-FXEXT-G-08rev"},
  {"O", "BR-FREXT-O-01", "BR-FREXT-O-08", "BR-FXEXT-O-08", "BR-FREXT-O-08ini", "BR-FXEXT-O-08ini", "BR-FREXT-O-08rev", "BR-FXEXT-O-08rev"},
  {"L", "BR-FREXT-AF-01", "BR-FREXT-AF-08", "BR-FXEXT-AF-08", "BR-FREXT-AF-08ini", "BR-FXEXT-AF-08ini", "BR-FREXT-AF-08rev", "BR-FXEXT-AF-08rev"},
  {"M", "BR-FREXT-AG-01", "BR-FREXT-AG-08", "BR-FXEXT-AG-08", "BR-FREXT-AG-08ini", "BR-FXEXT-AG-08ini", "BR-FREXT-AG-08rev", "BR-FXEXT-AG-08rev"},
});
constexpr TwoRules amount = named("BR-FREXT-S-09", "BR-FXEXT-S-09", {BT_117, BT_116, BT_119}, category_amount);
constexpr Sentence base_sentence{"Base de TVA de la catégorie {} = lignes comptées + frais − remises de cette catégorie et de ce taux, à 0,01 près par montant.", "Taxable amount of VAT category {} = lines that count + charges − allowances of that category and rate, give or take 0.01 an amount."};
// clang-format on

struct FamilyRules {
  TwoRules used, base, ini, rev;
};
constexpr auto rules = [] {
  std::array<FamilyRules, families.size()> result{};
  const auto both = [](const Family& f, std::string_view ubl, std::string_view cii,
                       Severity severity, std::array<Term, 4> terms, const Sentence& sentence) {
    TwoRules two = named(ubl, cii, terms, sentence);
    two.ubl.severity = two.cii.severity = severity;
    two.ubl.subject = two.cii.subject = {f.category, f.category};
    return two;
  };
  for (std::size_t i = 0; i < families.size(); ++i) {
    const Family& f = families[i];
    const std::array<Term, 4> base{BT_116, BT_131, BT_92, BT_99};
    result[i] = {
        both(f, f.used, f.used, Severity::fatal, {BG_23, BT_118}, category_used),
        both(f, f.base_ubl, f.base_cii, Severity::fatal, base, base_sentence),
        both(f, f.ini_ubl, f.ini_cii, Severity::warning, base, category_base_ini),
        both(f, f.rev_ubl, f.rev_cii, Severity::warning, base, category_base_rev),
    };
  }
  return result;
}();

std::size_t family_of(std::string_view category) {
  std::size_t family = 0;
  while (family < families.size() && families[family].category != category) ++family;
  return family;
}

using Key = CategoryKey;
using Base = CategoryBase;

struct ReasonTerms {
  Term code, text;
};
ReasonTerms reason_terms(Term group) {
  switch (group) {
    case BG_20:
      return {EXT_FR_FE_188, EXT_FR_FE_187};
    case BG_21:
      return {EXT_FR_FE_190, EXT_FR_FE_189};
    case BG_23:
      return {BT_121, BT_120};
    default:
      return {EXT_FR_FE_179, EXT_FR_FE_178};
  }
}

// The keys of what a group states; `reasons` only with the reason, `rates` only without.
void add_keys(Node group, std::set<Key>& keys) {
  const ReasonTerms terms = reason_terms(group.term());
  each_tax_category(group, [&](const TaxCategory& stated) {
    const std::size_t family = family_of(compared_code(stated.code));
    if (family == families.size()) return;
    const bool rated = families[family].category != "O";
    const MaybeDecimal rate = rated ? decimal_of(stated.rate) : std::nullopt;
    if (rated && !rate) return;
    keys.insert({family, rate, true, "", ""});
    keys.insert({family, rate, false, normalized(group.first(terms.code)),
                 normalized(group.first(terms.text))});
  });
}

// How often categories are used, and what stands behind each breakdown, gathered once.
class Facts {
 public:
  explicit Facts(Node root) {
    for (const Node line : each(root, BG_25)) take_line(line);
    for (const Node group : each(root, BG_20)) take(group, BT_92, &Base::allowances);
    for (const Node group : each(root, BG_21)) take(group, BT_99, &Base::charges);
    for (Node charge = root.first(logistics_charge); charge; charge = charge.next()) {
      take_logistics(charge);
    }
    for (const Node breakdown : each(root, BG_23)) count(breakdown, breakdowns);
  }

  const Base& base(const Key& key) const {
    static const Base nothing;
    const auto found = bases_.find(key);
    return found == bases_.end() ? nothing : found->second;
  }

  std::array<std::size_t, families.size()> uses{}, breakdowns{};

 private:
  static void count(Node group, std::array<std::size_t, families.size()>& counts) {
    each_tax_category(group, [&](const TaxCategory& stated) {
      const std::size_t family = family_of(compared_code(stated.code));
      if (family != families.size()) ++counts[family];
    });
  }

  // Officially CII looks for the sub-type in the wrong place, and finds categories in use on lines
  // that do not count too.
  void take_line(Node line) {
    const bool counted = is_counted(line);
    keys_.clear();
    for (const Node group : each(line, BG_30)) {
      if (counted || is_cii(line)) count(group, uses);
      if (counted) add_keys(group, keys_);
    }
    const Node net = line.first(BT_131);
    for (const Key& key : keys_) add(bases_[key], &Base::lines, net, is_cii(line));
  }

  void take(Node group, Term term, MaybeDecimal Base::*sum) {
    count(group, uses);
    keys_.clear();
    add_keys(group, keys_);
    for (const Key& key : keys_) add(bases_[key], sum, group.first(term), is_cii(group));
  }

  // What belongs to a logistics charge of CII follows it below the document, up to the next one.
  void take_logistics(Node charge) {
    Node amount, category, rate, code, reason;
    for (Node part = charge.next_sibling(); part; part = part.next_sibling()) {
      if (part.term() == logistics_charge) break;
      if (part.term() == logistics_amount) amount = part;
      if (part.term() == logistics_category) category = part;
      if (part.term() == logistics_rate) rate = part;
      if (part.term() == logistics_reason_code) code = part;
      if (part.term() == logistics_reason) reason = part;
    }
    const std::size_t family = family_of(category.text());
    if (family == families.size()) return;
    const MaybeDecimal percent = families[family].category == "O" ? std::nullopt : decimal_of(rate);
    if (families[family].category != "O" && !percent) return;
    for (const Key& key : {Key{family, percent, true, "", ""},
                           Key{family, percent, false, normalized(code), normalized(reason)}}) {
      add(bases_[key], &Base::logistics, amount, true);
    }
  }

  // UBL allows for the amounts, CII for what should have one.
  static void add(Base& base, MaybeDecimal Base::*sum, Node amount, bool in_any_case) {
    if (amount) base.*sum = base.*sum + decimal_of(amount);
    if (amount || in_any_case) ++base.amounts;
  }

  std::map<Key, Base> bases_;
  std::set<Key> keys_;  // of one group, kept for its memory
};

// UBL computes in binary floating point.
bool is_near(const MaybeDecimal& stated, const Base& base, bool in_binary) {
  const MaybeDecimal gap = stated - base.value();
  if (!gap) return false;
  const Decimal tolerance(base.amounts, 2);
  if (!in_binary || gap->absolute() != tolerance) return gap->absolute() <= tolerance;
  return within_in_binary(
      {*stated, *rounded(base.lines), *rounded(base.allowances), *rounded(base.charges)},
      tolerance);
}

void check_amount(Node breakdown, const Base& same_reason, const Base& any_reason, Report& report) {
  const Node vat = breakdown.first(BT_117);
  const MaybeDecimal value = decimal_of(vat);
  const MaybeDecimal computed = rounded(decimal_of(breakdown.first(BT_116)) *
                                        decimal_of(breakdown.first(BT_119)) * Decimal(1, 2));
  const MaybeDecimal gap = value - computed;
  const std::int64_t amounts =
      is_cii(breakdown) ? std::max(same_reason.amounts, any_reason.amounts) : same_reason.amounts;
  if (gap && gap->absolute() <= Decimal(amounts, 2)) return;
  report.add_equation(amount.in(breakdown), vat ? vat : breakdown, {"BT-117", value},
                      {"BT-116 × BT-119 %", computed});
}

void check_breakdown(Node breakdown, const Facts& facts, Report& report) {
  const TaxCategory stated = tax_category(breakdown);
  const std::size_t family = family_of(compared_code(stated.code));
  if (family == families.size() || !stated.is_vat()) return;
  const bool rated = families[family].category != "O";
  Key key{family, rated ? decimal_of(stated.rate) : std::nullopt, true, "", ""};
  const bool has_key = !rated || key.rate;
  static const Base nothing;
  const Base& any_reason = has_key ? facts.base(key) : nothing;
  key.any_reason = false;
  key.reason_code = normalized(breakdown.first(BT_121));
  key.reason = normalized(breakdown.first(BT_120));
  const Base& same_reason = has_key ? facts.base(key) : nothing;

  const Node base = breakdown.first(BT_116);
  const MaybeDecimal value = decimal_of(base);
  const bool ini = is_near(value, any_reason, !is_cii(breakdown));
  const bool rev = is_near(value, same_reason, !is_cii(breakdown));
  const Node place = base ? base : breakdown;
  const auto add = [&](const TwoRules& rule, const Base& computed) {
    report.add_equation(rule.in(breakdown), place, {"BT-116", value},
                        {"Σ BT-131 + Σ BT-99 − Σ BT-92", computed.value()});
  };
  if (!ini && !rev) add(rules[family].base, any_reason);
  if (!ini) add(rules[family].ini, any_reason);
  if (!rev) add(rules[family].rev, same_reason);
  if (families[family].category == "S") {
    check_amount(breakdown, same_reason, any_reason, report);
  }
}

}  // namespace

void list_vat_rules(Rules& list) {
  for (const FamilyRules& family : rules) {
    for (const TwoRules* rule : {&family.used, &family.base, &family.ini, &family.rev}) {
      french::add_rules(*rule, list);
    }
  }
  french::add_rules(amount, list);
}

void check_vat(Node root, Report& report) {
  const Facts facts(root);
  for (std::size_t family = 0; family < families.size(); ++family) {
    const bool used = facts.uses[family] > 0, broken_down = facts.breakdowns[family] > 0;
    if (used != broken_down) report.add(rules[family].used.in(root), root);
  }
  for (const Node breakdown : each(root, BG_23)) check_breakdown(breakdown, facts, report);
}

}  // namespace facteur::formats::extended
