#include "formats/shape_watch.h"

#include <algorithm>

#include "formats/xml_space.h"

namespace facteur::formats {

ShapeWatch::ShapeWatch(const schemas::Grammar& grammar, const ShapeSets& sets)
    : as_profile_calls_(sets.as_profile_calls) {
  for (const schemas::Shapes* shapes : schemas::shapes_of(grammar)) {
    const bool asked =
        std::find(sets.names.begin(), sets.names.end(), shapes->set) != sets.names.end();
    if (as_profile_calls_ || asked) checkers_.emplace_back(*shapes);
  }
}

void ShapeWatch::start(std::uint16_t name, std::string_view shown,
                       std::span<const AttributeView> attributes) {
  for (ShapeChecker& checker : checkers_) checker.start(name, shown, attributes);
}

void ShapeWatch::text(std::string_view characters) {
  for (ShapeChecker& checker : checkers_) checker.text(characters);
}

void ShapeWatch::end() {
  for (ShapeChecker& checker : checkers_) checker.end();
}

void ShapeWatch::profile(std::string_view profile) {
  if (!as_profile_calls_) return;
  std::erase_if(checkers_, [&](const ShapeChecker& checker) {
    return !trim_xml_space(profile).starts_with(checker.shapes().profile);
  });
}

bool ShapeWatch::has_news() const {
  return std::any_of(checkers_.begin(), checkers_.end(),
                     [](const ShapeChecker& checker) { return checker.has_news(); });
}

void ShapeWatch::place(const std::string& location, std::uint32_t line) {
  for (ShapeChecker& checker : checkers_) checker.place(location, line);
}

std::vector<ShapeFindings> ShapeWatch::take() && {
  std::vector<ShapeFindings> all;
  for (ShapeChecker& checker : checkers_) all.push_back(std::move(checker).take());
  return all;
}

}  // namespace facteur::formats
