// XMP packets (ISO 16684-1) as a tree of properties. RDF/XML can write one property in several
// ways; this reads all that Adobe's toolkit reads, and refuses what it refuses, since judges of
// PDF/A agree by it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace facteur::formats::pdfa {

enum class XmpShape : std::uint8_t { simple, structure, bag, seq, alt };

struct XmpNode {
  std::string name_space;  // empty for items of arrays
  std::string prefix;      // as the packet writes it
  std::string name;        // local name; "[]" for items of arrays
  std::string value;       // of simple ones
  XmpShape shape = XmpShape::simple;
  bool has_language = false;  // xml:lang stands on it
  std::vector<XmpNode> children;

  bool is(std::string_view its_name_space, std::string_view its_name) const {
    return name_space == its_name_space && name == its_name;
  }
  bool is_array() const { return shape >= XmpShape::bag; }
  // An rdf:Alt with a language on some item, or without items.
  bool is_language_alternative() const;
  // Null when there is none.
  const XmpNode* child(std::string_view its_name_space, std::string_view its_name) const;
};

struct XmpPacket {
  bool well_formed = false;  // XML, RDF and XMP; else there are no properties
  std::string header;        // of the processing instruction xpacket: begin="..." id="..."
  std::string encoding;      // "UTF-8", ...
  std::vector<XmpNode> properties;

  const XmpNode* property(std::string_view name_space, std::string_view name) const;
};

// Bounded by libxml2's own limits on depth and entities; loads nothing. Throws only std::bad_alloc.
XmpPacket read_xmp(std::string_view bytes);

}  // namespace facteur::formats::pdfa
