// The families of EN 16931 together.
#include "formats/rules/families.h"
#include "formats/rules/tax_category.h"

namespace facteur::formats::en16931 {
namespace {

// Codes belong to their lists wherever they stand. The other rules of a group know nothing of
// sub-lines, and in CII not of every VAT breakdown.
bool only_codes(Node node) {
  return node.term() == Term::BG_DEX_01 ||
         (node.term() == Term::BG_23 && escapes_general_rules(node));
}

void check_nodes(Node node, bool whole, Codes codes, Report& report) {
  whole = whole && !only_codes(node);
  if (whole) {
    check_presence(node, report);
    check_form(node, report);
  }
  if (codes == Codes::looked_at) check_codes(node, report);
  for (Node child = node.first_child(); child; child = child.next_sibling()) {
    check_nodes(child, whole, codes, report);  // as deep as groups nest
  }
}

}  // namespace

void list_rules(Codes codes, Rules& rules) {
  list_presence_rules(rules);
  list_form_rules(rules);
  list_document_rules(rules);
  list_total_rules(rules);
  list_vat_rules(rules);
  if (codes == Codes::looked_at) list_code_rules(rules);
}

void check(const Invoice& invoice, Codes codes, Report& report) {
  const Node root = invoice.root();
  const VatFacts facts = gather_vat_facts(root);
  check_nodes(root, true, codes, report);
  check_document(root, report);
  check_totals(root, facts, report);
  check_vat(root, facts, report);
}

}  // namespace facteur::formats::en16931
