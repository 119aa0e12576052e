// Extended graphics states and halftones (ISO 19005-3, 6.2.5), rendering intents (6.2.6), blend
// modes (6.2.10).
#include <algorithm>

#include "formats/pdfa/graphics.h"

namespace facteur::formats::pdfa {
namespace {

constexpr Rule no_transfer{
    .id = "6.2.5-1",
    .sentence = {"Un état graphique n'a pas de clé TR.", "A graphics state has no TR key."}};
constexpr Rule default_transfer{.id = "6.2.5-2",
                                .sentence = {"La clé TR2 d'un état graphique vaut Default.",
                                             "The TR2 key of a graphics state is Default."}};
constexpr Rule no_halftone_phase{
    .id = "6.2.5-3",
    .sentence = {"Un état graphique n'a pas de clé HTP.", "A graphics state has no HTP key."}};
constexpr Rule halftone_type{
    .id = "6.2.5-4",
    .sentence = {"Une trame est de type 1 ou 5.", "A halftone is of type 1 or 5."}};
constexpr Rule no_halftone_name{
    .id = "6.2.5-5",
    .sentence = {"Une trame n'a pas de clé HalftoneName.", "A halftone has no HalftoneName key."}};
constexpr Rule halftone_transfer{
    .id = "6.2.5-6",
    .sentence = {"Une trame n'a de TransferFunction que là où ISO 32000-1 le demande.",
                 "A halftone has a TransferFunction only where ISO 32000-1 asks for one."}};
constexpr Rule rendering_intent{
    .id = "6.2.6-1",
    .sentence = {
        "Une intention de rendu est RelativeColorimetric, AbsoluteColorimetric, Perceptual ou "
        "Saturation.",
        "A rendering intent is RelativeColorimetric, AbsoluteColorimetric, Perceptual or "
        "Saturation."}};
constexpr Rule blend_mode{.id = "6.2.10-1",
                          .sentence = {"Un mode de fusion est l'un de ceux d'ISO 32000-1.",
                                       "A blend mode is one of those of ISO 32000-1."}};

constexpr const Rule* rules[] = {&no_transfer,      &default_transfer, &no_halftone_phase,
                                 &halftone_type,    &no_halftone_name, &halftone_transfer,
                                 &rendering_intent, &blend_mode};

constexpr std::string_view intents[] = {"RelativeColorimetric", "AbsoluteColorimetric",
                                        "Perceptual", "Saturation"};
constexpr std::string_view blend_modes[] = {
    "Normal",    "Compatible", "Multiply",   "Screen",    "Overlay",   "Darken",
    "Lighten",   "ColorDodge", "ColorBurn",  "HardLight", "SoftLight", "Difference",
    "Exclusion", "Hue",        "Saturation", "Color",     "Luminosity"};
constexpr std::string_view process_colorants[] = {"", "Cyan", "Magenta", "Yellow", "Black"};

template <std::size_t n>
bool is_one_of(const std::string& word, const std::string_view (&words)[n]) {
  return std::ranges::find(words, word) != std::end(words);
}

// `colorant`: the key under which a halftone of type 5 holds this one; empty for none.
void check_halftone(Graphics& graphics, const Object& halftone, const std::string& colorant,
                    const std::string& place) {
  Findings& found = graphics.on.found;
  Object type = entry(halftone, "/HalftoneType");
  const bool collects = type.isInteger() && type.getIntValue() == 5;
  if (!collects && !(type.isInteger() && type.getIntValue() == 1)) found.add(halftone_type, place);
  if (has(halftone, "/HalftoneName")) found.add(no_halftone_name, place);
  const bool transfers = has(halftone, "/TransferFunction");
  if (colorant != "Default" && transfers == is_one_of(colorant, process_colorants)) {
    found.add(halftone_transfer, place);
  }
  if (!collects || !colorant.empty()) return;
  Object all = dictionary_of(halftone);
  for (const std::string& key : all.getKeys()) {
    const Object part = all.getKey(key);
    if (has_entries(part))
      check_halftone(graphics, part, key.substr(1), inside(place, key.substr(1)));
  }
}

// Of an array of blend modes the last name is judged, as the public profile does.
std::string blend_mode_of(const Object& state) {
  Object mode = entry(state, "/BM");
  if (!mode.isArray()) return name_value(mode);
  std::string last;
  for (int i = 0; i < mode.getArrayNItems(); ++i) {
    const std::string name = name_value(mode.getArrayItem(i));
    if (!name.empty()) last = name;
  }
  return last;
}

bool is_below_one(const Object& number) {
  double value = 1;
  return Object(number).getValueAsNumber(value) && value < 1;
}

}  // namespace

void check_rendering_intent(Graphics& graphics, const Object& intent, const std::string& place) {
  const std::string name = name_value(intent);
  if (!name.empty() && !is_one_of(name, intents)) {
    graphics.on.found.add_value(rendering_intent, place, name);
  }
}

void check_graphics_state(Graphics& graphics, const Object& state, const std::string& place) {
  if (!Object(state).isDictionary() || !graphics.seen.is_new(state)) return;
  Findings& found = graphics.on.found;
  const std::string here = inside(place, place_of(state));
  if (has(state, "/TR")) found.add(no_transfer, here);
  if (has(state, "/TR2") && name_entry(state, "/TR2") != "Default")
    found.add(default_transfer, here);
  if (has(state, "/HTP")) found.add(no_halftone_phase, here);
  const Object halftone = entry(state, "/HT");
  if (has_entries(halftone)) {
    check_halftone(graphics, halftone, "", inside(here, place_of(halftone)));
  }
  check_rendering_intent(graphics, entry(state, "/RI"), here);
  const std::string mode = blend_mode_of(state);
  if (!mode.empty() && !is_one_of(mode, blend_modes)) found.add_value(blend_mode, here, mode);
}

bool is_transparent_state(const Object& state) {
  const std::string mode = blend_mode_of(state);
  return (!mode.empty() && mode != "Normal" && mode != "Compatible") ||
         Object(entry(state, "/SMask")).isDictionary() || is_below_one(entry(state, "/CA")) ||
         is_below_one(entry(state, "/ca"));
}

RuleList graphics_state_rules() {
  return rules;
}

}  // namespace facteur::formats::pdfa
