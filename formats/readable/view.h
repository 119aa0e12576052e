// An invoice on its way to a sheet: which values already stand on it.
#pragma once

#include <string>
#include <vector>

#include "formats/model.h"
#include "formats/readable/sheet.h"

namespace facteur::formats::readable {

class View {
 public:
  View(const Invoice& invoice, bool french);

  const Node root;
  const bool french;

  const char* say(const char* in_french, const char* in_english) const {
    return french ? in_french : in_english;
  }

  // The value as people read it; from then on it counts as shown. Empty when absent.
  std::string take(Node node);
  std::string take(Node group, Term term) { return take(group.first(term)); }
  // An amount; without its currency when that is the one of the invoice.
  std::string take_amount(Node node);
  std::string take_amount(Node group, Term term) { return take_amount(group.first(term)); }
  // An amount with its currency, be it said or understood.
  std::string take_money(Node node);
  void take_fact(Facts& facts, Node group, Term term);
  // The first value of this term under another label.
  void take_as(Facts& facts, std::string label, Node group, Term term);
  void mark_shown(Node node);
  bool is_shown(Node node) const { return node && shown_[node.index()]; }

  // What is below `group` and not shown yet, under the names of the groups in it. Shown from then
  // on.
  void take_rest(Facts& facts, Node group, int depth = 0);
  // The same in one text: "Label : value · Label : value", naming groups only where it matters.
  std::string take_rest_inline(Node group);

  // "Label : value", with the colon of the language.
  std::string joined(const std::string& label, const std::string& value) const;

 private:
  std::string labelled(Node node);
  std::string characteristic(Node group);

  std::string_view currency_;
  std::vector<bool> shown_;  // by index of the node
};

// The parts of an invoice, in the order in which they are taken: each takes what it has a place
// for, the last one what is left.
void take_head(View& view, Sheet& sheet);
void take_parties(View& view, Sheet& sheet);
void take_references(View& view, Sheet& sheet);
void take_lines(View& view, Sheet& sheet);
void take_adjustments(View& view, Sheet& sheet);
void take_totals(View& view, Sheet& sheet);
void take_payment(View& view, Sheet& sheet);
void take_notes(View& view, Sheet& sheet);
void take_attachments(View& view, Sheet& sheet);
void take_what_is_left(View& view, Sheet& sheet);

// What it asks for is not paid but given back: by its type, or by its root where it has none.
bool is_credit_note(Node document);

// All of it.
Sheet sheet_of(const Invoice& invoice, bool french);

}  // namespace facteur::formats::readable
