// What the pages of a PDF say, to look for facts in it.
#pragma once

#include <optional>
#include <string>

#include "formats/facturx/read_file.h"

namespace facteur::formats::facturx {

// All shown text in the order in which it is drawn, folded (read_font.h), so without spaces.
// Nothing when not all of it can be read with confidence: pages that are images, letters that no
// map names, text that is there but not shown (as scanned pages have it), filled forms, very many
// pages.
std::optional<std::string> read_pages(PdfFile& file);

}  // namespace facteur::formats::facturx
