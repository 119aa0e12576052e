#include "formats/readable/view.h"

#include "formats/readable/display.h"

namespace facteur::formats::readable {

namespace {

// "Remise [Montant : 5,00 € · Motif : ...]"; empty when there is nothing to say.
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

bool has_value(Node node) {
  return !node.text().empty() || node.stored() != nullptr;
}

}  // namespace

View::View(const Invoice& invoice, bool in_french)
    : root(invoice.root()),
      french(in_french),
      currency_(root.text(Term::BT_5)),
      shown_(invoice.size()) {}

void View::mark_shown(Node node) {
  if (node) shown_[node.index()] = true;
}

std::string View::take(Node node) {
  if (!node) return {};
  mark_shown(node);
  return shown_value(node, french);
}

std::string View::take_amount(Node node) {
  if (!node) return {};
  mark_shown(node);
  const auto currency = node.attribute(Attribute::currency);
  return currency.empty() || currency == currency_ ? amount_figure(node, french)
                                                   : shown_value(node, french);
}

std::string View::take_money(Node node) {
  const bool understood = node.attribute(Attribute::currency).empty() && !currency_.empty();
  std::string value = take(node);
  return understood && !value.empty() ? with_currency(std::move(value), currency_, french) : value;
}

std::string View::joined(const std::string& label, const std::string& value) const {
  return label + (french ? " : " : ": ") + value;
}

std::string View::labelled(Node node) {
  return joined(label(node.term(), french), take(node));
}

void View::take_fact(Facts& facts, Node group, Term term) {
  take_as(facts, label(term, french), group, term);
}

void View::take_as(Facts& facts, std::string label, Node group, Term term) {
  if (std::string value = take(group, term); !value.empty())
    facts.push_back({std::move(label), std::move(value)});
}

// "Couleur : bleu", with the code and the measured value that may stand beside or instead.
std::string View::characteristic(Node group) {
  const std::string name = take(group, Term::BT_160), value = take(group, Term::BT_161);
  std::string text = name.empty() || value.empty() ? name + value : joined(name, value);
  const std::string rest = take_rest_inline(group);
  return text.empty() ? rest : rest.empty() ? text : text + " (" + rest + ")";
}

void View::take_rest(Facts& facts, Node group, int depth) {
  for (Node child = group.first_child(); child; child = child.next_sibling()) {
    std::string name = label(child.term(), french);
    if (name.empty()) {  // of an element without a meaning of its own
      take_rest(facts, child, depth);
      continue;
    }
    if (!child.first_child()) {
      if (!is_shown(child) && has_value(child))
        facts.push_back({std::move(name), take(child), depth});
      continue;
    }
    const std::size_t before = facts.size();
    facts.push_back({std::move(name), {}, depth});
    take_rest(facts, child, depth + 1);
    if (facts.size() == before + 1) facts.pop_back();
  }
}

std::string View::take_rest_inline(Node group) {
  std::string all;
  const auto add = [&all](const std::string& text) {
    if (!all.empty() && !text.empty()) all += " · ";
    all += text;
  };
  for (Node child = group.first_child(); child; child = child.next_sibling()) {
    if (child.term() == Term::BG_32) {
      add(characteristic(child));
    } else if (child.first_child()) {
      const std::string inside = take_rest_inline(child);
      add(stands_apart(child.term()) ? in_brackets(label(child.term(), french), inside) : inside);
    } else if (!is_shown(child) && has_value(child) && !label(child.term(), french).empty()) {
      add(labelled(child));
    }
  }
  return all;
}

Sheet sheet_of(const Invoice& invoice, bool french) {
  View view(invoice, french);
  Sheet sheet;
  sheet.french = french;
  take_head(view, sheet);
  take_parties(view, sheet);
  take_references(view, sheet);
  take_lines(view, sheet);
  take_adjustments(view, sheet);
  take_totals(view, sheet);
  take_payment(view, sheet);
  take_notes(view, sheet);
  take_attachments(view, sheet);
  take_what_is_left(view, sheet);
  return sheet;
}

}  // namespace facteur::formats::readable
