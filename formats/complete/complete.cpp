#include "formats/complete.h"

#include <algorithm>

#include "formats/complete/parts.h"
#include "formats/xml_space.h"

namespace facteur::formats {

using namespace completion;

bool Completion::complete() const {
  return std::ranges::none_of(
      figures, [](const Figure& figure) { return figure.outcome == Outcome::needs; });
}

Completion complete(const Invoice& invoice, bool recompute) {
  Draft document = draft_of(invoice);
  Figures figures(std::string(trim_xml_space(document.text_of(Term::BT_5))), recompute);
  if (document.first(Term::BT_5) == nullptr)
    figures.need({document, ""}, Term::BT_5,
                 {"les montants demandent une devise", "the amounts take a currency"});
  std::size_t index = 0;
  for (Draft& line : document.children) {
    if (line.term != Term::BG_25) continue;
    ++index;
    if (counts(line)) complete_line(line, index, figures);
  }
  complete_document_allowances(document, figures);
  const bool vat_known = complete_vat(document, figures);
  complete_totals(document, vat_known, figures);
  return {invoice_of(document, invoice.syntax(), invoice.store()), figures.take()};
}

std::string_view name(Outcome outcome) {
  switch (outcome) {
    case Outcome::added:
      return "added";
    case Outcome::agrees:
      return "agrees";
    case Outcome::differs:
      return "differs";
    case Outcome::replaced:
      return "replaced";
    case Outcome::needs:
      return "needs";
  }
  return {};
}

}  // namespace facteur::formats
