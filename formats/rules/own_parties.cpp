// Numbers of one party that have to agree: its SIREN, its establishments, its French VAT number.
#include <array>

#include "formats/company_numbers.h"
#include "formats/rules/own.h"
#include "formats/rules/values.h"
#include "formats/vat_numbers.h"

namespace facteur::formats::own {
namespace {

using enum Term;

struct Party {
  Term group, id, legal, vat;
};

// clang-format off
constexpr auto parties = std::to_array<Party>({
  {BG_4, BT_29, BT_30, BT_31},
  {BG_7, BT_46, BT_47, BT_48},
  {BG_10, BT_60, BT_61, EXT_FR_FE_27},
  {EXT_FR_FE_BG_01, EXT_FR_FE_06, EXT_FR_FE_08, EXT_FR_FE_10},
  {EXT_FR_FE_BG_02, EXT_FR_FE_46, EXT_FR_FE_48, EXT_FR_FE_50},
  {EXT_FR_FE_BG_03, EXT_FR_FE_69, EXT_FR_FE_71, EXT_FR_FE_73},
  {EXT_FR_FE_BG_04, EXT_FR_FE_92, EXT_FR_FE_94, EXT_FR_FE_96},
  {EXT_FR_FE_BG_05, EXT_FR_FE_115, EXT_FR_FE_117, EXT_FR_FE_119},
});
constexpr Party line_seller{EXT_FR_FE_BG_12, EXT_FR_FE_166, EXT_FR_FE_167, EXT_FR_FE_168};

struct PartyRules {
  Rule siret, vat;
};
constexpr PartyRules rules_of(const Party& p) {
  return {warning("FACTEUR-SIRET-SIREN", {p.id, p.legal},
            {"Le SIRET d'une partie commence par son SIREN. L'un des deux est celui d'une autre entreprise : corrigez-le.",
             "The SIRET of a party begins with its SIREN. One of them is another company's: correct it."}),
          warning("FACTEUR-VAT-SIREN", {p.vat, p.legal},
            {"Le numéro de TVA français d'une partie finit par son SIREN. L'un des deux est celui d'une autre entreprise : corrigez-le.",
             "The French VAT number of a party ends with its SIREN. One of them is another company's: correct it."})};
}
// clang-format on

// The SIREN among the numbers of a party; a null node when it has none that could be one.
Node siren_of(const Party& p, Node party) {
  for (const Term term : {p.legal, p.id}) {
    for (const Node id : each(party, term)) {
      if (id.attribute(Attribute::scheme_id) == "0002" && is_siren(code_of(id))) return id;
    }
  }
  return {};
}

Text siren_is(Node siren) {
  const std::string number(code_of(siren));
  return {"SIREN : " + number + ".", "SIREN: " + number + "."};
}

void check_party(const Party& p, Node party, Report& report) {
  const Node siren = siren_of(p, party);
  if (!siren) return;
  bool in_vat_group = false;
  for (const Node id : each(party, p.id)) {
    const std::string_view scheme = id.attribute(Attribute::scheme_id);
    in_vat_group = in_vat_group || scheme == "0231";
    if (scheme != "0009" || code_of(id).size() != 14) continue;
    if (!code_of(id).starts_with(code_of(siren)) && is_news(report, p.id, id)) {
      report.add_value(rules_of(p).siret, id, id.text(), siren_is(siren));
    }
  }
  if (in_vat_group) return;  // whose members may state the number of the group
  for (const Node vat : each(party, p.vat)) {
    const std::string_view inside = siren_in_vat_number(code_of(vat));
    if (inside.empty() || inside == code_of(siren)) continue;
    report.add_value(rules_of(p).vat, vat, vat.text(), siren_is(siren));
  }
}

constexpr PartyRules listed = rules_of(parties[0]);

}  // namespace

void list_party_rules(Rules& list) {
  list.insert(list.end(), {&listed.siret, &listed.vat});
}

void check_parties(Node root, Report& report) {
  for (const Party& p : parties) {
    for (const Node party : each(root, p.group)) check_party(p, party, report);
  }
  for (const Node line : each(root, BG_25)) {
    for (const Node seller : each(line, line_seller.group)) {
      check_party(line_seller, seller, report);
    }
  }
}

}  // namespace facteur::formats::own
