#include "formats/pdf/picture.h"

#include <png.h>

#include <cstdint>
#include <memory>

namespace facteur::formats::pdf {
namespace {

using Result = std::variant<Picture, PictureProblem>;

bool is_sound_size(unsigned width, unsigned height) {
  return width > 0 && height > 0 && width <= most_picture_side && height <= most_picture_side;
}

Result read_png(std::string_view file) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  const std::unique_ptr<png_image, decltype(&png_image_free)> guard(&image, png_image_free);
  if (png_image_begin_read_from_memory(&image, file.data(), file.size()) == 0)
    return PictureProblem::broken;
  if (image.width == 0 || image.height == 0) return PictureProblem::broken;
  if (!is_sound_size(image.width, image.height)) return PictureProblem::too_large;
  image.format = PNG_FORMAT_RGB;
  const png_color white{255, 255, 255};
  Picture picture{Picture::Kind::png, image.width, image.height, 3, std::string(file), {}};
  picture.pixels.resize(PNG_IMAGE_SIZE(image));
  if (png_image_finish_read(&image, &white, picture.pixels.data(), 0, nullptr) == 0)
    return PictureProblem::broken;
  return picture;
}

std::size_t byte(std::string_view file, std::size_t at) {
  return std::uint8_t(file[at]);
}

// The segments before the first scan (ITU-T T.81, B.1.1 and B.2.2): each has a marker and, but for
// the start of the image, a length.
Result read_jpeg(std::string_view file) {
  constexpr std::size_t shortest_frame = 10;
  std::size_t at = 2;
  while (at + 4 <= file.size() && byte(file, at) == 0xFF) {
    const std::size_t marker = byte(file, at + 1);
    if (marker == 0xFF) {  // fill byte
      ++at;
      continue;
    }
    const std::size_t length = byte(file, at + 2) << 8 | byte(file, at + 3);
    if (length < 2 || length > file.size() - at - 2) break;
    // Baseline, extended sequential, progressive: what readers of PDF decode (ISO 32000-1, 7.4.8).
    if (marker >= 0xC0 && marker <= 0xC2) {
      if (length < shortest_frame - 2 || byte(file, at + 4) != 8) return PictureProblem::broken;
      const auto height = unsigned(byte(file, at + 5) << 8 | byte(file, at + 6));
      const auto width = unsigned(byte(file, at + 7) << 8 | byte(file, at + 8));
      const auto channels = unsigned(byte(file, at + 9));
      if (channels == 4) return PictureProblem::four_colours;
      if ((channels != 1 && channels != 3) || width == 0 || height == 0)
        return PictureProblem::broken;
      if (!is_sound_size(width, height)) return PictureProblem::too_large;
      return Picture{Picture::Kind::jpeg, width, height, channels, std::string(file), {}};
    }
    at += 2 + length;
  }
  return PictureProblem::broken;
}

}  // namespace

Result read_picture(std::string_view file) {
  if (file.size() > most_picture_bytes) return PictureProblem::too_large;
  if (file.starts_with("\x89PNG\r\n\x1A\n")) return read_png(file);
  if (file.starts_with("\xFF\xD8")) return read_jpeg(file);
  return PictureProblem::unknown_kind;
}

}  // namespace facteur::formats::pdf
