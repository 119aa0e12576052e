// The first third of page one: what this is, between whom, and what it refers to.
#include "formats/readable/display.h"
#include "formats/readable/view.h"
#include "formats/typed.h"
#include "schemas/code_lists.h"

namespace facteur::formats::readable {
namespace {

using enum Term;

// What an order is filed under, best first: the third fact beside the two dates.
constexpr Term filed_under[] = {BT_13, BT_12, BT_10, BT_14, BT_11};

// In the order in which they are asked for.
constexpr Term reference_terms[] = {
    BT_5,          BT_6,  BT_167,        EXT_FR_FE_192, BT_7,          BT_8,  BT_13,
    EXT_FR_FE_197, BT_14, BT_12,         EXT_FR_FE_01,  EXT_FR_FE_199, BT_10, BT_11,
    BT_15,         BT_16, EXT_FR_FE_198, BT_17,         BT_18,         BT_19,
};

std::string title_of(View& view) {
  const Node type = view.root.first(BT_3);
  const std::string code = view.take(type);
  if (code.empty()) {
    const bool credit = view.root.invoice()->syntax() == Syntax::ubl_credit_note;
    return credit ? view.say("Avoir", "Credit note") : view.say("Facture", "Invoice");
  }
  const std::string named = document_type(type.text(), view.french);
  return named == code ? "Document " + code : named;
}

void take_preceding(View& view, Facts& facts) {
  for (const Node preceding : each(view.root, BG_3)) {
    Fact fact{label(BG_3, view.french), view.take(preceding, BT_25)};
    if (const std::string date = view.take(preceding, BT_26); !date.empty())
      fact.value += view.say(" du ", " of ") + date;
    if (const Node type = preceding.first(EXT_FR_FE_02)) {
      view.mark_shown(type);
      fact.value += " (" + document_type(type.text(), view.french) + ")";
    }
    if (!fact.value.empty()) facts.push_back(std::move(fact));
  }
}

}  // namespace

bool is_credit_note(Node document) {
  const Node type = document.first(BT_3);
  return type ? codes::credit_note_types.contains(code(type))
              : document.invoice()->syntax() == Syntax::ubl_credit_note;
}

void take_head(View& view, Sheet& sheet) {
  sheet.title = title_of(view);
  sheet.number = view.take(view.root, BT_1);
  view.take_fact(sheet.key, view.root, BT_2);
  view.take_fact(sheet.key, view.root, BT_9);
  for (const Term term : filed_under) {
    const std::size_t before = sheet.key.size();
    view.take_fact(sheet.key, view.root, term);
    if (sheet.key.size() > before) break;
  }
  const Node due = view.root.first(BG_22).first(BT_115);
  if (!due) return;
  sheet.due = {is_credit_note(view.root) ? view.say("Net en votre faveur", "Amount credited")
                                         : label(BT_115, view.french),
               view.take_money(due)};
}

void take_references(View& view, Sheet& sheet) {
  Section& section = sheet.references;
  section.heading = view.say("Références", "References");
  for (const Term term : reference_terms)
    if (!view.is_shown(view.root.first(term))) view.take_fact(section.facts, view.root, term);
  take_preceding(view, section.facts);
  for (const Term term : {BT_23, BT_24}) view.take_fact(section.facts, view.root.first(BG_2), term);
  const Node period = view.root.first(BG_14);
  const std::string from = view.take(period, BT_73), to = view.take(period, BT_74);
  if (!from.empty() || !to.empty())
    section.facts.push_back({label(BG_14, view.french), from + " – " + to});
}

}  // namespace facteur::formats::readable
