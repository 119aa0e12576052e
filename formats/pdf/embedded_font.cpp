#include "formats/pdf/embedded_font.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace facteur::formats::pdf {
namespace {

constexpr int symbolic = 4;     // flag 3: glyphs are found by number, not by a standard name
constexpr int usual_stem = 80;  // no table of the font tells it

extern "C" void free_attributes(HPDF_Dict font) {
  HPDF_FreeMem(font->mmgr, font->attr);
}

// A font as libharu's page operators want it: they look at its class and at its writing mode.
HPDF_Font new_font(HPDF_Doc document) {
  const HPDF_Font font = made(HPDF_Dict_New(document->mmgr));
  font->header.obj_class |= HPDF_OSUBCLASS_FONT;
  void* const attributes = made(HPDF_GetMem(document->mmgr, sizeof(HPDF_FontAttr_Rec)));
  font->attr = attributes;
  (new (attributes) HPDF_FontAttr_Rec())->type = HPDF_FONT_TYPE0_TT;
  font->free_fn = free_attributes;
  HPDF_Xref_Add(document->xref, font);
  return font;
}

HPDF_Dict new_dictionary(HPDF_Doc document) {
  return made(HPDF_Dict_New(document->mmgr));
}

HPDF_Dict new_stream(HPDF_Doc document, std::string_view bytes) {
  const HPDF_Dict stream = made(HPDF_DictStream_New(document->mmgr, document->xref));
  stream->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
  HPDF_Stream_Write(stream->stream, reinterpret_cast<const HPDF_BYTE*>(bytes.data()),
                    HPDF_UINT(bytes.size()));
  return stream;
}

HPDF_Array new_array(HPDF_Doc document) {
  return made(HPDF_Array_New(document->mmgr));
}

HPDF_String new_string(HPDF_Doc document, const char* text) {
  return made(HPDF_String_New(document->mmgr, text, nullptr));
}

// §9.7.3: the codes are the font's own numbers of its characters.
HPDF_Dict identity_system(HPDF_Doc document) {
  const HPDF_Dict system = new_dictionary(document);
  HPDF_Dict_Add(system, "Registry", new_string(document, "Adobe"));
  HPDF_Dict_Add(system, "Ordering", new_string(document, "Identity"));
  HPDF_Dict_AddNumber(system, "Supplement", 0);
  return system;
}

// §9.7.4.3: each run of characters after its first one.
HPDF_Array widths_of(HPDF_Doc document, const TrueTypeFont& font,
                     const std::vector<char16_t>& characters) {
  const HPDF_Array widths = new_array(document);
  HPDF_Array run = nullptr;
  unsigned next = 0;
  for (const char16_t c : characters) {
    if (!run || c != next) {
      HPDF_Array_AddNumber(widths, c);
      run = new_array(document);
      HPDF_Array_Add(widths, run);
    }
    HPDF_Array_AddNumber(run, font.advance(c));
    next = c + 1u;
  }
  return widths;
}

// §9.7.4.2, CIDToGIDMap: two bytes for each code up to the last one shown.
std::string glyph_map(const FontSubset& subset, const std::vector<char16_t>& characters) {
  std::string map(2 * (std::size_t(characters.back()) + 1), '\0');
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const std::size_t place = 2 * std::size_t(characters[i]);
    map[place] = char(subset.glyphs[i] >> 8);
    map[place + 1] = char(subset.glyphs[i] & 0xFF);
  }
  return map;
}

// §9.10.3: runs of codes that share a first byte, in blocks of at most 100.
std::string to_unicode(const std::vector<char16_t>& characters) {
  std::vector<std::array<char16_t, 2>> runs;
  for (const char16_t c : characters) {
    const bool joins = !runs.empty() && runs.back()[1] + 1 == c && (c & 0xFF) != 0;
    joins ? void(runs.back()[1] = c) : runs.push_back({c, c});
  }
  std::string map =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
      "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
  constexpr std::size_t most = 100;
  for (std::size_t from = 0; from < runs.size(); from += most) {
    const std::size_t to = std::min(runs.size(), from + most);
    map += std::to_string(to - from) + " beginbfrange\n";
    for (std::size_t i = from; i < to; ++i) {
      std::array<char, 32> range{};
      std::snprintf(range.data(), range.size(), "<%04X> <%04X> <%04X>\n", unsigned(runs[i][0]),
                    unsigned(runs[i][1]), unsigned(runs[i][0]));
      map += range.data();
    }
    map += "endbfrange\n";
  }
  return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

std::string shown_in_hex(std::u16string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out = "<";
  out.reserve(4 * text.size() + 8);
  for (const char16_t c : text)
    for (const int shift : {12, 8, 4, 0}) out += digits[c >> shift & 0xF];
  return out += "> Tj\n";
}

}  // namespace

EmbeddedFont::EmbeddedFont(const HaruDocument& document, const TrueTypeFont& font,
                           std::string_view tag)
    : document_(document), font_(font), name_(std::string(tag) + "+" + font.measures().name) {}

void EmbeddedFont::show(HPDF_Page page, double size, std::u16string_view text) {
  if (!object_) object_ = new_font(document_.get());
  for (const char16_t c : text) shown_.set(c);
  const bool chosen = HPDF_Page_GetCurrentFont(page) == object_ &&
                      HPDF_Page_GetCurrentFontSize(page) == HPDF_REAL(size);
  if (!chosen) HPDF_Page_SetFontAndSize(page, object_, HPDF_REAL(size));
  const HPDF_Stream content = static_cast<HPDF_PageAttr>(page->attr)->stream;
  const std::string operation = shown_in_hex(text);
  HPDF_Stream_Write(content, reinterpret_cast<const HPDF_BYTE*>(operation.data()),
                    HPDF_UINT(operation.size()));
}

// §9.8.
HPDF_Dict EmbeddedFont::descriptor(const FontSubset& subset) const {
  const HPDF_Doc document = document_.get();
  const FontMeasures& measures = font_.measures();
  const HPDF_Dict file = new_stream(document, subset.file);
  HPDF_Dict_AddNumber(file, "Length1", HPDF_INT32(subset.file.size()));
  const HPDF_Dict descriptor = new_dictionary(document);
  HPDF_Xref_Add(document->xref, descriptor);
  HPDF_Dict_AddName(descriptor, "Type", "FontDescriptor");
  HPDF_Dict_AddName(descriptor, "FontName", name_.c_str());
  HPDF_Dict_AddNumber(descriptor, "Flags", symbolic);
  const HPDF_Array box = new_array(document);
  for (const int edge : measures.box) HPDF_Array_AddNumber(box, edge);
  HPDF_Dict_Add(descriptor, "FontBBox", box);
  HPDF_Dict_AddReal(descriptor, "ItalicAngle", HPDF_REAL(measures.italic_angle));
  HPDF_Dict_AddNumber(descriptor, "Ascent", measures.ascent);
  HPDF_Dict_AddNumber(descriptor, "Descent", measures.descent);
  HPDF_Dict_AddNumber(descriptor, "CapHeight", measures.cap_height);
  HPDF_Dict_AddNumber(descriptor, "StemV", usual_stem);
  HPDF_Dict_Add(descriptor, "FontFile2", file);
  return descriptor;
}

HPDF_Dict EmbeddedFont::descendant(const FontSubset& subset,
                                   const std::vector<char16_t>& characters) const {
  const HPDF_Doc document = document_.get();
  const HPDF_Dict font = new_dictionary(document);
  HPDF_Xref_Add(document->xref, font);
  HPDF_Dict_AddName(font, "Type", "Font");
  HPDF_Dict_AddName(font, "Subtype", "CIDFontType2");
  HPDF_Dict_AddName(font, "BaseFont", name_.c_str());
  HPDF_Dict_Add(font, "CIDSystemInfo", identity_system(document));
  HPDF_Dict_Add(font, "FontDescriptor", descriptor(subset));
  HPDF_Dict_Add(font, "W", widths_of(document, font_, characters));
  HPDF_Dict_Add(font, "CIDToGIDMap", new_stream(document, glyph_map(subset, characters)));
  return font;
}

void EmbeddedFont::embed() {
  if (!object_) return;
  const HPDF_Doc document = document_.get();
  std::vector<char16_t> characters;
  for (std::size_t c = shown_._Find_first(); c < shown_.size(); c = shown_._Find_next(c))
    characters.push_back(char16_t(c));
  const FontSubset subset = font_.subset(characters);
  HPDF_Dict_AddName(object_, "Type", "Font");
  HPDF_Dict_AddName(object_, "Subtype", "Type0");
  HPDF_Dict_AddName(object_, "BaseFont", name_.c_str());
  HPDF_Dict_AddName(object_, "Encoding", "Identity-H");
  const HPDF_Array descendants = new_array(document);
  HPDF_Array_Add(descendants, descendant(subset, characters));
  HPDF_Dict_Add(object_, "DescendantFonts", descendants);
  HPDF_Dict_Add(object_, "ToUnicode", new_stream(document, to_unicode(characters)));
  document_.check();
}

}  // namespace facteur::formats::pdf
