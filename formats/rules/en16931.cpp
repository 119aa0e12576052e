// The families of EN 16931 together.
#include "formats/rules/families.h"
#include "formats/rules/tax_category.h"

namespace facteur::formats::en16931 {
namespace {

// Codes belong to their lists wherever they stand. The other rules of a group know nothing of
// sub-lines, and in CII not of every VAT breakdown.
bool only_codes(Node node, const Manner& manner) {
  if (node.term() == Term::BG_DEX_01) return true;
  return node.term() == Term::BG_23 && !manner.every_breakdown && escapes_general_rules(node);
}

void check_nodes(Node node, bool whole, const Manner& manner, Report& report) {
  whole = whole && !only_codes(node, manner);
  if (whole) {
    check_presence(node, manner, report);
    check_form(node, report);
  }
  if (manner.codes) check_codes(node, report);
  for (Node child = node.first_child(); child; child = child.next_sibling()) {
    check_nodes(child, whole, manner, report);  // as deep as groups nest
  }
}

}  // namespace

void list_rules(const Manner& manner, Rules& rules) {
  list_presence_rules(rules);
  list_form_rules(rules);
  list_document_rules(rules);
  list_total_rules(rules);
  list_vat_rules(rules);
  if (manner.codes) list_code_rules(rules);
}

void check(const Invoice& invoice, const Manner& manner, Report& report) {
  const Node root = invoice.root();
  const VatFacts facts = gather_vat_facts(root);
  check_nodes(root, true, manner, report);
  check_document(root, report);
  check_totals(root, facts, manner, report);
  check_vat(root, facts, manner, report);
}

}  // namespace facteur::formats::en16931
