// What is owed: the VAT by rate, and the sums.
#include "formats/readable/display.h"
#include "formats/readable/view.h"

namespace facteur::formats::readable {
namespace {

using enum Term;

struct TotalTerm {
  Term term;
  Weight weight;
};
constexpr TotalTerm total_terms[] = {
    {BT_106, Weight::part}, {BT_107, Weight::part}, {BT_108, Weight::part}, {BT_109, Weight::sum},
    {BT_110, Weight::part}, {BT_111, Weight::part}, {BT_112, Weight::sum},  {BT_113, Weight::part},
    {BT_114, Weight::part}, {BT_115, Weight::due},
};

// What brings the sum down is written without a sign.
bool deducted(Term term) {
  return term == BT_107 || term == BT_113;
}

void take_vat(View& view, Sheet& sheet) {
  if (!view.root.first(BG_23)) return;
  Table& table = sheet.vat;
  table.heading = view.say("Ventilation de la TVA", "VAT breakdown");
  table.titled = 0;
  table.columns = {
      {view.say("Catégorie", "Category"), 112},
      {view.say("Taux", "Rate"), 30, Align::right},
      {view.say("Base HT", "Taxable"), 54, Align::decimal},
      {view.say("TVA", "VAT"), 46, Align::decimal},
  };
  for (const Node group : each(view.root, BG_23)) {
    Row row;
    row.cells.resize(table.columns.size());
    const std::string code = view.take(group, BT_118);
    const std::string named = vat_category(code, view.french);
    add(row.cells[0], named == code ? code : named + " (" + code + ")");
    add(row.details, view.take(group, BT_120), Tone::quiet);
    add(row.details, view.take(group, BT_121), Tone::quiet);
    add(row.cells[1], view.take(group, BT_119));
    add(row.cells[2], view.take_amount(group, BT_116));
    add(row.cells[3], view.take_amount(group, BT_117));
    add(row.details, view.take_rest_inline(group), Tone::quiet);
    table.rows.push_back(std::move(row));
  }
}

}  // namespace

void take_totals(View& view, Sheet& sheet) {
  take_vat(view, sheet);
  const Node group = view.root.first(BG_22);
  sheet.totals_heading = view.say("Totaux", "Totals");
  for (const auto& [term, weight] : total_terms) {
    for (const Node node : each(group, term)) {
      const bool whole = weight == Weight::due;  // with its currency
      std::string value = whole ? view.take_money(node) : view.take_amount(node);
      const bool positive = value.find_first_of("123456789") != value.npos && value[0] != '-';
      if (deducted(term) && positive) value.insert(0, "-");
      const std::string name =
          whole && !sheet.due.label.empty() ? sheet.due.label : label(term, view.french);
      if (!value.empty()) sheet.totals.push_back({name, std::move(value), weight});
    }
  }
}

}  // namespace facteur::formats::readable
