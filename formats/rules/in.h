// The official rules come once for UBL and once for CII, and differ here and there: a rule that
// holds in one of them only, or otherwise in each, says so where it stands.
#pragma once

#include <cstdint>

#include "formats/model.h"

namespace facteur::formats {

enum class In : std::uint8_t { both, ubl, cii };

inline bool is_cii(Node node) {
  return node.invoice()->syntax() == Syntax::cii;
}

inline bool applies(In in, Node node) {
  return in == In::both || (in == In::cii) == is_cii(node);
}

}  // namespace facteur::formats
