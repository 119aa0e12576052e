#include "formats/facturx/read_font.h"

#include <algorithm>

#include "formats/facturx/read_stream.h"
#include "formats/pdf/tokens.h"
#include "formats/utf8.h"

namespace facteur::formats::facturx {
namespace {

using pdf::Token;
using pdf::TokenKind;

constexpr std::size_t most_map_bytes = 512u << 10;
constexpr std::size_t most_entries = 20'000;

// From U+00C0 on, and from U+0100 on: the letter below the accent.
constexpr std::string_view latin_1 =
    "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuyty";
static_assert(latin_1.size() == 64);
constexpr std::string_view latin_extended_a =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

// Windows code page 1252, 0x80 to 0x9F, and Mac OS Roman, 0x80 to 0xFF, folded; a space stands for
// what folds to nothing.
constexpr std::string_view windows_high = "  'f\".    s o z  ''\"\" --  s o zy";
constexpr std::string_view mac_high =
    "aacenouaaaaaaceeeeiiiinooooouuuu       s      ao              ao"
    "    f    . aaooo--\"\"''  yy/   ff  '\" aeaeeiiiioo ouuui";

// Names of glyphs that are not the letter itself with an accent after it.
struct Glyph {
  std::string_view name;
  char character;
};
constexpr std::array glyphs{
    Glyph{"zero", '0'},
    Glyph{"one", '1'},
    Glyph{"two", '2'},
    Glyph{"three", '3'},
    Glyph{"four", '4'},
    Glyph{"five", '5'},
    Glyph{"six", '6'},
    Glyph{"seven", '7'},
    Glyph{"eight", '8'},
    Glyph{"nine", '9'},
    Glyph{"space", ' '},
    Glyph{"nbspace", ' '},
    Glyph{"period", '.'},
    Glyph{"comma", ','},
    Glyph{"hyphen", '-'},
    Glyph{"minus", '-'},
    Glyph{"endash", '-'},
    Glyph{"emdash", '-'},
    Glyph{"sfthyphen", '-'},
    Glyph{"slash", '/'},
    Glyph{"colon", ':'},
    Glyph{"semicolon", ';'},
    Glyph{"quotesingle", '\''},
    Glyph{"quoteright", '\''},
    Glyph{"quoteleft", '\''},
    Glyph{"parenleft", '('},
    Glyph{"parenright", ')'},
    Glyph{"at", '@'},
    Glyph{"ampersand", '&'},
    Glyph{"underscore", '_'},
    Glyph{"percent", '%'},
    Glyph{"plus", '+'},
    Glyph{"equal", '='},
    Glyph{"asterisk", '*'},
    Glyph{"numbersign", '#'},
    Glyph{"quotedbl", '"'},
    Glyph{"Euro", ' '},
    Glyph{"euro", ' '},
    Glyph{"degree", ' '},
    Glyph{"bullet", ' '},
    Glyph{"section", ' '},
    Glyph{"germandbls", 's'},
    Glyph{"ae", 'a'},
    Glyph{"oe", 'o'},
    Glyph{"AE", 'a'},
    Glyph{"OE", 'o'},
    Glyph{"copyright", ' '},
    Glyph{"registered", ' '},
    Glyph{"exclam", '!'},
    Glyph{"question", '?'},
    Glyph{"bar", '|'},
    Glyph{"ordmasculine", ' '},
    Glyph{"guillemotleft", ' '},
    Glyph{"guillemotright", ' '},
    Glyph{"quotedblleft", ' '},
    Glyph{"quotedblright", ' '},
    Glyph{"periodcentered", ' '},
};
constexpr std::array<std::string_view, 11> accents{"acute", "grave",   "circumflex", "dieresis",
                                                   "tilde", "cedilla", "ring",       "caron",
                                                   "slash", "macron",  "ogonek"};

// 0: unknown.
char32_t character_of(std::string_view glyph) {
  for (const Glyph& known : glyphs) {
    if (known.name == glyph) return static_cast<unsigned char>(known.character);
  }
  if (glyph.empty()) return 0;
  const std::string_view rest = glyph.substr(1);
  const bool accented = std::find(accents.begin(), accents.end(), rest) != accents.end();
  const bool letter = (glyph[0] | 0x20) >= 'a' && (glyph[0] | 0x20) <= 'z';
  if (letter && (rest.empty() || accented)) return static_cast<unsigned char>(glyph[0]);
  if (!glyph.starts_with("uni") || glyph.size() != 7) return 0;
  char32_t value = 0;
  for (const char c : glyph.substr(3)) {
    if (pdf::hex_digit(c) < 0) return 0;
    value = value * 16 + static_cast<char32_t>(pdf::hex_digit(c));
  }
  return value;
}

std::uint32_t number_of(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char c : bytes.substr(0, 4)) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

// The characters that a map gives, UTF-16 with the high byte first, folded.
std::string folded_utf16(std::string_view bytes) {
  std::string text;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    if (const char c = folded(char32_t{number_of(bytes.substr(i, 2))})) text += c;
  }
  return text;
}

char32_t from_high(std::string_view table, unsigned code, unsigned first) {
  return code - first < table.size() ? static_cast<unsigned char>(table[code - first]) : U' ';
}

}  // namespace

char folded(char32_t character) {
  if (character > 0x20 && character < 0x7F) {
    const auto c = static_cast<char>(character);
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (character >= 0xC0 && character < 0x100) return latin_1[character - 0xC0];
  if (character >= 0x100 && character < 0x180) {
    const std::size_t at = character - 0x100;
    return at < latin_extended_a.size() ? latin_extended_a[at] : '\0';
  }
  if (character == 0x2018 || character == 0x2019) return '\'';
  if ((character >= 0x2010 && character <= 0x2015) || character == 0x2212) return '-';
  return '\0';
}

std::string folded(std::string_view utf8) {
  std::string text;
  while (!utf8.empty()) {
    if (const char c = folded(take_code_point(utf8))) text += c;
  }
  return text;
}

PageFont::PageFont(QPDFObjectHandle font) {
  if (!font.isDictionary()) return;
  const bool composite = font.getKey("/Subtype").isNameAndEquals("/Type0");
  if (composite) width_ = 2;
  if (!composite) read_encoding(font);
  const StreamBytes map = decode(font.getKey("/ToUnicode"), most_map_bytes);
  if (map.fault == StreamFault::none) read_map(map.bytes);
}

void PageFont::read_map(std::string_view map) {
  pdf::Tokens tokens(map);
  std::string_view section;
  std::vector<Token> operands;
  bool in_list = false;
  std::uint32_t in_list_code = 0;
  for (Token token = tokens.next(); token.kind != TokenKind::end; token = tokens.next()) {
    if (characters_.size() + ranges_.size() > most_entries) return;
    if (token.kind == TokenKind::word) {
      section = token.text.starts_with("begin") ? token.text : std::string_view();
      operands.clear();
      in_list = false;
      continue;
    }
    if (token.kind == TokenKind::array_close) {
      in_list = false;
      operands.clear();
    } else if (token.kind == TokenKind::array_open && operands.size() == 2) {
      in_list = true;
      in_list_code = number_of(string_of(operands[0]));
    } else if (in_list && token.kind == TokenKind::hex_string) {
      characters_[in_list_code++] = folded_utf16(string_of(token));
    } else if (token.kind == TokenKind::hex_string || token.kind == TokenKind::integer) {
      operands.push_back(token);
    }
    if (section == "begincodespacerange" && operands.size() == 2) {
      width_ = std::clamp(static_cast<unsigned>(string_of(operands[0]).size()), 1u, 4u);
      operands.clear();
    } else if (section == "beginbfchar" && operands.size() == 2) {
      characters_[number_of(string_of(operands[0]))] = folded_utf16(string_of(operands[1]));
      operands.clear();
    } else if (section == "beginbfrange" && operands.size() == 3) {
      ranges_.push_back({number_of(string_of(operands[0])), number_of(string_of(operands[1])),
                         number_of(string_of(operands[2]))});
      operands.clear();
    }
  }
}

// Without an encoding, what an embedded font program means by its codes is its own affair.
void PageFont::read_encoding(QPDFObjectHandle font) {
  QPDFObjectHandle encoding = font.getKey("/Encoding");
  QPDFObjectHandle descriptor = font.getKey("/FontDescriptor");
  QPDFObjectHandle base = encoding.isDictionary() ? encoding.getKey("/BaseEncoding") : encoding;
  const bool own = font.getKey("/Subtype").isNameAndEquals("/Type3") ||
                   (descriptor.isDictionary() && !base.isName() && descriptor.hasKey("/FontFile2"));
  const bool mac = base.isNameAndEquals("/MacRomanEncoding");
  const bool windows = base.isNameAndEquals("/WinAnsiEncoding");
  for (unsigned code = 0; code < 256 && !own; ++code) {
    if (code < 0x80) {
      simple_.at(code) = code < 0x20 ? U' ' : char32_t{code};
    } else if (mac) {
      simple_.at(code) = from_high(mac_high, code, 0x80);
    } else if (windows) {
      simple_.at(code) = code < 0xA0 ? from_high(windows_high, code, 0x80) : char32_t{code};
    }
  }
  if (encoding.isDictionary()) read_differences(encoding.getKey("/Differences"));
}

void PageFont::read_differences(QPDFObjectHandle differences) {
  if (!differences.isArray()) return;
  std::size_t code = 0;
  const int items = std::min(differences.getArrayNItems(), 1'000);
  for (int i = 0; i < items; ++i) {
    QPDFObjectHandle item = differences.getArrayItem(i);
    if (item.isInteger()) {
      code = static_cast<std::size_t>(std::clamp(item.getIntValue(), 0LL, 256LL));
    } else if (item.isName() && code < simple_.size()) {
      simple_.at(code++) = character_of(std::string_view(item.getName()).substr(1));
    }
  }
}

bool PageFont::find(std::uint32_t code, std::string& text) const {
  if (const auto known = characters_.find(code); known != characters_.end()) {
    text += known->second;
    return true;
  }
  for (const Range& range : ranges_) {
    if (code < range.first || code > range.last) continue;
    if (const char c = folded(char32_t{range.character + (code - range.first)})) text += c;
    return true;
  }
  if (width_ != 1 || simple_.at(code & 255) == 0) return false;
  if (const char c = folded(simple_.at(code & 255))) text += c;
  return true;
}

PageFont::Shown PageFont::append(std::string_view codes, std::string& text) const {
  Shown shown;
  for (std::size_t at = 0; at + width_ <= codes.size(); at += width_) {
    ++shown.codes;
    if (!find(number_of(codes.substr(at, width_)), text)) ++shown.unread;
  }
  return shown;
}

}  // namespace facteur::formats::facturx
