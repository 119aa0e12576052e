// The value types of XMP properties: the predefined ones (XMP Specification, September 2005; ISO
// 19005-1, 6.7.9) and those that a packet's extension schemas add.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "formats/pdfa/xmp.h"

namespace facteur::formats::pdfa {

// A type is written as schemas write it, "seq ProperName", "Lang Alt", "closed Choice of Integer":
// upper and lower case are alike, and a choice is of the type that it is of, or of text.
std::string plain_type(std::string_view written);

struct XmpStructure {
  std::string name_space;
  std::map<std::string, std::string, std::less<>> fields;  // types by local name
};

// Structures and simple types that a schema can use. Types are looked up by their plain name.
class XmpTypes {
 public:
  // The predefined ones; constant, shared by all threads.
  static const XmpTypes& predefined();

  bool knows(std::string_view type) const;
  bool matches(const XmpNode& node, std::string_view type) const;

  void add_text(std::string_view name);
  void add_structure(std::string_view name, XmpStructure structure);

 private:
  bool matches_plain(const XmpNode& node, std::string_view type) const;
  bool matches_structure(const XmpNode& node, const XmpStructure& structure) const;

  std::map<std::string, XmpStructure, std::less<>> structures_;
  std::map<std::string, bool, std::less<>> texts_;  // simple types of a schema's own
};

// The properties of predefined schemas.
namespace predefined_schemas {

// The type of a property; empty when no predefined schema has it.
std::string_view type_of(std::string_view name_space, std::string_view name);

// Adds the predefined structures.
void add_structures(XmpTypes& types);

}  // namespace predefined_schemas

}  // namespace facteur::formats::pdfa
