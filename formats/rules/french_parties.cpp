// The French rules about the identifiers of parties and places: a SIRET begins with the SIREN of
// the same company (BR-FR-09); every identifier has a scheme, and no scheme occurs twice
// (BR-FR-CO-10).
#include <algorithm>
#include <string>
#include <unordered_set>

#include "formats/rules/french.h"
#include "formats/rules/values.h"

namespace facteur::formats::french {
namespace {

using enum Term;

// What identifies a party. Where the SIREN must be there: the seller and the buyer.
struct Party {
  Term group, id, legal;
  bool siren_needed;
  std::string_view siret_rule, scheme_rule, repeated_rule;
};

// Places have no legal identifier in the model; that of a place, where there is one, is not
// compared. In UBL the official path of BR-FR-09_EXT-FR-FE-146 leads nowhere.
// clang-format off
constexpr auto parties = std::to_array<Party>({
  {BG_4, BT_29, BT_30, true, "BR-FR-09_BT-29", "BR-FR-CO-10_BT-29-1", "BR-FR-CO-10_BT-29-2"},
  {BG_7, BT_46, BT_47, true, "BR-FR-09_BT-46", "BR-FR-CO-10_BT-46-1", "BR-FR-CO-10_BT-46-2"},
  {BG_10, BT_60, BT_61, false, "BR-FR-09_BT-60", "BR-FR-CO-10_BT-60-1", "BR-FR-CO-10_BT-60-2"},
  {EXT_FR_FE_BG_01, EXT_FR_FE_06, EXT_FR_FE_08, false, "BR-FR-09_EXT-FR-FE-06", "BR-FR-CO-10_EXT-FR-FE-06-1", "BR-FR-CO-10_EXT-FR-FE-06-2"},
  {EXT_FR_FE_BG_02, EXT_FR_FE_46, EXT_FR_FE_48, false, "BR-FR-09_EXT-FR-FE-46", "BR-FR-CO-10_EXT-FR-FE-46-1", "BR-FR-CO-10_EXT-FR-FE-46-2"},
  {EXT_FR_FE_BG_03, EXT_FR_FE_69, EXT_FR_FE_71, false, "BR-FR-09_EXT-FR-FE-69", "BR-FR-CO-10_EXT-FR-FE-69-1", "BR-FR-CO-10_EXT-FR-FE-69-2"},
  {EXT_FR_FE_BG_04, EXT_FR_FE_92, EXT_FR_FE_94, false, "BR-FR-09_EXT-FR-FE-92", "BR-FR-CO-10_EXT-FR-FE-92-1", "BR-FR-CO-10_EXT-FR-FE-92-2"},
  {EXT_FR_FE_BG_05, EXT_FR_FE_115, EXT_FR_FE_117, false, "BR-FR-09_EXT-FR-FE-115", "BR-FR-CO-10_EXT-FR-FE-115-1", "BR-FR-CO-10_EXT-FR-FE-115-2"},
  {BG_13, BT_71, none, false, "BR-FR-09_BT-71", "BR-FR-CO-10_BT-71-1", "BR-FR-CO-10_BT-71-2"},
  {EXT_FR_FE_BG_10, EXT_FR_FE_146, none, false, "BR-FR-09_EXT-FR-FE-146", "BR-FR-CO-10_EXT-FR-FE-146-1", "BR-FR-CO-10_EXT-FR-FE-146-2"},
});
// clang-format on

struct PartyRules {
  Rule siret, scheme, repeated;
};
constexpr auto rules = [] {
  std::array<PartyRules, parties.size()> result{};
  for (std::size_t i = 0; i < parties.size(); ++i) {
    const Party& p = parties[i];
    result[i].siret = {
        p.siret_rule,
        Severity::fatal,
        {p.id, p.legal},
        {"Un SIRET (0009) a quatorze chiffres et commence par le SIREN de la partie.",
         "A SIRET (0009) has fourteen digits and begins with the SIREN of the party."},
        {}};
    result[i].scheme = {p.scheme_rule,
                        Severity::fatal,
                        {p.id},
                        {"Un identifiant indique son schéma (0002 SIREN, 0009 SIRET, 0224…).",
                         "An identifier states its scheme (0002 SIREN, 0009 SIRET, 0224…)."},
                        {}};
    result[i].repeated = {p.repeated_rule,
                          Severity::fatal,
                          {p.id},
                          {"Une partie a au plus un identifiant de chaque schéma.",
                           "A party has at most one identifier of each scheme."},
                          {}};
  }
  return result;
}();

bool is_siret(std::string_view text) {
  return text.size() == 14 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// In CII the rules look at ram:GlobalID, and not at ram:ID, which is plain by nature.
bool is_looked_at(Node id) {
  return !is_cii(id) || id.location().find("ram:GlobalID[") != std::string::npos;
}

// Only the first SIRET is looked at officially.
Node first_siret(Node party, Term id_term) {
  for (const Node id : each(party, id_term)) {
    if (id.attribute(Attribute::scheme_id) == "0009" && is_looked_at(id)) return id;
  }
  return {};
}

void check_siret(const Party& p, const Rule& rule, Node party, Report& report) {
  const Node siret = first_siret(party, p.id);
  if (!siret) return;
  std::string_view siren;
  if (p.legal != none) {
    for (const Node legal : each(party, p.legal)) {
      if (legal.attribute(Attribute::scheme_id) == "0002") siren = legal.text();
    }
  }
  const std::string_view start = siret.text().substr(0, 9);
  if (siren.empty() && !p.siren_needed) siren = start;
  if (is_siret(siret.text()) && start == siren) return;
  report.add_value(rule, siret, siret.text());
}

void check_schemes(const Party& p, const PartyRules& r, Node party, Report& report) {
  std::unordered_set<std::string_view> schemes;
  for (const Node id : each(party, p.id)) {
    if (!is_looked_at(id)) continue;
    if (!id.has_attribute(Attribute::scheme_id)) {
      report.add_value(r.scheme, id, id.text());
    } else if (!schemes.insert(id.attribute(Attribute::scheme_id)).second) {
      report.add_value(r.repeated, id, id.text());
    }
  }
}

void check_group(std::size_t number, Node party, Report& report) {
  const Party& p = parties[number];
  const bool leads_nowhere = p.group == EXT_FR_FE_BG_10 && !is_cii(party);
  if (!leads_nowhere) check_siret(p, rules[number].siret, party, report);
  check_schemes(p, rules[number], party, report);
}

}  // namespace

void list_party_rules(Rules& list) {
  for (const PartyRules& r : rules) {
    for (const Rule* rule : {&r.siret, &r.scheme, &r.repeated}) list.push_back(rule);
  }
}

void check_parties(Node root, Report& report) {
  for (std::size_t i = 0; i + 1 < parties.size(); ++i) {
    for (const Node party : each(root, parties[i].group)) check_group(i, party, report);
  }
  for (const Node line : each(root, BG_25)) {
    for (const Node place : each(line, EXT_FR_FE_BG_10)) {
      check_group(parties.size() - 1, place, report);
    }
  }
}

}  // namespace facteur::formats::french
