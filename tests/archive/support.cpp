#include "tests/archive/support.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

namespace facteur::archive::test {

TemporaryDirectory::TemporaryDirectory() {
  std::string name = (std::filesystem::temp_directory_path() / "facteur-archive-XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::unique_ptr<Archive> open_or_fail(const Options& options) {
  auto archive = Archive::open(options);
  if (!archive) FAIL(archive.error().place << ": " << archive.error().detail);
  return std::move(*archive);
}

Receipt deposit(Archive& archive, std::string_view bytes, const std::string& subject) {
  const Deposit one = reception(bytes, subject);
  const auto receipts = archive.append({&one, 1});
  if (!receipts) FAIL(receipts.error().place << ": " << receipts.error().detail);
  return receipts->front();
}

std::string read_whole(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

void write_whole(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream stream(path, std::ios::binary | std::ios::trunc);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace facteur::archive::test
