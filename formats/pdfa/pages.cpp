// Pages as a whole: their content, the appearances of their annotations, their transparency (ISO
// 19005-3, 6.2.10).
#include "formats/pdfa/content.h"

namespace facteur::formats::pdfa {
namespace {

constexpr Rule group_space{
    .id = "6.2.10-2",
    .sentence = {
        "Sans intention de sortie, une page avec transparence a un groupe avec un espace de "
        "couleur (Group, CS).",
        "Without an output intent, a page with transparency has a group with a colour space "
        "(Group, CS)."}};

constexpr const Rule* rules[] = {&group_space};

std::string page_content(Examination& on, const Object& page) {
  Object contents = entry(page, "/Contents");
  std::string content;
  const auto add = [&](const Object& stream) {
    if (Object(stream).isStream()) content += on.data_of(stream).value_or("") + "\n";
  };
  add(contents);
  for (int i = 0; contents.isArray() && i < contents.getArrayNItems(); ++i) {
    add(contents.getArrayItem(i));
  }
  return content;
}

// A page without resources takes those of the nearest node above it.
Resources page_resources(const Object& page) {
  Object node = page;
  constexpr int deepest = 64;
  for (int depth = 0; depth < deepest && node.isDictionary(); ++depth) {
    if (has(node, "/Resources")) return {entry(node, "/Resources"), Object::newNull(), depth > 0};
    node = entry(node, "/Parent");
  }
  return {};
}

bool read_appearance(Course& course, const Object& page, const Object& form,
                     const std::string& place) {
  if (!Object(form).isStream()) return false;
  check_xobject(course.graphics, form, place);
  const QPDFObjGen id = Object(form).getObjGen();
  const auto [known, is_new] = course.transparent.emplace(id, false);
  if (!is_new) return known->second;
  const auto content = course.graphics.on.data_of(form);
  const bool group = name_entry(entry(form, "/Group"), "/S") == "Transparency";
  if (!content) return group;
  const Resources resources{entry(form, "/Resources"), page_resources(page).own, false};
  const bool painted = read_content(course, *content, resources, inside(place, place_of(form)));
  const bool transparent = painted || group;
  course.transparent[id] = transparent;
  return transparent;
}

bool read_appearances(Course& course, const Object& page, const std::string& place) {
  bool transparent = false;
  Object annotations = entry(page, "/Annots");
  for (int i = 0; annotations.isArray() && i < annotations.getArrayNItems(); ++i) {
    const Object appearance = entry(annotations.getArrayItem(i), "/AP");
    for (const char* key : {"/N", "/D", "/R"}) {
      Object form = entry(appearance, key);
      transparent |= read_appearance(course, page, form, place);
      if (!form.isDictionary()) continue;
      for (const std::string& state : form.getKeys()) {
        transparent |= read_appearance(course, page, form.getKey(state), place);
      }
    }
  }
  return transparent;
}

void check_page(Course& course, const Object& page, const std::string& place) {
  Graphics& graphics = course.graphics;
  const Resources resources = page_resources(page);
  const Object group = entry(page, "/Group");
  const Object space = entry(group, "/CS");
  if (name_entry(group, "/S") == "Transparency") {
    check_colour_space(graphics, space, resources, place);
  }
  bool transparent = read_content(course, page_content(graphics.on, page), resources, place);
  transparent |= read_appearances(course, page, place);
  if (transparent && !graphics.output_space && Object(space).isNull()) {
    graphics.on.found.add(group_space, place);
  }
}

}  // namespace

void check_content(Examination& on) {
  Graphics graphics{.on = on, .output_space = {}, .fonts = {}, .separations = {}, .seen = {}};
  check_output_intents(graphics);
  Course course{.graphics = graphics, .transparent = {}, .others = {}};
  for (std::size_t page = 0; page < on.pages.size(); ++page) {
    check_page(course, on.pages[page], page_place(page));
  }
  check_fonts(on, graphics.fonts);
}

RuleList page_rules() {
  return rules;
}

}  // namespace facteur::formats::pdfa
