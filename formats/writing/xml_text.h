// An element tree as bytes: XML 1.0 in UTF-8, two spaces a level.
#pragma once

#include "formats/byte_sink.h"
#include "formats/writing/element_tree.h"
#include "formats/writing/value_form.h"

namespace facteur::formats {

// `root` is an element of the tree, for `document` of the grammar.
//
// The namespaces that occur are declared at the root, with the prefixes of the grammar; one that
// holds nothing but the root is the default namespace, as is the custom in UBL.
void write_xml_text(const schemas::Grammar& grammar, const schemas::Document& document,
                    const ElementTree& tree, std::uint32_t root, const Invoice& invoice,
                    const ValueForms& forms, ByteSink& sink);

}  // namespace facteur::formats
