#include "gateway/flows/zip_directory.h"

#include <algorithm>
#include <cstdint>

namespace facteur::gateway::flows {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view end_signature = "PK\5\6"sv;
constexpr std::string_view large_locator_signature = "PK\6\7"sv;
constexpr std::size_t end_bytes = 22, large_locator_bytes = 20;
constexpr std::size_t looked_at = 16 * 1024;  // how far from the end libarchive looks

std::size_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::size_t value = 0;
  for (std::size_t i = size; i-- > 0;) {
    value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

}  // namespace

std::optional<ZipDirectory> zip_directory(std::string_view zip) {
  if (zip.size() < end_bytes) return std::nullopt;
  const std::size_t first = zip.size() - std::min(zip.size(), looked_at);
  const std::size_t end = zip.rfind(end_signature, zip.size() - end_bytes);
  if (end == std::string_view::npos || end < first) return std::nullopt;
  const bool large = end >= large_locator_bytes &&
                     zip.substr(end - large_locator_bytes).starts_with(large_locator_signature);
  const std::size_t volumes = number(zip, end + 4, 2) + number(zip, end + 6, 2);
  const std::size_t here = number(zip, end + 8, 2), entries = number(zip, end + 10, 2);
  const std::size_t bytes = number(zip, end + 12, 4), offset = number(zip, end + 16, 4);
  const std::size_t comment = number(zip, end + 20, 2);
  const bool whole = end + end_bytes + comment == zip.size();
  if (large || volumes != 0 || here != entries || !whole || offset + bytes != end) {
    return std::nullopt;
  }
  return ZipDirectory{bytes, entries};
}

}  // namespace facteur::gateway::flows
