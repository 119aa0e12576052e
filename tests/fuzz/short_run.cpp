// Runs a fuzz target without libFuzzer, for as long as a test may take: the target's seeds, the
// documents of a folder, and changes to either.
//
//   NAME_fuzz TARGET SECONDS [FOLDER]
//
// The changes depend on nothing but their number: what fails once fails again. The input that
// ended the process is left in the working directory as TARGET.input.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>

#include "tests/fuzz/fuzz.h"

using namespace facteur;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest = 20'000;  // of an input, so that many can be tried
constexpr std::size_t most_files = 100;

// Keeps the input until it has passed.
void run(const std::string& input, const fs::path& kept) {
  std::ofstream(kept, std::ios::binary) << input;
  // A copy of the exact size: a read beyond its end is then seen.
  const std::vector<std::uint8_t> bytes(input.begin(), input.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

// Some files of the folder, spread over it.
void add_files(const fs::path& folder, std::vector<std::string>& corpus) {
  std::error_code missing;
  std::vector<fs::path> files;
  for (const auto& file : fs::recursive_directory_iterator(folder, missing)) {
    if (file.path().extension() == ".xml" && file.file_size() < longest) files.push_back(file);
  }
  std::ranges::sort(files);
  const std::size_t step = std::max<std::size_t>(1, files.size() / most_files);
  for (std::size_t i = 0; i < files.size(); i += step) {
    std::ifstream in(files[i], std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
}

class Mutator {
 public:
  Mutator(const std::vector<std::string>& corpus, const std::vector<std::string>& words)
      : corpus_(corpus), words_(words) {}

  std::string next(std::uint32_t number) {
    random_.seed(number);
    std::string text = corpus_[below(corpus_.size())];
    for (std::size_t changes = 1 + below(4); changes > 0; --changes) change(text);
    return text.substr(0, longest);
  }

 private:
  std::size_t below(std::size_t end) { return end == 0 ? 0 : random_() % end; }

  void change(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    switch (below(6)) {
      case 0:
        text.insert(at, 1, static_cast<char>(below(256)));
        return;
      case 1:
        text.erase(at, 1 + below(40));
        return;
      case 2:
        text.insert(at, words_[below(words_.size())]);
        return;
      case 3:
        text.insert(at, text.substr(below(text.size() + 1), below(200)));
        return;
      case 4: {
        const std::string& other = corpus_[below(corpus_.size())];
        text.replace(at, below(200), other.substr(below(other.size() + 1), below(500)));
        return;
      }
      default:
        if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
    }
  }

  const std::vector<std::string>& corpus_;
  const std::vector<std::string>& words_;
  std::mt19937 random_;
};

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) return 2;
  const std::string target = arguments[1];
  std::vector<std::string> corpus = fuzz::seeds_of(target);
  if (count > 3 && (target == "read" || target == "write")) add_files(arguments[3], corpus);
  const fs::path kept = target + ".input";
  const auto words = fuzz::dictionary_of(target);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::stoi(arguments[2]));
  const auto time_left = [end] { return std::chrono::steady_clock::now() < end; };
  for (std::size_t i = 0; i < corpus.size() && time_left(); ++i) run(corpus[i], kept);
  Mutator mutator(corpus, words);
  std::uint32_t number = 0;
  while (time_left()) {
    const std::string input = mutator.next(++number);
    run(input, kept);
  }
  fs::remove(kept);
  std::cout << target << ": " << corpus.size() << " seeds and " << number << " changed inputs\n";
  return 0;
}
