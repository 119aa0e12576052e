#include "gateway/receivables/matching/text.h"

#include <algorithm>

#include "formats/utf8.h"

namespace facteur::gateway::receivables::matching {
namespace {

// U+00C0 to U+017F, the Latin letters with accents, in their order; '.' is no letter.
constexpr std::string_view latin_bases =
    "AAAAAAACEEEEIIII"
    "DNOOOOO.OUUUUY.S"
    "AAAAAAACEEEEIIII"
    "DNOOOOO.OUUUUY.Y"
    "AAAAAACCCCCCCCDD"
    "DDEEEEEEEEEEGGGG"
    "GGGGHHHHIIIIIIII"
    "IIIIJJKKKLLLLLLL"
    "LLLNNNNNNNNNOOOO"
    "OOOORRRRRRSSSSSS"
    "SSTTTTTTUUUUUUUU"
    "UUUUWWYYYZZZZZZS";

// The letter or digit that a character counts as; 0 for all else. Of a ligature the first letter:
// the second is added by the caller.
char base_of(char32_t c) {
  if (c >= 'a' && c <= 'z') return static_cast<char>(c - 'a' + 'A');
  if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return static_cast<char>(c);
  if (c < 0xC0 || c > 0x17F) return 0;
  const char base = latin_bases[c - 0xC0];
  return base == '.' ? 0 : base;
}

char second_of_ligature(char32_t c) {
  if (c == 0xC6 || c == 0xE6 || c == 0x152 || c == 0x153) return 'E';
  return c == 0xDF ? 'S' : 0;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::vector<Word> words_of(std::string_view utf8) {
  std::vector<Word> words;
  bool inside = false;
  char gap = 0;
  while (!utf8.empty()) {
    const char32_t c = formats::take_code_point(utf8);
    if (const char base = base_of(c)) {
      if (!inside) {
        if (words.size() == most_words) break;
        words.push_back({"", gap});
      }
      inside = true;
      words.back().text.push_back(base);
      if (const char second = second_of_ligature(c)) words.back().text.push_back(second);
    } else {
      if (inside) gap = ' ';
      inside = false;
      if (gap == 0) gap = ' ';
      if (gap == ' ' && c > ' ' && c < 0x7F) gap = static_cast<char>(c);
    }
  }
  if (!words.empty()) words.front().gap = 0;
  return words;
}

std::string canonical(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  while (!utf8.empty()) {
    const char32_t c = formats::take_code_point(utf8);
    if (const char base = base_of(c)) out.push_back(base);
    if (const char second = second_of_ligature(c)) out.push_back(second);
  }
  return out;
}

std::string without_confusions(std::string_view canonical) {
  std::string out(canonical);
  for (char& c : out)
    if (c == 'O')
      c = '0';
    else if (c == 'I' || c == 'L')
      c = '1';
  return out;
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool has_letter(std::string_view canonical) {
  return !std::all_of(canonical.begin(), canonical.end(), is_digit);
}

std::size_t digits_at_end(std::string_view canonical) {
  std::size_t count = 0;
  while (count < canonical.size() && is_digit(canonical[canonical.size() - 1 - count])) ++count;
  return count;
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001B3u;
  }
  return hash;
}

}  // namespace facteur::gateway::receivables::matching
