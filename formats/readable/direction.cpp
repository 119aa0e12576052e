#include "formats/readable/direction.h"

#include <algorithm>
#include <vector>

#include "formats/utf8.h"

namespace facteur::formats::readable {
namespace {

// Hebrew, Arabic and their neighbours, and the forms that Unicode keeps for their presentation.
bool is_right_to_left(char32_t c) {
  return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
         (c >= 0xFE70 && c <= 0xFEFE) || (c >= 0x10800 && c <= 0x10FFF) ||
         (c >= 0x1E800 && c <= 0x1EFFF);
}

// LRM, RLM, ALM, embeddings, overrides and isolates.
bool is_direction_mark(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

// Points and accents that stand on the letter before them.
bool is_combining(char32_t c) {
  return (c >= 0x0591 && c <= 0x05C7 && c != 0x05BE && c != 0x05C0 && c != 0x05C3 && c != 0x05C6) ||
         (c >= 0x0610 && c <= 0x061A) || (c >= 0x064B && c <= 0x065F) || c == 0x0670;
}

bool is_digit(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 0x0660 && c <= 0x0669) || (c >= 0x06F0 && c <= 0x06F9);
}

// What may stand inside a number.
bool joins_digits(char32_t c) {
  return c == '.' || c == ',' || c == '/' || c == ':' || c == 0xA0;
}

// Takes the direction of what is around it.
bool is_neutral(char32_t c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0xC0;
  const bool punctuation = c >= 0x2000 && c <= 0x206F;
  return !letter || punctuation;
}

char32_t mirrored(char32_t c) {
  constexpr std::u32string_view pairs = U"()[]{}<>«»";
  const std::size_t at = pairs.find(c);
  return at == pairs.npos ? c : pairs[at ^ 1];
}

using Characters = std::vector<char32_t>;
using Place = Characters::iterator;

// Turned as a whole; then numbers, and letters with their points, are turned back.
void turn(Place begin, Place end) {
  std::reverse(begin, end);
  for (Place at = begin; at != end;) {
    Place next = at + 1;
    if (is_digit(*at)) {
      while (next != end &&
             (is_digit(*next) || (joins_digits(*next) && next + 1 != end && is_digit(*(next + 1)))))
        ++next;
      std::reverse(at, next);
    } else if (is_combining(*at)) {
      while (next != end && is_combining(*(next - 1))) ++next;
      std::reverse(at, next);
    } else {
      *at = mirrored(*at);
    }
    at = next;
  }
}

// From `first` to behind the last right-to-left letter that only neutrals and numbers part from it.
Place end_of_run(Place first, Place end) {
  Place last = first;
  for (Place at = first; at != end && (is_right_to_left(*at) || is_neutral(*at)); ++at)
    if (is_right_to_left(*at)) last = at;
  return last + 1;
}

}  // namespace

bool has_direction(std::string_view line) {
  if (std::ranges::all_of(line, [](char c) { return static_cast<unsigned char>(c) < 0xD6; }))
    return false;
  while (!line.empty()) {
    const char32_t c = take_code_point(line);
    if (is_right_to_left(c) || is_direction_mark(c)) return true;
  }
  return false;
}

std::string drawing_order(std::string_view line) {
  Characters characters;
  while (!line.empty()) {
    const char32_t c = take_code_point(line);
    if (!is_direction_mark(c)) characters.push_back(c);
  }
  for (Place at = characters.begin(); at != characters.end();) {
    if (!is_right_to_left(*at)) {
      ++at;
      continue;
    }
    const Place end = end_of_run(at, characters.end());
    turn(at, end);
    at = end;
  }
  std::string drawn;
  for (const char32_t c : characters) append_utf8(drawn, c);
  return drawn;
}

}  // namespace facteur::formats::readable
