// Content streams: of pages, and of the forms, patterns and glyphs that they use.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "formats/pdfa/graphics.h"

namespace facteur::formats::pdfa {

// What all streams of a document share.
struct Course {
  Graphics& graphics;
  std::map<QPDFObjGen, bool> transparent;  // forms that were read
  Seen others;                             // patterns and fonts that were read
};

// Reads a stream from the start of a page, or of an appearance. Returns whether something
// transparent is painted.
bool read_content(Course& course, std::string_view content, const Resources& resources,
                  const std::string& place);

}  // namespace facteur::formats::pdfa
