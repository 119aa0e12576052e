#include "formats/rules/extended.h"

#include "formats/rules/families.h"
#include "formats/shape_rules.h"

namespace facteur::formats::extended {

std::vector<const Rule*> list_rules() {
  Rules list;
  en16931::list_rules({}, list);
  list_shape_rules("en16931", list);
  std::erase_if(list, [](const Rule* rule) { return !keeps(rule->id); });
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
