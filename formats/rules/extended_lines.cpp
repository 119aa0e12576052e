// Lines of EXTENDED-CTC-FR: what each counted line holds, and the tree that sub-lines make.
#include <unordered_map>
#include <unordered_set>

#include "formats/rules/extended.h"
#include "formats/rules/sub_lines.h"
#include "formats/rules/tax_category.h"
#include "formats/rules/values.h"

namespace facteur::formats::extended {
namespace {

using enum Term;

// clang-format off
constexpr TwoRules quantity = named("BR-FREXT-22", "BR-FREXT-BR-22", {BT_129, BG_25}, {"Chaque ligne comptée porte une quantité facturée.", "Each line that counts has an invoiced quantity."});
constexpr TwoRules unit = named("BR-FREXT-23", "BR-FREXT-BR-23", {BT_130, BT_129}, {"La quantité d'une ligne comptée a une unité.", "The quantity of a line that counts has a unit."});
constexpr TwoRules net = named("BR-FREXT-24", "BR-FREXT-BR-24", {BT_131, BG_25}, {"Chaque ligne comptée porte un montant net.", "Each line that counts has a net amount."});
constexpr TwoRules price = named("BR-FREXT-26", "BR-FREXT-BR-26", {BT_146, BG_25}, {"Chaque ligne comptée porte le prix net de l'article.", "Each line that counts has the item's net price."});
constexpr TwoRules category = named("BR-FREXT-CO-04", {BT_151, BG_30}, {"Chaque ligne comptée a une catégorie de TVA.", "Each line that counts has a VAT category."});
constexpr TwoRules one_category = named("UBL-FREXT-SR-48", "", {BG_30}, {"Une ligne comptée a exactement une catégorie de TVA, une autre au plus une.", "A line that counts has exactly one VAT category, another one at most."});
constexpr TwoRules known_type = named("BR-FREXT-05", {EXT_FR_FE_163}, {"Le sous-type d'une ligne est DETAIL, GROUP ou INFORMATION.", "The sub-type of a line is DETAIL, GROUP or INFORMATION."});
constexpr TwoRules typed = named("BR-FREXT-06", {EXT_FR_FE_163, EXT_FR_FE_162}, {"Une ligne qui a une ligne parente a un sous-type.", "A line with a parent has a sub-type."});
constexpr TwoRules group_sum = named("BR-FREXT-08", {BT_131, EXT_FR_FE_163}, {"Le montant net d'une ligne GROUP est la somme de ceux de ses sous-lignes.", "The net amount of a GROUP line is the sum of those of its sub-lines."});
constexpr TwoRules known_parent = named("BR-FREXT-11", {EXT_FR_FE_162, BT_126}, {"La ligne parente est une autre ligne de la facture.", "The parent is another line of the invoice."});
constexpr TwoRules groups_sum = named("BR-FREXT-12", {BT_131, EXT_FR_FE_163}, {"Si une ligne GROUP a un montant net, ses sous-lignes GROUP en ont un aussi.", "Where a GROUP line has a net amount, so have its GROUP sub-lines."});
// clang-format on

constexpr const TwoRules* all_rules[] = {&quantity,  &unit,         &net,        &price,
                                         &category,  &one_category, &known_type, &typed,
                                         &group_sum, &known_parent, &groups_sum};

// CII asks where the line says what it is.
bool is_asked(Node line) {
  return !is_cii(line) || line.has_element("ram:AssociatedDocumentLineDocument");
}

bool has_vat_category(Node line) {
  for (const Node group : each(line, BG_30)) {
    bool found = false;
    each_tax_category(group, [&](const TaxCategory& stated) {
      found = found || (stated.code && stated.is_vat());
    });
    if (found) return true;
  }
  return false;
}

void check_content(Node line, Report& report) {
  const auto check = [&](const TwoRules& rule, bool holds, Term wanted) {
    if (!holds) report.add_missing(rule.in(line), line, wanted);
  };
  const Node stated = line.first(BT_129);
  check(quantity, static_cast<bool>(stated), BT_129);
  check(unit, stated.has_attribute(Attribute::unit), BT_130);
  check(net, static_cast<bool>(line.first(BT_131)), BT_131);
  check(price, static_cast<bool>(descend(line, {BG_29, BT_146})), BT_146);
  check(category, has_vat_category(line), BT_151);
}

// Officially a line that refers to a preceding invoice counts here only as DETAIL.
void check_one_category(Node line, Report& report) {
  std::size_t categories = 0;
  for (const Node group : each(line, BG_30)) categories += group.implied() ? 0 : 1;
  bool counted = is_counted(line);
  if (!line.first(EXT_FR_FE_163)) {
    for (const Node reference : each(line, EXT_FR_FE_BG_06)) {
      counted = counted && !reference.first(EXT_FR_FE_136);
    }
  }
  if (categories > 1 || (counted && categories == 0)) report.add(one_category.ubl, line);
}

// What groups need to know of all lines, gathered once. Lines are known by their ids as written.
struct Tree {
  struct Children {
    MaybeDecimal net = Decimal();  // of those that are DETAIL or GROUP
    std::size_t groups = 0, groups_with_net = 0;
  };

  explicit Tree(Node root) {
    for (const Node line : each(root, BG_25)) {
      ids.insert(line.text(BT_126));
      const Node parent = line.first(EXT_FR_FE_162);
      const std::string_view kind = line.text(EXT_FR_FE_163);
      const bool group = kind == "GROUP";
      if (!parent || (!group && kind != "DETAIL")) continue;
      Children& siblings = children[parent.text()];
      const Node amount = line.first(BT_131);
      if (amount) siblings.net = siblings.net + decimal_of(amount);
      siblings.groups += group ? 1 : 0;
      siblings.groups_with_net += group && amount ? 1 : 0;
    }
  }

  std::unordered_set<std::string_view> ids;
  std::unordered_map<std::string_view, Children> children;
};

// CII takes a parent without a name for none, and does not look at the space around its name.
void check_parent(Node line, const Tree& tree, Report& report) {
  const Node parent = line.first(EXT_FR_FE_162);
  if (!parent || (is_cii(line) && is_blank(parent))) return;
  const Node kind = line.first(EXT_FR_FE_163);
  const bool has_type = is_cii(line) ? !kind.text().empty() : static_cast<bool>(kind);
  if (!has_type) report.add_missing(typed.in(line), line, EXT_FR_FE_163);
  const std::string_view id = is_cii(line) ? code_of(parent) : parent.text();
  if (id == line.text(BT_126) || !tree.ids.contains(id)) {
    report.add_value(known_parent.in(line), parent, id);
  }
}

void check_group(Node line, const Tree& tree, Report& report) {
  const Node amount = line.first(BT_131);
  if (line.text(EXT_FR_FE_163) != "GROUP" || !amount) return;
  const auto found = tree.children.find(line.text(BT_126));
  const Tree::Children children = found == tree.children.end() ? Tree::Children() : found->second;
  if (!equal(decimal_of(amount), rounded(children.net))) {
    report.add_equation(group_sum.in(line), amount, {"BT-131", decimal_of(amount)},
                        {"Σ BT-131", rounded(children.net)});
  }
  if (children.groups != children.groups_with_net) report.add(groups_sum.in(line), line);
}

bool is_known(Node kind) {
  const std::string_view code = is_cii(kind) ? kind.text() : code_of(kind);
  return code == "DETAIL" || code == "GROUP" || code == "INFORMATION";
}

}  // namespace

void list_line_rules(Rules& list) {
  for (const TwoRules* rule : all_rules) french::add_rules(*rule, list);
}

void check_lines(Node root, Report& report) {
  const Tree tree(root);
  for (const Node line : each(root, BG_25)) {
    if (is_counted(line) && is_asked(line)) check_content(line, report);
    if (!is_cii(line)) check_one_category(line, report);
    const Node kind = line.first(EXT_FR_FE_163);
    if (kind && !is_known(kind)) report.add_value(known_type.in(line), kind, kind.text());
    check_parent(line, tree, report);
    check_group(line, tree, report);
  }
}

}  // namespace facteur::formats::extended
