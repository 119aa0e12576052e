// Archives made byte by byte, good ones and such as no program would make.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace facteur::gateway::test {

struct ZipEntry {
  std::string path, bytes;
  std::uint32_t mode = 0100644;  // as of Unix: a plain file
  std::uint16_t flags = 0x0800;  // the name is UTF-8
  std::uint16_t method = 8;      // deflate; 0: stored
};
std::string zip(const std::vector<ZipEntry>& entries);

struct TarEntry {
  std::string path, bytes;
  char type = '0';        // a plain file
  std::string link = {};  // where a link leads
};
std::string tar(const std::vector<TarEntry>& entries);
std::string gzip(const std::string& bytes);

}  // namespace facteur::gateway::test
