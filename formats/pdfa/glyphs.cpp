#include "formats/pdfa/glyphs.h"

namespace facteur::formats::pdfa {

Object font_program(const Object& descriptor) {
  for (const char* key : {"/FontFile", "/FontFile2", "/FontFile3"}) {
    const Object program = entry(descriptor, key);
    if (Object(program).isStream()) return program;
  }
  return Object::newNull();
}

bool is_symbolic(const Object& font) {
  Object flags = entry(entry(font, "/FontDescriptor"), "/Flags");
  constexpr long long symbolic = 4;
  return flags.isInteger() && (flags.getIntValue() & symbolic) != 0;
}

void check_glyphs(Examination&, const FontUse&, const std::string&) {}

RuleList glyph_rules() {
  return {};
}

}  // namespace facteur::formats::pdfa
