#include "formats/pdfa/jpeg2000.h"

#include <cstddef>
#include <optional>

namespace facteur::formats::pdfa {
namespace {

// Big-endian; the caller sees to it that the bytes are there.
long number(std::string_view bytes, std::size_t at, std::size_t size) {
  long value = 0;
  for (std::size_t i = 0; i < size; ++i)
    value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

struct Box {
  std::string_view type;
  std::string_view content;
};

// Takes the first box off `bytes`.
std::optional<Box> take_box(std::string_view& bytes) {
  if (bytes.size() < 8) return std::nullopt;
  std::size_t size = static_cast<std::size_t>(number(bytes, 0, 4));
  std::size_t head = 8;
  if (size == 1 && bytes.size() >= 16) {
    size = static_cast<std::size_t>(number(bytes, 8, 8));
    head = 16;
  } else if (size == 0) {
    size = bytes.size();
  }
  if (size < head || size > bytes.size()) return std::nullopt;
  const Box box{bytes.substr(4, 4), bytes.substr(head, size - head)};
  bytes.remove_prefix(size);
  return box;
}

void take_colour(std::string_view content, Jpeg2000& into) {
  if (content.size() < 3) return;
  const long method = number(content, 0, 1);
  const bool best = number(content, 2, 1) == 1;
  const bool is_first = ++into.spaces == 1;
  if (best) ++into.best_spaces;
  if (!is_first && !(best && into.best_spaces == 1)) return;
  into.method = method;
  into.enumerated = method == 1 && content.size() >= 7 ? number(content, 3, 4) : 0;
}

void take_header(std::string_view boxes, Jpeg2000& into) {
  while (const auto box = take_box(boxes)) {
    if (box->type == "ihdr" && box->content.size() >= 14) {
      into.channels = number(box->content, 8, 2);
      into.depth = number(box->content, 10, 1) == 255 ? 0 : number(box->content, 10, 1) + 1;
    } else if (box->type == "bpcc") {
      into.mixed_depths = true;
    } else if (box->type == "colr") {
      take_colour(box->content, into);
    }
  }
}

}  // namespace

Jpeg2000 read_jpeg2000(std::string_view file) {
  Jpeg2000 jpx;
  while (const auto box = take_box(file)) {
    if (box->type == "jp2h") {
      take_header(box->content, jpx);
      break;
    }
  }
  return jpx;
}

}  // namespace facteur::formats::pdfa
