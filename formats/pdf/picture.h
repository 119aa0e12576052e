// A logo: a small PNG or JPEG picture, checked before anything draws it.
//
// PNG is decoded here and laid on white, so that no transparency is left. JPEG stays compressed as
// it came: its frame header is read, and the reader of the page decodes the rest. Pictures of four
// colour channels (CMYK) are refused. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace facteur::formats::pdf {

inline constexpr std::size_t most_picture_bytes = 512 * 1024;
inline constexpr unsigned most_picture_side = 2000;  // pixels

struct Picture {
  enum class Kind { png, jpeg };
  Kind kind = Kind::png;
  unsigned width = 0, height = 0;  // pixels
  unsigned channels = 3;           // 1: gray
  std::string file;                // as it came
  std::string pixels;              // PNG: RGB, 8 bits a channel, row by row; JPEG: empty
};

enum class PictureProblem {
  unknown_kind,  // neither PNG nor JPEG
  too_large,     // over one of the limits above
  broken,
  four_colours,  // CMYK
};

std::variant<Picture, PictureProblem> read_picture(std::string_view file);

}  // namespace facteur::formats::pdf
