// What an XML document says and its model does not: elements and attributes that no term carries.
//
// Found by comparison: the model is written back in the syntax that it was read from, and what the
// document says beyond that is named. So nothing can be overlooked that a conversion would drop.
#pragma once

#include <vector>

#include "formats/byte_source.h"
#include "formats/finding.h"
#include "formats/model.h"

namespace facteur::formats {

// Findings of set "conversion", rule UNBOUND, one for each path (names without ordinals), in the
// order of the document, with the line and the value of the first: `warning` for elements,
// `information` for attributes. `source` is the document that `invoice` was read from, in an XML
// syntax; it has been read with the limits of read.h already.
std::vector<Finding> unbound(ByteSource& source, const Invoice& invoice);

}  // namespace facteur::formats
