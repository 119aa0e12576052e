#include "formats/pdf/document.h"

#include "formats/pdf/objects.h"
#include "formats/utf8.h"

namespace facteur::formats::pdf {
namespace {

constexpr char32_t box = 0x25A1;

// Operands of the colour operators (§8.6.8): "0.2 0.4 1".
std::string rgb(std::uint32_t colour) {
  const auto part = [colour](int shift) { return number((colour >> shift & 0xFF) / 255.0); };
  return part(16) + " " + part(8) + " " + part(0);
}

// How a character appears: itself, or as what stands for one that the font lacks.
struct Drawn {
  Glyph glyph;
  char32_t character;
  bool replaced;
};

Drawn drawn(const TrueTypeFont& font, char32_t character) {
  if (character == '\t' || character == 0x202F) character = 0xA0;  // spaces of another width
  const Glyph glyph = character < 0x20 ? Glyph(0) : font.glyph(character);
  if (glyph != 0) return {glyph, character, false};
  const bool has_box = font.glyph(box) != 0;
  return {font.glyph(has_box ? box : U'?'), has_box ? box : U'?', true};
}

// §9.10.3: from glyph numbers back to text, so that readers can search and copy.
std::string to_unicode(const std::map<Glyph, char32_t>& glyphs) {
  std::string map =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
      "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
  constexpr std::size_t most = 100;  // entries a block, §9.10.3
  std::size_t left = glyphs.size();
  for (auto at = glyphs.begin(); left > 0;) {
    const std::size_t count = left < most ? left : most;
    map += std::to_string(count) + " beginbfchar\n";
    for (std::size_t i = 0; i < count; ++i, ++at)
      map.append("<")
          .append(hexadecimal(at->first, 4))
          .append("> <")
          .append(hexadecimal(at->second, 4))
          .append(">\n");
    map += "endbfchar\n";
    left -= count;
  }
  return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

std::string widths(const TrueTypeFont& font, const std::map<Glyph, char32_t>& glyphs) {
  std::string list = "[";
  for (const auto& [glyph, character] : glyphs)
    list += std::to_string(glyph) + " [" + std::to_string(font.advance(glyph)) + "] ";
  return list + "]";
}

std::string descriptor(const TrueTypeFont& font, std::string_view name, int file) {
  const auto& [ascent, descent, cap_height, bounds] = font.metrics();
  std::string corners;
  for (const int corner : bounds) corners += std::to_string(corner) + " ";
  return "<< /Type /FontDescriptor /FontName /" + std::string(name) + " /Flags 32 /FontBBox [" +
         corners + "] /ItalicAngle 0 /Ascent " + std::to_string(ascent) + " /Descent " +
         std::to_string(descent) + " /CapHeight " + std::to_string(cap_height) +
         " /StemV 80 /FontFile2 " + reference(file) + " >>";
}

// A composite font whose character codes are the glyph numbers (§9.7.4). The six letters mark a
// subset (§9.6.4).
int write_font(ObjectFile& out, const TrueTypeFont& font, const std::map<Glyph, char32_t>& glyphs,
               const std::string& name) {
  std::set<Glyph> numbers;
  for (const auto& [glyph, character] : glyphs) numbers.insert(glyph);
  const std::string program = font.subset(std::move(numbers));
  const int file = out.add_stream(" /Length1 " + std::to_string(program.size()), program);
  const int description = out.add(descriptor(font, name, file));
  const int descendant = out.add(
      "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /" + name +
      " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
      " /FontDescriptor " +
      reference(description) + " /CIDToGIDMap /Identity /DW 0 /W " + widths(font, glyphs) + " >>");
  const int unicode = out.add_stream("", to_unicode(glyphs));
  return out.add("<< /Type /Font /Subtype /Type0 /BaseFont /" + name +
                 " /Encoding /Identity-H /DescendantFonts [" + reference(descendant) +
                 "] /ToUnicode " + reference(unicode) + " >>");
}

}  // namespace

double Document::width(std::string_view text, const Style& style) const {
  const TrueTypeFont& chosen = font(style.face);
  long thousandths = 0;
  while (!text.empty()) thousandths += chosen.advance(drawn(chosen, take_code_point(text)).glyph);
  return double(thousandths) * style.size / 1000;
}

void Document::draw_on(std::size_t page) {
  if (page >= pages_.size()) pages_.resize(page + 1);
  current_ = page;
}

void Document::text(double x, double baseline, std::string_view text, const Style& style) {
  if (text.empty()) return;
  const TrueTypeFont& chosen = font(style.face);
  auto& glyphs = used_[style.face == Face::bold].glyphs;
  page() += "BT /" + std::string(style.face == Face::bold ? "B" : "R") + " " + number(style.size) +
            " Tf " + rgb(style.colour) + " rg " + number(x) + " " + number(page_height - baseline) +
            " Td <";
  while (!text.empty()) {
    const auto [glyph, character, replaced] = drawn(chosen, take_code_point(text));
    glyphs.emplace(glyph, character);
    replaced_ += replaced;
    page() += hexadecimal(glyph, 4);
  }
  page() += "> Tj ET\n";
}

void Document::fill(double x, double top, double width, double height, std::uint32_t colour) {
  page() += rgb(colour) + " rg " + number(x) + " " + number(page_height - top - height) + " " +
            number(width) + " " + number(height) + " re f\n";
}

void Document::line(double x1, double y1, double x2, double y2, double thickness,
                    std::uint32_t colour) {
  page() += number(thickness) + " w " + rgb(colour) + " RG " + number(x1) + " " +
            number(page_height - y1) + " m " + number(x2) + " " + number(page_height - y2) +
            " l S\n";
}

std::string Document::finish(std::string_view title, std::string_view language) const {
  ObjectFile out;
  const int catalog = out.reserve(), tree = out.reserve();
  const int regular = write_font(out, fonts_.regular, used_[0].glyphs, "FACTRA+Facteur-Regular");
  const int bold = write_font(out, fonts_.bold, used_[1].glyphs, "FACTRB+Facteur-Bold");
  std::string kids;
  for (const std::string& content : pages_) {
    const int stream = out.add_stream("", content);
    kids += reference(out.add("<< /Type /Page /Parent " + reference(tree) + " /Contents " +
                              reference(stream) + " >>")) +
            " ";
  }
  out.write(tree, "<< /Type /Pages /Count " + std::to_string(pages_.size()) + " /MediaBox [0 0 " +
                      number(page_width) + " " + number(page_height) +
                      "] /Resources << /Font << /R " + reference(regular) + " /B " +
                      reference(bold) + " >> >> /Kids [" + kids + "] >>");
  out.write(catalog, "<< /Type /Catalog /Pages " + reference(tree) + " /Lang " +
                         text_string(language) +
                         " /ViewerPreferences << /DisplayDocTitle true >> >>");
  const int information =
      out.add("<< /Title " + text_string(title) + " /Producer " + text_string("Facteur") + " >>");
  return std::move(out).finish(catalog, information);
}

}  // namespace facteur::formats::pdf
