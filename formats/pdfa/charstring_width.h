// The width that a Type 2 charstring states before it draws (Adobe technical note 5177, 3.1).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace facteur::formats::pdfa {

struct StatedWidth {
  bool readable = false;
  std::optional<double> offset;  // from nominalWidthX; nothing: the width is defaultWidthX
};

StatedWidth stated_width(std::string_view charstring,
                         const std::vector<std::string_view>& subroutines,
                         const std::vector<std::string_view>& global_subroutines);

}  // namespace facteur::formats::pdfa
