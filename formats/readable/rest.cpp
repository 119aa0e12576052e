// Notes, whatever has no place above, and the foot of each page.
#include "formats/readable/display.h"
#include "formats/readable/view.h"
#include "formats/utf8.h"

namespace facteur::formats::readable {
namespace {

using enum Term;

void draw_groups(View& view, Term group, const char* heading) {
  Paragraphs lines;
  for (const Node node : each(view.root, group)) {
    const Paragraphs more = view.take_rest(node, style::body);
    lines.insert(lines.end(), more.begin(), more.end());
  }
  if (lines.empty()) return;
  view.paper.heading(heading);
  view.paper.write(left_edge, text_width, lines);
}

std::string note(View& view, Node node) {
  const std::string subject = view.take(node, BT_21);
  std::string text = view.take(node, BT_22);
  if (text.empty() && !node.first_child()) text = shown_value(node, view.french);
  return subject.empty() ? text : subject + (view.french ? " : " : ": ") + text;
}

}  // namespace

void draw_notes(View& view) {
  Paragraphs lines;
  for (const Node node : each(view.root, BG_1)) {
    lines.push_back({note(view, node)});
    view.mark_shown(node);
  }
  if (!lines.empty()) {
    view.paper.heading("Notes");
    view.paper.write(left_edge, text_width, lines);
  }
  draw_groups(view, BG_24, view.say("Pièces jointes", "Supporting documents"));
}

void draw_rest(View& view) {
  if (view.paper.full()) return;
  const Paragraphs lines = view.take_rest(view.root);
  if (lines.empty()) return;
  view.paper.heading(view.say("Autres informations", "Other information"));
  view.paper.write(left_edge, text_width, lines);
}

void draw_footers(View& view) {
  Paper& paper = view.paper;
  const std::string what = std::string(view.root.first(BG_4).text(BT_27)) + " – " +
                           document_type(view.root.text(BT_3), view.french) + " " +
                           std::string(view.root.text(BT_1));
  const bool replaced = paper.document().replaced_characters() > 0;
  paper.on_every_page([&](std::size_t page, std::size_t of) {
    const double y = pdf::page_height - 34;
    auto& document = paper.document();
    document.line(left_edge, y, right_edge, y, 0.4, colour::rule);
    const std::string number = std::to_string(page) + " / " + std::to_string(of);
    document.text(right_edge - document.width(number, style::small), y + 10, number, style::small);
    document.text(left_edge, y + 10, utf8_prefix(what, 120), style::small);
    std::string legend = view.say("Vue lisible ; le document structuré est l'original.",
                                  "Readable view; the structured document is the original.");
    if (replaced)
      legend += view.say(" □ : caractère que la police ne possède pas.",
                         " □: a character that the font lacks.");
    document.text(left_edge, y + 19, legend, style::small);
    if (page == of && paper.full())
      document.text(left_edge, y + 28,
                    view.say("La vue s'arrête ici ; la suite se lit dans le document structuré.",
                             "The view stops here; read on in the structured document."),
                    {pdf::Face::bold, 7, colour::alarm});
  });
}

}  // namespace facteur::formats::readable
