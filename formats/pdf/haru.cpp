#include "formats/pdf/haru.h"

#include <array>
#include <cstdio>
#include <stdexcept>

#include "formats/utf8.h"

namespace facteur::formats::pdf {
namespace {

constexpr const char* utf8_encoder = "UTF-8";

[[noreturn]] void failed(HPDF_STATUS error) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "libharu reports error 0x%04X", unsigned(error));
  throw std::runtime_error(text.data());
}

// §9.10.3: character codes are code points, one to one. In blocks of at most 100 entries, each of
// which spans the codes that share a first byte.
std::string to_unicode() {
  std::string map =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
      "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
  constexpr int blocks = 4, entries = 64;
  for (int first = 0; first < blocks * entries; first += entries) {
    map += std::to_string(entries) + " beginbfrange\n";
    for (int high = first; high < first + entries; ++high) {
      std::array<char, 32> range{};
      std::snprintf(range.data(), range.size(), "<%02X00> <%02XFF> <%02X00>\n", unsigned(high),
                    unsigned(high), unsigned(high));
      map += range.data();
    }
    map += "endbfrange\n";
  }
  return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

// libharu writes there a map from codes to glyphs, of which readers complain.
void repair_to_unicode(HPDF_Font font) {
  const auto map = static_cast<HPDF_Dict>(HPDF_Dict_GetItem(font, "ToUnicode", HPDF_OCLASS_DICT));
  if (!map) failed(HPDF_INVALID_OBJECT);
  HPDF_MemStream_FreeData(map->stream);
  HPDF_Stream_WriteStr(map->stream, to_unicode().c_str());
}

// libharu leaves out CapHeight, which a font with Latin letters must have (§9.8.1). The descriptor
// comes into being when the font is written, just before its descendant is.
extern "C" HPDF_STATUS add_cap_height(HPDF_Dict descendant) {
  const auto descriptor =
      static_cast<HPDF_Dict>(HPDF_Dict_GetItem(descendant, "FontDescriptor", HPDF_OCLASS_DICT));
  if (!descriptor) return HPDF_SetError(descendant->error, HPDF_INVALID_OBJECT, 0);
  const auto font = static_cast<HPDF_FontDef>(descendant->attr);
  return HPDF_Dict_AddNumber(descriptor, "CapHeight", font->cap_height);
}

void repair_descriptor(HPDF_Font font) {
  const auto attributes = static_cast<HPDF_FontAttr>(font->attr);
  attributes->descendant_font->attr = attributes->fontdef;
  attributes->descendant_font->before_write_fn = add_cap_height;
}

// libharu knows characters of two bytes, and text up to the first NUL.
std::string for_haru(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const char32_t c = take_code_point(text);
    append_utf8(out, c == 0 || c > 0xFFFF ? replacement_character : c);
  }
  return out;
}

}  // namespace

HaruDocument::HaruDocument() : document_(HPDF_New(nullptr, nullptr)) {
  if (!document_) throw std::bad_alloc();
  HPDF_UseUTFEncodings(document_.get());
  HPDF_SetCompressionMode(document_.get(), HPDF_COMP_ALL);
  document_->pdf_version = HPDF_VER_17;
  check();
}

void HaruDocument::check() const {
  if (const HPDF_STATUS error = HPDF_GetError(document_.get())) failed(error);
}

HPDF_FontDef HaruDocument::load_font(const std::string& bytes) const {
  const HPDF_Doc document = document_.get();
  const HPDF_Stream stream = HPDF_MemStream_New(document->mmgr, HPDF_UINT(bytes.size()));
  if (!stream) throw std::bad_alloc();
  HPDF_Stream_Write(stream, reinterpret_cast<const HPDF_BYTE*>(bytes.data()),
                    HPDF_UINT(bytes.size()));
  const HPDF_FontDef font = HPDF_TTFontDef_Load(document->mmgr, stream, HPDF_TRUE);
  check();
  if (!font) failed(HPDF_TTF_INVALID_FOMAT);
  if (HPDF_List_Add(document->fontdef_list, font) != HPDF_OK) {
    HPDF_FontDef_Free(font);
    throw std::bad_alloc();
  }
  return font;
}

HPDF_Font HaruDocument::add_font(const std::string& bytes) const {
  const HPDF_FontDef definition = load_font(bytes);
  // Six letters mark a subset, others for each font of a file (§9.6.4).
  std::string tag = "FACTRA";
  tag.back() = char(tag.back() + int(document_->fontdef_list->count) - 1);
  HPDF_TTFontDef_SetTagName(definition, tag.data());
  const HPDF_Font font = HPDF_GetFont(document_.get(), definition->base_font, utf8_encoder);
  check();
  repair_to_unicode(font);
  repair_descriptor(font);
  check();
  return font;
}

HPDF_Page HaruDocument::add_page(double width, double height) const {
  const HPDF_Page page = HPDF_AddPage(document_.get());
  check();
  HPDF_Page_SetWidth(page, HPDF_REAL(width));
  HPDF_Page_SetHeight(page, HPDF_REAL(height));
  check();
  return page;
}

void HaruDocument::describe(std::string_view title, std::string_view language) const {
  const HPDF_Doc document = document_.get();
  HPDF_SetCurrentEncoder(document, utf8_encoder);
  HPDF_SetInfoAttr(document, HPDF_INFO_TITLE, for_haru(title).c_str());
  HPDF_SetInfoAttr(document, HPDF_INFO_PRODUCER, "Facteur");
  HPDF_Dict_Add(document->catalog, "Lang",
                HPDF_String_New(document->mmgr, std::string(language).c_str(), nullptr));
  const HPDF_Dict preferences = HPDF_Dict_New(document->mmgr);
  HPDF_Dict_Add(document->catalog, "ViewerPreferences", preferences);
  check();
  HPDF_Dict_AddBoolean(preferences, "DisplayDocTitle", HPDF_TRUE);
  check();
}

std::string HaruDocument::bytes() const {
  HPDF_SaveToStream(document_.get());
  check();
  HPDF_UINT32 size = HPDF_GetStreamSize(document_.get());
  std::string out(size, '\0');
  HPDF_ResetStream(document_.get());
  HPDF_ReadFromStream(document_.get(), reinterpret_cast<HPDF_BYTE*>(out.data()), &size);
  check();
  if (size != out.size()) failed(HPDF_STREAM_EOF);
  return out;
}

}  // namespace facteur::formats::pdf
