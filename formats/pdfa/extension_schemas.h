// Extension schemas: how a packet describes properties that no predefined schema has (ISO 19005-3,
// 6.6.2.3.2 and 6.6.2.3.3).
#pragma once

#include <map>
#include <string>

#include "formats/pdfa/families.h"
#include "formats/pdfa/xmp.h"
#include "formats/pdfa/xmp_types.h"

namespace facteur::formats::pdfa {

// One schema, as far as it can be used to judge properties.
struct ExtensionSchema {
  XmpTypes types = XmpTypes::predefined();
  std::map<std::string, std::string, std::less<>> properties;  // types by local name
};
using ExtensionSchemas = std::map<std::string, ExtensionSchema, std::less<>>;  // by namespace

// The property pdfaExtension:schemas of a packet; null when it has none.
const XmpNode* extension_container(const XmpPacket& packet);

// What the container describes; properties of unknown types are left out. `container` may be null.
// A schema can use the types that `main`, those of the catalog's packet, describes for its
// namespace.
ExtensionSchemas read_extension_schemas(const XmpNode* container, const ExtensionSchemas& main);

// Asks whether the descriptions themselves are well formed.
void check_extension_schemas(Examination& on, const XmpNode& container,
                             const ExtensionSchemas& schemas, const std::string& place);

RuleList extension_schema_rules();

}  // namespace facteur::formats::pdfa
