// Makes one HTML page (WHATWG HTML) of a sheet. Pure.
#pragma once

#include <string>
#include <string_view>

#include "formats/readable/look.h"
#include "formats/readable/sheet.h"

namespace facteur::formats::readable {

std::string html_of(const Sheet& sheet, const Look& look);

// Appends text so that it stays text, in content and in attribute values. Control characters and
// bytes that are not UTF-8 come out as U+FFFD.
void append_escaped(std::string& out, std::string_view text);

}  // namespace facteur::formats::readable
