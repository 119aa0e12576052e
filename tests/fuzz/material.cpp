// Writes what libFuzzer starts from: DIRECTORY/TARGET/ with a file a seed, DIRECTORY/TARGET.dict.
//
//   fuzz_material DIRECTORY
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/fuzz/fuzz.h"

using namespace facteur;

namespace {

// One line of a libFuzzer dictionary.
std::string quoted(const std::string& word) {
  std::string line = "\"";
  for (const char c : word) {
    char code[8];
    std::snprintf(code, sizeof code, "\\x%02X",
                  static_cast<unsigned>(static_cast<unsigned char>(c)));
    line += code;
  }
  return line + "\"\n";
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const std::filesystem::path top = arguments[1];
  for (const std::string target :
       {"read", "write", "json", "values", "archive", "multipart", "hybrid", "bounce", "bank"}) {
    std::filesystem::create_directories(top / target);
    int number = 0;
    for (const std::string& seed : fuzz::seeds_of(target)) {
      std::ofstream(top / target / ("seed-" + std::to_string(++number)), std::ios::binary) << seed;
    }
    std::ofstream dictionary(top / (target + ".dict"));
    for (const std::string& word : fuzz::dictionary_of(target)) dictionary << quoted(word);
  }
  return 0;
}
