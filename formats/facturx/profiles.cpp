#include "formats/facturx/profiles.h"

#include <algorithm>
#include <array>

namespace facteur::formats::facturx {
namespace {

constexpr std::string_view factur_x = "factur-x.xml", xrechnung = "xrechnung.xml";

// MINIMUM and BASIC WL are data about an invoice and not the whole of it. The French extension has
// no level of its own in the metadata: it is an extended profile.
constexpr std::array table{
    Profile{"minimum", "urn:factur-x.eu:1p0:minimum", "MINIMUM", "1.0", factur_x,
            Relationship::data},
    Profile{"basicwl", "urn:factur-x.eu:1p0:basicwl", "BASIC WL", "1.0", factur_x,
            Relationship::data},
    Profile{"basic", "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic", "BASIC", "1.0",
            factur_x, Relationship::alternative},
    Profile{"en16931", "urn:cen.eu:en16931:2017", "EN 16931", "1.0", factur_x,
            Relationship::alternative},
    Profile{"xrechnung", "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
            "XRECHNUNG", "3.0", xrechnung, Relationship::alternative},
    Profile{"extended", "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
            "EXTENDED", "1.0", factur_x, Relationship::alternative},
    Profile{"extended-ctc-fr",
            "urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr", "EXTENDED",
            "1.0", factur_x, Relationship::alternative},
};

const Profile& known(std::string_view name) {
  return *std::ranges::find(table, name, &Profile::name);
}

}  // namespace

std::string_view name(Relationship relationship) {
  switch (relationship) {
    case Relationship::data:
      return "Data";
    case Relationship::alternative:
      return "Alternative";
    case Relationship::supplement:
      break;
  }
  return "Supplement";
}

std::span<const Profile> profiles() {
  return table;
}

const Profile* profile_named(std::string_view name) {
  constexpr std::string_view prefix = "factur-x-";
  if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  const auto* const found = std::ranges::find(table, name, &Profile::name);
  return found == table.end() ? nullptr : found;
}

const Profile& profile_for(std::string_view specification) {
  const auto* const own = std::ranges::find(table, specification, &Profile::specification);
  if (own != table.end()) return *own;
  const bool extension = specification.find("#conformant#") != std::string_view::npos;
  return known(extension ? "extended" : "en16931");
}

}  // namespace facteur::formats::facturx
