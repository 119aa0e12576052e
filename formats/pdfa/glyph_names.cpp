#include "formats/pdfa/glyph_names.h"

#include <algorithm>
#include <span>

#include "formats/pdf/tokens.h"

namespace facteur::formats::pdfa {
namespace {

struct Named {
  std::string_view name;
  char16_t character;
};

// The strings 1 to 228 of CFF in their order (Adobe technical note 5176, appendix A), then what Mac
// and Windows have beyond them; characters as the Adobe Glyph List gives them.
constexpr Named names[] = {
    {"space", 0x0020},
    {"exclam", 0x0021},
    {"quotedbl", 0x0022},
    {"numbersign", 0x0023},
    {"dollar", 0x0024},
    {"percent", 0x0025},
    {"ampersand", 0x0026},
    {"quoteright", 0x2019},
    {"parenleft", 0x0028},
    {"parenright", 0x0029},
    {"asterisk", 0x002A},
    {"plus", 0x002B},
    {"comma", 0x002C},
    {"hyphen", 0x002D},
    {"period", 0x002E},
    {"slash", 0x002F},
    {"zero", 0x0030},
    {"one", 0x0031},
    {"two", 0x0032},
    {"three", 0x0033},
    {"four", 0x0034},
    {"five", 0x0035},
    {"six", 0x0036},
    {"seven", 0x0037},
    {"eight", 0x0038},
    {"nine", 0x0039},
    {"colon", 0x003A},
    {"semicolon", 0x003B},
    {"less", 0x003C},
    {"equal", 0x003D},
    {"greater", 0x003E},
    {"question", 0x003F},
    {"at", 0x0040},
    {"A", 0x0041},
    {"B", 0x0042},
    {"C", 0x0043},
    {"D", 0x0044},
    {"E", 0x0045},
    {"F", 0x0046},
    {"G", 0x0047},
    {"H", 0x0048},
    {"I", 0x0049},
    {"J", 0x004A},
    {"K", 0x004B},
    {"L", 0x004C},
    {"M", 0x004D},
    {"N", 0x004E},
    {"O", 0x004F},
    {"P", 0x0050},
    {"Q", 0x0051},
    {"R", 0x0052},
    {"S", 0x0053},
    {"T", 0x0054},
    {"U", 0x0055},
    {"V", 0x0056},
    {"W", 0x0057},
    {"X", 0x0058},
    {"Y", 0x0059},
    {"Z", 0x005A},
    {"bracketleft", 0x005B},
    {"backslash", 0x005C},
    {"bracketright", 0x005D},
    {"asciicircum", 0x005E},
    {"underscore", 0x005F},
    {"quoteleft", 0x2018},
    {"a", 0x0061},
    {"b", 0x0062},
    {"c", 0x0063},
    {"d", 0x0064},
    {"e", 0x0065},
    {"f", 0x0066},
    {"g", 0x0067},
    {"h", 0x0068},
    {"i", 0x0069},
    {"j", 0x006A},
    {"k", 0x006B},
    {"l", 0x006C},
    {"m", 0x006D},
    {"n", 0x006E},
    {"o", 0x006F},
    {"p", 0x0070},
    {"q", 0x0071},
    {"r", 0x0072},
    {"s", 0x0073},
    {"t", 0x0074},
    {"u", 0x0075},
    {"v", 0x0076},
    {"w", 0x0077},
    {"x", 0x0078},
    {"y", 0x0079},
    {"z", 0x007A},
    {"braceleft", 0x007B},
    {"bar", 0x007C},
    {"braceright", 0x007D},
    {"asciitilde", 0x007E},
    {"exclamdown", 0x00A1},
    {"cent", 0x00A2},
    {"sterling", 0x00A3},
    {"fraction", 0x2044},
    {"yen", 0x00A5},
    {"florin", 0x0192},
    {"section", 0x00A7},
    {"currency", 0x00A4},
    {"quotesingle", 0x0027},
    {"quotedblleft", 0x201C},
    {"guillemotleft", 0x00AB},
    {"guilsinglleft", 0x2039},
    {"guilsinglright", 0x203A},
    {"fi", 0xFB01},
    {"fl", 0xFB02},
    {"endash", 0x2013},
    {"dagger", 0x2020},
    {"daggerdbl", 0x2021},
    {"periodcentered", 0x00B7},
    {"paragraph", 0x00B6},
    {"bullet", 0x2022},
    {"quotesinglbase", 0x201A},
    {"quotedblbase", 0x201E},
    {"quotedblright", 0x201D},
    {"guillemotright", 0x00BB},
    {"ellipsis", 0x2026},
    {"perthousand", 0x2030},
    {"questiondown", 0x00BF},
    {"grave", 0x0060},
    {"acute", 0x00B4},
    {"circumflex", 0x02C6},
    {"tilde", 0x02DC},
    {"macron", 0x00AF},
    {"breve", 0x02D8},
    {"dotaccent", 0x02D9},
    {"dieresis", 0x00A8},
    {"ring", 0x02DA},
    {"cedilla", 0x00B8},
    {"hungarumlaut", 0x02DD},
    {"ogonek", 0x02DB},
    {"caron", 0x02C7},
    {"emdash", 0x2014},
    {"AE", 0x00C6},
    {"ordfeminine", 0x00AA},
    {"Lslash", 0x0141},
    {"Oslash", 0x00D8},
    {"OE", 0x0152},
    {"ordmasculine", 0x00BA},
    {"ae", 0x00E6},
    {"dotlessi", 0x0131},
    {"lslash", 0x0142},
    {"oslash", 0x00F8},
    {"oe", 0x0153},
    {"germandbls", 0x00DF},
    {"onesuperior", 0x00B9},
    {"logicalnot", 0x00AC},
    {"mu", 0x00B5},
    {"trademark", 0x2122},
    {"Eth", 0x00D0},
    {"onehalf", 0x00BD},
    {"plusminus", 0x00B1},
    {"Thorn", 0x00DE},
    {"onequarter", 0x00BC},
    {"divide", 0x00F7},
    {"brokenbar", 0x00A6},
    {"degree", 0x00B0},
    {"thorn", 0x00FE},
    {"threequarters", 0x00BE},
    {"twosuperior", 0x00B2},
    {"registered", 0x00AE},
    {"minus", 0x2212},
    {"eth", 0x00F0},
    {"multiply", 0x00D7},
    {"threesuperior", 0x00B3},
    {"copyright", 0x00A9},
    {"Aacute", 0x00C1},
    {"Acircumflex", 0x00C2},
    {"Adieresis", 0x00C4},
    {"Agrave", 0x00C0},
    {"Aring", 0x00C5},
    {"Atilde", 0x00C3},
    {"Ccedilla", 0x00C7},
    {"Eacute", 0x00C9},
    {"Ecircumflex", 0x00CA},
    {"Edieresis", 0x00CB},
    {"Egrave", 0x00C8},
    {"Iacute", 0x00CD},
    {"Icircumflex", 0x00CE},
    {"Idieresis", 0x00CF},
    {"Igrave", 0x00CC},
    {"Ntilde", 0x00D1},
    {"Oacute", 0x00D3},
    {"Ocircumflex", 0x00D4},
    {"Odieresis", 0x00D6},
    {"Ograve", 0x00D2},
    {"Otilde", 0x00D5},
    {"Scaron", 0x0160},
    {"Uacute", 0x00DA},
    {"Ucircumflex", 0x00DB},
    {"Udieresis", 0x00DC},
    {"Ugrave", 0x00D9},
    {"Yacute", 0x00DD},
    {"Ydieresis", 0x0178},
    {"Zcaron", 0x017D},
    {"aacute", 0x00E1},
    {"acircumflex", 0x00E2},
    {"adieresis", 0x00E4},
    {"agrave", 0x00E0},
    {"aring", 0x00E5},
    {"atilde", 0x00E3},
    {"ccedilla", 0x00E7},
    {"eacute", 0x00E9},
    {"ecircumflex", 0x00EA},
    {"edieresis", 0x00EB},
    {"egrave", 0x00E8},
    {"iacute", 0x00ED},
    {"icircumflex", 0x00EE},
    {"idieresis", 0x00EF},
    {"igrave", 0x00EC},
    {"ntilde", 0x00F1},
    {"oacute", 0x00F3},
    {"ocircumflex", 0x00F4},
    {"odieresis", 0x00F6},
    {"ograve", 0x00F2},
    {"otilde", 0x00F5},
    {"scaron", 0x0161},
    {"uacute", 0x00FA},
    {"ucircumflex", 0x00FB},
    {"udieresis", 0x00FC},
    {"ugrave", 0x00F9},
    {"yacute", 0x00FD},
    {"ydieresis", 0x00FF},
    {"zcaron", 0x017E},
    {"Euro", 0x20AC},
    {"notequal", 0x2260},
    {"infinity", 0x221E},
    {"lessequal", 0x2264},
    {"greaterequal", 0x2265},
    {"partialdiff", 0x2202},
    {"summation", 0x2211},
    {"product", 0x220F},
    {"pi", 0x03C0},
    {"integral", 0x222B},
    {"Omega", 0x2126},
    {"radical", 0x221A},
    {"approxequal", 0x2248},
    {"Delta", 0x2206},
    {"lozenge", 0x25CA},
};
constexpr std::size_t cff_strings = 228;

// The upper halves of two encodings (ISO 32000-1, annex D.2), as characters. What Windows leaves
// open stands for the bullet.
constexpr char16_t mac_roman[] = {
    0x00C4, 0x00C5, 0x00C7, 0x00C9, 0x00D1, 0x00D6, 0x00DC, 0x00E1, 0x00E0, 0x00E2, 0x00E4, 0x00E3,
    0x00E5, 0x00E7, 0x00E9, 0x00E8, 0x00EA, 0x00EB, 0x00ED, 0x00EC, 0x00EE, 0x00EF, 0x00F1, 0x00F3,
    0x00F2, 0x00F4, 0x00F6, 0x00F5, 0x00FA, 0x00F9, 0x00FB, 0x00FC, 0x2020, 0x00B0, 0x00A2, 0x00A3,
    0x00A7, 0x2022, 0x00B6, 0x00DF, 0x00AE, 0x00A9, 0x2122, 0x00B4, 0x00A8, 0x2260, 0x00C6, 0x00D8,
    0x221E, 0x00B1, 0x2264, 0x2265, 0x00A5, 0x00B5, 0x2202, 0x2211, 0x220F, 0x03C0, 0x222B, 0x00AA,
    0x00BA, 0x03A9, 0x00E6, 0x00F8, 0x00BF, 0x00A1, 0x00AC, 0x221A, 0x0192, 0x2248, 0x2206, 0x00AB,
    0x00BB, 0x2026, 0x00A0, 0x00C0, 0x00C3, 0x00D5, 0x0152, 0x0153, 0x2013, 0x2014, 0x201C, 0x201D,
    0x2018, 0x2019, 0x00F7, 0x25CA, 0x00FF, 0x0178, 0x2044, 0x20AC, 0x2039, 0x203A, 0xFB01, 0xFB02,
    0x2021, 0x00B7, 0x201A, 0x201E, 0x2030, 0x00C2, 0x00CA, 0x00C1, 0x00CB, 0x00C8, 0x00CD, 0x00CE,
    0x00CF, 0x00CC, 0x00D3, 0x00D4, 0xF8FF, 0x00D2, 0x00DA, 0x00DB, 0x00D9, 0x0131, 0x02C6, 0x02DC,
    0x00AF, 0x02D8, 0x02D9, 0x02DA, 0x00B8, 0x02DD, 0x02DB, 0x02C7,
};
constexpr char16_t win_ansi[] = {
    0x20AC, 0x2022, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x2022, 0x017D, 0x2022, 0x2022, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x2022, 0x017E, 0x0178,
};

// StandardEncoding: codes in a row that are CFF strings in a row.
struct Run {
  unsigned first, last, string;
};
constexpr Run standard[] = {{32, 126, 1},    {161, 175, 96},  {177, 180, 111}, {182, 189, 115},
                            {191, 191, 123}, {193, 200, 124}, {202, 203, 132}, {205, 208, 134},
                            {225, 225, 138}, {227, 227, 139}, {232, 235, 140}, {241, 241, 144},
                            {245, 245, 145}, {248, 251, 146}};

std::string_view name_of_character(char16_t character) {
  const auto* found = std::ranges::find(names, character, &Named::character);
  return found == std::end(names) ? std::string_view() : found->name;
}

std::string_view standard_name(unsigned code) {
  for (const Run& run : standard) {
    if (code >= run.first && code <= run.last)
      return names[run.string + (code - run.first) - 1].name;
  }
  return {};
}

// "uni20AC", "u20AC" and longer forms of one character.
std::optional<char32_t> spelled_character(std::string_view name) {
  std::string_view digits;
  if (name.starts_with("uni") && name.size() == 7) digits = name.substr(3);
  if (digits.empty() && name.starts_with('u') && name.size() >= 5 && name.size() <= 7) {
    digits = name.substr(1);
  }
  if (digits.empty()) return std::nullopt;
  char32_t value = 0;
  for (const char c : digits) {
    const int digit = pdf::hex_digit(c);
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<char32_t>(digit);
  }
  return value;
}

}  // namespace

std::string_view name_in(BaseEncoding encoding, unsigned code) {
  if (encoding == BaseEncoding::standard) return standard_name(code);
  if (code < 32 || code > 255) return {};
  if (code == 127) return encoding == BaseEncoding::win_ansi ? "bullet" : std::string_view();
  if (code < 127) {
    if (code == '\'') return "quotesingle";
    if (code == '`') return "grave";
    return name_of_character(static_cast<char16_t>(code));
  }
  if (encoding == BaseEncoding::mac_roman) return name_of_character(mac_roman[code - 128]);
  if (code >= 160) {
    if (code == 160) return "space";
    if (code == 173) return "hyphen";
    return name_of_character(static_cast<char16_t>(code));
  }
  return name_of_character(win_ansi[code - 128]);
}

std::optional<char32_t> character_of(std::string_view name) {
  const auto* found = std::ranges::find(names, name, &Named::name);
  if (found != std::end(names)) return found->character;
  return spelled_character(name);
}

std::optional<unsigned> mac_code_of(std::string_view name) {
  for (unsigned code = 32; code < 256; ++code) {
    if (name_in(BaseEncoding::mac_roman, code) == name) return code;
  }
  return std::nullopt;
}

std::string_view cff_string(std::size_t number) {
  if (number == 0) return ".notdef";
  return number <= cff_strings ? names[number - 1].name : std::string_view();
}

}  // namespace facteur::formats::pdfa
