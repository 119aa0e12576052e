// Free text as matching reads it: upper-case letters A-Z and digits, in words. Statements lose
// accents, change separators and break lines inside a number, so nothing else counts.
// Pure; safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace facteur::gateway::receivables::matching {

// A run of letters and digits. `gap` is what parted it from the word before: the first character
// that is no blank, ' ' when there were only blanks, 0 at the beginning of the text.
struct Word {
  std::string text;
  char gap = 0;
};

// Texts of more than `most_words` words are read up to there: a remittance has 140 characters, and
// what is longer is not one.
inline constexpr std::size_t most_words = 200;
std::vector<Word> words_of(std::string_view utf8);

// The words put together: "FA-2026/001" is "FA2026001".
std::string canonical(std::string_view utf8);

// What people and scanners take for each other made one: O is 0, I and L are 1. Of canonical text.
std::string without_confusions(std::string_view canonical);

bool is_digits(std::string_view text);  // and not empty
bool has_letter(std::string_view canonical);

// How many digits the text ends in.
std::size_t digits_at_end(std::string_view canonical);

// FNV-1a, 64 bits, for the tables of texts.
std::uint64_t hash_of(std::string_view text);

}  // namespace facteur::gateway::receivables::matching
