#include "formats/xml_input.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace facteur::formats {
namespace {

enum class Width { extends_ascii, utf16_little, utf16_big, other };

struct Opening {
  std::string_view bytes;
  Width width;
};

using namespace std::string_view_literals;

// How a document may begin (XML 1.0, appendix F), the longer marks first.
constexpr std::array openings{
    Opening{"\xFF\xFE\x00\x00"sv, Width::other}, Opening{"\x00\x00\xFE\xFF"sv, Width::other},
    Opening{"\x3C\x00\x00\x00"sv, Width::other}, Opening{"\x00\x00\x00\x3C"sv, Width::other},
    Opening{"\x4C\x6F\xA7\x94"sv, Width::other}, Opening{"\xFF\xFE"sv, Width::utf16_little},
    Opening{"\xFE\xFF"sv, Width::utf16_big},     Opening{"\x3C\x00"sv, Width::utf16_little},
    Opening{"\x00\x3C"sv, Width::utf16_big},
};

Width width_of(std::string_view bytes) {
  for (const Opening& opening : openings) {
    if (bytes.substr(0, opening.bytes.size()) == opening.bytes) return opening.width;
  }
  return Width::extends_ascii;
}

// The encoding that the XML declaration names, in upper case; empty when it names none.
std::string declared_encoding(std::string_view bytes) {
  constexpr std::size_t longest = 1000;  // of a declaration that we look at
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  if (bytes.substr(0, 5) != "<?xml") return {};
  const std::string_view declaration = bytes.substr(0, std::min(bytes.find("?>"), longest));
  const auto word = declaration.find("encoding");
  if (word == std::string_view::npos) return {};
  const auto open = declaration.find_first_of("\"'", word);
  if (open == std::string_view::npos) return {};
  const auto close = declaration.find(declaration[open], open + 1);
  if (close == std::string_view::npos) return {};
  std::string name(declaration.substr(open + 1, close - open - 1));
  for (char& c : name) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return name;
}

// UTF-16 may be declared of bytes that are not: the parser says so.
bool is_known(std::string_view encoding) {
  constexpr std::array exact{"", "UTF-8", "UTF8", "UTF-16", "US-ASCII", "ASCII", "LATIN1"};
  constexpr std::array families{"ISO-8859-", "ISO8859-", "ISO_8859-", "WINDOWS-125", "CP125"};
  return std::find(exact.begin(), exact.end(), encoding) != exact.end() ||
         std::any_of(families.begin(), families.end(), [encoding](std::string_view family) {
           return encoding.substr(0, family.size()) == family;
         });
}

}  // namespace

XmlInput::XmlInput(ByteSource& source, const Limits& limits)
    : source_(source), limits_(limits), guard_(limits.tag_bytes) {
  constexpr std::size_t enough = 8u << 10;
  head_ = source_.next();
  whole_ = source_.size() == head_.size();
  if (whole_) return;
  held_ = head_;
  while (held_.size() < enough && !whole_) {
    const std::string_view piece = source_.next();
    held_ += piece;
    whole_ = piece.empty();
  }
  head_ = held_;
}

std::optional<std::string_view> XmlInput::all(std::string& held) {
  if (whole_) return head_.size() <= limits_.bytes ? std::optional(head_) : std::nullopt;
  held = head_;
  for (std::string_view piece; !(piece = source_.next()).empty();) {
    if (piece.size() > limits_.bytes - std::min(held.size(), limits_.bytes)) return std::nullopt;
    held += piece;
  }
  return held;
}

void XmlInput::begin() {
  const Width width = width_of(head_);
  if (width == Width::other) {
    return refuse("ENCODING", describe(Issue::unknown_encoding, same("UTF-32, EBCDIC")));
  }
  if (width != Width::extends_ascii) {
    decoder_.emplace(width == Width::utf16_big);
  } else if (const std::string encoding = declared_encoding(head_); !is_known(encoding)) {
    refuse("ENCODING", describe(Issue::unknown_encoding, same(clip(encoding))));
  }
}

void XmlInput::refuse(std::string_view rule, Text message) {
  if (!refusal_) refusal_ = Refusal{rule, std::move(message)};
  ended_ = true;
}

std::size_t XmlInput::read(char* to, std::size_t size) {
  std::size_t given = 0;
  while (given < size && (!pending_.empty() || refill())) {
    const std::size_t count = std::min(size - given, pending_.size());
    std::memcpy(to + given, pending_.data(), count);
    pending_.remove_prefix(count);
    given += count;
  }
  return given;
}

// A whole document that is shorter than a tag may be needs no guard.
bool XmlInput::refill() {
  while (pending_.empty() && !ended_) {
    const std::string_view piece = convert(take());
    const bool harmless = whole_ && !decoder_ && head_.size() <= limits_.tag_bytes;
    pending_ = harmless ? piece : guard_.pass(piece);
    if (guard_.tag_too_long()) {
      refuse("MALFORMED", describe(Issue::tag_too_long, same(std::to_string(limits_.tag_bytes))));
    }
  }
  return !pending_.empty();
}

std::string_view XmlInput::take() {
  std::string_view piece = head_;
  if (begun_) piece = whole_ ? std::string_view() : source_.next();
  begun_ = true;
  if (piece.empty()) ended_ = true;
  if (piece.size() > limits_.bytes - taken_) {
    refuse("TOO-LARGE", describe(Issue::too_large, same(std::to_string(limits_.bytes))));
    piece = piece.substr(0, limits_.bytes - taken_);
  }
  taken_ += piece.size();
  return piece;
}

std::string_view XmlInput::convert(std::string_view piece) {
  if (!decoder_) return piece;
  decoded_.clear();
  const bool good = decoder_->add(piece, decoded_) && (!ended_ || decoder_->finish());
  if (!good) refuse("ENCODING", describe(Issue::bad_encoding));
  return decoded_;
}

}  // namespace facteur::formats
