// Character maps of composite fonts (ISO 32000-1, 9.7.5): from the bytes of a string to CIDs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/pdfa/examination.h"

namespace facteur::formats::pdfa {

class CMap {
 public:
  // Two bytes for each code, which is the CID: Identity-H and Identity-V.
  static CMap identity();
  // Reads an embedded one; what it does not understand it leaves out.
  static CMap read(std::string_view program);
  // One of the predefined ones, whose tables are not at hand: no code is known.
  static CMap unknown();

  struct Code {
    std::uint32_t value = 0;
    std::size_t bytes = 0;
  };
  // Takes the next code off the front of `text`, which must not be empty.
  Code take(std::string_view& text) const;
  // Nothing when the map does not say.
  std::optional<std::uint32_t> cid(const Code& code) const;

  bool is_known() const { return known_; }
  int writing_mode() const { return writing_mode_; }
  std::uint32_t greatest_cid() const { return greatest_; }
  const std::string& uses() const { return uses_; }  // the map that it builds upon; empty for none

 private:
  struct Range {
    std::uint32_t low;
    std::uint32_t high;
    std::size_t bytes;
    std::uint32_t cid;  // of low
  };
  class Reader;

  bool known_ = true;
  bool identity_ = false;
  int writing_mode_ = 0;
  std::uint32_t greatest_ = 0;
  std::string uses_;
  std::vector<Range> spaces_;  // code space ranges; cid is not used
  std::vector<Range> ranges_;
};

// Is it one of ISO 32000-1, table 118, which need not be embedded?
bool is_predefined_cmap(std::string_view name);

}  // namespace facteur::formats::pdfa
