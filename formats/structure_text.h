// What the structural check says, in the two languages.
#pragma once

#include <string_view>

#include "formats/finding.h"

namespace facteur::formats {

enum class Issue : std::uint8_t {
  unexpected_element,    // {0} element, {1} what may come
  nothing_more_allowed,  // {0} element: no more children are allowed
  repeated_element,      // {0} element, {1} how often it may occur
  misplaced_element,     // {0} element, {1} what may come
  missing_before,        // {0} missing element, {1} element found instead
  missing_at_end,        // {0} missing element
  child_in_text,         // {0} element, {1} its parent
  text_between,          // {0} element, {1} the text
  unknown_attribute,     // {0} attribute, {1} element
  missing_attribute,     // {0} attribute, {1} element
  bad_value,             // {0} value, {1} what is expected
  bad_attribute_value,   // {0} value, {1} what is expected, {2} attribute
  not_nillable,          // {0} element
  undeclared_element,    // {0} element
  wrong_xsi_type,        // {0} type named, {1} type of the element
  // What keeps a document from being read:
  too_large,  // {0} limit
  bad_encoding,
  unknown_encoding,  // {0} name of the encoding
  empty,
  not_xml,
  malformed,  // {0} parser's words
  doctype,
  too_deep,              // {0} limit
  too_many_attributes,   // {0} limit
  too_many_name_spaces,  // {0} limit
  too_many_names,        // {0} limit
  tag_too_long,          // {0} limit
  text_too_long,         // {0} limit
  endless,               // {0} limit
  too_many_nodes,        // {0} limit
  unknown_root,          // {0} root element
  wrapped,               // {0} root element: an SBDH envelope
};

// Foreign text among the arguments is cut to 80 bytes. Element names and such that come with a
// word for each language are given by `Text` arguments built beforehand.
Text describe(Issue issue, const Text& first = {}, const Text& second = {}, const Text& third = {});

// The same words in both languages.
inline Text same(std::string_view words) {
  return {std::string(words), std::string(words)};
}

// At most 80 bytes of a foreign text, cut between characters, without control characters.
std::string clip(std::string_view text);

}  // namespace facteur::formats
