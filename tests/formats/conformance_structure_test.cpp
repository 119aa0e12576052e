// Our verdict of structure against that of the published XSD, over the shared documents.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "formats/read.h"

using namespace facteur::formats;

namespace {

std::filesystem::path documents() {
  const char* shared = std::getenv("FACTEUR_SHARED");
  const std::filesystem::path root = shared != nullptr ? shared : FACTEUR_SOURCE_DIR "/../shared";
  return root / "conformance" / "documents";
}

// Document (path below the folder) -> does the XSD accept it?
std::map<std::string, bool> expected(const std::filesystem::path& folder) {
  std::map<std::string, bool> verdicts;
  std::ifstream in(folder / "expected.tsv");
  for (std::string line; std::getline(in, line);) {
    std::istringstream columns(line);
    std::string file, origin, structure;
    std::getline(columns, file, '\t');
    std::getline(columns, origin, '\t');
    std::getline(columns, structure, '\t');
    if (file != "file") verdicts[file] = structure == "1";
  }
  return verdicts;
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("the structure of every shared document is judged as the XSD judges it") {
  const std::filesystem::path folder = documents();
  if (!std::filesystem::exists(folder / "expected.tsv")) {
    WARN("skipped: no shared documents at " << folder);
    return;
  }
  const auto verdicts = expected(folder);
  std::size_t agreed = 0;
  for (const auto& [file, accepted] : verdicts) {
    const Reading reading = read(bytes_of(folder / file));
    INFO(file << ": the XSD says " << accepted);
    CHECK(reading.structure == accepted);
    if (reading.structure == accepted) ++agreed;
  }
  WARN("structure: " << agreed << " of " << verdicts.size() << " agree");
  CHECK(agreed == verdicts.size());
}
