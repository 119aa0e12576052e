// An embedded TrueType program (ISO/IEC 14496-22), as far as PDF/A asks it: which codes and names
// lead to which glyph, and how wide glyphs are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace facteur::formats::pdfa {

class TrueTypeProgram {
 public:
  // `bytes` must outlive the program. Nothing when the tables that are needed are not there.
  static std::optional<TrueTypeProgram> read(std::string_view bytes);

  std::uint32_t glyphs() const { return glyphs_; }
  // Glyphs from this one on are as wide as the one before it.
  std::uint32_t metrics() const { return metrics_count_; }
  double width(std::uint32_t glyph) const;  // in thousandths of the em

  std::size_t character_maps() const { return maps_.size(); }
  bool has_map(unsigned platform, unsigned encoding) const;
  // 0 when the map is not there or has nothing for it.
  std::uint32_t glyph_in(unsigned platform, unsigned encoding, std::uint32_t code) const;
  // The bits above a byte that the codes of the symbol map (3, 0) have: 0xF000 in most fonts.
  std::uint32_t symbol_base() const;
  // Through the names of the table "post"; 0 when it has none of that name.
  std::uint32_t glyph_named(std::string_view name) const;

 private:
  struct Map {
    unsigned platform = 0;
    unsigned encoding = 0;
    std::string_view bytes;
  };
  const Map* map(unsigned platform, unsigned encoding) const;

  std::string_view metrics_, post_;
  std::uint32_t glyphs_ = 0;
  std::uint32_t metrics_count_ = 0;
  double units_ = 1000;
  std::vector<Map> maps_;
};

// The table of a font file in the SFNT format; empty when it has none.
std::string_view sfnt_table(std::string_view font, std::string_view tag);

}  // namespace facteur::formats::pdfa
