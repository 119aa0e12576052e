// XML bytes to events for a DocumentReader, through libxml2's SAX2 interface.
#pragma once

#include "formats/read.h"
#include "formats/xml_input.h"

namespace facteur::formats {

// Reads a document that is XML as far as one can see. `identity` is what identify() made of it;
// the parser's own finding replaces it. No DTD is read, no entity expanded, nothing is fetched.
Reading read_xml(XmlInput& input, const Limits& limits, const Identity& identity,
                 std::shared_ptr<TextStore> store, const ShapeSets& shape_sets);

}  // namespace facteur::formats
