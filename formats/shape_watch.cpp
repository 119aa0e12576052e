#include "formats/shape_watch.h"

#include <algorithm>

#include "formats/xml_space.h"

namespace facteur::formats {

ShapeWatch::ShapeWatch(const schemas::Grammar& grammar, const ShapeSets& sets)
    : as_profile_calls_(sets.as_profile_calls) {
  for (const schemas::Shapes* shapes : schemas::shapes_of(grammar)) {
    const bool asked =
        std::find(sets.names.begin(), sets.names.end(), shapes->set) != sets.names.end();
    const bool may_be_called = as_profile_calls_ && !shapes->when_asked;
    if (may_be_called || asked) checkers_.emplace_back(*shapes);
  }
}

void ShapeWatch::start(std::uint16_t name, std::string_view shown,
                       std::span<const AttributeView> attributes) {
  for (ShapeChecker& checker : checkers_) checker.start(name, shown, attributes);
}

void ShapeWatch::text(std::string_view characters, bool blank) {
  for (ShapeChecker& checker : checkers_) checker.text(characters, blank);
}

void ShapeWatch::end() {
  for (ShapeChecker& checker : checkers_) checker.end();
}

void ShapeWatch::profile(std::string_view profile) {
  if (profile_known_) return;  // the first that it says
  const std::string_view name = trim_xml_space(profile);
  const std::string word = " " + std::string(name) + " ";
  std::erase_if(checkers_, [&](const ShapeChecker& checker) {
    const schemas::Shapes& shapes = checker.shapes();
    const bool concerned = shapes.only.empty() || shapes.only.find(word) != std::string_view::npos;
    const bool called = !as_profile_calls_ || name.starts_with(shapes.profile);
    return !concerned || !called;
  });
  profile_known_ = true;
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
  for (ShapeChecker& checker : checkers_) {
    const bool concerned = profile_known_ || checker.shapes().only.empty();
    if (concerned) all.push_back(std::move(checker).take());
  }
  return all;
}

}  // namespace facteur::formats
