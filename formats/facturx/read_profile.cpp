// The profile in the XMP metadata beside that in the XML.
#include <array>

#include "formats/facturx/read.h"
#include "formats/facturx/read_faults.h"

namespace facteur::formats::facturx {
namespace {

enum class Profile : std::uint8_t { minimum, basic_wl, basic, en16931, extended, xrechnung };

struct Level {
  std::string_view name;  // capitals, without spaces
  Profile profile;
};

// fx:ConformanceLevel; COMFORT is what ZUGFeRD 1 calls the profile that became EN 16931.
constexpr std::array levels{
    Level{"MINIMUM", Profile::minimum},     Level{"BASICWL", Profile::basic_wl},
    Level{"BASIC", Profile::basic},         Level{"EN16931", Profile::en16931},
    Level{"COMFORT", Profile::en16931},     Level{"EXTENDED", Profile::extended},
    Level{"XRECHNUNG", Profile::xrechnung},
};

// As published, spaces included.
constexpr std::array<std::string_view, 7> written_levels{
    "MINIMUM", "BASIC WL", "BASIC", "EN 16931", "COMFORT", "EXTENDED", "XRECHNUNG"};

// What a specification identifier must hold to be of a profile; the first that fits counts.
constexpr std::array words{
    Level{"minimum", Profile::minimum},     Level{"basicwl", Profile::basic_wl},
    Level{"basic", Profile::basic},         Level{"extended", Profile::extended},
    Level{"xrechnung", Profile::xrechnung},
};

std::string condensed(std::string_view level) {
  std::string text;
  for (const char c : level) {
    const bool small = c >= 'a' && c <= 'z';
    if (c != ' ' && c != '_' && c != '-') text += small ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return text;
}

std::optional<Profile> profile_of_level(std::string_view level) {
  const std::string text = condensed(level);
  for (const Level& known : levels) {
    if (known.name == text) return known.profile;
  }
  return std::nullopt;
}

std::optional<Profile> profile_of(std::string_view specification) {
  for (const Level& word : words) {
    if (specification.find(word.name) != specification.npos) return word.profile;
  }
  if (specification.starts_with("urn:cen.eu:en16931:2017")) return Profile::en16931;
  return std::nullopt;
}

// XRechnung is a usage of EN 16931: calling it that is true.
bool agree(Profile announced, Profile declared) {
  return announced == declared || (announced == Profile::en16931 && declared == Profile::xrechnung);
}

}  // namespace

std::optional<Finding> contradicting_profile(const XmpFacts& xmp, std::string_view profile) {
  if (xmp.conformance_level.empty()) return std::nullopt;
  const std::string& level = xmp.conformance_level;
  const auto announced = profile_of_level(level);
  const auto declared = profile_of(profile);
  if (announced && declared && !agree(*announced, *declared)) {
    return finding_of(Fault::profile, level, profile);
  }
  for (const std::string_view written : written_levels) {
    if (written == level) return std::nullopt;
  }
  return finding_of(Fault::unknown_level, level);
}

}  // namespace facteur::formats::facturx
