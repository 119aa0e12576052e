#include "formats/readable/pages.h"

#include <algorithm>

#include "formats/readable/blocks.h"
#include "formats/readable/paper.h"
#include "formats/readable/table.h"

namespace facteur::formats::readable {
namespace {

void draw_notes(Paper& paper, const Sheet& sheet) {
  if (sheet.notes.empty()) return;
  paper.heading(sheet.notes_heading);
  for (const Phrase& note : sheet.notes) {
    const bool subject = note.tone == Tone::quiet;
    if (subject) paper.need(30);
    paper.write(left_edge, paper.lay_out({note}, text_width));
    paper.space(subject ? 1 : 6);
  }
}

// The VAT stands left of the totals, or above them when it is long.
void draw_sums(Paper& paper, const Sheet& sheet) {
  TableDrawing vat(paper, sheet.vat, sheet.french);
  const double vat_height = sheet.vat.rows.empty() ? 0 : vat.height();
  const double totals = totals_height(sheet);
  if (!sums_stand_together(vat_height)) {
    vat.draw(totals);
    paper.need(totals);
    draw_totals(paper, sheet);
    return;
  }
  paper.need(std::max(vat_height, totals));
  const double top = paper.y();
  vat.draw();
  const double below = paper.y();
  paper.move_to(top);
  draw_totals(paper, sheet);
  paper.move_to(std::max(below, paper.y()));
}

double sums_height(Paper& paper, const Sheet& sheet) {
  const double totals = totals_height(sheet);
  if (sheet.vat.rows.empty()) return totals;
  const double vat = TableDrawing(paper, sheet.vat, sheet.french).height();
  return sums_stand_together(vat) ? std::max(vat, totals) : totals;
}

void draw_tables(Paper& paper, const Sheet& sheet) {
  TableDrawing adjustments(paper, sheet.adjustments, sheet.french);
  const double sums = sums_height(paper, sheet);
  const double between = sheet.adjustments.rows.empty() ? 0 : adjustments.height();
  constexpr double enough = 120;  // of the adjustments, which break over pages themselves
  TableDrawing(paper, sheet.lines, sheet.french)
      .draw(between > 0 ? std::min(between, enough) : sums);
  adjustments.draw(sums);
  draw_sums(paper, sheet);
}

void draw_footers(Paper& paper, const Sheet& sheet) {
  const bool replaced = paper.document().replaced_characters() > 0;
  const auto& style = paper.styles.small;
  std::string legend = sheet.legend;
  if (replaced)
    legend += sheet.french ? " □ : caractère que la police ne possède pas."
                           : " □: a character that the font lacks.";
  paper.on_every_page([&](std::size_t page, std::size_t of) {
    const double baseline = pdf::page_height - 30;
    auto& document = paper.document();
    const std::string number = std::to_string(page) + " / " + std::to_string(of);
    document.text(right_edge - document.width(number, style), baseline, number, style);
    document.text(left_edge, baseline, legend, style);
    if (page == of && paper.full())
      document.text(left_edge, baseline + 9,
                    sheet.french
                        ? "La vue s'arrête ici ; la suite se lit dans le document structuré."
                        : "The view stops here; read on in the structured document.",
                    {pdf::Face::bold, 7, colour::alarm});
  });
}

}  // namespace

std::string pages_of(const Sheet& sheet, const pdf::FontPair& fonts, const Look& look) {
  Paper paper(fonts, look.accent);
  const std::string title = sheet.title + " " + sheet.number;
  paper.set_running_head(sheet.sender.name, title);
  draw_head(paper, sheet, look);
  draw_key(paper, sheet);
  draw_parties(paper, sheet);
  draw_section(paper, sheet.references, Density::pairs);
  draw_tables(paper, sheet);
  draw_payment(paper, sheet);
  draw_notes(paper, sheet);
  TableDrawing(paper, sheet.attachments, sheet.french).draw();
  for (const Section& section : sheet.sections) draw_section(paper, section, Density::list);
  draw_footers(paper, sheet);
  return paper.document().finish(title, sheet.french ? "fr" : "en");
}

}  // namespace facteur::formats::readable
