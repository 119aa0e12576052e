// What single VAT categories ask for beside the ten sentences that they share: intra-community
// supply (BR-IC-11, -12), not subject to VAT (BR-O-11 .. -14), Italian split payment (BR-B).
#include "formats/rules/families.h"
#include "formats/rules/in.h"
#include "formats/rules/values.h"

namespace facteur::formats::en16931 {
namespace {

using enum Term;
constexpr auto fatal = Severity::fatal;

// clang-format off
constexpr Rule br_ic_11{"BR-IC-11", fatal, {BT_72, BG_14}, {"Une livraison intracommunautaire (K) a une date de livraison ou une période de facturation.", "An intra-community supply (K) has a delivery date or an invoicing period."}};
constexpr Rule br_ic_12{"BR-IC-12", fatal, {BT_80}, {"Une livraison intracommunautaire (K) a un pays de livraison.", "An intra-community supply (K) has a deliver-to country."}};
constexpr Rule br_o_11{"BR-O-11", fatal, {BT_118}, {"Hors champ de la TVA (O) : la ventilation n'a pas d'autre catégorie.", "Not subject to VAT (O): the VAT breakdown has no other category."}};
constexpr Rule br_o_12{"BR-O-12", fatal, {BT_151, BT_118}, {"Hors champ de la TVA (O) : aucune ligne n'est d'une autre catégorie.", "Not subject to VAT (O): no line is of another category."}};
constexpr Rule br_o_13{"BR-O-13", fatal, {BT_95, BT_118}, {"Hors champ de la TVA (O) : aucune remise n'est d'une autre catégorie.", "Not subject to VAT (O): no allowance is of another category."}};
constexpr Rule br_o_14{"BR-O-14", fatal, {BT_102, BT_118}, {"Hors champ de la TVA (O) : aucuns frais ne sont d'une autre catégorie.", "Not subject to VAT (O): no charge is of another category."}};
constexpr Rule br_b_01{"BR-B-01", fatal, {BT_151, BT_40}, {"Le paiement scindé (B) ne vaut qu'entre parties italiennes.", "Split payment (B) is for domestic Italian invoices only."}};
constexpr Rule br_b_02{"BR-B-02", fatal, {BT_151, BT_118}, {"Une facture en paiement scindé (B) n'a pas de catégorie S.", "A split payment invoice (B) has no category S."}};
// clang-format on

// string-length(...) > 1
bool longer_than_one(Node node) {
  return node.text().size() > 1;
}

// CII asks for the elements alone, and for a date of the period.
void check_intra_community_cii(Node root, Report& report) {
  const Node delivery = root.first(BG_13);
  bool dated = static_cast<bool>(delivery.first(BT_72));
  for (const Node period : each(root, BG_14)) {
    dated = dated || period.first(BT_73) || period.first(BT_74);
  }
  if (!dated) report.add_missing(br_ic_11, root, BT_72, BG_14);
  if (!descend(delivery, {BG_15, BT_80})) report.add_missing(br_ic_12, root, BT_80);
}

void check_intra_community(Node root, Report& report) {
  if (is_cii(root)) return check_intra_community_cii(root, report);
  bool delivered = false;
  bool country = false;
  for (const Node delivery : each(root, BG_13)) {
    delivered = delivered || longer_than_one(delivery.first(BT_72));
    country = country || longer_than_one(descend(delivery, {BG_15, BT_80}));
  }
  const Node period = root.first(BG_14);
  const bool has_period = period && (period.first_child() || root.first(BT_8));
  if (!delivered && !has_period) report.add_missing(br_ic_11, root, BT_72, BG_14);
  if (!country) report.add_missing(br_ic_12, root, BT_80);
}

// CII counts the categories of any tax scheme, lines and breakdowns together, allowances and
// charges together.
void check_not_subject_cii(Node root, const VatFacts& facts, Report& report) {
  bool breakdowns_or_lines = false, allowances_or_charges = false;
  for (std::size_t i = 0; i < facts.uses.size(); ++i) {
    if (static_cast<VatCategory>(i) == VatCategory::O) continue;
    const VatUse& use = facts.uses[i];
    breakdowns_or_lines = breakdowns_or_lines || use.stated_at(VatPlace::breakdown) > 0 ||
                          use.stated_at(VatPlace::line) > 0;
    allowances_or_charges = allowances_or_charges || use.stated_at(VatPlace::allowance) > 0 ||
                            use.stated_at(VatPlace::charge) > 0;
  }
  if (breakdowns_or_lines) {
    report.add(br_o_11, root);
    report.add(br_o_12, root);
  }
  if (allowances_or_charges) {
    report.add(br_o_13, root);
    report.add(br_o_14, root);
  }
}

void check_not_subject(Node root, const VatFacts& facts, Report& report) {
  if (is_cii(root)) return check_not_subject_cii(root, facts, report);
  const VatUse& use = facts.use(VatCategory::O);
  const auto others_at = [&](VatPlace place) {
    return facts.vat_total[static_cast<std::size_t>(place)] > use.vat_at(place);
  };
  if (others_at(VatPlace::breakdown)) report.add(br_o_11, root);
  if (others_at(VatPlace::line)) report.add(br_o_12, root);
  if (others_at(VatPlace::allowance)) report.add(br_o_13, root);
  if (others_at(VatPlace::charge)) report.add(br_o_14, root);
}

// The first country of the document, of whichever party or item, that is not Italy.
Node foreign_country(Node node) {
  for (Node child = node.first_child(); child; child = child.next_sibling()) {
    switch (child.term()) {
      case BT_40:
      case BT_55:
      case BT_69:
      case BT_80:
      case EXT_FR_FE_21:
      case EXT_FR_FE_38:
      case EXT_FR_FE_61:
      case EXT_FR_FE_84:
      case EXT_FR_FE_107:
      case EXT_FR_FE_130:
      case EXT_FR_FE_157:
      case EXT_FR_FE_177:
        if (child.text() != "IT") return child;
        break;
      case BT_159:  // no ram:CountryID in CII
        if (is_cii(child)) break;
        if (child.text() != "IT") return child;
        break;
      default:
        if (const Node inner = foreign_country(child)) return inner;
    }
  }
  return {};
}

bool stated_anywhere(const VatUse& use) {
  for (const std::uint32_t count : use.stated) {
    if (count > 0) return true;
  }
  return false;
}

void check_split_payment(Node root, const VatFacts& facts, Report& report) {
  if (const Node country = foreign_country(root)) {
    report.add_value(br_b_01, country, country.text());
  }
  if (stated_anywhere(facts.use(VatCategory::S))) report.add(br_b_02, root);
}

}  // namespace

void list_special_vat_rules(Rules& list) {
  for (const Rule* rule :
       {&br_ic_11, &br_ic_12, &br_o_11, &br_o_12, &br_o_13, &br_o_14, &br_b_01, &br_b_02}) {
    list.push_back(rule);
  }
}

void check_special_vat(Node root, const VatFacts& facts, Report& report) {
  if (facts.use(VatCategory::K).vat_at(VatPlace::breakdown) > 0)
    check_intra_community(root, report);
  if (facts.use(VatCategory::O).vat_at(VatPlace::breakdown) > 0) {
    check_not_subject(root, facts, report);
  }
  if (stated_anywhere(facts.use(VatCategory::B))) check_split_payment(root, facts, report);
}

}  // namespace facteur::formats::en16931
