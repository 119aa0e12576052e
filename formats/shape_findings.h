// What reading a document found against the rules about its shape.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "schemas/shapes.h"

namespace facteur::formats {

struct ShapeFinding {
  std::uint16_t rule = 0;  // index into Shapes::rules
  std::string location;    // XPath of the element
  std::uint32_t line = 0;
};

struct ShapeFindings {
  static constexpr std::size_t kept_for_each_rule = 10;
  static constexpr std::size_t kept_in_all = 2000;

  const schemas::Shapes* shapes = nullptr;  // the rules; null when the syntax has none
  std::vector<ShapeFinding> kept;           // at least one of every rule found
  struct Beyond {
    std::uint16_t rule;
    std::uint32_t count;  // found, but not kept
  };
  std::vector<Beyond> beyond;
};

}  // namespace facteur::formats
