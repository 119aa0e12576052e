// VAT categories: EN 16931-1, 6.4.5 .. 6.4.14 (BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O), and the
// Spanish and Italian additions of the CEN artefacts (BR-AF, BR-AG, BR-B).
//
// The ten rules of a category are the same sentence with other parameters, so they are a table of
// categories and one piece of code a sentence. Where the official tests of two categories differ
// for no reason of law, the difference is said where it is made. So are those of UBL and CII.
#include <algorithm>

#include "formats/rules/binary_step.h"
#include "formats/rules/families.h"
#include "formats/rules/in.h"
#include "formats/rules/tax_category.h"
#include "formats/rules/values.h"

namespace facteur::formats::en16931 {
namespace {

using enum Term;
constexpr auto fatal = Severity::fatal;

enum class Rate : std::uint8_t { above_zero, zero, zero_or_more, absent };
enum class Breakdowns : std::uint8_t { one, one_for_each_rate };
enum class Identified : std::uint8_t {
  seller,                   // BT-31, BT-32 or BT-63
  seller_and_buyer,         // and BT-48 or BT-47
  seller_by_vat,            // BT-31 or BT-63
  seller_and_buyer_by_vat,  // and BT-48
  nobody_by_vat,            // none of BT-31, BT-63, BT-48
};

// The ten sentences, in the order of their numbers.
enum Number : std::size_t { r01, r02, r03, r04, r05, r06, r07, r08, r09, r10, sentences };

struct Family {
  VatCategory category;
  Rate rate;
  Breakdowns breakdowns;
  Identified identified;
  bool exemption_reason;  // required, or else forbidden
  Sentence name;
  std::array<std::string_view, sentences> ids;
};

// clang-format off
constexpr auto families = std::to_array<Family>({
  {VatCategory::S, Rate::above_zero, Breakdowns::one_for_each_rate, Identified::seller, false, {"S (taux positif)", "S (standard rated)"},
   {"BR-S-01", "BR-S-02", "BR-S-03", "BR-S-04", "BR-S-05", "BR-S-06", "BR-S-07", "BR-S-08", "BR-S-09", "BR-S-10"}},
  {VatCategory::Z, Rate::zero, Breakdowns::one, Identified::seller, false, {"Z (taux zéro)", "Z (zero rated)"},
   {"BR-Z-01", "BR-Z-02", "BR-Z-03", "BR-Z-04", "BR-Z-05", "BR-Z-06", "BR-Z-07", "BR-Z-08", "BR-Z-09", "BR-Z-10"}},
  {VatCategory::E, Rate::zero, Breakdowns::one, Identified::seller, true, {"E (exonéré)", "E (exempt)"},
   {"BR-E-01", "BR-E-02", "BR-E-03", "BR-E-04", "BR-E-05", "BR-E-06", "BR-E-07", "BR-E-08", "BR-E-09", "BR-E-10"}},
  {VatCategory::AE, Rate::zero, Breakdowns::one, Identified::seller_and_buyer, true, {"AE (autoliquidation)", "AE (reverse charge)"},
   {"BR-AE-01", "BR-AE-02", "BR-AE-03", "BR-AE-04", "BR-AE-05", "BR-AE-06", "BR-AE-07", "BR-AE-08", "BR-AE-09", "BR-AE-10"}},
  {VatCategory::K, Rate::zero, Breakdowns::one, Identified::seller_and_buyer_by_vat, true, {"K (livraison intracommunautaire)", "K (intra-community supply)"},
   {"BR-IC-01", "BR-IC-02", "BR-IC-03", "BR-IC-04", "BR-IC-05", "BR-IC-06", "BR-IC-07", "BR-IC-08", "BR-IC-09", "BR-IC-10"}},
  {VatCategory::G, Rate::zero, Breakdowns::one, Identified::seller_by_vat, true, {"G (exportation hors Union)", "G (export outside the Union)"},
   {"BR-G-01", "BR-G-02", "BR-G-03", "BR-G-04", "BR-G-05", "BR-G-06", "BR-G-07", "BR-G-08", "BR-G-09", "BR-G-10"}},
  {VatCategory::O, Rate::absent, Breakdowns::one, Identified::nobody_by_vat, true, {"O (hors champ de la TVA)", "O (not subject to VAT)"},
   {"BR-O-01", "BR-O-02", "BR-O-03", "BR-O-04", "BR-O-05", "BR-O-06", "BR-O-07", "BR-O-08", "BR-O-09", "BR-O-10"}},
  {VatCategory::L, Rate::zero_or_more, Breakdowns::one_for_each_rate, Identified::seller, false, {"L (IGIC des Canaries)", "L (IGIC of the Canary Islands)"},
   {"BR-AF-01", "BR-AF-02", "BR-AF-03", "BR-AF-04", "BR-AF-05", "BR-AF-06", "BR-AF-07", "BR-AF-08", "BR-AF-09", "BR-AF-10"}},
  {VatCategory::M, Rate::zero_or_more, Breakdowns::one_for_each_rate, Identified::seller, false, {"M (IPSI de Ceuta et Melilla)", "M (IPSI of Ceuta and Melilla)"},
   {"BR-AG-01", "BR-AG-02", "BR-AG-03", "BR-AG-04", "BR-AG-05", "BR-AG-06", "BR-AG-07", "BR-AG-08", "BR-AG-09", "BR-AG-10"}},
});

constexpr Sentence breakdown_sentence(Breakdowns breakdowns) {
  return breakdowns == Breakdowns::one
    ? Sentence{"La catégorie de TVA {}, si elle est utilisée, a exactement une ligne de ventilation.", "VAT category {}, where it is used, has exactly one VAT breakdown."}
    : Sentence{"La catégorie de TVA {} a une ligne de ventilation si elle est utilisée, et seulement alors.", "VAT category {} has a VAT breakdown where it is used, and only there."};
}
constexpr Sentence identified_sentence(Identified identified) {
  switch (identified) {
    case Identified::seller:
      return {"Avec la catégorie de TVA {}, le vendeur ou son représentant fiscal a un numéro fiscal.", "With VAT category {}, the seller or its tax representative has a tax identifier."};
    case Identified::seller_and_buyer:
      return {"Avec la catégorie de TVA {}, le vendeur (ou son représentant) a un numéro fiscal, et l'acheteur un numéro de TVA ou légal.", "With VAT category {}, the seller (or its representative) has a tax identifier, and the buyer a VAT or legal identifier."};
    case Identified::seller_by_vat:
      return {"Avec la catégorie de TVA {}, le vendeur ou son représentant fiscal a un numéro de TVA.", "With VAT category {}, the seller or its tax representative has a VAT identifier."};
    case Identified::seller_and_buyer_by_vat:
      return {"Avec la catégorie de TVA {}, le vendeur (ou son représentant) et l'acheteur ont un numéro de TVA.", "With VAT category {}, the seller (or its representative) and the buyer have a VAT identifier."};
    case Identified::nobody_by_vat:
      return {"Avec la catégorie de TVA {}, ni le vendeur, ni son représentant, ni l'acheteur ne donne de numéro de TVA.", "With VAT category {}, neither the seller, nor its representative, nor the buyer gives a VAT identifier."};
  }
  return {};
}
constexpr Sentence rate_sentence(Rate rate) {
  switch (rate) {
    case Rate::above_zero: return {"Dans la catégorie de TVA {}, le taux est supérieur à zéro.", "In VAT category {}, the rate is above zero."};
    case Rate::zero: return {"Dans la catégorie de TVA {}, le taux est zéro.", "In VAT category {}, the rate is zero."};
    case Rate::zero_or_more: return {"Dans la catégorie de TVA {}, le taux est zéro ou plus.", "In VAT category {}, the rate is zero or more."};
    case Rate::absent: return {"Dans la catégorie de TVA {}, aucun taux n'est donné.", "In VAT category {}, no rate is given."};
  }
  return {};
}
constexpr Sentence base_sentence{"Base de TVA de la catégorie {} = lignes + frais − remises de cette catégorie.", "Taxable amount of VAT category {} = lines + charges − allowances of that category."};
constexpr Sentence amount_sentence(Rate rate) {
  return rate == Rate::zero || rate == Rate::absent
    ? Sentence{"Le montant de TVA de la catégorie {} est zéro.", "The VAT amount of category {} is zero."}
    : Sentence{"TVA de la catégorie {} = base × taux, à moins d'une unité près.", "VAT of category {} = taxable amount × rate, within one unit."};
}
constexpr Sentence reason_sentence(bool required) {
  return required
    ? Sentence{"La ventilation de TVA de la catégorie {} donne un motif d'exonération ou son code.", "The VAT breakdown of category {} gives an exemption reason or its code."}
    : Sentence{"La ventilation de TVA de la catégorie {} ne donne pas de motif d'exonération.", "The VAT breakdown of category {} gives no exemption reason."};
}

using FamilyRules = std::array<Rule, sentences>;
constexpr FamilyRules rules_of(const Family& f) {
  const Sentence who = identified_sentence(f.identified), rate = rate_sentence(f.rate);
  return {{
    {f.ids[r01], fatal, {BT_118, BG_23}, breakdown_sentence(f.breakdowns), f.name},
    {f.ids[r02], fatal, {BT_31, BT_151}, who, f.name},
    {f.ids[r03], fatal, {BT_31, BT_95}, who, f.name},
    {f.ids[r04], fatal, {BT_31, BT_102}, who, f.name},
    {f.ids[r05], fatal, {BT_152, BT_151}, rate, f.name},
    {f.ids[r06], fatal, {BT_96, BT_95}, rate, f.name},
    {f.ids[r07], fatal, {BT_103, BT_102}, rate, f.name},
    {f.ids[r08], fatal, {BT_116, BT_131, BT_99, BT_92}, base_sentence, f.name},
    {f.ids[r09], fatal, {BT_117, BT_116, BT_119}, amount_sentence(f.rate), f.name},
    {f.ids[r10], fatal, {BT_120, BT_121}, reason_sentence(f.exemption_reason), f.name},
  }};
}
// clang-format on

constexpr auto family_rules = [] {
  std::array<FamilyRules, families.size()> all{};
  for (std::size_t i = 0; i < families.size(); ++i) all[i] = rules_of(families[i]);
  return all;
}();

// The family of a category of the scheme VAT; families.size() for others.
std::size_t family_of(const TaxCategory& stated) {
  if (!stated.code || !stated.is_vat()) return families.size();
  const VatCategory category = vat_category(compared_code(stated.code));
  const auto found = std::find_if(families.begin(), families.end(),
                                  [&](const Family& f) { return f.category == category; });
  return static_cast<std::size_t>(found - families.begin());
}

struct Registrations {
  explicit Registrations(Node root) {
    const Node seller_group = root.first(BG_4);
    const Node buyer_group = root.first(BG_7);
    const bool representative = static_cast<bool>(descend(root, {BG_11, BT_63}));
    seller_vat = seller_group.first(BT_31) || representative;
    seller = seller_vat || seller_group.first(BT_32);
    buyer_vat = static_cast<bool>(buyer_group.first(BT_48));
    buyer = buyer_vat || buyer_group.first(BT_47);
  }

  bool satisfy(Identified identified) const {
    switch (identified) {
      case Identified::seller:
        return seller;
      case Identified::seller_and_buyer:
        return seller && buyer;
      case Identified::seller_by_vat:
        return seller_vat;
      case Identified::seller_and_buyer_by_vat:
        return seller_vat && buyer_vat;
      case Identified::nobody_by_vat:
        return !seller_vat && !buyer_vat;
    }
    return true;
  }

  bool seller_vat, seller, buyer_vat, buyer;
};

// -01 of the categories with one breakdown: a breakdown of the category is itself a use of it.
bool has_one_breakdown(const VatUse& use) {
  const auto breakdowns = use.vat_at(VatPlace::breakdown);
  const auto uses = use.vat_at(VatPlace::line) + use.vat_at(VatPlace::allowance) +
                    use.vat_at(VatPlace::charge) + breakdowns;
  return uses == 0 || breakdowns == 1;
}

// -01 of the categories with a breakdown a rate. BR-S-01 alone counts whatever the tax scheme;
// BR-AF-01 does so for the breakdowns of a category in use.
bool has_breakdown_if_used(const VatUse& use, VatCategory category) {
  const bool any_scheme = category == VatCategory::S;
  const auto& at = any_scheme ? use.stated : use.vat;
  const auto count = [&](VatPlace place) { return at[static_cast<std::size_t>(place)]; };
  const bool used =
      count(VatPlace::line) + count(VatPlace::allowance) + count(VatPlace::charge) > 0;
  if (used && category == VatCategory::L) return use.stated_at(VatPlace::breakdown) > 0;
  return used == (count(VatPlace::breakdown) > 0);
}

// -01 in CII, where the tax scheme does not matter. A breakdown without a use is an error of the
// categories with one breakdown only, O apart; of the others, a use without a breakdown passes
// when it occurs twice.
bool has_breakdowns_cii(const Family& f, const VatUse& use) {
  const auto lines = use.stated_at(VatPlace::line);
  const auto others = use.stated_at(VatPlace::allowance) + use.stated_at(VatPlace::charge);
  const auto breakdowns = use.stated_at(VatPlace::breakdown);
  if (f.breakdowns == Breakdowns::one_for_each_rate) {
    return (lines == 0 || lines + breakdowns >= 2) && (others == 0 || others + breakdowns >= 2);
  }
  const bool used = lines + others > 0;
  if (breakdowns == 0) return !used || f.category == VatCategory::O;
  return breakdowns == 1 && used;
}

bool breakdowns_right(const Family& f, const VatUse& use, bool cii) {
  if (cii) return has_breakdowns_cii(f, use);
  return f.breakdowns == Breakdowns::one ? has_one_breakdown(use)
                                         : has_breakdown_if_used(use, f.category);
}

void check_use(std::size_t family, Node root, const VatFacts& facts, const Registrations& parties,
               Report& report) {
  const Family& f = families[family];
  const FamilyRules& rules = family_rules[family];
  const VatUse& use = facts.use(f.category);
  if (!breakdowns_right(f, use, is_cii(root))) report.add(rules[r01], root);

  const bool identified = parties.satisfy(f.identified);
  // In UBL, BR-S-02 fails for lines of the category that are all of another tax scheme.
  const bool only_other_scheme = !is_cii(root) && f.category == VatCategory::S &&
                                 use.stated_at(VatPlace::line) > 0 &&
                                 use.vat_at(VatPlace::line) == 0;
  if (only_other_scheme || (!identified && use.vat_at(VatPlace::line) > 0)) {
    report.add(rules[r02], root);
  }
  if (identified) return;
  if (use.vat_at(VatPlace::allowance) > 0) report.add(rules[r03], root);
  if (use.vat_at(VatPlace::charge) > 0) report.add(rules[r04], root);
}

// -05, -06, -07.
bool rate_allowed(Rate rate, Node stated) {
  if (rate == Rate::absent) return !stated;
  const MaybeDecimal value = decimal_of(stated);
  if (!value || (is_cii(stated) && is_negative_zero(stated))) return false;
  switch (rate) {
    case Rate::above_zero:
      return !value->is_zero() && !value->is_negative();
    case Rate::zero:
      return value->is_zero();
    default:
      return !value->is_negative() && !is_negative_zero(stated);
  }
}

void check_rate(Number number, Node group, Report& report) {
  each_tax_category(group, [&](const TaxCategory& category) {
    const std::size_t family = family_of(category);
    if (family == families.size()) return;
    Rate allowed = families[family].rate;
    // CII wants the rate of L to be above zero.
    if (families[family].category == VatCategory::L && is_cii(group)) allowed = Rate::above_zero;
    if (rate_allowed(allowed, category.rate)) return;
    const Rule& rule = family_rules[family][number];
    category.rate ? report.add_value(rule, category.rate, category.rate.text())
                  : report.add_missing(rule, group, rule.terms[0]);
  });
}

void check_rates(Node root, Report& report) {
  for (const Node line : each(root, BG_25)) {
    for (const Node category : each(line, BG_30)) check_rate(r05, category, report);
  }
  for (const Node allowance : each(root, BG_20)) check_rate(r06, allowance, report);
  for (const Node charge : each(root, BG_21)) check_rate(r07, charge, report);
}

// -08 of the categories with one breakdown: exact, and only in a document that has lines.
bool base_is_sum(const VatFacts& facts, const VatSums& sums, const MaybeDecimal& base) {
  return facts.has_lines && equal(base, sums.base());
}

// -08 of the categories with a breakdown a rate: within one unit. BR-S-08 wants the rate to be in
// use; it is written once for lines of invoices and once for those of credit notes, so that an
// allowance or charge also lets pass a base which leaves all lines out. BR-AF-08 and BR-AG-08 want
// lines, of whatever rate.
bool base_near_sum(const VatFacts& facts, const Family& f, const VatSums& sums,
                   const MaybeDecimal& base) {
  const bool near = within_one_in_binary(base, sums.base());
  if (f.category != VatCategory::S) return facts.has_lines && near;
  if (sums.on_allowance_or_charge) {
    return near || within_one_in_binary(base, sums.charges - sums.allowances);
  }
  return sums.on_line && near;
}

// -08 in CII: each of the three sums is rounded; within one unit for the categories with one
// breakdown, else exact, as for O. BR-AF-08 and BR-AG-08 look for the rate in the wrong place and
// never fail.
bool base_follows_cii(const Family& f, const VatSums& sums, const Manner& manner,
                      const MaybeDecimal& base) {
  if (f.rate == Rate::zero_or_more) return true;
  const MaybeDecimal sum = rounded(sums.lines) + rounded(sums.charges) - rounded(sums.allowances);
  const bool near = f.breakdowns == Breakdowns::one && f.category != VatCategory::O;
  return near ? within_one_in_binary(base, sum, manner.one_unit_is_near) : equal(base, sum);
}

void check_base(const Family& f, const Rule& rule, Node breakdown, const VatFacts& facts,
                const Manner& manner, Report& report) {
  const Node base_node = breakdown.first(BT_116);
  const MaybeDecimal base = decimal_of(base_node);
  VatSums sums = facts.use(f.category).sums;
  bool holds = false;
  if (f.breakdowns == Breakdowns::one) {
    holds = is_cii(breakdown) ? base_follows_cii(f, sums, manner, base)
                              : base_is_sum(facts, sums, base);
  } else {
    const MaybeDecimal rate = decimal_of(breakdown.first(BT_119));
    if (!rate) return;
    const auto found = facts.by_rate.find({f.category, *rate});
    sums = found == facts.by_rate.end() ? VatSums{} : found->second;
    holds = is_cii(breakdown) ? base_follows_cii(f, sums, manner, base)
                              : base_near_sum(facts, f, sums, base);
  }
  if (holds) return;
  report.add_equation(rule, base_node ? base_node : breakdown, {"BT-116", base},
                      {"Σ BT-131 + Σ BT-99 − Σ BT-92", sums.base()});
}

void check_amount(const Family& f, const Rule& rule, Node breakdown, Report& report) {
  const Node vat_node = breakdown.first(BT_117);
  const MaybeDecimal vat = decimal_of(vat_node);
  const Node place = vat_node ? vat_node : breakdown;
  if (is_cii(breakdown) && f.rate == Rate::zero_or_more) return;  // BR-AF-09, BR-AG-09 never fail
  if (f.rate == Rate::zero || f.rate == Rate::absent) {
    const bool zero = vat && vat->is_zero() && !(is_cii(breakdown) && is_negative_zero(vat_node));
    if (!zero) report.add_value(rule, place, vat_node.text());
    return;
  }
  const MaybeDecimal base = decimal_of(breakdown.first(BT_116));
  const MaybeDecimal rate = decimal_of(breakdown.first(BT_119));
  const MaybeDecimal computed =
      base ? rounded(base->absolute() * rate * Decimal(1, 2)) : std::nullopt;
  if (vat && within_one(vat->absolute(), computed)) return;
  report.add_equation(rule, place, {"BT-117", vat},
                      {"BT-116 × BT-119 %", rounded(base * rate * Decimal(1, 2))});
}

// CII looks at the breakdowns of S and Z whatever their tax scheme.
std::size_t family_of_breakdown(Node breakdown) {
  const TaxCategory stated = tax_category(breakdown);
  const std::size_t family = family_of(stated);
  if (family != families.size() || !is_cii(breakdown)) return family;
  const std::string_view code = stated.code.text();
  return code == "S" ? 0 : code == "Z" ? 1 : families.size();
}

void check_breakdown(Node breakdown, const VatFacts& facts, const Manner& manner, Report& report) {
  const std::size_t family = family_of_breakdown(breakdown);
  if (family == families.size()) return;
  const Family& f = families[family];
  const FamilyRules& rules = family_rules[family];
  check_base(f, rules[r08], breakdown, facts, manner, report);
  check_amount(f, rules[r09], breakdown, report);
  const bool reason = breakdown.first(BT_120) || breakdown.first(BT_121);
  if (reason == f.exemption_reason) return;
  f.exemption_reason ? report.add_missing(rules[r10], breakdown, BT_120, BT_121)
                     : report.add(rules[r10], breakdown);
}

}  // namespace

void list_vat_rules(Rules& list) {
  for (const FamilyRules& rules : family_rules) {
    for (const Rule& rule : rules) list.push_back(&rule);
  }
  list_special_vat_rules(list);
}

void check_vat(Node root, const VatFacts& facts, const Manner& manner, Report& report) {
  const Registrations parties(root);
  for (std::size_t family = 0; family < families.size(); ++family) {
    check_use(family, root, facts, parties, report);
  }
  check_rates(root, report);
  for (const Node breakdown : each(root, BG_23)) check_breakdown(breakdown, facts, manner, report);
  check_special_vat(root, facts, report);
}

}  // namespace facteur::formats::en16931
