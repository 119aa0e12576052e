#include "formats/rules/french.h"

#include <algorithm>

#include "formats/rules/values.h"
#include "formats/shape_rules.h"

namespace facteur::formats::french {

void add_rules(const TwoRules& rules, Rules& list) {
  for (const Rule* rule : {&rules.ubl, &rules.cii}) {
    const bool listed =
        std::any_of(list.begin(), list.end(), [&](const Rule* r) { return r->id == rule->id; });
    if (!rule->id.empty() && !listed) list.push_back(rule);
  }
}

Frame::Frame(Node root) {
  const std::string_view frame = code_of(descend(root, {Term::BG_2, Term::BT_23}));
  if (frame.size() != 2 || std::string_view("BSM").find(frame[0]) == std::string_view::npos) return;
  multi_vendor = frame[1] == '8';
  bidirectional = frame[1] == '9';
}

bool is_self_billed(std::string_view type) {
  constexpr std::string_view types[] = {"389", "501", "500", "471", "473", "261", "502"};
  return std::find(std::begin(types), std::end(types), type) != std::end(types);
}

std::vector<const Rule*> list_rules() {
  Rules list;
  list_value_rules(list);
  list_note_rules(list);
  list_party_rules(list);
  list_document_rules(list);
  list_sub_invoice_rules(list);
  list_shape_rules("fr-ctc", list);
  return list;
}

void check(const Invoice& invoice, Report& report) {
  const Node root = invoice.root();
  const Frame frame(root);
  check_values(root, frame, report);
  check_notes(root, report);
  check_parties(root, report);
  check_document(root, report);
  check_sub_invoices(root, frame, report);
}

}  // namespace facteur::formats::french
