// RDF/XML as XMP uses it (ISO 16684-1, 7; W3C RDF/XML Syntax): from a tree of XML to one of
// properties.
#pragma once

#include <libxml/tree.h>

#include <optional>
#include <vector>

#include "formats/pdfa/xmp.h"

namespace facteur::formats::pdfa {

bool is_rdf_root(const xmlNode& node);

// The properties of all descriptions below an rdf:RDF. Nothing where it is not the RDF of XMP: a
// property said twice, without a namespace, of a form that XMP does not allow.
std::optional<std::vector<XmpNode>> read_rdf(const xmlNode& root);

}  // namespace facteur::formats::pdfa
