// Annotations and forms (ISO 19005-3, 6.3 and 6.4).
#include <algorithm>

#include "formats/pdfa/families.h"

namespace facteur::formats::pdfa {
namespace {

constexpr Rule known_type{
    .id = "6.3.1-1",
    .sentence = {"Une annotation est d'un type d'ISO 32000-1, sauf 3D, Sound, Screen et Movie.",
                 "An annotation is of a type of ISO 32000-1, but not 3D, Sound, Screen or Movie."}};
constexpr Rule has_flags{.id = "6.3.2-1",
                         .sentence = {"Une annotation autre que Popup a une clé F.",
                                      "An annotation other than Popup has an F key."}};
constexpr Rule printed{
    .id = "6.3.2-2",
    .sentence = {"Une annotation est imprimée et visible : F a le bit Print, et ni Hidden, ni "
                 "Invisible, ni ToggleNoView, ni NoView.",
                 "An annotation is printed and visible: F has the bit Print, and none of Hidden, "
                 "Invisible, ToggleNoView and NoView."}};
constexpr Rule has_appearance{
    .id = "6.3.3-1",
    .sentence = {
        "Une annotation a une apparence (AP), sauf Popup, Link et les rectangles vides.",
        "An annotation has an appearance (AP), but for Popup, Link and empty rectangles."}};
constexpr Rule only_normal{.id = "6.3.3-2",
                           .sentence = {"Le dictionnaire d'apparence ne contient que la clé N.",
                                        "An appearance dictionary holds no key but N."}};
constexpr Rule button_states{
    .id = "6.3.3-3",
    .sentence = {"L'apparence N d'un bouton est un dictionnaire d'états.",
                 "The appearance N of a button is a dictionary of states."}};
constexpr Rule appearance_stream{
    .id = "6.3.3-4",
    .sentence = {"L'apparence N de ce qui n'est pas un bouton est un flux.",
                 "The appearance N of what is not a button is a stream."}};
constexpr Rule widget_actions{
    .id = "6.4.1-1",
    .sentence = {"Un widget n'a ni clé A ni clé AA.", "A widget has neither the key A nor AA."}};
constexpr Rule field_actions{
    .id = "6.4.1-2",
    .sentence = {"Un champ de formulaire n'a pas de clé AA.", "A form field has no key AA."}};
constexpr Rule need_appearances{
    .id = "6.4.1-3",
    .sentence = {"NeedAppearances est absent ou faux.", "NeedAppearances is absent or false."}};
constexpr Rule no_xfa{
    .id = "6.4.2-1", .sentence = {"Le formulaire n'a pas de clé XFA.", "The form has no XFA key."}};
constexpr Rule no_rendering{
    .id = "6.4.2-2",
    .sentence = {"Le catalogue ne demande pas de rendu : NeedsRendering.",
                 "The catalog does not ask for rendering: NeedsRendering."}};
constexpr Rule signed_range{
    .id = "6.4.3-1",
    .sentence = {"Une signature couvre tout le fichier, sauf sa propre valeur (ByteRange).",
                 "A signature covers the whole file but its own value (ByteRange)."}};

constexpr const Rule* rules[] = {
    &known_type,    &has_flags,         &printed,        &has_appearance, &only_normal,
    &button_states, &appearance_stream, &widget_actions, &field_actions,  &need_appearances,
    &no_xfa,        &no_rendering,      &signed_range};

constexpr std::string_view types[] = {
    "Text",        "Link",     "FreeText",  "Line",      "Square",         "Circle",
    "Polygon",     "PolyLine", "Highlight", "Underline", "Squiggly",       "StrikeOut",
    "Stamp",       "Caret",    "Ink",       "Popup",     "FileAttachment", "Widget",
    "PrinterMark", "TrapNet",  "Watermark", "Redact"};

// The type of the field that a widget belongs to; its parents can say it.
std::string field_type(Object field) {
  constexpr int deepest = 32;
  for (int depth = 0; depth < deepest && field.isDictionary(); ++depth) {
    if (has(field, "/FT")) return name_entry(field, "/FT");
    field = entry(field, "/Parent");
  }
  return "";
}

bool has_empty_rectangle(const Object& annotation) {
  Object rectangle = entry(annotation, "/Rect");
  if (!rectangle.isArray() || rectangle.getArrayNItems() < 4) return false;
  double corner[4] = {};
  for (int i = 0; i < 4; ++i) {
    if (!rectangle.getArrayItem(i).getValueAsNumber(corner[i])) return false;
  }
  return corner[0] == corner[2] && corner[1] == corner[3];
}

// Bits of F, ISO 32000-1, table 165.
void check_flags(Examination& on, const Object& annotation, const std::string& type,
                 const std::string& place) {
  Object flags = entry(annotation, "/F");
  if (!flags.isInteger()) {
    if (type != "Popup") on.found.add(has_flags, place);
    return;
  }
  constexpr long long invisible = 1, hidden = 2, print = 4, no_view = 32, toggle_no_view = 256;
  constexpr long long asked = invisible | hidden | print | no_view | toggle_no_view;
  if ((flags.getIntValue() & asked) != print) on.found.add(printed, place);
}

void check_appearance(Examination& on, const Object& annotation, const std::string& type,
                      const std::string& place) {
  Object appearance = entry(annotation, "/AP");
  if (!appearance.isDictionary()) {
    const bool exempt = type == "Popup" || type == "Link" || has_empty_rectangle(annotation);
    if (!exempt) on.found.add(has_appearance, place);
    return;
  }
  if (appearance.getKeys() != std::set<std::string>{"/N"}) {
    on.found.add(only_normal, place);
    return;
  }
  Object normal = appearance.getKey("/N");
  if (type == "Widget" && field_type(annotation) == "Btn") {
    if (!normal.isDictionary() || normal.getKeys().empty()) on.found.add(button_states, place);
  } else if (!normal.isStream()) {
    on.found.add(appearance_stream, place);
  }
}

void check_annotation(Examination& on, const Object& annotation, const std::string& place) {
  const std::string type = name_entry(annotation, "/Subtype");
  if (std::ranges::find(types, type) == std::end(types))
    on.found.add_value(known_type, place, type);
  check_flags(on, annotation, type, place);
  check_appearance(on, annotation, type, place);
  if (type == "Widget" && (has(annotation, "/A") || has(annotation, "/AA"))) {
    on.found.add(widget_actions, place);
  }
}

bool is_end_of_revision(std::string_view before) {
  while (!before.empty() && (before.back() == '\n' || before.back() == '\r')) {
    before.remove_suffix(1);
  }
  return before.ends_with("%%EOF");
}

// [0 a b c]: everything up to "<" of the value, and from behind its ">" to the end of the file or
// of the revision that was signed.
bool covers_file(std::string_view bytes, const Object& signature) {
  Object range = entry(signature, "/ByteRange");
  if (!range.isArray() || range.getArrayNItems() != 4) return false;
  std::size_t at[4] = {};
  for (int i = 0; i < 4; ++i) {
    Object number = range.getArrayItem(i);
    if (!number.isInteger() || number.getIntValue() < 0) return false;
    at[i] = static_cast<std::size_t>(number.getIntValue());
    if (at[i] > bytes.size()) return false;
  }
  const std::size_t end = at[2] + at[3];
  if (at[0] != 0 || at[1] >= at[2] || end > bytes.size()) return false;
  if (bytes[at[1]] != '<' || bytes[at[2] - 1] != '>') return false;
  return end == bytes.size() || is_end_of_revision(bytes.substr(0, end));
}

void check_field(Examination& on, const Object& field, Seen& seen, int depth) {
  constexpr int deepest = 64;
  if (depth > deepest || !Object(field).isDictionary() || !seen.is_new(field)) return;
  if (has(field, "/AA")) on.found.add(field_actions, place_of(field, "catalog"));
  const Object value = entry(field, "/V");
  if (name_entry(field, "/FT") == "Sig" && has(value, "/Contents") &&
      !covers_file(on.bytes, value)) {
    on.found.add(signed_range, place_of(value, place_of(field)));
  }
  Object kids = entry(field, "/Kids");
  for (int i = 0; kids.isArray() && i < kids.getArrayNItems(); ++i) {
    check_field(on, kids.getArrayItem(i), seen, depth + 1);
  }
}

void check_form(Examination& on) {
  Object form = entry(on.catalog(), "/AcroForm");
  if (!form.isDictionary()) return;
  Object need = entry(form, "/NeedAppearances");
  if (!need.isNull() && !(need.isBool() && !need.getBoolValue())) {
    on.found.add(need_appearances, place_of(form, "catalog"));
  }
  if (has(form, "/XFA")) on.found.add(no_xfa, place_of(form, "catalog"));
  Seen seen;
  Object fields = entry(form, "/Fields");
  for (int i = 0; fields.isArray() && i < fields.getArrayNItems(); ++i) {
    check_field(on, fields.getArrayItem(i), seen, 0);
  }
}

}  // namespace

void check_annotations(Examination& on) {
  for (std::size_t page = 0; page < on.pages.size(); ++page) {
    Object annotations = entry(on.pages[page], "/Annots");
    for (int i = 0; annotations.isArray() && i < annotations.getArrayNItems(); ++i) {
      Object annotation = annotations.getArrayItem(i);
      if (!annotation.isDictionary()) continue;
      check_annotation(on, annotation, inside(page_place(page), place_of(annotation)));
    }
  }
  check_form(on);
  Object rendering = entry(on.catalog(), "/NeedsRendering");
  if (rendering.isBool() && rendering.getBoolValue()) on.found.add(no_rendering, "catalog");
}

RuleList annotation_rules() {
  return rules;
}

}  // namespace facteur::formats::pdfa
