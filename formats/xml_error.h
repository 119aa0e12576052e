// libxml2's reasons for giving up, in our rules and words.
#pragma once

#include <libxml/xmlerror.h>

#include "formats/structure_text.h"

namespace facteur::formats {

struct XmlError {
  std::string_view rule;  // ENCODING or MALFORMED
  Text message;
};

// `bytes` is the document; `looks_like_xml` whether an element was seen in it.
XmlError explain(const xmlError& error, std::string_view bytes, bool looks_like_xml);

// Well-formed UTF-8 (Unicode 15, table 3-7).
bool is_utf8(std::string_view bytes);

}  // namespace facteur::formats
