// What is checked and put right in the bytes before an XML parser sees them, piece by piece.
//
// libxml2 compares each attribute of a tag with each other one, and so takes minutes over one tag
// of some megabytes; it also holds a comment or CDATA section as a whole, be it as large as the
// document. So long tags are refused and long sections are cut in two, which changes nothing that
// they mean. To see either, the bytes must extend ASCII.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace facteur::formats {

class XmlGuard {
 public:
  // `tag_bytes`: what a tag, a processing instruction or a declaration may have at most.
  explicit XmlGuard(std::size_t tag_bytes) : tag_bytes_(tag_bytes) {}

  // What the parser is to see instead of `piece`: mostly the piece itself, else a view of memory of
  // this object, valid until the next call. It ends within a tag that is too long; nothing may
  // follow then.
  std::string_view pass(std::string_view piece);
  bool tag_too_long() const { return too_long_; }

 private:
  enum class State : std::uint8_t { text, opening, tag, instruction, comment, cdata };

  std::size_t step(std::string_view piece, std::size_t at);
  std::size_t skip_text(std::string_view piece, std::size_t at);
  std::size_t classify(std::string_view piece, std::size_t at);
  std::size_t skip_tag(std::string_view piece, std::size_t at);
  std::size_t skip_instruction(std::string_view piece, std::size_t at);
  std::size_t skip_section(std::string_view piece, std::size_t at);
  std::size_t end_of_section(std::string_view piece, std::size_t at, std::string_view closing);
  void cut(std::string_view piece, std::size_t from, std::size_t to, std::string_view joint);
  // Counts the bytes of a tag up to `to`; the result is where the allowed ones end.
  std::size_t count(std::size_t from, std::size_t to);
  void enter(State state, std::size_t length);

  const std::size_t tag_bytes_;
  State state_ = State::text;
  char quote_ = 0;          // inside a tag: the quotation mark that is open
  std::size_t length_ = 0;  // of the tag; of the section since it began or was cut
  std::string opening_;     // "<", "<!-": what has been seen of an opening that is not clear yet
  std::string before_;      // the last two bytes of a section or instruction, of earlier pieces
  std::string out_;
  std::size_t copied_ = 0;  // how much of the piece is in out_
  bool too_long_ = false;
};

}  // namespace facteur::formats
