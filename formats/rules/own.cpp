#include "formats/rules/own.h"

#include "formats/facturx/read_divergence.h"

namespace facteur::formats::own {

std::vector<const Rule*> list_rules() {
  Rules list;
  list_value_rules(list);
  list_party_rules(list);
  list_payment_rules(list);
  list_line_rules(list);
  list_total_rules(list);
  list_vat_rules(list);
  list_duplicate_rules(list);
  list_missed_rules(list);
  const auto of_pages = facturx::divergence_rules();  // asked of hybrid PDFs, where they are read
  list.insert(list.end(), of_pages.begin(), of_pages.end());
  return list;
}

void check(const Invoice& invoice, Report& report) {
  const Node root = invoice.root();
  check_values(invoice, report);
  check_parties(root, report);
  check_payment(root, report);
  check_lines(root, report);
  check_totals(root, report);
  check_vat(root, report);
  check_duplicates(root, report);
  check_missed(root, report);
}

}  // namespace facteur::formats::own
