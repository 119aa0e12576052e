// Conditions that tie groups of the document together: BR-17, BR-CO-03, BR-CO-18, BR-CO-19,
// BR-CO-26; and the rules whose official test can never fail, listed so that `facteur rules` is
// complete.
#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "formats/rules/families.h"
#include "formats/rules/in.h"
#include "formats/rules/tax_category.h"
#include "formats/rules/values.h"

namespace facteur::formats::en16931 {
namespace {

using enum Term;
constexpr auto fatal = Severity::fatal;

// clang-format off
constexpr Rule br_17{"BR-17", fatal, {BT_59, BG_10}, {"Un bénéficiaire n'est donné que s'il diffère du vendeur, et il est alors nommé.", "A payee is given only where it differs from the seller, and then it is named."}};
constexpr Rule br_co_03{"BR-CO-03", fatal, {BT_7, BT_8}, {"La date d'exigibilité de la TVA est donnée par une date ou par un code, pas les deux.", "The VAT point date is given as a date or as a code, not both."}};
constexpr Rule br_co_18{"BR-CO-18", fatal, {BG_23}, {"La facture a au moins une ligne de ventilation de TVA.", "An invoice has at least one VAT breakdown."}};
constexpr Rule br_co_19{"BR-CO-19", fatal, {BT_73, BT_74, BG_14}, {"Une période de facturation a un début ou une fin.", "An invoicing period has a start or an end date."}};
constexpr Rule br_co_26{"BR-CO-26", fatal, {BT_29, BT_30, BT_31, BG_4}, {"Le vendeur est identifiable : identifiant, numéro légal (SIREN) ou numéro de TVA.", "The seller can be identified: by an identifier, a legal registration or a VAT identifier."}};

// What a reason and its code mean is for people to compare: the official tests are always true.
constexpr Rule without_effect[] = {
  {"BR-CO-05", fatal, {BT_97, BT_98}, {"Motif et code de motif d'une remise disent la même chose.", "The reason and reason code of an allowance say the same."}},
  {"BR-CO-06", fatal, {BT_104, BT_105}, {"Motif et code de motif de frais disent la même chose.", "The reason and reason code of a charge say the same."}},
  {"BR-CO-07", fatal, {BT_139, BT_140}, {"Motif et code de motif d'une remise de ligne disent la même chose.", "The reason and reason code of a line allowance say the same."}},
  {"BR-CO-08", fatal, {BT_144, BT_145}, {"Motif et code de motif de frais de ligne disent la même chose.", "The reason and reason code of a line charge say the same."}},
};
// clang-format on

// Does a value of one of `terms_of_a` in `a` appear, as written, among those of `terms_of_b` in
// `b`?
bool share_a_value(Node a, Node b, std::initializer_list<Term> terms_of_a,
                   std::initializer_list<Term> terms_of_b) {
  std::unordered_set<std::string_view> values;
  for (const Term term : terms_of_b) {
    for (const Node value : each(b, term)) values.insert(value.text());
  }
  for (const Term term : terms_of_a) {
    for (const Node value : each(a, term)) {
      if (values.contains(value.text())) return true;
    }
  }
  return false;
}

// UBL compares the payee with the seller's trading name, not with its legal name, and all their
// identifiers, wherever the model has those of a creditor.
bool payee_is_seller_ubl(Node root, Node payee, Node seller) {
  if (share_a_value(payee, seller, {BT_59}, {BT_28})) return true;
  std::unordered_set<std::string_view> of_seller;
  std::vector<std::string_view> of_payee;
  for (const Node id : each(payee, BT_60)) of_payee.push_back(id.text());
  for (const Node id : each(seller, BT_29)) of_seller.insert(id.text());
  for (const Node payment : each(root, BG_16)) {
    for (const Node id : each(payment.first(BG_19), BT_90)) {
      if (id.inside(payee)) of_payee.push_back(id.text());
      if (id.inside(seller)) of_seller.insert(id.text());
    }
  }
  return std::any_of(of_payee.begin(), of_payee.end(),
                     [&](std::string_view id) { return of_seller.contains(id); });
}

// CII compares names, legal registrations, and identifiers without a scheme.
bool payee_is_seller_cii(Node payee, Node seller) {
  if (share_a_value(payee, seller, {BT_59}, {BT_27})) return true;
  if (share_a_value(payee, seller, {BT_61}, {BT_30})) return true;
  std::unordered_set<std::string_view> of_seller;
  const auto plain = [](Node id) { return !id.has_attribute(Attribute::scheme_id); };
  for (const Node id : each(seller, BT_29)) {
    if (plain(id)) of_seller.insert(id.text());
  }
  for (const Node id : each(payee, BT_60)) {
    if (plain(id) && of_seller.contains(id.text())) return true;
  }
  return false;
}

void check_payee(Node root, Report& report) {
  const Node payee = root.first(BG_10);
  if (!payee) return;
  const Node seller = root.first(BG_4);
  if (!payee.first(BT_59)) {
    report.add_missing(br_17, payee, BT_59);
  } else if (is_cii(root) ? payee_is_seller_cii(payee, seller)
                          : payee_is_seller_ubl(root, payee, seller)) {
    report.add_value(br_17, payee, payee.text(BT_59));
  }
}

// CII asks in each breakdown, and takes the codes of lines for codes of the document.
void check_vat_point(Node root, Report& report) {
  const Node date = root.first(BT_7);
  if (!date) return;
  Node asking = root;
  if (is_cii(root)) {
    asking = root.first(BG_23);
    while (asking && escapes_general_rules(asking)) asking = asking.next();
  }
  if (!asking) return;
  Node code = root.first(BT_8);
  if (is_cii(root)) {
    for (const Node line : each(root, BG_25)) {
      if (!code) code = line.first(BG_30).first(EXT_FR_FE_180);
    }
  }
  if (code) report.add_value(br_co_03, date, code.text());
}

// CII asks it of each line, so that a document without lines passes.
void check_breakdown_present(Node root, Report& report) {
  if (root.first(BG_23) || (is_cii(root) && !root.first(BG_25))) return;
  report.add_missing(br_co_18, root, BG_23);
}

// In UBL the code BT-8 stands inside a period, and makes one without dates complete.
void check_periods(Node root, Report& report) {
  Node code = root.first(BT_8);
  for (const Node period : each(root, BG_14)) {
    while (code && code.index() < period.index()) code = code.next();
    const bool has_code = code && code.inside(period);
    if (!has_code && !period.first(BT_73) && !period.first(BT_74)) {
      report.add_missing(br_co_19, period, BT_73, BT_74);
    }
  }
}

void check_seller_identified(Node root, Report& report) {
  const Node seller = root.first(BG_4);
  if (!seller || seller.first(BT_31) || seller.first(BT_29) || seller.first(BT_30)) return;
  report.add_missing(br_co_26, seller, BT_31, BT_30);
}

}  // namespace

void list_document_rules(Rules& list) {
  for (const Rule* rule : {&br_17, &br_co_03, &br_co_18, &br_co_19, &br_co_26})
    list.push_back(rule);
  for (const Rule& rule : without_effect) list.push_back(&rule);
}

void check_document(Node root, Report& report) {
  check_payee(root, report);
  check_vat_point(root, report);
  check_breakdown_present(root, report);
  check_periods(root, report);
  check_seller_identified(root, report);
}

}  // namespace facteur::formats::en16931
