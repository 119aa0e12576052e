#include "formats/rules/facturx.h"

#include <algorithm>
#include <array>
#include <span>

#include "formats/rules/facturx_extended.h"
#include "formats/rules/families.h"
#include "formats/shape_rules.h"
#include "formats/xml_space.h"

namespace facteur::formats::facturx {
namespace {

constexpr Rule known_profile{
    "FACTEUR-FX-PROFILE",
    Severity::fatal,
    {Term::BT_24},
    {"L'identifiant de spécification (BT-24) est celui d'un profil de Factur-X : MINIMUM, BASIC "
     "WL, BASIC, EN 16931 ou EXTENDED.",
     "The specification identifier (BT-24) is that of a profile of Factur-X: MINIMUM, BASIC WL, "
     "BASIC, EN 16931 or EXTENDED."}};

// clang-format off
// The rules of EN 16931 that MINIMUM has.
constexpr auto of_minimum = std::to_array<std::string_view>({
    "BR-01", "BR-02", "BR-03", "BR-04", "BR-05", "BR-06", "BR-07", "BR-08", "BR-09", "BR-13",
    "BR-14", "BR-15", "BR-CO-09", "BR-CO-26", "BR-DEC-12", "BR-DEC-13", "BR-DEC-14", "BR-DEC-18",
});

// Of these lists, BR-17, BR-47, BR-48, BR-52, BR-64, BR-65, BR-CO-03 and BR-CO-18 ask less than in the core, or
// elsewhere: they are in schemas/rules/facturx/.
//
// BASIC WL has no lines.
constexpr auto not_of_basic_wl = std::to_array<std::string_view>({
    "BR-16", "BR-17", "BR-21", "BR-22", "BR-23", "BR-24", "BR-25", "BR-26", "BR-27", "BR-28",
    "BR-30", "BR-41", "BR-42", "BR-43", "BR-44", "BR-47", "BR-48", "BR-51", "BR-52", "BR-54",
    "BR-64", "BR-65", "BR-AE-01", "BR-AE-02", "BR-AE-05", "BR-AE-08", "BR-AF-01", "BR-AF-02",
    "BR-AF-05", "BR-AF-08", "BR-AG-01", "BR-AG-02", "BR-AG-05", "BR-AG-08", "BR-B-01", "BR-B-02",
    "BR-CO-03", "BR-CO-04", "BR-CO-07", "BR-CO-08", "BR-CO-10", "BR-CO-12", "BR-CO-18", "BR-CO-20",
    "BR-CO-23", "BR-CO-24", "BR-DEC-23", "BR-DEC-24", "BR-DEC-25", "BR-DEC-27", "BR-DEC-28", "BR-E-01",
    "BR-E-02", "BR-E-05", "BR-E-08", "BR-G-01", "BR-G-02", "BR-G-05", "BR-G-08", "BR-IC-01",
    "BR-IC-02", "BR-IC-05", "BR-IC-08", "BR-O-01", "BR-O-02", "BR-O-05", "BR-O-08", "BR-O-12",
    "BR-S-01", "BR-S-02", "BR-S-05", "BR-S-08", "BR-Z-01", "BR-Z-02", "BR-Z-05", "BR-Z-08",
});

// BASIC has no payment cards and no supporting documents.
constexpr auto not_of_basic = std::to_array<std::string_view>({
    "BR-17", "BR-47", "BR-48", "BR-51", "BR-52", "BR-64", "BR-65", "BR-CO-03", "BR-CO-12",
    "BR-CO-18",
});

constexpr auto not_of_en16931 = std::to_array<std::string_view>({
    "BR-17", "BR-47", "BR-48", "BR-52", "BR-64", "BR-65", "BR-CO-03", "BR-CO-12",
    "BR-CO-18",
});

// EXTENDED says most of these in its own way: facturx_extended.cpp and schemas/rules/facturx/.
constexpr auto not_of_extended = std::to_array<std::string_view>({
    "BR-17", "BR-22", "BR-23", "BR-24", "BR-26", "BR-27", "BR-28", "BR-38", "BR-44", "BR-47",
    "BR-48", "BR-52", "BR-54", "BR-64", "BR-65", "BR-AE-01", "BR-AE-08", "BR-AF-01", "BR-AF-08", "BR-AF-10",
    "BR-AG-01", "BR-AG-08", "BR-AG-10", "BR-CO-03", "BR-CO-04", "BR-CO-06", "BR-CO-08", "BR-CO-10",
    "BR-CO-11", "BR-CO-12", "BR-CO-13", "BR-CO-15", "BR-CO-16", "BR-CO-17", "BR-CO-18", "BR-CO-22",
    "BR-CO-24", "BR-E-01", "BR-E-08", "BR-G-01", "BR-G-08", "BR-IC-01", "BR-IC-08", "BR-O-01",
    "BR-O-02", "BR-O-03", "BR-O-04", "BR-O-08", "BR-O-11", "BR-O-12", "BR-O-13", "BR-O-14",
    "BR-S-01", "BR-S-08", "BR-S-09", "BR-S-10", "BR-Z-01", "BR-Z-08", "BR-Z-10",
});
// clang-format on

// White space fills what the core wants to be filled, and no breakdown escapes.
constexpr en16931::Manner manner{.codes = false,
                                 .white_space_fills = true,
                                 .only_totals_add_up = true,
                                 .one_unit_is_near = true,
                                 .every_breakdown = true};

struct Profile {
  std::array<std::string_view, 2> ids;  // BT-24: of Factur-X, of ZUGFeRD
  enum class Take : bool { only, all_but } take;
  std::span<const std::string_view> rules;  // of EN 16931
  bool extended;
};
using enum Profile::Take;

constexpr std::array profiles{
    Profile{{"urn:factur-x.eu:1p0:minimum", "urn:zugferd.de:2p0:minimum"}, only, of_minimum, false},
    Profile{{"urn:factur-x.eu:1p0:basicwl", "urn:zugferd.de:2p0:basicwl"},
            all_but,
            not_of_basic_wl,
            false},
    Profile{{"urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
             "urn:cen.eu:en16931:2017#compliant#urn:zugferd.de:2p0:basic"},
            all_but,
            not_of_basic,
            false},
    Profile{{"urn:cen.eu:en16931:2017", ""}, all_but, not_of_en16931, false},
    Profile{{"urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
             "urn:cen.eu:en16931:2017#conformant#urn:zugferd.de:2p0:extended"},
            all_but,
            not_of_extended,
            true},
};

constexpr auto names_of_profiles = [] {
  std::array<std::string_view, 8> names{};
  std::size_t count = 0;
  for (const Profile& profile : profiles) {
    if (profile.ids[1].empty()) continue;
    for (const std::string_view id : profile.ids) names[count++] = id;
  }
  return names;
}();

const Profile* find_profile(std::string_view name) {
  name = trim_xml_space(name);
  const auto found = std::find_if(profiles.begin(), profiles.end(), [&](const Profile& profile) {
    return !name.empty() && (name == profile.ids[0] || name == profile.ids[1]);
  });
  return found == profiles.end() ? nullptr : &*found;
}

}  // namespace

const std::array<std::string_view, 8> profile_names = names_of_profiles;

void list_rules(std::vector<const Rule*>& rules) {
  rules.push_back(&known_profile);
  en16931::list_rules(manner, rules);
  list_total_rules(rules);
  list_line_rules(rules);
  list_vat_rules(rules);
  list_shape_rules("facturx", rules);
}

void check(const Invoice& invoice, Report& report) {
  const Node root = invoice.root();
  const Node stated = root.first(Term::BG_2).first(Term::BT_24);
  const Profile* profile = invoice.syntax() == Syntax::cii ? find_profile(stated.text()) : nullptr;
  if (profile == nullptr) {
    report.add(known_profile, stated ? stated : root);
    return;
  }
  profile->take == only ? report.keep_only(profile->rules) : report.leave_out(profile->rules);
  en16931::check(invoice, manner, report);
  report.leave_out({});
  if (profile->take == all_but && !profile->extended) check_charge_total(root, report);
  if (!profile->extended) return;
  check_totals(root, report);
  check_lines(root, report);
  check_vat(root, report);
}

}  // namespace facteur::formats::facturx
