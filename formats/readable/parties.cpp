// Who sends, who receives, and who else has a part in it: a name and an address as on an envelope,
// then what identifies them.
#include "formats/readable/display.h"
#include "formats/readable/view.h"

namespace facteur::formats::readable {
namespace {

using enum Term;

// The terms of one address, so that one function can lay out all of them.
struct AddressTerms {
  Term group = none, line1 = none, line2 = none, line3 = none, city = none, post_code = none,
       region = none, country = none;
};

// The addresses of the French extension are numbered one after the other, the group first.
constexpr AddressTerms numbered_from(Term group) {
  const auto nth = [group](int n) { return Term(int(group) + n); };
  return {group, nth(1), nth(2), nth(3), nth(4), nth(5), nth(6), nth(7)};
}

struct PartyTerms {
  Term group, name;
  AddressTerms address;
  Term contact = none;
};

constexpr PartyTerms seller{
    BG_4, BT_27, {BG_5, BT_35, BT_36, BT_162, BT_37, BT_38, BT_39, BT_40}, BG_6};
constexpr PartyTerms buyer{
    BG_7, BT_44, {BG_8, BT_50, BT_51, BT_163, BT_52, BT_53, BT_54, BT_55}, BG_9};

constexpr PartyTerms others[] = {
    {BG_13, BT_70, {BG_15, BT_75, BT_76, BT_165, BT_77, BT_78, BT_79, BT_80}},
    {BG_10, BT_59, numbered_from(EXT_FR_FE_31), EXT_FR_FE_39},
    {BG_11, BT_62, {BG_12, BT_64, BT_65, BT_164, BT_66, BT_67, BT_68, BT_69}},
    {EXT_FR_FE_BG_04, EXT_FR_FE_89, numbered_from(EXT_FR_FE_100), EXT_FR_FE_108},
    {EXT_FR_FE_BG_05, EXT_FR_FE_112, numbered_from(EXT_FR_FE_123), EXT_FR_FE_131},
    {EXT_FR_FE_BG_02, EXT_FR_FE_43, numbered_from(EXT_FR_FE_54), EXT_FR_FE_62},
    {EXT_FR_FE_BG_01, EXT_FR_FE_03, numbered_from(EXT_FR_FE_14), EXT_FR_FE_22},
    {EXT_FR_FE_BG_03, EXT_FR_FE_66, numbered_from(EXT_FR_FE_77), EXT_FR_FE_85},
};

// Identifiers that are known by the name of their register rather than by what they are here.
constexpr Term registered[] = {BT_30, BT_29, BT_47, BT_46, BT_61, BT_60};

std::string words(const std::string& first, const std::string& second) {
  return first + (first.empty() || second.empty() ? "" : " ") + second;
}

std::vector<std::string> take_address(View& view, Node address, const AddressTerms& terms) {
  std::vector<std::string> lines;
  const auto add = [&lines](std::string line) {
    if (!line.empty()) lines.push_back(std::move(line));
  };
  for (const Term line : {terms.line1, terms.line2, terms.line3}) add(view.take(address, line));
  add(words(view.take(address, terms.post_code), view.take(address, terms.city)));
  add(view.take(address, terms.region));
  if (const Node country = address.first(terms.country)) {
    view.mark_shown(country);
    add(country_name(country.text(), view.french));
  }
  return lines;
}

// "SIREN: 123 456 782" rather than "Registration: 123456782 (SIREN)".
void take_registered(View& view, Facts& facts, Node group) {
  for (const Term term : registered) {
    for (const Node node : each(group, term)) {
      const auto id = node.attribute(Attribute::scheme_id);
      const std::string register_name = scheme(id, view.french);
      if (id.empty() || register_name == id) continue;
      view.mark_shown(node);
      facts.push_back({register_name, grouped_identifier(node.text(), id)});
    }
  }
}

Party take_party(View& view, const PartyTerms& terms) {
  Party party;
  const Node group = view.root.first(terms.group);
  if (!group) return party;
  party.role = label(terms.group, view.french);
  party.name = view.take(group, terms.name);
  party.address = take_address(view, group.first(terms.address.group), terms.address);
  take_registered(view, party.details, group);
  view.take_rest(party.details, group.first(terms.contact));
  view.take_rest(party.details, group);
  return party;
}

}  // namespace

void take_parties(View& view, Sheet& sheet) {
  sheet.sender = take_party(view, seller);
  sheet.recipient = take_party(view, buyer);
  for (const PartyTerms& terms : others)
    if (Party party = take_party(view, terms); !party.empty())
      sheet.parties.push_back(std::move(party));
}

}  // namespace facteur::formats::readable
