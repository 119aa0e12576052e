#include "formats/rules/extended.h"

#include "formats/shape_rules.h"

namespace facteur::formats::extended {

std::vector<const Rule*> list_rules() {
  Rules list;
  list_line_rules(list);
  list_total_rules(list);
  list_vat_rules(list);
  list_shape_rules("extended-ctc-fr", list);
  return list;
}

void check(const Invoice& invoice, Report& report) {
  const Node root = invoice.root();
  check_lines(root, report);
  check_totals(root, report);
  check_vat(root, report);
}

}  // namespace facteur::formats::extended
