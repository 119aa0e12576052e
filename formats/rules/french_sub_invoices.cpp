// The French rules for invoices that hold several: of several sellers (frames B8, S8, M8; "MV") or
// of both parties (B9, S9, M9; "BD"). A line of sub-type GROUP without a parent opens a
// sub-invoice; its lines name their group as parent.
//
// Sums may stray by 0.01 for each line in them. BR-FR-MV-10 is for CII: UBL 2.1 has no line amount
// with VAT.
#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "formats/rules/french.h"
#include "formats/rules/tax_category.h"
#include "formats/rules/values.h"

namespace facteur::formats::french {
namespace {

using enum Term;

// clang-format off
constexpr TwoRules typed = named("BR-FR-MV-01_EXT-FR-FE-163", {EXT_FR_FE_163, BT_23}, {"Chaque ligne a un sous-type (GROUP, DETAIL, INFORMATION).", "Every line has a sub-type (GROUP, DETAIL, INFORMATION)."});
constexpr TwoRules any_group = named("BR-FR-MV-02_EXT-FR-FE-163", {EXT_FR_FE_163, EXT_FR_FE_162}, {"Une facture multi-vendeurs a au moins une ligne GROUP sans ligne parente : une par sous-facture.", "A multi-vendor invoice has at least one GROUP line without a parent: one a sub-invoice."});
constexpr TwoRules two_groups = named("BR-FR-BD-02_EXT-FR-FE-163", {EXT_FR_FE_163, EXT_FR_FE_162}, {"Une facture bidirectionnelle a exactement deux lignes GROUP sans ligne parente.", "A bidirectional invoice has exactly two GROUP lines without a parent."});
constexpr TwoRules seller_group = named("BR-FR-BD-02_BT-30", "BR-FR-BD-02_BT-31", {EXT_FR_FE_167, BT_30}, {"Dans une facture bidirectionnelle, une ligne GROUP et une seule est du vendeur.", "In a bidirectional invoice, one GROUP line and only one is the seller's."});
constexpr TwoRules buyer_group = named("BR-FR-BD-02_BT-47", {EXT_FR_FE_167, BT_47}, {"Dans une facture bidirectionnelle, une ligne GROUP et une seule est de l'acheteur.", "In a bidirectional invoice, one GROUP line and only one is the buyer's."});
constexpr TwoRules group_name = named("BR-FR-MV-03_EXT-FR-FE-164", {EXT_FR_FE_164}, {"Chaque sous-facture nomme son vendeur.", "Every sub-invoice names its seller."});
constexpr TwoRules group_id = named("BR-FR-MV-03_EXT-FR-FE-167", {EXT_FR_FE_167}, {"Chaque sous-facture donne l'identifiant légal de son vendeur.", "Every sub-invoice gives its seller's legal registration."});
constexpr TwoRules group_country = named("BR-FR-MV-03_EXT-FR-FE-177", {EXT_FR_FE_177}, {"Chaque sous-facture donne le pays de son vendeur.", "Every sub-invoice gives its seller's country."});
constexpr TwoRules group_vat = named("BR-FR-MV-03_EXT-FR-FE-181", {EXT_FR_FE_181}, {"Chaque sous-facture donne son total de TVA dans la devise de la facture.", "Every sub-invoice gives its VAT total in the invoice currency."});
constexpr TwoRules group_other_vat = named("BR-FR-MV-03_EXT-FR-FE-182", {EXT_FR_FE_182, BT_6}, {"Si la devise de comptabilisation est donnée, chaque sous-facture donne son total de TVA dans cette devise.", "Where an accounting currency is given, every sub-invoice gives its VAT total in that currency."});
constexpr TwoRules group_number = named("BR-FR-MV-03_BT-128_AFL", {BT_128}, {"Chaque sous-facture a son numéro (référence AFL, type 130).", "Every sub-invoice has its number (reference AFL, type 130)."});
constexpr TwoRules group_frame = named("BR-FR-MV-03_BT-128_AVV", {BT_128, BT_23}, {"Chaque sous-facture a son cadre de facturation (référence AVV, type 130), autre que B8, S8 et M8.", "Every sub-invoice has its billing frame (reference AVV, type 130), other than B8, S8 and M8."});
constexpr TwoRules group_net = named("BR-FR-MV-05_EXT-FR-FE-BG-12", {BT_131, EXT_FR_FE_162}, {"Le montant net d'une sous-facture est la somme de ceux de ses lignes.", "The net amount of a sub-invoice is the sum of those of its lines."});
constexpr TwoRules same_seller = named("BR-FR-MV-06_EXT-FR-FE-167", {EXT_FR_FE_167, EXT_FR_FE_162}, {"Chaque ligne donne l'identifiant légal de son vendeur, celui de sa ligne parente.", "Every line gives its seller's legal registration, that of its parent."});
constexpr TwoRules same_number = named("BR-FR-MV-07_BT-128", {BT_128, EXT_FR_FE_162}, {"Chaque ligne donne le numéro de sa sous-facture (référence AFL), celui de sa ligne parente.", "Every line gives the number of its sub-invoice (reference AFL), that of its parent."});
constexpr TwoRules marked_reason = named("BR-FR-MV-08_BT-128", {EXT_FR_FE_178, BT_128}, {"Le motif d'exonération d'une ligne DETAIL commence par #numéro de sous-facture#.", "The exemption reason of a DETAIL line begins with #sub-invoice number#."});
constexpr TwoRules group_vat_sum = named("BR-FR-MV-09_EXT-FR-FE-181", {EXT_FR_FE_181, BT_117, BT_120}, {"La TVA d'une sous-facture est la somme des ventilations dont le motif commence par #son numéro#.", "The VAT of a sub-invoice is the sum of the breakdowns whose reason begins with #its number#."});
constexpr TwoRules group_gross = named("BR-FR-MV-10_EXT-FR-FE-184", {EXT_FR_FE_184, BT_131, EXT_FR_FE_181}, {"Le montant TTC d'une sous-facture est son montant net plus sa TVA.", "The amount with VAT of a sub-invoice is its net amount plus its VAT."});
constexpr TwoRules own_number = named("BR-FR-MV-11_BT-128", {BT_128, BT_1}, {"La sous-facture du vendeur principal a le numéro de la facture (BT-1), et elle seule.", "The sub-invoice of the main seller has the number of the invoice (BT-1), and only that one."});
constexpr TwoRules unique_number = named("BR-FR-MV-12_BT-128", {BT_128}, {"Les numéros des sous-factures sont tous différents.", "The numbers of the sub-invoices are all different."});
constexpr TwoRules not_self_billed = named("BR-FR-MV-13_BT-3", {BT_3, BT_23}, {"Une facture multi-vendeurs n'est pas une autofacture.", "A multi-vendor invoice is not self-billed."});
constexpr TwoRules self_billed = named("BR-FR-MV-BD_BT-3", "BR-FR-BD-13_BT-3", {BT_3, BT_23}, {"Une facture bidirectionnelle est une autofacture.", "A bidirectional invoice is self-billed."});
constexpr Sentence preceding_number{"Chaque sous-facture d'un avoir ou d'une rectificative cite la facture antérieure.", "Every sub-invoice of a credit note or corrected invoice names the preceding invoice."};
constexpr Sentence preceding_date{"Chaque sous-facture d'un avoir ou d'une rectificative donne la date de la facture antérieure.", "Every sub-invoice of a credit note or corrected invoice gives the date of the preceding invoice."};
constexpr TwoRules mv_preceding = named("BR-FR-MV-14-EXT-FR-FE-136", {EXT_FR_FE_136}, preceding_number);
constexpr TwoRules mv_preceding_date = named("BR-FR-MV-14-EXT-FR-FE-138", {EXT_FR_FE_138}, preceding_date);
constexpr TwoRules bd_preceding = named("BR-FR-BD-14-EXT-FR-FE-136", {EXT_FR_FE_136}, preceding_number);
constexpr TwoRules bd_preceding_date = named("BR-FR-BD-14-EXT-FR-FE-138", {EXT_FR_FE_138}, preceding_date);

constexpr const TwoRules* all_rules[] = {
    &typed, &any_group, &two_groups, &seller_group, &buyer_group, &group_name, &group_id, &group_country, &group_vat,
    &group_other_vat, &group_number, &group_frame, &group_net, &same_seller, &same_number, &marked_reason,
    &group_vat_sum, &group_gross, &own_number, &unique_number, &not_self_billed, &self_billed, &mv_preceding,
    &mv_preceding_date, &bd_preceding, &bd_preceding_date};
// clang-format on

bool is_main_group(Node line) {
  return line.text(EXT_FR_FE_163) == "GROUP" && !line.first(EXT_FR_FE_162);
}

Node object_reference(Node line, std::string_view scheme) {
  for (const Node id : each(line, BT_128)) {
    if (id.attribute(Attribute::scheme_id) == scheme) return id;
  }
  return {};
}

std::string_view number_of(Node line) {
  return code_of(object_reference(line, "AFL"));
}

Node seller_id(Node line) {
  return line.first(EXT_FR_FE_BG_12).first(EXT_FR_FE_167);
}

// The VAT amount of a line in a currency.
Node vat_in(Node line, std::string_view currency) {
  for (const Term term : {EXT_FR_FE_181, EXT_FR_FE_182}) {
    for (const Node amount : each(line, term)) {
      if (amount.attribute(Attribute::currency) == currency) return amount;
    }
  }
  return {};
}

bool holds_value(Node group, Term term, Node value) {
  for (const Node other : each(group, term)) {
    if (other.text() == value.text()) return true;
  }
  return false;
}

struct Children {
  MaybeDecimal net = Decimal();
  std::int64_t amounts = 0, details = 0;
};

// What the sub-invoices need to know of all lines and breakdowns, gathered once.
class Index {
 public:
  explicit Index(Node root) {
    for (const Node line : each(root, BG_25)) take_line(line);
    for (const Node breakdown : each(root, BG_23)) take_breakdown(breakdown);
  }

  const Children& children(std::string_view parent) const {
    static const Children childless;
    const auto found = children_.find(parent);
    return found == children_.end() ? childless : found->second;
  }
  Node line(std::string_view id) const {
    const auto found = lines_.find(id);
    return found == lines_.end() ? Node() : found->second;
  }
  MaybeDecimal vat(std::string_view number) const {
    const auto found = vat_.find(number);
    return found == vat_.end() ? MaybeDecimal(Decimal()) : found->second;
  }

 private:
  void take_line(Node line) {
    lines_.emplace(line.text(BT_126), line);
    const Node parent = line.first(EXT_FR_FE_162);
    const Node kind = line.first(EXT_FR_FE_163);
    if (!parent || !kind || kind.text() == "INFORMATION") return;
    Children& siblings = children_[parent.text()];
    if (kind.text() == "DETAIL") ++siblings.details;
    if (const Node net = line.first(BT_131)) {
      siblings.net = siblings.net + decimal_of(net);
      ++siblings.amounts;
    }
  }

  // The VAT of a sub-invoice: "#its number#" opens the reason.
  void take_breakdown(Node breakdown) {
    const std::string_view reason = breakdown.text(BT_120);
    const auto end = reason.find('#', 1);
    if (!reason.starts_with('#') || end == std::string_view::npos) return;
    if (tax_category(breakdown).scheme.text() != "VAT") return;
    MaybeDecimal& sum = vat_.emplace(reason.substr(1, end - 1), Decimal()).first->second;
    sum = sum + decimal_of(breakdown.first(BT_117));
  }

  std::unordered_map<std::string_view, Node> lines_;
  std::unordered_map<std::string_view, Children> children_;
  std::unordered_map<std::string_view, MaybeDecimal> vat_;
};

bool near(const MaybeDecimal& a, const MaybeDecimal& b, std::int64_t cents) {
  const MaybeDecimal gap = a - b;
  return gap && gap->absolute() <= Decimal(cents, 2);
}

bool is_sold_twice(Node line) {
  std::size_t ids = 0;
  for (const Node seller : each(line, EXT_FR_FE_BG_12)) {
    for (Node id = seller.first(EXT_FR_FE_167); id; id = id.next()) ++ids;
  }
  return ids > 1;
}

// --- Each line ----------------------------------------------------------------------------------

// Given once, and the same as the parent's.
void check_inherited(const TwoRules& rules, Node line, Term term, std::string_view own, Node parent,
                     std::string_view inherited, Report& report) {
  const Rule& rule = rules.in(line);
  if (own.empty()) return report.add_missing(rule, line, term);
  if (parent && own != inherited) report.add_value(rule, line, own);
}

void check_line(Node line, const Index& index, Report& report) {
  const Node kind = line.first(EXT_FR_FE_163);
  // CII asks where the sub-type stands; UBL asks everywhere.
  if (kind ? is_blank(kind) : !is_cii(line))
    report.add_missing(typed.in(line), line, EXT_FR_FE_163);
  const Node parent = line.first(EXT_FR_FE_162);
  const Node parent_line = index.line(parent.text());
  const std::string_view number = number_of(line);
  if (is_sold_twice(line)) report.add(same_seller.in(line), line);
  check_inherited(same_seller, line, EXT_FR_FE_167, code_of(seller_id(line)), parent,
                  code_of(seller_id(parent_line)), report);
  check_inherited(same_number, line, BT_128, number, parent, number_of(parent_line), report);
  if (kind.text() != "DETAIL") return;
  const Node reason = line.first(BG_30).first(EXT_FR_FE_178);
  const std::string mark = '#' + std::string(number) + '#';
  if (!number.empty() && reason.text().starts_with(mark)) return;
  reason ? report.add_value(marked_reason.in(line), reason, reason.text())
         : report.add_missing(marked_reason.in(line), line, EXT_FR_FE_178);
}

// --- Each sub-invoice ---------------------------------------------------------------------------

void check_present(const TwoRules& rule, Node line, Node value, Term wanted, Report& report) {
  if (is_blank(value)) report.add_missing(rule.in(line), line, wanted);
}

// CII looks at the references that are there; UBL wants them.
void check_references(Node line, Report& report) {
  const Node number = object_reference(line, "AFL");
  const Node frame = object_reference(line, "AVV");
  if (number || !is_cii(line)) check_present(group_number, line, number, BT_128, report);
  if (!frame && is_cii(line)) return;
  const std::string_view code = frame.text();
  if (is_blank(frame)) {
    report.add_missing(group_frame.in(line), line, BT_128);
  } else if (code == "M8" || code == "S8" || code == "B8") {
    report.add_value(group_frame.in(line), frame, code);
  }
}

void check_content(Node line, Node root, Report& report) {
  const Node seller = line.first(EXT_FR_FE_BG_12);
  check_present(group_name, line, seller.first(EXT_FR_FE_164), EXT_FR_FE_164, report);
  check_present(group_id, line, seller.first(EXT_FR_FE_167), EXT_FR_FE_167, report);
  check_present(group_country, line, descend(seller, {EXT_FR_FE_170, EXT_FR_FE_177}), EXT_FR_FE_177,
                report);
  check_present(group_vat, line, vat_in(line, root.text(BT_5)), EXT_FR_FE_181, report);
  if (const Node other = root.first(BT_6)) {
    const Node vat = other.text().empty() ? Node() : vat_in(line, other.text());
    check_present(group_other_vat, line, vat, EXT_FR_FE_182, report);
  }
  check_references(line, report);
}

void check_sums(Node line, Node root, const Index& index, Report& report) {
  const MaybeDecimal net = decimal_of(line.first(BT_131));
  const Children& children = index.children(code_of(line.first(BT_126)));
  if (!near(net, children.net, children.amounts)) {
    report.add_equation(group_net.in(line), line, {"BT-131", net}, {"Σ BT-131", children.net});
  }
  const MaybeDecimal vat = decimal_of(vat_in(line, root.text(BT_5)));
  const MaybeDecimal breakdowns = index.vat(number_of(line));
  if (!near(vat, breakdowns, 1)) {
    report.add_equation(group_vat_sum.in(line), line, {"EXT-FR-FE-181", vat},
                        {"Σ BT-117", breakdowns});
  }
  const Node gross = line.first(EXT_FR_FE_184);
  const std::int64_t details = index.children(line.text(BT_126)).details;
  if (gross && !near(decimal_of(gross), net + vat, details)) {
    report.add_equation(group_gross.in(line), line, {"EXT-FR-FE-184", decimal_of(gross)},
                        {"BT-131 + EXT-FR-FE-181", net + vat});
  }
}

void check_preceding(Node line, const TwoRules& number, const TwoRules& date, Report& report) {
  bool has_number = false, has_date = false;
  for (const Node reference : each(line, EXT_FR_FE_BG_06)) {
    has_number = has_number || reference.first(EXT_FR_FE_136);
    has_date = has_date || reference.first(EXT_FR_FE_138);
  }
  if (!has_number) report.add_missing(number.in(line), line, EXT_FR_FE_136);
  if (!has_date) report.add_missing(date.in(line), line, EXT_FR_FE_138);
}

// --- All sub-invoices ---------------------------------------------------------------------------

using Groups = std::vector<Node>;

void check_number_of_groups(const Groups& groups, Node root, const Frame& frame, Report& report) {
  if (frame.multi_vendor && groups.empty()) report.add(any_group.in(root), root);
  if (!frame.bidirectional) return;
  if (groups.size() != 2) report.add(two_groups.in(root), root);
  const auto of = [&](Term party, Term id) {
    return std::count_if(groups.begin(), groups.end(), [&](Node line) {
      return seller_id(line) && holds_value(root.first(party), id, seller_id(line));
    });
  };
  if (of(BG_4, BT_30) != 1) report.add(seller_group.in(root), root);
  if (of(BG_7, BT_47) != 1) report.add(buyer_group.in(root), root);
}

void check_own_number(const Groups& groups, Node root, Report& report) {
  const Node seller = root.first(BG_4);
  Groups of_seller;
  std::copy_if(groups.begin(), groups.end(), std::back_inserter(of_seller), [&](Node line) {
    return seller_id(line) && holds_value(seller, BT_30, seller_id(line));
  });
  const std::string_view own = root.text(BT_1);
  const auto matching = std::count_if(of_seller.begin(), of_seller.end(), [&](Node line) {
    return object_reference(line, "AFL").text() == own;
  });
  if (matching == 1) return;
  for (const Node line : of_seller) {
    const bool same = number_of(line) == own;
    if (matching == 0 ? !same : same) report.add_value(own_number.in(line), line, number_of(line));
  }
}

// The references of a line that UBL and CII compare with those before them: UBL the numbers of
// sub-invoices, CII every number of a document, whatever the document.
template <typename Visit>
void each_number(Node line, Visit visit) {
  if (is_cii(line)) {
    for (const Term term : {EXT_FR_FE_135, EXT_FR_FE_140, EXT_FR_FE_144}) {
      for (const Node number : each(line, term)) visit(number);
    }
    for (const Node reference : each(line, EXT_FR_FE_BG_06)) {
      if (const Node number = reference.first(EXT_FR_FE_136)) visit(number);
    }
  }
  for (const Node number : each(line, BT_128)) {
    if (is_cii(line) || number.attribute(Attribute::scheme_id) == "AFL") visit(number);
  }
}

void check_unique_numbers(Node root, Report& report) {
  std::unordered_set<std::string_view> before;
  for (const Node line : each(root, BG_25)) {
    const bool group = is_main_group(line);
    bool broken = false;
    each_number(line, [&](Node number) {
      const bool of_sub_invoice =
          number.term() == BT_128 && number.attribute(Attribute::scheme_id) == "AFL";
      const bool seen = !before.insert(number.text()).second;
      broken = broken || (group && of_sub_invoice && seen);
    });
    if (broken) return report.add_value(unique_number.in(line), line, number_of(line));
  }
}

void check_type(Node root, const Frame& frame, Report& report) {
  const Node type = root.first(BT_3);
  if (!type) return;
  // CII compares the types of a multi-vendor invoice as they are written.
  const std::string_view code = is_cii(root) && frame.multi_vendor ? type.text() : code_of(type);
  if (frame.multi_vendor && (is_blank(type) || is_self_billed(code))) {
    report.add_value(not_self_billed.in(root), type, code);
  }
  if (frame.bidirectional && !is_self_billed(code)) {
    report.add_value(self_billed.in(root), type, code);
  }
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> codes) {
  return std::find(codes.begin(), codes.end(), text) != codes.end();
}

}  // namespace

void list_sub_invoice_rules(Rules& list) {
  for (const TwoRules* rule : all_rules) add_rules(*rule, list);
}

void check_sub_invoices(Node root, const Frame& frame, Report& report) {
  if (!frame.holds_several()) return;
  const Index index(root);
  Groups groups;
  for (const Node line : each(root, BG_25)) {
    check_line(line, index, report);
    if (is_main_group(line)) groups.push_back(line);
  }
  check_number_of_groups(groups, root, frame, report);
  const std::string_view type = root.text(BT_3);
  const bool mv_corrects =
      frame.multi_vendor && is_one_of(type, {"384", "472", "381", "396", "503"});
  const bool bd_corrects = frame.bidirectional && is_one_of(type, {"261", "471", "473", "502"});
  for (const Node line : groups) {
    check_content(line, root, report);
    check_sums(line, root, index, report);
    if (mv_corrects) check_preceding(line, mv_preceding, mv_preceding_date, report);
    if (bd_corrects) check_preceding(line, bd_preceding, bd_preceding_date, report);
  }
  check_own_number(groups, root, report);
  check_unique_numbers(root, report);
  check_type(root, frame, report);
}

}  // namespace facteur::formats::french
