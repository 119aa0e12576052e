#include "tests/formats/page_text.h"

#include <zlib.h>

#include <array>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <utility>

#include "formats/utf8.h"

namespace facteur::test {
namespace {

namespace pdf = formats::pdf;

std::optional<std::string> file_bytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::string inflated(std::string_view packed) {
  std::string out(65536 + 60 * packed.size(), '\0');
  uLongf size = out.size();
  REQUIRE(uncompress(reinterpret_cast<Bytef*>(out.data()), &size,
                     reinterpret_cast<const Bytef*>(packed.data()), uLong(packed.size())) == Z_OK);
  out.resize(size);
  return out;
}

// U+0085, U+00A0, U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000 and ASCII's.
bool is_blank(char32_t c) {
  return c <= 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

constexpr std::array<std::pair<std::string_view, char>, 5> references = {
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}}};

}  // namespace

const pdf::FontPair* view_fonts() {
  static const auto pair = []() -> std::optional<pdf::FontPair> {
    const std::string folder = "/usr/share/fonts/truetype/liberation2/";
    auto regular = file_bytes(folder + "LiberationSans-Regular.ttf");
    auto bold = file_bytes(folder + "LiberationSans-Bold.ttf");
    if (!regular || !bold) return std::nullopt;
    return pdf::FontPair{pdf::TrueTypeFont(*regular), pdf::TrueTypeFont(*bold)};
  }();
  if (!pair) WARN("fonts-liberation2 is not installed");
  return pair ? &*pair : nullptr;
}

// The codes of the text are UTF-16, and content streams are the only ones that show any.
std::string text_of_pages(const std::string& pdf) {
  std::string text;
  const std::string open = "stream\r\n", close = "\nendstream";
  for (std::size_t at = 0; (at = pdf.find(open, at)) != pdf.npos;) {
    at += open.size();
    const std::size_t end = pdf.find(close, at);
    std::istringstream content(inflated(std::string_view(pdf).substr(at, end - at)));
    at = end + close.size();
    bool shown = false;
    for (std::string line; std::getline(content, line);) {
      if (!line.starts_with('<') || !line.ends_with("> Tj")) continue;
      shown = true;
      for (std::size_t i = 1; line[i] != '>'; i += 4)
        formats::append_utf8(text, char32_t(std::stoul(line.substr(i, 4), nullptr, 16)));
      text += '\n';
    }
    if (shown) text += '\f';
  }
  return text;
}

std::string text_of_html(std::string_view html) {
  std::string text;
  html.remove_prefix(html.find("</style>"));
  while (!html.empty()) {
    if (html[0] == '<') {
      html.remove_prefix(html.find('>') + 1);
      text += '\n';
      continue;
    }
    std::size_t taken = 1;
    char c = html[0];
    for (const auto& [reference, character] : references) {
      if (!html.starts_with(reference)) continue;
      c = character;
      taken = reference.size();
    }
    text += c;
    html.remove_prefix(taken);
  }
  return text;
}

std::string packed(std::string_view text) {
  std::string kept;
  kept.reserve(text.size());
  while (!text.empty()) {
    const char32_t c = formats::take_code_point(text);
    if (!is_blank(c)) formats::append_utf8(kept, c);
  }
  return kept;
}

}  // namespace facteur::test
