// Fonts (ISO 19005-3, 6.2.11): their dictionaries and character maps. What asks the embedded
// programs is in glyphs.cpp.
#include "formats/pdfa/fonts.h"

#include <algorithm>

#include "formats/pdfa/glyphs.h"
#include "formats/pdfa/literals.h"

namespace facteur::formats::pdfa {
namespace {

constexpr Rule font_type{.id = "6.2.11.2-1",
                         .sentence = {"Un dictionnaire de police a le Type Font.",
                                      "A font dictionary has the Type Font."}};
constexpr Rule font_subtype{.id = "6.2.11.2-2",
                            .sentence = {"Le Subtype d'une police est l'un de ceux d'ISO 32000-1.",
                                         "The Subtype of a font is one of those of ISO 32000-1."}};
constexpr Rule base_font{.id = "6.2.11.2-3",
                         .sentence = {"Une police autre que Type3 a un nom BaseFont.",
                                      "A font other than Type3 has a name BaseFont."}};
constexpr Rule first_char{.id = "6.2.11.2-4",
                          .sentence = {"Une police simple a un FirstChar entier.",
                                       "A simple font has an integer FirstChar."}};
constexpr Rule last_char{.id = "6.2.11.2-5",
                         .sentence = {"Une police simple a un LastChar entier.",
                                      "A simple font has an integer LastChar."}};
constexpr Rule widths_size{
    .id = "6.2.11.2-6",
    .sentence = {"Widths d'une police simple a LastChar - FirstChar + 1 largeurs.",
                 "Widths of a simple font has LastChar - FirstChar + 1 widths."}};
constexpr Rule program_subtype{
    .id = "6.2.11.2-7",
    .sentence = {"Le Subtype d'un programme de police est Type1C, CIDFontType0C ou OpenType.",
                 "The Subtype of a font program is Type1C, CIDFontType0C or OpenType."}};
constexpr Rule same_system{
    .id = "6.2.11.3.1-1",
    .sentence = {"CIDSystemInfo d'une police composite s'accorde avec celui de son Encoding.",
                 "CIDSystemInfo of a composite font agrees with that of its Encoding."}};
constexpr Rule glyph_map{
    .id = "6.2.11.3.2-1",
    .sentence = {"Une police CIDFontType2 incorporée a un CIDToGIDMap : Identity ou un flux.",
                 "An embedded CIDFontType2 font has a CIDToGIDMap: Identity or a stream."}};
constexpr Rule embedded_cmap{.id = "6.2.11.3.3-1",
                             .sentence = {"Une CMap qui n'est pas prédéfinie est incorporée.",
                                          "A CMap that is not predefined is embedded."}};
constexpr Rule same_mode{
    .id = "6.2.11.3.3-2",
    .sentence = {"WMode d'une CMap est le même dans son dictionnaire et son flux.",
                 "WMode of a CMap is the same in its dictionary and its stream."}};
constexpr Rule cmap_reference{.id = "6.2.11.3.3-3",
                              .sentence = {"Une CMap ne renvoie qu'à des CMaps prédéfinies.",
                                           "A CMap refers to predefined CMaps only."}};
constexpr Rule cid_range{.id = "6.1.13-10",
                         .sentence = {"Un CID ne dépasse pas 65535.", "A CID is at most 65535."}};
constexpr Rule embedded{
    .id = "6.2.11.4.1-1",
    .sentence = {"Le programme de toute police qui sert à l'affichage est incorporé au fichier.",
                 "The program of every font that is used for rendering is embedded in the file."}};
constexpr Rule unicode_encoding{
    .id = "6.2.11.6-2",
    .sentence = {
        "Une police TrueType non symbolique a l'encodage MacRomanEncoding ou WinAnsiEncoding.",
        "A TrueType font that is not symbolic has the encoding MacRomanEncoding or "
        "WinAnsiEncoding."}};
constexpr Rule symbolic_encoding{
    .id = "6.2.11.6-3",
    .sentence = {"Une police TrueType symbolique n'a pas de clé Encoding.",
                 "A symbolic TrueType font has no Encoding key."}};

constexpr const Rule* rules[] = {&font_type, &font_subtype,  &base_font,        &first_char,
                                 &last_char, &widths_size,   &program_subtype,  &same_system,
                                 &glyph_map, &embedded_cmap, &same_mode,        &cmap_reference,
                                 &cid_range, &embedded,      &unicode_encoding, &symbolic_encoding};

constexpr std::string_view subtypes[] = {"Type1", "MMType1",      "TrueType",    "Type3",
                                         "Type0", "CIDFontType0", "CIDFontType2"};
constexpr std::string_view standard_fonts[] = {
    "Courier",     "Courier-Bold",   "Courier-Oblique",   "Courier-BoldOblique",
    "Helvetica",   "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique",
    "Times-Roman", "Times-Bold",     "Times-Italic",      "Times-BoldItalic",
    "Symbol",      "ZapfDingbats"};

template <std::size_t n>
bool is_one_of(const std::string& word, const std::string_view (&words)[n]) {
  return std::ranges::find(words, word) != std::end(words);
}

class FontCheck {
 public:
  FontCheck(Examination& on, const FontUse& use)
      : on_(on),
        use_(use),
        type_(name_entry(use.font, "/Subtype")),
        place_(inside(use.place, place_of(use.font))) {}

  void check() {
    check_dictionary(use_.font, place_);
    if (type_ == "Type0") {
      check_composite();
    } else {
      check_simple();
    }
    check_glyphs(on_, use_, place_);
  }

 private:
  void check_dictionary(const Object& font, const std::string& place) {
    const std::string type = name_entry(font, "/Subtype");
    if (name_entry(font, "/Type") != "Font") on_.found.add(font_type, place);
    if (!is_one_of(type, subtypes)) on_.found.add_value(font_subtype, place, type);
    const std::string name = name_entry(font, "/BaseFont");
    if (name.empty() && type != "Type3") on_.found.add(base_font, place);
    report_name_encoding(on_, name, place);
    const Object descriptor = entry(font, "/FontDescriptor");
    report_name_encoding(on_, name_entry(descriptor, "/FontName"), place);
    const Object program = font_program(descriptor);
    const std::string format = name_entry(program, "/Subtype");
    const bool known = format == "Type1C" || format == "CIDFontType0C" || format == "OpenType";
    if (!format.empty() && !known) on_.found.add_value(program_subtype, place, format);
    const bool needs_program = type != "Type3" && type != "Type0";
    if (needs_program && use_.visible && !Object(program).isStream()) {
      on_.found.add_value(embedded, place, name);
    }
  }

  bool is_standard() const {
    return type_ == "Type1" && is_one_of(name_entry(use_.font, "/BaseFont"), standard_fonts) &&
           !has(use_.font, "/Widths");
  }

  void check_simple() {
    if (type_ == "TrueType") check_encoding();
    if (is_standard()) return;
    Object first = entry(use_.font, "/FirstChar");
    Object last = entry(use_.font, "/LastChar");
    Object widths = entry(use_.font, "/Widths");
    if (!first.isInteger()) on_.found.add(first_char, place_);
    if (!last.isInteger()) on_.found.add(last_char, place_);
    if (!first.isInteger() || !last.isInteger()) return;
    const long long asked = last.getIntValue() - first.getIntValue() + 1;
    if (!widths.isArray() || widths.getArrayNItems() != asked) on_.found.add(widths_size, place_);
  }

  void check_encoding() {
    const Object encoding = entry(use_.font, "/Encoding");
    if (is_symbolic(use_.font)) {
      if (!Object(encoding).isNull()) on_.found.add(symbolic_encoding, place_);
      return;
    }
    const std::string name = Object(encoding).isDictionary() ? name_entry(encoding, "/BaseEncoding")
                                                             : name_value(encoding);
    if (name != "MacRomanEncoding" && name != "WinAnsiEncoding") {
      on_.found.add_value(unicode_encoding, place_, name);
    }
  }

  void check_composite() {
    Object descendants = entry(use_.font, "/DescendantFonts");
    const Object descendant = descendants.isArray() && descendants.getArrayNItems() > 0
                                  ? descendants.getArrayItem(0)
                                  : Object::newNull();
    const std::string place = inside(place_, place_of(descendant));
    if (has_entries(descendant)) {
      check_dictionary(descendant, place);
      check_glyph_map(descendant, place);
    }
    check_cmap(descendant);
  }

  void check_glyph_map(const Object& descendant, const std::string& place) {
    Object map = entry(descendant, "/CIDToGIDMap");
    const bool said = map.isStream() || name_value(map) == "Identity";
    const bool has_program = Object(font_program(entry(descendant, "/FontDescriptor"))).isStream();
    if (name_entry(descendant, "/Subtype") == "CIDFontType2" && has_program && !said) {
      on_.found.add(glyph_map, place);
    }
  }

  void check_cmap(const Object& descendant) {
    Object encoding = entry(use_.font, "/Encoding");
    const std::string name =
        encoding.isStream() ? name_entry(encoding, "/CMapName") : name_value(encoding);
    if (!encoding.isStream() && !is_predefined_cmap(name)) {
      on_.found.add_value(embedded_cmap, place_, name);
    }
    if (encoding.isStream() && !name.starts_with("Identity-")) {
      check_embedded_cmap(encoding, descendant);
    }
  }

  void check_embedded_cmap(const Object& encoding, const Object& descendant) {
    const std::string place = inside(place_, place_of(encoding));
    Object mode = entry(encoding, "/WMode");
    const long long written = mode.isInteger() ? mode.getIntValue() : 0;
    if (use_.cmap && use_.cmap->writing_mode() != written) on_.found.add(same_mode, place);
    const Object used = entry(encoding, "/UseCMap");
    std::string base = Object(used).isStream() ? name_entry(used, "/CMapName") : name_value(used);
    if (base.empty() && use_.cmap) base = use_.cmap->uses();
    if (!base.empty() && !is_predefined_cmap(base))
      on_.found.add_value(cmap_reference, place, base);
    if (use_.cmap && use_.cmap->greatest_cid() > 65535) on_.found.add(cid_range, place);
    check_system(entry(encoding, "/CIDSystemInfo"), entry(descendant, "/CIDSystemInfo"), place);
  }

  void check_system(const Object& of_map, const Object& of_font, const std::string& place) {
    bool agree = true;
    for (const char* key : {"/Registry", "/Ordering"}) {
      Object a = entry(of_map, key);
      Object b = entry(of_font, key);
      agree &= a.isString() && b.isString() && a.getStringValue() == b.getStringValue();
    }
    Object map_supplement = entry(of_map, "/Supplement");
    Object font_supplement = entry(of_font, "/Supplement");
    agree &= map_supplement.isInteger() && font_supplement.isInteger() &&
             font_supplement.getIntValue() <= map_supplement.getIntValue();
    if (!agree) on_.found.add(same_system, place);
  }

  Examination& on_;
  const FontUse& use_;
  std::string type_;
  std::string place_;
};

std::unique_ptr<CMap> cmap_of(Examination& on, const Object& font) {
  if (name_entry(font, "/Subtype") != "Type0") return nullptr;
  Object encoding = entry(font, "/Encoding");
  const std::string name = name_value(encoding);
  if (name == "Identity-H" || name == "Identity-V") {
    return std::make_unique<CMap>(CMap::identity());
  }
  const auto program = encoding.isStream() ? on.data_of(encoding) : std::nullopt;
  return std::make_unique<CMap>(program ? CMap::read(*program) : CMap::unknown());
}

}  // namespace

FontUse& FontsInUse::use_of(Examination& on, const Object& font, const std::string& place) {
  const QPDFObjGen id = Object(font).getObjGen();
  const auto known = places_.find(id);
  if (id.isIndirect() && known != places_.end()) return fonts_[known->second];
  places_[id] = fonts_.size();
  FontUse& use = fonts_.emplace_back();
  use.font = font;
  use.place = place;
  use.cmap = cmap_of(on, font);
  return use;
}

void FontsInUse::note(Examination& on, const Object& font, std::string_view text, bool visible,
                      const std::string& place) {
  constexpr std::size_t most_fonts = 2000;
  if (fonts_.size() >= most_fonts && !places_.contains(Object(font).getObjGen())) return;
  FontUse& use = use_of(on, font, place);
  use.visible |= visible;
  std::set<std::uint32_t>& codes = visible ? use.codes : use.hidden;
  while (!text.empty() && codes.size() < 65536) {
    if (use.cmap) {
      const CMap::Code code = use.cmap->take(text);
      // The length of a code stands above its value: <00> and <0000> are two.
      codes.insert(code.value | static_cast<std::uint32_t>(code.bytes) << 28);
    } else {
      codes.insert(static_cast<unsigned char>(text.front()));
      text.remove_prefix(1);
    }
  }
}

void check_fonts(Examination& on, const FontsInUse& fonts) {
  for (const FontUse& use : fonts.all()) FontCheck(on, use).check();
}

RuleList font_rules() {
  return rules;
}

}  // namespace facteur::formats::pdfa
