// The first third of page one: what this is, between whom, and what it refers to.
#include <algorithm>

#include "formats/readable/display.h"
#include "formats/readable/view.h"

namespace facteur::formats::readable {
namespace {

using enum Term;

constexpr double gap = 20;
constexpr double half = (text_width - gap) / 2;
constexpr double right_half = left_edge + half + gap;

// The terms of one address group, so that one function can lay out all four.
struct AddressTerms {
  Term line1, line2, line3, city, post_code, region, country;
};
constexpr AddressTerms seller_address{BT_35, BT_36, BT_162, BT_37, BT_38, BT_39, BT_40};
constexpr AddressTerms buyer_address{BT_50, BT_51, BT_163, BT_52, BT_53, BT_54, BT_55};
constexpr AddressTerms tax_address{BT_64, BT_65, BT_164, BT_66, BT_67, BT_68, BT_69};
constexpr AddressTerms delivery_address{BT_75, BT_76, BT_165, BT_77, BT_78, BT_79, BT_80};

void add(Paragraphs& out, std::string text, const pdf::Style& style = style::body) {
  if (!text.empty()) out.push_back({std::move(text), style});
}

std::string joined(std::initializer_list<std::string> words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty() && !word.empty()) text += ' ';
    text += word;
  }
  return text;
}

void add_address(View& view, Paragraphs& out, Node address, const AddressTerms& terms) {
  add(out, view.take(address, terms.line1));
  add(out, view.take(address, terms.line2));
  add(out, view.take(address, terms.line3));
  const std::string post_code = view.take(address, terms.post_code);
  const std::string city = view.take(address, terms.city);
  const std::string country = view.take(address, terms.country);
  add(out, joined({post_code, city, country.empty() ? "" : "(" + country + ")"}));
  add(out, view.take(address, terms.region));
}

struct PartyTerms {
  Term group, name, address_group;
  const AddressTerms* address;  // null: none
  Term contact;
};
constexpr PartyTerms parties[] = {
    {BG_4, BT_27, BG_5, &seller_address, BG_6},
    {BG_7, BT_44, BG_8, &buyer_address, BG_9},
    {BG_10, BT_59, none, nullptr, none},
    {BG_11, BT_62, BG_12, &tax_address, none},
    {BG_13, BT_70, BG_15, &delivery_address, none},
};

Paragraphs party(View& view, const PartyTerms& terms) {
  Paragraphs out;
  const Node group = view.root.first(terms.group);
  if (!group) return out;
  add(out, label(terms.group, view.french), style::column);
  add(out, view.take(group, terms.name), style::strong);
  if (terms.address) add_address(view, out, group.first(terms.address_group), *terms.address);
  const Paragraphs contact = view.take_rest(group.first(terms.contact));
  const Paragraphs rest = view.take_rest(group);
  out.insert(out.end(), rest.begin(), rest.end());
  out.insert(out.end(), contact.begin(), contact.end());
  if (out.size() == 1) out.clear();
  return out;
}

// Two blocks beside each other, or below each other when one is taller than most of a page.
void side_by_side(Paper& paper, const Paragraphs& left, const Paragraphs& right) {
  constexpr double most = 600;
  const double height = std::max(paper.height(half, left), paper.height(half, right));
  if (height > most) {
    paper.write(left_edge, text_width, left);
    paper.space(8);
    paper.write(left_edge, text_width, right);
    return;
  }
  paper.need(height);
  const double top = paper.y();
  paper.write(left_edge, half, left);
  paper.move_to(top);
  paper.write(right_half, half, right);
  paper.move_to(top + height);
}

void split_in_two(Paper& paper, const Paragraphs& all) {
  const auto middle = all.begin() + std::ptrdiff_t(all.size() + 1) / 2;
  side_by_side(paper, {all.begin(), middle}, {middle, all.end()});
}

}  // namespace

void draw_title(View& view) {
  Paper& paper = view.paper;
  const std::string type = document_type(view.take(view.root, BT_3), view.french);
  const std::string number = view.take(view.root, BT_1);
  const double top = paper.y();
  paper.write(left_edge, text_width * 0.66,
              {{type, style::title}, {number, {pdf::Face::bold, 12}}});
  const double below = paper.y();
  paper.move_to(top);
  Paragraphs dates;
  add(dates, view.take_labelled(view.root, BT_2), style::strong);
  add(dates, view.take_labelled(view.root, BT_9), style::strong);
  add(dates, view.take_labelled(view.root, BT_5));
  add(dates, view.take_labelled(view.root, BT_7));
  paper.write(left_edge + text_width * 0.7, text_width * 0.3, dates);
  paper.move_to(std::max(below, paper.y()) + 6);
  paper.document().fill(left_edge, paper.y(), text_width, 1.6, colour::accent);
  paper.space(12);
}

void draw_parties(View& view) {
  std::vector<Paragraphs> blocks;
  for (const PartyTerms& terms : parties)
    if (Paragraphs block = party(view, terms); !block.empty()) blocks.push_back(std::move(block));
  if (blocks.size() % 2 == 1) blocks.emplace_back();
  for (std::size_t i = 0; i < blocks.size(); i += 2) {
    side_by_side(view.paper, blocks[i], blocks[i + 1]);
    view.paper.space(10);
  }
}

void draw_references(View& view) {
  Paragraphs lines;
  for (const Term term :
       {BT_13, BT_14, BT_12, BT_10, BT_11, BT_15, BT_16, BT_17, BT_18, BT_19, BT_6, BT_8})
    add(lines, view.take_labelled(view.root, term));
  for (const Node preceding : each(view.root, BG_3)) {
    const std::string number = view.take_labelled(preceding, BT_25);
    const std::string date = view.take(preceding, BT_26);
    add(lines, date.empty() ? number : number + " (" + date + ")");
  }
  const Node period = view.root.first(BG_14);
  const std::string from = view.take(period, BT_73), to = view.take(period, BT_74);
  if (!from.empty() || !to.empty())
    add(lines, label(BG_14, view.french) + (view.french ? " : " : ": ") + from + " – " + to);
  if (lines.empty()) return;
  view.paper.heading(view.say("Références", "References"));
  split_in_two(view.paper, lines);
}

}  // namespace facteur::formats::readable
