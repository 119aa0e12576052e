#include "archive/frame.h"

#include "archive/bytes.h"
#include "archive/crc32c.h"
#include "archive/layout.h"

namespace facteur::archive {
namespace {

std::optional<Frame> parse(std::string_view bytes) {
  Reader header(bytes);
  const auto magic = header.number<std::uint32_t>();
  const auto checksum = header.number<std::uint32_t>();
  const auto length = header.number<std::uint32_t>();
  const auto count = header.number<std::uint32_t>();
  const auto first = header.number<std::uint64_t>();
  if (magic != kFrameMagic || !first || *count == 0) return std::nullopt;
  Frame frame{*first, {}, kFrameHeaderBytes + *length};
  if (frame.size > kMaxFrameBytes || frame.size > bytes.size()) return std::nullopt;
  if (crc32c(bytes.substr(8, frame.size - 8)) != *checksum) return std::nullopt;
  Reader body(bytes.substr(kFrameHeaderBytes, *length));
  while (const auto entry = body.field()) frame.entries.push_back(*entry);
  if (!body.empty() || frame.entries.size() != *count) return std::nullopt;
  return frame;
}

}  // namespace

std::string encode_frame(std::uint64_t first, std::span<const std::string> entries) {
  std::string body;
  for (const std::string& entry : entries) put_field(body, entry);
  std::string checked;
  put(checked, static_cast<std::uint32_t>(body.size()));
  put(checked, static_cast<std::uint32_t>(entries.size()));
  put(checked, first);
  checked += body;
  std::string frame;
  frame.reserve(kFrameHeaderBytes + body.size());
  put(frame, kFrameMagic);
  put(frame, crc32c(checked));
  frame += checked;
  return frame;
}

FrameState parse_frame(std::string_view bytes, std::uint64_t first, Frame& frame) {
  if (bytes.find_first_not_of('\0') == std::string_view::npos) return FrameState::end;
  auto parsed = parse(bytes);
  if (!parsed || parsed->first != first) return FrameState::torn;
  frame = std::move(*parsed);
  return FrameState::whole;
}

std::optional<FramePlace> find_frame(std::string_view bytes) {
  std::string magic;
  put(magic, kFrameMagic);
  for (std::size_t at = bytes.find(magic); at != std::string_view::npos;
       at = bytes.find(magic, at + 1)) {
    if (const auto frame = parse(bytes.substr(at))) return FramePlace{at, frame->first};
  }
  return std::nullopt;
}

}  // namespace facteur::archive
