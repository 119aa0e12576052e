// Writes a PDF 1.7 file (ISO 32000-1): pages of text, lines and boxes in two embedded fonts.
//
// The same calls give the same bytes: no clock, no random id. Text is drawn as numbers and never as
// PDF syntax, so no text can break the file. A character that the font lacks is drawn as a box
// (U+25A1) and counted; control characters are such characters. libharu does the writing; when it
// fails, std::runtime_error is thrown and the document is of no further use.
//
// Lengths are points (1/72 inch) from the left and top edges of an A4 page, upright unless
// landscape was asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "formats/pdf/picture.h"
#include "formats/pdf/truetype.h"

namespace facteur::formats::pdf {

inline constexpr double page_width = 595.28, page_height = 841.89;

enum class Orientation : std::uint8_t { portrait, landscape };

enum class Face : std::uint8_t { regular, bold };

struct Style {
  Face face = Face::regular;
  double size = 9;
  std::uint32_t colour = 0x000000;  // RGB
};

struct Box {
  double x, top, width, height;
};

// Used by one thread at a time; `fonts` must outlive it.
class Document {
 public:
  explicit Document(const FontPair& fonts, Orientation orientation = Orientation::portrait);
  ~Document();
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  double width(std::string_view text, const Style& style) const;

  // Drawing goes to the page added last, or to one chosen with draw_on (0 is the first).
  void add_page();
  void draw_on(std::size_t page) { current_ = page; }
  std::size_t page_count() const;

  void text(double x, double baseline, std::string_view text, const Style& style);
  void fill(double x, double top, double width, double height, std::uint32_t colour);
  void fill_all(const std::vector<Box>& boxes, std::uint32_t colour);
  // Stretched to the box. Each call puts the picture into the file again.
  void picture(const Picture& picture, const Box& box);
  void line(double x1, double y1, double x2, double y2, double thickness, std::uint32_t colour);

  std::size_t replaced_characters() const { return replaced_; }

  // The file, once. `language` is an RFC 5646 tag.
  std::string finish(std::string_view title, std::string_view language);

 private:
  struct File;  // libharu's side
  const TrueTypeFont& font(Face face) const {
    return face == Face::bold ? fonts_.bold : fonts_.regular;
  }

  // libharu counts from the lower edge.
  float from_below(double y) const;

  const FontPair& fonts_;
  const double page_width_, page_height_;
  std::unique_ptr<File> file_;
  std::size_t current_ = 0;
  std::size_t replaced_ = 0;
};

}  // namespace facteur::formats::pdf
