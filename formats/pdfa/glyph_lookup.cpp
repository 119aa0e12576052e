#include "formats/pdfa/glyph_lookup.h"

#include <algorithm>

#include "formats/pdf/tokens.h"
#include "formats/pdfa/font_bytes.h"
#include "formats/pdfa/glyph_names.h"
#include "formats/pdfa/glyphs.h"

namespace facteur::formats::pdfa {
namespace {

// A name that has no glyph in Latin is not known here; then nothing is said of the glyph.
GlyphFacts glyph_of_name(const TrueTypeProgram& program, const std::string& name) {
  if (name == ".notdef") return {.present = false, .width = {}, .notdef = true};
  const auto character = character_of(name);
  std::uint32_t glyph = character ? program.glyph_in(3, 1, *character) : 0;
  if (glyph == 0) {
    if (const auto code = mac_code_of(name)) glyph = program.glyph_in(1, 0, *code);
  }
  if (glyph == 0) glyph = program.glyph_named(name);
  if (glyph == 0 && !character) return {};
  const bool present = glyph > 0 && glyph < program.glyphs();
  return {.present = present,
          .width = present ? std::optional(program.width(glyph)) : std::nullopt,
          .notdef = false};
}

bool is_symbol_base(std::uint32_t base) {
  return base == 0 || base == 0xF000 || base == 0xF100 || base == 0xF200;
}

// Without names: the symbol map, else the Macintosh one.
GlyphFacts glyph_of_code(const TrueTypeProgram& program, unsigned code) {
  GlyphFacts facts{.present = false, .width = {}, .notdef = code == 0};
  std::uint32_t glyph = 0;
  if (program.has_map(3, 0) && is_symbol_base(program.symbol_base())) {
    glyph = program.glyph_in(3, 0, program.symbol_base() + code);
    facts.present = glyph != 0;
  }
  if (glyph == 0 && program.has_map(1, 0)) {
    glyph = program.glyph_in(1, 0, code);
    if (!program.has_map(3, 0)) facts.present = glyph != 0;
  }
  if (glyph != 0) facts.width = program.width(glyph);
  return facts;
}

GlyphFacts glyph_of_name(const EmbeddedProgram& program, std::string_view name) {
  if (program.type1) {
    return {.present = program.type1->has_glyph(name),
            .width = program.type1->width(name),
            .notdef = false};
  }
  const auto glyph = program.cff->glyph_named(name);
  if (!glyph) {
    return {.present = program.cff->names_are_known() ? std::optional(false) : std::nullopt,
            .width = {},
            .notdef = false};
  }
  return {.present = true, .width = program.cff->width(*glyph), .notdef = false};
}

bool is_made_up(std::string_view name) {
  for (const std::string_view start : {"glyph", "index", "cid", "uni", "g", "G", "c", "C"}) {
    if (!name.starts_with(start) || name.size() == start.size()) continue;
    const bool spelled = start == "uni" && name.size() == 7;
    const bool number = std::ranges::all_of(name.substr(start.size()), pdf::is_digit);
    if (number || (spelled && character_of(name))) return true;
  }
  return false;
}

}  // namespace

EmbeddedProgram read_program(Examination& on, const Object& descriptor) {
  EmbeddedProgram program;
  const Object stream = font_program(descriptor);
  if (!Object(stream).isStream()) return program;
  auto data = on.data_of(stream);
  if (!data) return program;
  program.bytes = std::make_unique<std::string>(std::move(*data));
  const std::string_view bytes = *program.bytes;
  if (has(descriptor, "/FontFile")) {
    program.type1 = Type1Program::read(bytes);
  } else if (bytes.starts_with("OTTO")) {
    program.cff = CffProgram::read(sfnt_table(bytes, "CFF "));
  } else if (has(descriptor, "/FontFile2") || name_entry(stream, "/Subtype") == "OpenType") {
    program.truetype = TrueTypeProgram::read(bytes);
  } else {
    program.cff = CffProgram::read(bytes);
  }
  return program;
}

SimpleEncoding::SimpleEncoding(const Object& font)
    : truetype_(name_entry(font, "/Subtype") == "TrueType") {
  Object encoding = entry(font, "/Encoding");
  there_ = !encoding.isNull();
  is_dictionary_ = encoding.isDictionary();
  base_ = is_dictionary_ ? name_entry(encoding, "/BaseEncoding") : name_value(encoding);
  Object list = entry(encoding, "/Differences");
  unsigned code = 0;
  for (int i = 0; list.isArray() && i < list.getArrayNItems(); ++i) {
    Object item = list.getArrayItem(i);
    if (item.isInteger()) code = static_cast<unsigned>(std::clamp(item.getIntValue(), 0LL, 255LL));
    if (item.isName()) differences_.emplace_back(code++, name_value(item));
  }
}

bool SimpleEncoding::has_listed_names() const {
  return std::ranges::none_of(differences_,
                              [](const auto& difference) { return is_made_up(difference.second); });
}

std::optional<std::string> SimpleEncoding::name(unsigned code) const {
  for (auto difference = differences_.rbegin(); difference != differences_.rend(); ++difference) {
    if (difference->first == code) return difference->second;
  }
  std::optional<BaseEncoding> base;
  if (base_ == "WinAnsiEncoding") base = BaseEncoding::win_ansi;
  if (base_ == "MacRomanEncoding") base = BaseEncoding::mac_roman;
  if (base_.empty() && is_dictionary_ && truetype_) base = BaseEncoding::standard;
  if (!base) return std::nullopt;
  const std::string_view name = name_in(*base, code);
  if (!name.empty()) return std::string(name);
  if (code < 32) return ".notdef";
  return std::nullopt;
}

GlyphFacts truetype_glyph(const TrueTypeProgram& program, const SimpleEncoding& encoding,
                          bool symbolic, unsigned code) {
  if (symbolic || !encoding.is_there()) return glyph_of_code(program, code);
  const auto name = encoding.name(code);
  return name ? glyph_of_name(program, *name) : GlyphFacts{};
}

GlyphFacts type1_glyph(const EmbeddedProgram& program, const SimpleEncoding& encoding,
                       unsigned code) {
  if (program.cff && program.cff->is_cid_keyed()) return {};
  const auto name = encoding.name(code);
  if (name) {
    GlyphFacts facts = glyph_of_name(program, *name);
    facts.notdef = *name == ".notdef";
    return facts;
  }
  const std::string_view own =
      program.type1 ? program.type1->name_of_code(code) : program.cff->name_of_code(code);
  return own.empty() ? GlyphFacts{} : glyph_of_name(program, own);
}

GlyphFacts cid_glyph(const EmbeddedProgram& program, const std::string& map, std::uint32_t cid) {
  GlyphFacts facts;
  if (program.truetype) {
    const bool mapped = map.empty() || 2 * std::size_t{cid} + 1 < map.size();
    const std::uint32_t glyph = map.empty() ? cid : u16(map, 2 * std::size_t{cid});
    facts.present = cid != 0 && mapped && glyph < program.truetype->glyphs();
    if (*facts.present) facts.width = program.truetype->width(glyph);
  } else if (program.cff && program.cff->is_cid_keyed()) {
    const auto glyph = program.cff->glyph_of_cid(cid);
    facts.present = glyph.has_value() && cid != 0;
    if (*facts.present) facts.width = program.cff->width(*glyph);
  } else if (program.cff) {
    facts.present = cid != 0 && cid < program.cff->glyphs();
    if (*facts.present) facts.width = program.cff->width(cid);
  }
  facts.notdef = facts.present.has_value() && !*facts.present;
  return facts;
}

}  // namespace facteur::formats::pdfa
