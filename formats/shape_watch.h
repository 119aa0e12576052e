// The rules about shapes of every set that may judge a document, while it is read.
#pragma once

#include <vector>

#include "formats/shape_checker.h"

namespace facteur::formats {

// Which sets will judge. By default none: who only reads does not pay for them.
struct ShapeSets {
  bool as_profile_calls = false;
  std::vector<std::string_view> names;  // when as_profile_calls is false
};

class ShapeWatch {
 public:
  ShapeWatch(const schemas::Grammar& grammar, const ShapeSets& sets);

  void start(std::uint16_t name, std::string_view shown, std::span<const AttributeView> attributes);
  void text(std::string_view characters, bool blank);
  void end();
  // The document says its profile: what does not concern it is not looked at any more.
  void profile(std::string_view profile);

  bool has_news() const;
  void place(const std::string& location, std::uint32_t line);

  std::vector<ShapeFindings> take() &&;

 private:
  bool as_profile_calls_;
  bool profile_known_ = false;
  std::vector<ShapeChecker> checkers_;
};

}  // namespace facteur::formats
