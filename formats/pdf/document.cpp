#include "formats/pdf/document.h"

#include <vector>

#include "formats/pdf/embedded_font.h"
#include "formats/pdf/haru.h"
#include "formats/utf8.h"

namespace facteur::formats::pdf {
namespace {

constexpr char32_t box = 0x25A1;

// How a character appears: itself, or as what stands for one that the font lacks.
struct Drawn {
  char32_t character;
  bool replaced;
};

Drawn drawn(const TrueTypeFont& font, char32_t character) {
  if (character == '\t' || character == 0x202F) character = 0xA0;  // spaces of another width
  if (character >= 0x20 && font.draws(character)) return {character, false};
  return {font.draws(box) ? box : U'?', true};
}

float channel(std::uint32_t colour, int shift) {
  return float(colour >> shift & 0xFF) / 255;
}

bool same(const HPDF_RGBColor& a, const HPDF_RGBColor& b) {
  return a.r == b.r && a.g == b.g && a.b == b.b;
}

// What a page has as its colour or font already is not said again: that makes up half of a page.
void fill_with(HPDF_Page page, std::uint32_t colour) {
  const HPDF_RGBColor wanted{channel(colour, 16), channel(colour, 8), channel(colour, 0)};
  if (!same(HPDF_Page_GetRGBFill(page), wanted))
    HPDF_Page_SetRGBFill(page, wanted.r, wanted.g, wanted.b);
}

void stroke_with(HPDF_Page page, std::uint32_t colour) {
  HPDF_Page_SetRGBStroke(page, channel(colour, 16), channel(colour, 8), channel(colour, 0));
}

}  // namespace

struct Document::File {
  explicit File(const FontPair& fonts)
      : regular(haru, fonts.regular, "FACTRA"), bold(haru, fonts.bold, "FACTRB") {}

  HaruDocument haru;
  EmbeddedFont regular, bold;
  std::vector<HPDF_Page> pages;
};

Document::Document(const FontPair& fonts, Orientation orientation)
    : fonts_(fonts),
      page_width_(orientation == Orientation::portrait ? page_width : page_height),
      page_height_(orientation == Orientation::portrait ? page_height : page_width),
      file_(std::make_unique<File>(fonts)) {}

Document::~Document() = default;

double Document::width(std::string_view text, const Style& style) const {
  const TrueTypeFont& chosen = font(style.face);
  long thousandths = 0;
  while (!text.empty())
    thousandths += chosen.advance(drawn(chosen, take_code_point(text)).character);
  return double(thousandths) * style.size / 1000;
}

void Document::add_page() {
  file_->pages.push_back(file_->haru.add_page(page_width_, page_height_));
  current_ = page_count() - 1;
}

float Document::from_below(double y) const {
  return float(page_height_ - y);
}

std::size_t Document::page_count() const {
  return file_->pages.size();
}

void Document::text(double x, double baseline, std::string_view text, const Style& style) {
  if (text.empty()) return;
  std::u16string shown;
  while (!text.empty()) {
    const auto [character, replaced] = drawn(font(style.face), take_code_point(text));
    shown += char16_t(character);
    replaced_ += replaced;
  }
  const HPDF_Page page = file_->pages.at(current_);
  HPDF_Page_BeginText(page);
  fill_with(page, style.colour);
  HPDF_Page_MoveTextPos(page, float(x), from_below(baseline));
  (style.face == Face::bold ? file_->bold : file_->regular).show(page, style.size, shown);
  HPDF_Page_EndText(page);
  file_->haru.check();
}

void Document::fill(double x, double top, double width, double height, std::uint32_t colour) {
  const HPDF_Page page = file_->pages.at(current_);
  fill_with(page, colour);
  HPDF_Page_Rectangle(page, float(x), from_below(top + height), float(width), float(height));
  HPDF_Page_Fill(page);
  file_->haru.check();
}

void Document::fill_all(const std::vector<Box>& boxes, std::uint32_t colour) {
  if (boxes.empty()) return;
  const HPDF_Page page = file_->pages.at(current_);
  fill_with(page, colour);
  for (const auto& [x, top, width, height] : boxes)
    HPDF_Page_Rectangle(page, float(x), from_below(top + height), float(width), float(height));
  HPDF_Page_Fill(page);
  file_->haru.check();
}

void Document::picture(const Picture& picture, const Box& box) {
  HPDF_Page_DrawImage(file_->pages.at(current_), file_->haru.add_picture(picture), float(box.x),
                      from_below(box.top + box.height), float(box.width), float(box.height));
  file_->haru.check();
}

void Document::line(double x1, double y1, double x2, double y2, double thickness,
                    std::uint32_t colour) {
  const HPDF_Page page = file_->pages.at(current_);
  HPDF_Page_SetLineWidth(page, float(thickness));
  stroke_with(page, colour);
  HPDF_Page_MoveTo(page, float(x1), from_below(y1));
  HPDF_Page_LineTo(page, float(x2), from_below(y2));
  HPDF_Page_Stroke(page);
  file_->haru.check();
}

std::string Document::finish(std::string_view title, std::string_view language) {
  file_->haru.describe(title, language);
  file_->regular.embed();
  file_->bold.embed();
  return file_->haru.bytes();
}

}  // namespace facteur::formats::pdf
