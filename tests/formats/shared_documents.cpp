#include "tests/formats/shared_documents.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

namespace facteur::test {

std::filesystem::path shared_documents() {
  const char* shared = std::getenv("FACTEUR_SHARED");
  const std::filesystem::path root = shared != nullptr ? shared : FACTEUR_SOURCE_DIR "/../shared";
  const auto folder = root / "conformance" / "documents";
  if (std::filesystem::exists(folder / "expected.tsv")) return folder;
  WARN("skipped: no shared documents at " << folder);
  return {};
}

std::vector<std::string> accepted_documents(const std::string& part) {
  const auto folder = shared_documents();
  std::set<std::string> files;
  if (folder.empty()) return {};
  std::ifstream in(folder / "expected.tsv");
  for (std::string line; std::getline(in, line);) {
    std::istringstream columns(line);
    std::string file, origin, structure;
    std::getline(columns, file, '\t');
    std::getline(columns, origin, '\t');
    std::getline(columns, structure, '\t');
    if (structure == "1" && file.find(part) != std::string::npos) files.insert(file);
  }
  return {files.begin(), files.end()};
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace facteur::test
