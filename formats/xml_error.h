// libxml2's reasons for giving up, in our rules and words.
#pragma once

#include <libxml/xmlerror.h>

#include "formats/structure_text.h"

namespace facteur::formats {

struct XmlError {
  std::string_view rule;  // ENCODING or MALFORMED
  Text message;
};

// `rest` is what follows the place of the error, as far as it is known; `looks_like_xml` whether an
// element was seen in the document.
XmlError explain(const xmlError& error, std::string_view rest, bool looks_like_xml);

}  // namespace facteur::formats
