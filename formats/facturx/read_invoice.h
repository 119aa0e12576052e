// A hybrid PDF as a document like any other: its container checked, its XML read.
#pragma once

#include <memory>
#include <string_view>

#include "formats/read.h"

namespace facteur::formats::facturx {

// What read() (read.h) does with a PDF. Findings about the container come first, those about the
// XML have its lines. `structure` is the verdict on the XML. Of a PDF without an invoice that can
// be read the format is facturx, the kind unknown.
Reading read_invoice(std::string_view pdf, const Limits& limits, std::shared_ptr<TextStore> store,
                     const ShapeSets& shape_sets);

}  // namespace facteur::formats::facturx
