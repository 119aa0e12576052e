// Where things are in an archive's directory, and the marks and sizes of its binary files. The same
// facts in words: FORMAT.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace facteur::archive {

inline constexpr std::string_view kFormatFile = "format";
inline constexpr std::string_view kCheckpointFile = "checkpoint";
inline constexpr std::string_view kUnfinished = ".tmp";  // suffix of a file being replaced

inline constexpr std::string_view kObjectMagic = "FACTOBJ1";
inline constexpr std::size_t kObjectHeaderBytes = 64;
inline constexpr std::string_view kIndexMagic = "FACTIDX1";
inline constexpr std::uint32_t kFrameMagic = 0x464A4331;  // "FJC1"
inline constexpr std::size_t kFrameHeaderBytes = 24;
inline constexpr std::size_t kMaxFrameBytes = 256u << 20;
inline constexpr std::uint64_t kTileWidth = 256;  // hashes in a tile, as in C2SP tlog-tiles

// A superseded head is kept for good when it covers this many entries more than the kept one
// before, or when it is the last of its UTC day.
inline constexpr std::uint64_t kKeepEvery = 4096;

std::string segment_path(std::uint64_t number);        // "objects/seg-00000042.dat"
std::string segment_index_path(std::uint64_t number);  // "objects/seg-00000042.idx"
std::string journal_path(std::uint64_t first_index);   // "journal/j-00000000000000001234.log"
std::string tile_path(unsigned level, std::uint64_t number);  // "tree/tile/0/x001/234"
std::string kept_checkpoint_path(std::uint64_t size);         // "checkpoints/00000000000000001234"
std::string key_path(std::string_view key_id);                // "keys/<key id>.pem"

// The number in a file name such as "seg-00000042.dat"; nothing when it is spelled any other way.
std::optional<std::uint64_t> number_in(std::string_view name, std::string_view prefix,
                                       std::string_view suffix, std::size_t digits);
inline std::optional<std::uint64_t> segment_number(std::string_view name) {
  return number_in(name, "seg-", ".dat", 8);
}
inline std::optional<std::uint64_t> journal_number(std::string_view name) {
  return number_in(name, "j-", ".log", 20);
}

// The file `format`: what the archive is, since when, and its name in every checkpoint.
struct Identity {
  std::string id;            // 32 hex digits, random
  std::int64_t created = 0;  // microseconds since 1970-01-01T00:00:00Z
};
std::string format_identity(const Identity& identity);
std::optional<Identity> parse_identity(std::string_view text);

}  // namespace facteur::archive
