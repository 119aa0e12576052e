// A frame is one group commit in the journal: all its entries, under one checksum (FORMAT.md,
// "Journal"). Because every frame was durable before the next was begun, only the last can be torn.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace facteur::archive {

struct Frame {
  std::uint64_t first = 0;                // index of its first entry
  std::vector<std::string_view> entries;  // encoded; views into the parsed bytes
  std::size_t size = 0;                   // bytes, header included
};

std::string encode_frame(std::uint64_t first, std::span<const std::string> entries);

enum class FrameState {
  whole,
  end,   // nothing but zeros from here on, or nothing at all
  torn,  // something else
};
// Reads the frame at the front of `bytes`, which must begin with entry `first`.
FrameState parse_frame(std::string_view bytes, std::uint64_t first, Frame& frame);

struct FramePlace {
  std::size_t offset = 0;
  std::uint64_t first = 0;  // index of its first entry
};
// The first whole frame in `bytes`, wherever it begins. If one follows something that is no frame,
// then that something was once durable, and is damaged, not torn.
std::optional<FramePlace> find_frame(std::string_view bytes);

}  // namespace facteur::archive
