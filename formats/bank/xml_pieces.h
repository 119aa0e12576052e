// An XML document in pieces: elements of chosen names with all that they hold, one after another.
// Memory grows with the largest piece, not with the document.
//
// Names are local names: what a file is, its elements say; prefixes and namespaces vary with
// versions. No DTD is read, no entity expanded, nothing fetched; limits are those of
// formats/read.h.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/finding.h"
#include "formats/read.h"

namespace facteur::formats::bank {

class XmlPiece;

// An element of a piece, or none: asking none for anything gives nothing.
class Element {
 public:
  Element() = default;
  Element(const XmlPiece& piece, std::uint32_t index) : piece_(&piece), index_(index) {}

  explicit operator bool() const { return piece_ != nullptr; }
  std::string_view name() const;
  // Its own character data, without that of its children; trimmed.
  std::string_view text() const;
  std::string_view currency() const;  // the attribute Ccy
  std::uint32_t line() const;

  // The first that `path` leads to: "Sts/Cd".
  Element operator[](std::string_view path) const;
  // Its children of that name; all of them for an empty one.
  std::vector<Element> children(std::string_view name = {}) const;

 private:
  const XmlPiece* piece_ = nullptr;
  std::uint32_t index_ = 0;
};

// One piece: its elements in document order, each knowing the end of what it holds.
class XmlPiece {
 public:
  struct Node {
    const char* name;  // held by the parser
    std::uint32_t line;
    std::uint32_t end;  // index of the first node after all that this one holds
    std::uint32_t text, text_size;
    std::uint32_t currency, currency_size;
  };

  Element root() const { return nodes.empty() ? Element() : Element(*this, 0); }

  std::vector<Node> nodes;
  std::string texts;
};

struct XmlWatch {
  // Elements that are given as pieces. They do not nest.
  std::vector<std::string_view> pieces;
  std::function<void(const XmlPiece&)> piece;
  // Called where any other element begins and ends.
  std::function<void(std::string_view name, std::uint32_t line)> begin, end;
};

// Why the document could not be read to its end.
struct XmlFailure {
  std::uint32_t line;
  Text message;
};
std::optional<XmlFailure> read_pieces(std::string_view bytes, const Limits& limits,
                                      const XmlWatch& watch);

}  // namespace facteur::formats::bank
