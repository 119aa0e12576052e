#include "tests/gateway/archives.h"

#include <zlib.h>

#include <catch2/catch.hpp>
#include <cstdio>

namespace facteur::gateway::test {
namespace {

std::string deflated(const std::string& bytes, int window) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

// Little-endian, as a .zip has its numbers.
std::string number(std::size_t value, std::size_t size) {
  std::string bytes;
  for (; size > 0; --size, value >>= 8U) bytes += static_cast<char>(value & 0xFFU);
  return bytes;
}

void put(std::string& header, std::size_t at, const std::string& text) {
  header.replace(at, text.size(), text);
}

std::string octal(std::size_t value, int digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%0*zo", digits, value);
  return text;
}

}  // namespace

std::string zip(const std::vector<ZipEntry>& entries) {
  std::string file, directory;
  for (const ZipEntry& entry : entries) {
    const std::string packed = entry.method == 8 ? deflated(entry.bytes, -15) : entry.bytes;
    const auto sum = crc32(0, reinterpret_cast<const Bytef*>(entry.bytes.data()),
                           static_cast<uInt>(entry.bytes.size()));
    const std::string common = number(20, 2) + number(entry.flags, 2) + number(entry.method, 2) +
                               number(0, 4) + number(sum, 4) + number(packed.size(), 4) +
                               number(entry.bytes.size(), 4) + number(entry.path.size(), 2) +
                               number(0, 2);
    constexpr std::size_t made_by_unix = 3U << 8U;
    directory += "PK\1\2" + number(made_by_unix + 20, 2) + common + number(0, 6) +
                 number(static_cast<std::size_t>(entry.mode) << 16U, 4) + number(file.size(), 4) +
                 entry.path;
    file += "PK\3\4" + common + entry.path + packed;
  }
  const std::string count = number(entries.size(), 2);
  return file + directory + "PK\5\6" + number(0, 4) + count + count + number(directory.size(), 4) +
         number(file.size(), 4) + number(0, 2);
}

std::string tar(const std::vector<TarEntry>& entries) {
  constexpr std::size_t block = 512;
  std::string file;
  for (const TarEntry& entry : entries) {
    std::string header(block, '\0');
    put(header, 0, entry.path.substr(0, 100));
    put(header, 100, "0000644");
    put(header, 124, octal(entry.bytes.size(), 11));
    put(header, 136, octal(0, 11));
    put(header, 148, "        ");
    header[156] = entry.type;
    put(header, 157, entry.link);
    put(header, 257,
        std::string("ustar\0"
                    "00",
                    8));
    std::size_t sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    put(header, 148, octal(sum, 6) + std::string("\0 ", 2));
    file += header + entry.bytes;
    file.resize((file.size() + block - 1) / block * block);
  }
  return file + std::string(2 * block, '\0');
}

std::string gzip(const std::string& bytes) {
  return deflated(bytes, 31);
}

}  // namespace facteur::gateway::test
