// What the codes of a PDF font say: as far as needed to look for facts on a page, which is letters
// without their accents, digits and punctuation.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <qpdf/QPDFObjectHandle.hh>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace facteur::formats::facturx {

// A character as ASCII in lower case, without accents; 0 for what is no letter, digit or
// punctuation of Latin script: spaces of all kinds, currency signs, bullets.
char folded(char32_t character);
// All of a UTF-8 text that folds to something.
std::string folded(std::string_view utf8);

class PageFont {
 public:
  // By its ToUnicode map (ISO 32000-1, 9.10.3); of a simple font also by its encoding (9.6.6).
  explicit PageFont(QPDFObjectHandle font);

  struct Shown {
    std::size_t codes = 0;
    std::size_t unread = 0;  // codes that may be any character
  };
  // Appends what a string says when this font shows it.
  Shown append(std::string_view codes, std::string& text) const;

 private:
  struct Range {
    std::uint32_t first, last, character;
  };

  void read_map(std::string_view map);
  void read_encoding(QPDFObjectHandle font);
  void read_differences(QPDFObjectHandle differences);
  // The text of a code; false when nobody says what it is.
  bool find(std::uint32_t code, std::string& text) const;

  unsigned width_ = 1;  // bytes of a code
  std::unordered_map<std::uint32_t, std::string> characters_;
  std::vector<Range> ranges_;
  std::array<char32_t, 256> simple_{};  // of a simple font; 0: unknown
};

}  // namespace facteur::formats::facturx
