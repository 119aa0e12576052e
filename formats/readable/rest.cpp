// Notes, attachments, and whatever has no place above.
#include "formats/readable/display.h"
#include "formats/readable/view.h"

namespace facteur::formats::readable {
namespace {

using enum Term;

// The subject is a heading of its own; a whole note that the syntax writes in one text is the
// group's.
void take_note(View& view, Phrases& notes, Node node) {
  add(notes, view.take(node, BT_21), Tone::quiet);
  std::string text = view.take(node, BT_22);
  if (text.empty() && !node.first_child()) text = shown_value(node, view.french);
  add(notes, std::move(text));
  view.mark_shown(node);
}

}  // namespace

void take_notes(View& view, Sheet& sheet) {
  sheet.notes_heading = "Notes";
  for (const Node node : each(view.root, BG_1)) take_note(view, sheet.notes, node);
}

void take_attachments(View& view, Sheet& sheet) {
  if (!view.root.first(BG_24)) return;
  Table& table = sheet.attachments;
  table.heading = view.say("Pièces jointes", "Attachments");
  table.titled = 0;
  table.columns = {
      {view.say("Référence", "Reference"), 110},
      {view.say("Description", "Description"), 140},
      {view.say("Fichier ou adresse", "File or address"), 249},
  };
  for (const Node group : each(view.root, BG_24)) {
    Row row;
    row.cells.resize(table.columns.size());
    add(row.cells[0], view.take(group, BT_122));
    for (const Node text : each(group, BT_123)) add(row.cells[1], view.take(text));
    add(row.cells[2], view.take(group, BT_125));
    add(row.cells[2], view.take(group, BT_124));
    add(row.cells[1], view.take_rest_inline(group), Tone::quiet);
    table.rows.push_back(std::move(row));
  }
}

void take_what_is_left(View& view, Sheet& sheet) {
  Section rest{view.say("Autres informations", "Other information"), {}};
  view.take_rest(rest.facts, view.root.first(BG_2));
  view.take_rest(rest.facts, view.root);
  if (!rest.facts.empty()) sheet.sections.push_back(std::move(rest));
  sheet.legend = view.say("Vue lisible ; le document structuré est l'original.",
                          "Readable view; the structured document is the original.");
}

}  // namespace facteur::formats::readable
