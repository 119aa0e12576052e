// What stands on the pages of our readable views, read back out of the file.
#pragma once

#include <string>
#include <string_view>

#include "formats/pdf/truetype.h"

namespace facteur::test {

// Liberation Sans, where Debian's fonts-liberation2 puts it; null, with a warning, when it is not
// installed.
const formats::pdf::FontPair* view_fonts();

// A line for each piece of text, a form feed after each page.
std::string text_of_pages(const std::string& pdf);

// The text of a web page: without its tags and style, with its references resolved.
std::string text_of_html(std::string_view html);

// Without white space of any kind: what wrapping and grouping cannot change.
std::string packed(std::string_view text);

}  // namespace facteur::test
