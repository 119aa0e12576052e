// Colour (ISO 19005-3, 6.2.3 and 6.2.4): every colour that is painted is independent of devices, or
// is of the device that the output intent describes.
#include <algorithm>

#include "formats/pdfa/graphics.h"
#include "formats/pdfa/literals.h"
#include "formats/pdfa/stream_data.h"

namespace facteur::formats::pdfa {
namespace {

constexpr Rule output_profile{
    .id = "6.2.3-1",
    .sentence = {
        "Le profil d'une intention de sortie est d'imprimante ou d'écran, en GRAY, RGB ou "
        "CMYK, de version inférieure à 5.",
        "The profile of an output intent is of a printer or monitor, in GRAY, RGB or CMYK, of "
        "a version below 5."}};
constexpr Rule one_profile{
    .id = "6.2.3-2",
    .sentence = {"Toutes les intentions de sortie ont le même profil DestOutputProfile.",
                 "All output intents have the same DestOutputProfile."}};
constexpr Rule no_profile_reference{
    .id = "6.2.3-3",
    .sentence = {"Une intention de sortie PDF/X n'a pas de clé DestOutputProfileRef.",
                 "A PDF/X output intent has no key DestOutputProfileRef."}};
constexpr Rule input_profile{
    .id = "6.2.4.2-1",
    .sentence = {
        "Le profil d'un espace ICCBased suit une spécification ICC jusqu'à la version 4.",
        "The profile of an ICCBased space follows a specification of the ICC up to version 4."}};
constexpr Rule overprint_mode{
    .id = "6.2.4.2-2",
    .sentence = {
        "Le mode de surimpression n'est pas 1 pour un espace ICCBased CMYK en surimpression.",
        "The overprint mode is not 1 for an ICCBased CMYK space that overprints."}};
constexpr Rule device_rgb{
    .id = "6.2.4.3-2",
    .sentence = {"DeviceRGB demande un espace DefaultRGB ou une intention de sortie RGB.",
                 "DeviceRGB asks for a space DefaultRGB or an RGB output intent."}};
constexpr Rule device_cmyk{
    .id = "6.2.4.3-3",
    .sentence = {"DeviceCMYK demande un espace DefaultCMYK ou une intention de sortie CMYK.",
                 "DeviceCMYK asks for a space DefaultCMYK or a CMYK output intent."}};
constexpr Rule device_gray{
    .id = "6.2.4.3-4",
    .sentence = {"DeviceGray demande un espace DefaultGray ou une intention de sortie.",
                 "DeviceGray asks for a space DefaultGray or an output intent."}};
constexpr Rule colorants{
    .id = "6.2.4.4-1",
    .sentence = {"Chaque ton direct d'un espace DeviceN figure dans son dictionnaire Colorants.",
                 "Each spot colour of a DeviceN space has an entry in its Colorants dictionary."}};
constexpr Rule same_separation{
    .id = "6.2.4.4-2",
    .sentence = {
        "Les espaces Separation de même nom ont la même transformation et le même espace "
        "alternatif.",
        "Separation spaces of one name have the same tint transform and alternate space."}};
constexpr Rule colorant_count{.id = "6.1.13-9",
                              .sentence = {"Un espace DeviceN a au plus 32 colorants.",
                                           "A DeviceN space has at most 32 colourants."}};

constexpr const Rule* rules[] = {&output_profile,  &one_profile,    &no_profile_reference,
                                 &input_profile,   &overprint_mode, &device_rgb,
                                 &device_cmyk,     &device_gray,    &colorants,
                                 &same_separation, &colorant_count};

// The header of an ICC profile (ICC.1:2001-12, 6.1), as far as it is asked.
struct ProfileHeader {
  std::string device_class;
  std::string space;
  int version = 0;
};

std::optional<ProfileHeader> profile_header(const Object& stream) {
  if (!Object(stream).isStream()) return std::nullopt;
  constexpr std::size_t size = 128;
  const std::string head = decoded_head(stream, size);
  if (head.size() < size) return std::nullopt;
  return ProfileHeader{head.substr(12, 4), head.substr(16, 4), static_cast<unsigned char>(head[8])};
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

bool is_output_profile(const ProfileHeader& header) {
  return is_one_of(header.device_class, {"prtr", "mntr"}) &&
         is_one_of(header.space, {"RGB ", "CMYK", "GRAY"}) && header.version < 5;
}

bool is_input_profile(const ProfileHeader& header) {
  return is_one_of(header.device_class, {"prtr", "mntr", "scnr", "spac"}) &&
         is_one_of(header.space, {"RGB ", "CMYK", "GRAY", "Lab "}) && header.version < 5;
}

// Do two objects say the same? Compression and indirection do not matter.
bool same(Object a, Object b, int depth = 0) {
  constexpr int deepest = 16;
  if (depth > deepest) return true;
  if (a.isIndirect() && b.isIndirect() && a.getObjGen() == b.getObjGen()) return true;
  if (a.isArray() && b.isArray()) {
    bool equal = a.getArrayNItems() == b.getArrayNItems();
    for (int i = 0; equal && i < a.getArrayNItems(); ++i) {
      equal = same(a.getArrayItem(i), b.getArrayItem(i), depth + 1);
    }
    return equal;
  }
  if (a.isStream() && b.isStream()) {
    constexpr std::size_t longest = std::size_t{1} << 20;
    const auto data = decoded(a, longest);
    return !data || data == decoded(b, longest);
  }
  if (a.isDictionary() && b.isDictionary()) {
    const std::set<std::string> keys = a.getKeys();
    return keys == b.getKeys() && std::ranges::all_of(keys, [&](const std::string& key) {
             return same(a.getKey(key), b.getKey(key), depth + 1);
           });
  }
  double x = 0;
  double y = 0;
  if (a.getValueAsNumber(x) && b.getValueAsNumber(y)) return x == y;
  return a.getTypeCode() == b.getTypeCode() && a.unparseResolved() == b.unparseResolved();
}

struct Device {
  std::string_view name;
  std::string_view short_name;  // in inline images
  const char* substitute;       // the resource that stands in for it
  const Rule& rule;
  std::string_view output;  // the output space that covers it; any when empty
};

constexpr Device devices[] = {
    {"DeviceRGB", "RGB", "/DefaultRGB", device_rgb, "RGB "},
    {"DeviceCMYK", "CMYK", "/DefaultCMYK", device_cmyk, "CMYK"},
    {"DeviceGray", "G", "/DefaultGray", device_gray, ""},
};

class Check {
 public:
  Check(Graphics& graphics, const Resources& resources, std::string place, Overprint overprint)
      : graphics_(graphics),
        resources_(resources),
        place_(std::move(place)),
        overprint_(overprint) {}

  void space(const Object& space, int depth = 0, bool may_substitute = true) {
    constexpr int deepest = 8;
    if (depth > deepest) return;
    Object value = space;
    if (value.isArray() && value.getArrayNItems() == 1) value = value.getArrayItem(0);
    if (value.isName()) {
      named(name_value(value), depth, may_substitute);
    } else if (value.isArray() && value.getArrayNItems() > 1) {
      listed(value, depth, may_substitute);
    }
  }

 private:
  void named(const std::string& name, int depth, bool may_substitute) {
    for (const Device& device : devices) {
      if (name != device.name && name != device.short_name) continue;
      const Object substitute = resources_.substitute(device.substitute);
      if (may_substitute && !Object(substitute).isNull()) {
        space(substitute, depth + 1, false);
      } else {
        device_space(device);
      }
      return;
    }
    const Object found = resources_.find("/ColorSpace", "/" + name);
    if (!Object(found).isNull() && name_value(found) != name)
      space(found, depth + 1, may_substitute);
  }

  void device_space(const Device& device) {
    const auto& output = graphics_.output_space;
    if (!output || (!device.output.empty() && *output != device.output)) {
      graphics_.on.found.add(device.rule, place_);
    }
  }

  void listed(Object array, int depth, bool may_substitute) {
    const std::string family = name_value(array.getArrayItem(0));
    if (family == "ICCBased") {
      icc_based(array.getArrayItem(1));
    } else if (family == "Indexed" || family == "I" || family == "Pattern") {
      space(array.getArrayItem(1), depth + 1, may_substitute);
    } else if (family == "Separation" && array.getArrayNItems() >= 4) {
      separation(array, depth, may_substitute);
    } else if (family == "DeviceN" && array.getArrayNItems() >= 4) {
      device_n(array, depth, may_substitute);
    }
  }

  void icc_based(const Object& stream) {
    const auto header = profile_header(stream);
    const std::string place = inside(place_, place_of(stream));
    if (!header || !is_input_profile(*header)) graphics_.on.found.add(input_profile, place);
    Object components = entry(stream, "/N");
    const bool cmyk = components.isInteger() && components.getIntValue() == 4;
    if (cmyk && overprint_.on && overprint_.mode != 0)
      graphics_.on.found.add(overprint_mode, place_);
  }

  void separation(Object array, int depth, bool may_substitute) {
    const std::string name = name_value(array.getArrayItem(1));
    report_name_encoding(graphics_.on, name, place_);
    const auto [first, is_new] = graphics_.separations.emplace(name, array);
    if (!is_new && !(same(first->second.getArrayItem(2), array.getArrayItem(2)) &&
                     same(first->second.getArrayItem(3), array.getArrayItem(3)))) {
      graphics_.on.found.add_value(same_separation, place_, name);
    }
    space(array.getArrayItem(2), depth + 1, may_substitute);
  }

  void device_n(Object array, int depth, bool may_substitute) {
    Object names = array.getArrayItem(1);
    if (!names.isArray()) return;
    if (names.getArrayNItems() > 32) graphics_.on.found.add(colorant_count, place_);
    const Object attributes =
        array.getArrayNItems() > 4 ? array.getArrayItem(4) : Object::newNull();
    Object described = entry(attributes, "/Colorants");
    Object process = entry(entry(attributes, "/Process"), "/Components");
    std::set<std::string> known{"None", "Cyan", "Magenta", "Yellow", "Black"};
    for (int i = 0; process.isArray() && i < process.getArrayNItems(); ++i) {
      known.insert(name_value(process.getArrayItem(i)));
    }
    for (int i = 0; i < names.getArrayNItems(); ++i) {
      const std::string name = name_value(names.getArrayItem(i));
      report_name_encoding(graphics_.on, name, place_);
      if (!known.contains(name) && !has(described, "/" + name)) {
        graphics_.on.found.add_value(colorants, place_, name);
      }
    }
    space(array.getArrayItem(2), depth + 1, may_substitute);
    space(entry(entry(attributes, "/Process"), "/ColorSpace"), depth + 1, may_substitute);
    if (!described.isDictionary()) return;
    for (const std::string& key : described.getKeys()) {
      space(described.getKey(key), depth + 1, may_substitute);
    }
  }

  Graphics& graphics_;
  const Resources& resources_;
  std::string place_;
  Overprint overprint_;
};

}  // namespace

Object Resources::find(const std::string& category, const std::string& name) const {
  const Object found = entry(entry(own, category), name);
  return Object(found).isNull() ? entry(entry(page, category), name) : found;
}

bool Resources::inherits(const std::string& category, const std::string& name) const {
  if (!Object(entry(entry(own, category), name)).isNull()) return own_is_inherited;
  return !Object(entry(entry(page, category), name)).isNull();
}

Object Resources::substitute(const std::string& name) const {
  return entry(entry(has_entries(own) ? own : page, "/ColorSpace"), name);
}

void check_output_intents(Graphics& graphics) {
  Examination& on = graphics.on;
  Object intents = entry(on.catalog(), "/OutputIntents");
  std::set<QPDFObjGen> profiles;
  for (int i = 0; intents.isArray() && i < intents.getArrayNItems(); ++i) {
    const Object intent = intents.getArrayItem(i);
    const std::string place = place_of(intent, "catalog");
    if (name_entry(intent, "/S") == "GTS_PDFX" && has(intent, "/DestOutputProfileRef")) {
      on.found.add(no_profile_reference, place);
    }
    Object profile = entry(intent, "/DestOutputProfile");
    if (!profile.isStream()) continue;
    profiles.insert(profile.getObjGen());
    const auto header = profile_header(profile);
    if (!header || !is_output_profile(*header)) on.found.add(output_profile, place_of(profile));
    if (header && name_entry(intent, "/S") == "GTS_PDFA1") graphics.output_space = header->space;
  }
  if (profiles.size() > 1) on.found.add(one_profile, "catalog");
}

void check_colour_space(Graphics& graphics, const Object& space, const Resources& resources,
                        const std::string& place, const Overprint& overprint) {
  Check(graphics, resources, place, overprint).space(space);
}

RuleList colour_rules() {
  return rules;
}

}  // namespace facteur::formats::pdfa
