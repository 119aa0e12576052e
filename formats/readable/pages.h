// Makes the pages of a sheet: PDF, A4. Pure.
#pragma once

#include <string>

#include "formats/pdf/document.h"
#include "formats/readable/look.h"
#include "formats/readable/sheet.h"

namespace facteur::formats::readable {

std::string pages_of(const Sheet& sheet, const pdf::FontPair& fonts, const Look& look);

}  // namespace facteur::formats::readable
