// Lines of the French extension that are part of others: DETAIL lines count in sums, as lines
// without a sub-type do; GROUP lines repeat the sum of theirs, INFORMATION lines only inform.
#pragma once

#include "formats/model.h"
#include "formats/rules/in.h"

namespace facteur::formats {

// In UBL a line that names its parent has a sub-type, or it does not count.
inline bool is_counted(Node line) {
  const Node kind = line.first(Term::EXT_FR_FE_163);
  if (kind) return kind.text() == "DETAIL";
  return is_cii(line) || !line.first(Term::EXT_FR_FE_162);
}

}  // namespace facteur::formats
