// An invoice on its way to paper: the pages, and which values already stand on them.
#pragma once

#include <string>
#include <vector>

#include "formats/model.h"
#include "formats/readable/paper.h"

namespace facteur::formats::readable {

class View {
 public:
  View(const Invoice& invoice, const pdf::FontPair& fonts, bool french)
      : paper(fonts), root(invoice.root()), french(french) {}

  Paper paper;
  const Node root;
  const bool french;

  const char* say(const char* in_french, const char* in_english) const {
    return french ? in_french : in_english;
  }

  // The value as people read it; from then on it counts as shown. Empty when absent.
  std::string take(Node node);
  std::string take(Node group, Term term) { return take(group.first(term)); }
  // The figure of an amount alone, without its currency.
  std::string take_amount(Node group, Term term);
  // "Label : value"; empty when absent.
  std::string take_labelled(Node group, Term term);
  void mark_shown(Node node);

  // What is below `group` and not shown yet, a line each: "Label : value", under the names of the
  // groups. Shown from then on.
  Paragraphs take_rest(Node group, const pdf::Style& style = style::small, int depth = 0);
  // The same in one text: "Label : value · Label : value", naming groups only where it matters.
  std::string take_rest_inline(Node group);

 private:
  bool is_shown(Node node) const { return node.index() < shown_.size() && shown_[node.index()]; }
  std::string labelled(Node node);
  std::string characteristic(Node group);

  std::vector<bool> shown_;  // by index of the node
};

// The sections of an invoice, in their order on paper. Each shows nothing when it has nothing.
void draw_title(View& view);
void draw_parties(View& view);
void draw_references(View& view);
void draw_lines(View& view);
void draw_adjustments(View& view);
void draw_totals(View& view);
void draw_notes(View& view);
void draw_rest(View& view);
void draw_footers(View& view);

}  // namespace facteur::formats::readable
