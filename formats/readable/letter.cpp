#include "formats/readable/letter.h"

#include <algorithm>

#include "formats/readable/paper.h"
#include "formats/readable/table.h"

namespace facteur::formats::readable {
namespace {

// The scale of a letter, which is read from top to bottom, is larger than that of an invoice.
const pdf::Style body{pdf::Face::regular, 10, colour::ink};
const pdf::Style strong{pdf::Face::bold, 10, colour::ink};
const pdf::Style subject_style{pdf::Face::bold, 11, colour::ink};
const pdf::Style remark{pdf::Face::regular, 8.5, colour::grey};
constexpr double between_paragraphs = 7;
// The first line below the window, with room for the fold (a third of the page).
constexpr double below_window = 268;
constexpr double signature_height = 96;

void draw_logo(Paper& paper, const Look& look) {
  if (!look.logo) return;
  constexpr double widest = 160, tallest = 48;
  const double scale = std::min(widest / look.logo->width, tallest / look.logo->height);
  const double width = look.logo->width * scale, height = look.logo->height * scale;
  paper.document().picture(*look.logo, {left_edge, paper.y(), width, height});
  paper.space(height + 10);
}

void draw_facts(Paper& paper, const Facts& facts, bool french) {
  for (const Fact& fact : facts) {
    const std::string text = fact.label + (french ? "\u00a0: " : ": ") + fact.value;
    paper.write(left_edge, paper.lay_out(text, half_width, paper.styles.small));
  }
}

void draw_sender(Paper& paper, const Letter& letter, const Look& look) {
  draw_logo(paper, look);
  pdf::Style name = paper.styles.name;
  name.size = 12;
  name.colour = paper.styles.accent;
  paper.write(left_edge, paper.lay_out(letter.sender.name, half_width, name));
  paper.space(2);
  for (const std::string& line : letter.sender.address)
    paper.write(left_edge, paper.lay_out(line, half_width, paper.styles.body));
  paper.space(3);
  draw_facts(paper, letter.sender.details, letter.french);
  if (letter.references.empty()) return;
  paper.space(16);
  draw_facts(paper, letter.references, letter.french);
}

// What the window shows, and above it how the letter travels.
void draw_recipient(Paper& paper, const Letter& letter) {
  const Lines delivery = paper.lay_out(letter.delivery, half_width, strong);
  paper.move_to(window_top - 14 - height_of(delivery));
  paper.write(right_half, delivery);
  paper.move_to(window_top);
  paper.write(right_half, paper.lay_out(letter.recipient.name, half_width, paper.styles.name));
  for (const std::string& line : letter.recipient.address)
    paper.write(right_half, paper.lay_out(line, half_width, paper.styles.address));
}

void draw_head(Paper& paper, const Letter& letter, const Look& look) {
  draw_sender(paper, letter, look);
  const double left = paper.y();
  draw_recipient(paper, letter);
  paper.move_to(std::max({left + 14, paper.y() + 14, below_window}));
  paper.write(right_half, paper.lay_out(letter.place_and_date, half_width, body));
  paper.space(14);
  paper.write(left_edge, paper.lay_out(letter.subject, text_width, subject_style));
  paper.space(10);
}

void draw_paragraph(Paper& paper, const LetterPart& part) {
  const bool heading = part.kind == LetterPart::Kind::heading;
  const Lines lines = paper.lay_out(part.text, text_width, heading ? strong : body);
  // No line of a short paragraph stands alone on the next page.
  if (lines.size() <= 4) paper.need(height_of(lines));
  paper.write(left_edge, lines);
  paper.space(between_paragraphs);
}

void draw_part(Paper& paper, const LetterPart& part, bool french) {
  if (part.kind != LetterPart::Kind::table) {
    draw_paragraph(paper, part);
    return;
  }
  const bool is_list = part.table.columns.size() == 1;
  if (is_list) {
    for (const Row& row : part.table.rows)
      for (const Phrase& phrase : row.cells.front()) {
        paper.write(left_edge, paper.lay_out(phrase.text, text_width, remark));
        paper.space(2);
      }
  } else {
    TableDrawing(paper, part.table, french).draw();
  }
  paper.space(between_paragraphs + 4);
}

void draw_signature(Paper& paper, const Letter& letter) {
  if (letter.signature.empty()) return;
  paper.need(signature_height);
  paper.space(10);
  for (const Phrase& phrase : letter.signature)
    paper.write(right_half, paper.lay_out(phrase.text, half_width,
                                          phrase.tone == Tone::strong ? strong : body));
  paper.space(34);
  paper.rule(right_half, half_width, 0.4, colour::rule);
}

void draw_footers(Paper& paper, const Letter& letter) {
  const auto& style = paper.styles.small;
  paper.on_every_page([&](std::size_t page, std::size_t of) {
    const double baseline = pdf::page_height - 30;
    auto& document = paper.document();
    const std::string number = std::to_string(page) + " / " + std::to_string(of);
    document.text(right_edge - document.width(number, style), baseline, number, style);
    document.text(left_edge, baseline, letter.legend, style);
  });
}

}  // namespace

std::string letter_pdf(const Letter& letter, const pdf::FontPair& fonts, const Look& look) {
  Paper paper(fonts, look.accent);
  paper.set_running_head(letter.sender.name, letter.subject);
  draw_head(paper, letter, look);
  for (const LetterPart& part : letter.parts) draw_part(paper, part, letter.french);
  draw_signature(paper, letter);
  draw_footers(paper, letter);
  return paper.document().finish(letter.subject, letter.french ? "fr" : "en");
}

}  // namespace facteur::formats::readable
