// Which fonts the content of the pages shows text with, and which codes: the rules of fonts (ISO
// 19005-3, 6.2.11) ask only about those.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "formats/pdfa/cmap.h"
#include "formats/pdfa/examination.h"
#include "formats/pdfa/families.h"

namespace facteur::formats::pdfa {

struct FontUse {
  Object font = Object::newNull();
  std::string place;
  std::unique_ptr<CMap> cmap;      // of composite fonts
  bool visible = false;            // shown in another text mode than 3
  std::set<std::uint32_t> codes;   // those shown visibly
  std::set<std::uint32_t> hidden;  // those shown in text mode 3
};

class FontsInUse {
 public:
  // `text`: the operand of an operator that shows text. The codes of a font are bounded.
  void note(Examination& on, const Object& font, std::string_view text, bool visible,
            const std::string& place);
  const std::vector<FontUse>& all() const { return fonts_; }

 private:
  FontUse& use_of(Examination& on, const Object& font, const std::string& place);

  std::vector<FontUse> fonts_;
  std::map<QPDFObjGen, std::size_t> places_;
};

void check_fonts(Examination& on, const FontsInUse& fonts);
RuleList font_rules();

}  // namespace facteur::formats::pdfa
