#include "formats/xml_guard.h"

#include <algorithm>

namespace facteur::formats {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view comment_opening = "<!--", cdata_opening = "<![CDATA[";
constexpr std::size_t section_bytes = std::size_t{32} << 10;  // before a section is cut

bool begins(std::string_view whole, std::string_view beginning) {
  return whole.substr(0, beginning.size()) == beginning;
}

// A section may be cut between two bytes that neither stand within a character nor are part of
// anything that ends a section.
bool may_cut(char before, char after) {
  constexpr std::string_view special = "-]>";
  const bool continues = (static_cast<unsigned char>(after) & 0xC0) == 0x80;
  return !continues && special.find(before) == npos && special.find(after) == npos;
}

}  // namespace

std::string_view XmlGuard::pass(std::string_view piece) {
  out_.clear();
  copied_ = 0;
  std::size_t at = 0;
  while (at < piece.size() && !too_long_) at = step(piece, at);
  piece = piece.substr(0, at);
  if (copied_ == 0) return piece;
  return out_.append(piece.substr(copied_));
}

std::size_t XmlGuard::step(std::string_view piece, std::size_t at) {
  switch (state_) {
    case State::text:
      return skip_text(piece, at);
    case State::opening:
      return classify(piece, at);
    case State::tag:
      return skip_tag(piece, at);
    case State::instruction:
      return skip_instruction(piece, at);
    default:
      return skip_section(piece, at);
  }
}

void XmlGuard::enter(State state, std::size_t length) {
  state_ = state;
  length_ = length;
  quote_ = 0;
  before_.clear();
}

// No tag holds a second "<", so only a long way from one to the next may be a long tag, and only
// the last tag of a piece needs a closer look.
std::size_t XmlGuard::skip_text(std::string_view piece, std::size_t at) {
  for (at = piece.find('<', at); at != npos;) {
    const bool is_tag = at + 1 < piece.size() && piece[at + 1] != '!' && piece[at + 1] != '?';
    const std::size_t next = is_tag ? piece.find('<', at + 1) : npos;
    if (next == npos || next - at > tag_bytes_) {
      opening_ = "<";
      enter(State::opening, 1);
      return at + 1;
    }
    at = next;
  }
  return piece.size();
}

std::size_t XmlGuard::classify(std::string_view piece, std::size_t at) {
  opening_ += piece[at];
  if (opening_ == comment_opening) {
    enter(State::comment, opening_.size());
  } else if (opening_ == cdata_opening) {
    enter(State::cdata, opening_.size());
  } else if (opening_ == "<?") {
    enter(State::instruction, opening_.size());
  } else if (!begins(comment_opening, opening_) && !begins(cdata_opening, opening_)) {
    enter(State::tag, opening_.size() - 1);
    return at;
  }
  return at + 1;
}

std::size_t XmlGuard::count(std::size_t from, std::size_t to) {
  const std::size_t room = tag_bytes_ - std::min(length_, tag_bytes_);
  too_long_ = to - from > room;
  length_ += to - from;
  return too_long_ ? from + room : to;
}

std::size_t XmlGuard::skip_tag(std::string_view piece, std::size_t at) {
  const std::string_view ends = quote_ == '"' ? "\"<" : quote_ == '\'' ? "'<" : ">\"'<";
  const std::size_t found = piece.find_first_of(ends, at);
  const std::size_t next = count(at, found == npos ? piece.size() : found + 1);
  if (found == npos || too_long_) return next;
  if (piece[found] == '<') {
    opening_ = "<";
    enter(State::opening, 1);
  } else if (piece[found] == '>' && quote_ == 0) {
    enter(State::text, 0);
  } else {
    quote_ = quote_ == 0 ? piece[found] : char{0};
  }
  return next;
}

// Where the section or instruction ends, after its `closing`; npos when not in this piece.
std::size_t XmlGuard::end_of_section(std::string_view piece, std::size_t at,
                                     std::string_view closing) {
  const std::size_t head = closing.size() - 1;  // what comes before its ">"
  for (std::size_t end = at; (end = piece.find('>', end)) != npos; ++end) {
    const std::string_view near = piece.substr(at, end - at);
    const bool closes = near.size() >= head
                            ? near.substr(near.size() - head) == closing.substr(0, head)
                            : (before_ + std::string(near)).ends_with(closing.substr(0, head));
    if (closes) return end + 1;
  }
  before_ += piece.substr(piece.size() - std::min(piece.size() - at, head));
  before_.erase(0, before_.size() - std::min(before_.size(), head));
  return npos;
}

std::size_t XmlGuard::skip_instruction(std::string_view piece, std::size_t at) {
  const std::size_t end = end_of_section(piece, at, "?>");
  const std::size_t next = count(at, end == npos ? piece.size() : end);
  if (end != npos && !too_long_) enter(State::text, 0);
  return next;
}

std::size_t XmlGuard::skip_section(std::string_view piece, std::size_t at) {
  const bool comment = state_ == State::comment;
  const std::size_t end = end_of_section(piece, at, comment ? "-->" : "]]>");
  cut(piece, at, std::min(end, piece.size()), comment ? "--><!--" : "]]><![CDATA[");
  if (end == npos) return piece.size();
  enter(State::text, 0);
  return end;
}

// Puts `joint` into the section wherever enough has come since the last one.
void XmlGuard::cut(std::string_view piece, std::size_t from, std::size_t to,
                   std::string_view joint) {
  std::size_t at = from + 1 + (section_bytes - std::min(length_, section_bytes));
  for (; at < to; ++at) {
    if (!may_cut(piece[at - 1], piece[at])) continue;
    out_.append(piece.substr(copied_, at - copied_)).append(joint);
    copied_ = from = at;
    length_ = 0;
    at += section_bytes;
  }
  length_ += to - from;
}

}  // namespace facteur::formats
