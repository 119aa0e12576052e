// What the XMP packet of a PDF says of Factur-X and PDF/A (ISO 16684-1: RDF, where a property may
// be an element or an attribute).
#pragma once

#include <string_view>

#include "formats/facturx/read.h"

namespace facteur::formats::facturx {

// As much as can be read before the first error.
XmpFacts read_xmp(std::string_view packet);

}  // namespace facteur::formats::facturx
