// An embedded Type 1 program (Adobe Type 1 Font Format, 1990), as far as PDF/A asks it: which names
// have a glyph, how codes are encoded, how wide glyphs are.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace facteur::formats::pdfa {

class Type1Program {
 public:
  // Nothing when it cannot be read.
  static std::optional<Type1Program> read(std::string_view bytes);

  bool has_glyph(std::string_view name) const { return widths_.contains(name); }
  // In thousandths of the em. Nothing when the glyph is not there, or too odd to tell.
  std::optional<double> width(std::string_view name) const;
  // The name that its own encoding gives a code; empty when none.
  std::string_view name_of_code(unsigned code) const;
  const std::map<std::string, std::optional<double>, std::less<>>& glyphs() const {
    return widths_;
  }

 private:
  void read_encoding(std::string_view clear);
  bool read_glyphs(const std::string& secret);

  bool standard_encoding_ = false;
  double scale_ = 1;
  std::array<std::string, 256> codes_;
  std::map<std::string, std::optional<double>, std::less<>> widths_;
};

}  // namespace facteur::formats::pdfa
