// What the embedded programs of fonts say of the glyphs that the pages show (ISO 19005-3, 6.2.11.4
// to 6.2.11.8).
#pragma once

#include <string>

#include "formats/pdfa/fonts.h"

namespace facteur::formats::pdfa {

// The stream of the embedded program, of any format; null when there is none.
Object font_program(const Object& descriptor);
// The flag Symbolic of the font's descriptor.
bool is_symbolic(const Object& font);

void check_glyphs(Examination& on, const FontUse& use, const std::string& place);
RuleList glyph_rules();

}  // namespace facteur::formats::pdfa
