#include "formats/pdfa/cmap.h"

#include <algorithm>

#include "formats/pdf/tokens.h"

namespace facteur::formats::pdfa {
namespace {

using pdf::Token;
using pdf::TokenKind;
using pdf::Tokens;

constexpr std::string_view predefined[] = {"Identity-H",
                                           "Identity-V",
                                           "GB-EUC-H",
                                           "GB-EUC-V",
                                           "GBpc-EUC-H",
                                           "GBpc-EUC-V",
                                           "GBK-EUC-H",
                                           "GBK-EUC-V",
                                           "GBKp-EUC-H",
                                           "GBKp-EUC-V",
                                           "GBK2K-H",
                                           "GBK2K-V",
                                           "UniGB-UCS2-H",
                                           "UniGB-UCS2-V",
                                           "UniGB-UTF16-H",
                                           "UniGB-UTF16-V",
                                           "B5pc-H",
                                           "B5pc-V",
                                           "HKscs-B5-H",
                                           "HKscs-B5-V",
                                           "ETen-B5-H",
                                           "ETen-B5-V",
                                           "ETenms-B5-H",
                                           "ETenms-B5-V",
                                           "CNS-EUC-H",
                                           "CNS-EUC-V",
                                           "UniCNS-UCS2-H",
                                           "UniCNS-UCS2-V",
                                           "UniCNS-UTF16-H",
                                           "UniCNS-UTF16-V",
                                           "83pv-RKSJ-H",
                                           "90ms-RKSJ-H",
                                           "90ms-RKSJ-V",
                                           "90msp-RKSJ-H",
                                           "90msp-RKSJ-V",
                                           "90pv-RKSJ-H",
                                           "Add-RKSJ-H",
                                           "Add-RKSJ-V",
                                           "EUC-H",
                                           "EUC-V",
                                           "Ext-RKSJ-H",
                                           "Ext-RKSJ-V",
                                           "H",
                                           "V",
                                           "UniJIS-UCS2-H",
                                           "UniJIS-UCS2-V",
                                           "UniJIS-UCS2-HW-H",
                                           "UniJIS-UCS2-HW-V",
                                           "UniJIS-UTF16-H",
                                           "UniJIS-UTF16-V",
                                           "KSC-EUC-H",
                                           "KSC-EUC-V",
                                           "KSCms-UHC-H",
                                           "KSCms-UHC-V",
                                           "KSCms-UHC-HW-H",
                                           "KSCms-UHC-HW-V",
                                           "KSCpc-EUC-H",
                                           "UniKS-UCS2-H",
                                           "UniKS-UCS2-V",
                                           "UniKS-UTF16-H",
                                           "UniKS-UTF16-V"};

std::uint32_t number_of(const std::string& bytes) {
  std::uint32_t value = 0;
  for (const char c : bytes.substr(0, 4)) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

std::uint32_t number_of(const Token& integer) {
  std::uint32_t value = 0;
  for (const char c : integer.text) {
    if (!pdf::is_digit(c) || value > 100'000'000) break;
    value = value * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return value;
}

}  // namespace

// Reads the operators between "begin..." and "end...".
class CMap::Reader {
 public:
  Reader(std::string_view program, CMap& into) : tokens_(program), into_(into) {}

  void read() {
    Token before;
    for (Token token = tokens_.next(); token.kind != TokenKind::end; token = tokens_.next()) {
      if (token.text == "begincodespacerange") {
        ranges(into_.spaces_, false, true);
      } else if (token.text == "begincidrange") {
        ranges(into_.ranges_, true, true);
      } else if (token.text == "begincidchar") {
        ranges(into_.ranges_, true, false);
      } else if (token.text == "usecmap" && before.kind == TokenKind::name) {
        into_.uses_ = pdf::name_of(before.text);
      } else if (before.text == "/WMode" && token.kind == TokenKind::integer) {
        into_.writing_mode_ = static_cast<int>(number_of(token));
      }
      before = token;
    }
  }

 private:
  void ranges(std::vector<Range>& into, bool with_cid, bool with_high) {
    constexpr std::size_t most = 200'000;
    while (into.size() < most) {
      const Token low = tokens_.next();
      if (low.kind != TokenKind::hex_string) return;
      const Token high = with_high ? tokens_.next() : low;
      if (high.kind != TokenKind::hex_string) return;
      const std::string bytes = pdf::string_of(low);
      Range range{number_of(bytes), number_of(pdf::string_of(high)), bytes.size(), 0};
      if (with_cid) {
        const Token cid = tokens_.next();
        if (cid.kind != TokenKind::integer) return;
        range.cid = number_of(cid);
        const std::uint32_t span = range.high >= range.low ? range.high - range.low : 0;
        into_.greatest_ = std::max(into_.greatest_, range.cid + span);
      }
      into.push_back(range);
    }
  }

  Tokens tokens_;
  CMap& into_;
};

CMap CMap::identity() {
  CMap map;
  map.identity_ = true;
  return map;
}

CMap CMap::unknown() {
  CMap map;
  map.known_ = false;
  return map;
}

CMap CMap::read(std::string_view program) {
  CMap map;
  Reader(program, map).read();
  return map;
}

// A code is of the code space whose bytes it starts with, one byte at a time (ISO
// 32000-1, 9.7.6.2).
CMap::Code CMap::take(std::string_view& text) const {
  const auto taken = [&](std::size_t size) {
    const std::string bytes(text.substr(0, size));
    text.remove_prefix(std::min(size, text.size()));
    return Code{number_of(bytes), bytes.size()};
  };
  if (identity_ || !known_) return taken(2);
  for (std::size_t size = 1; size <= 4 && size <= text.size(); ++size) {
    const std::uint32_t value = number_of(std::string(text.substr(0, size)));
    const bool fits = std::ranges::any_of(spaces_, [&](const Range& space) {
      if (space.bytes != size) return false;
      for (std::size_t byte = 0; byte < size; ++byte) {
        const std::size_t shift = 8 * byte;
        const std::uint32_t part = value >> shift & 0xFF;
        if (part < (space.low >> shift & 0xFF) || part > (space.high >> shift & 0xFF)) return false;
      }
      return true;
    });
    if (fits) return taken(size);
  }
  std::size_t shortest = spaces_.empty() ? 2 : 4;
  for (const Range& space : spaces_)
    shortest = std::min(shortest, std::max<std::size_t>(space.bytes, 1));
  return taken(shortest);
}

std::optional<std::uint32_t> CMap::cid(const Code& code) const {
  if (identity_) return code.value;
  for (auto range = ranges_.rbegin(); range != ranges_.rend(); ++range) {
    if (range->bytes == code.bytes && code.value >= range->low && code.value <= range->high) {
      return range->cid + (code.value - range->low);
    }
  }
  if (!known_ || !uses_.empty()) return std::nullopt;
  return 0;
}

bool is_predefined_cmap(std::string_view name) {
  return std::ranges::find(predefined, name) != std::end(predefined);
}

}  // namespace facteur::formats::pdfa
