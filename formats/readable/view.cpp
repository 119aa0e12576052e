#include "formats/readable/view.h"

#include "formats/readable.h"
#include "formats/readable/display.h"

namespace facteur::formats::readable {

namespace {

// "Remise [Montant : 5,00 EUR · Motif : ...]"; empty when there is nothing to say.
std::string in_brackets(const std::string& name, const std::string& inside) {
  return inside.empty() ? inside : name + " [" + inside + "]";
}

// A group whose members would be taken for those of the line around it.
bool stands_apart(Term term) {
  switch (term) {
    case Term::BG_27:
    case Term::BG_28:
    case Term::BG_DEX_01:
    case Term::EXT_FR_FE_BG_06:
    case Term::EXT_FR_FE_BG_10:
    case Term::EXT_FR_FE_BG_12:
      return true;
    default:
      return false;
  }
}

}  // namespace

void View::mark_shown(Node node) {
  if (!node) return;
  if (node.index() >= shown_.size()) shown_.resize(node.index() + 256);
  shown_[node.index()] = true;
}

std::string View::take(Node node) {
  if (!node) return {};
  mark_shown(node);
  return shown_value(node, french);
}

std::string View::take_amount(Node group, Term term) {
  const Node node = group.first(term);
  mark_shown(node);
  return figure(node.text(), french);
}

std::string View::labelled(Node node) {
  return label(node.term(), french) + (french ? " : " : ": ") + take(node);
}

std::string View::take_labelled(Node group, Term term) {
  const Node node = group.first(term);
  return node && !node.text().empty() ? labelled(node) : std::string();
}

// "Couleur : bleu", with the code and the measured value that may stand beside or instead.
std::string View::characteristic(Node group) {
  const std::string name = take(group, Term::BT_160), value = take(group, Term::BT_161);
  std::string text =
      name.empty() || value.empty() ? name + value : name + (french ? " : " : ": ") + value;
  const std::string rest = take_rest_inline(group);
  return text.empty() ? rest : rest.empty() ? text : text + " (" + rest + ")";
}

Paragraphs View::take_rest(Node group, const pdf::Style& style, int depth) {
  Paragraphs lines;
  const std::string indent(2 * std::size_t(depth), ' ');
  for (Node child = group.first_child(); child; child = child.next_sibling()) {
    if (facts(child.term()) == nullptr) continue;
    const bool is_group = bool(child.first_child());
    if (!is_group) {
      if (!is_shown(child) && !child.text().empty())
        lines.push_back({indent + labelled(child), style});
      continue;
    }
    const Paragraphs below = take_rest(child, style, depth + 1);
    if (below.empty()) continue;
    lines.push_back({indent + label(child.term(), french), style});
    lines.insert(lines.end(), below.begin(), below.end());
  }
  return lines;
}

std::string View::take_rest_inline(Node group) {
  std::string all;
  const auto add = [&all](const std::string& text) {
    if (!all.empty() && !text.empty()) all += " · ";
    all += text;
  };
  for (Node child = group.first_child(); child; child = child.next_sibling()) {
    if (facts(child.term()) == nullptr) continue;
    if (child.term() == Term::BG_32)
      add(characteristic(child));
    else if (stands_apart(child.term()))
      add(in_brackets(label(child.term(), french), take_rest_inline(child)));
    else if (child.first_child())
      add(take_rest_inline(child));
    else if (!is_shown(child) && !child.text().empty())
      add(labelled(child));
  }
  return all;
}

}  // namespace facteur::formats::readable

namespace facteur::formats {

std::string readable_pdf(const Invoice& invoice, const pdf::FontPair& fonts, bool french) {
  readable::View view(invoice, fonts, french);
  readable::draw_title(view);
  readable::draw_parties(view);
  readable::draw_references(view);
  readable::draw_lines(view);
  readable::draw_adjustments(view);
  readable::draw_totals(view);
  readable::draw_notes(view);
  readable::draw_rest(view);
  readable::draw_footers(view);
  const std::string title = readable::document_type(view.root.text(Term::BT_3), french) + " " +
                            std::string(view.root.text(Term::BT_1));
  return view.paper.document().finish(title, french ? "fr" : "en");
}

}  // namespace facteur::formats
