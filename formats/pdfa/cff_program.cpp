#include "formats/pdfa/cff_program.h"

#include <algorithm>
#include <cmath>

#include "formats/pdfa/charstring_width.h"
#include "formats/pdfa/font_bytes.h"
#include "formats/pdfa/glyph_names.h"

namespace facteur::formats::pdfa {
namespace {

constexpr std::size_t most_glyphs = 65536;

// Takes an INDEX off the front of `bytes`: its items.
std::vector<std::string_view> take_index(std::string_view& bytes) {
  std::vector<std::string_view> items;
  const std::size_t count = u16(bytes, 0);
  if (count == 0) {
    bytes = part(bytes, 2);
    return items;
  }
  const std::size_t size = big_endian(bytes, 2, 1);
  if (size < 1 || size > 4 || bytes.size() < 3 + (count + 1) * size) {
    bytes = {};
    return items;
  }
  const std::string_view data = part(bytes, 2 + (count + 1) * size);  // offsets count from 1
  std::size_t from = big_endian(bytes, 3, size);
  for (std::size_t i = 1; i <= count; ++i) {
    const std::size_t to = big_endian(bytes, 3 + i * size, size);
    items.push_back(to >= from ? part(data, from, to - from) : std::string_view());
    from = to;
  }
  bytes = part(data, from);
  return items;
}

using Dictionary =
    std::map<unsigned, std::vector<double>>;  // operands by operator; 12 x is 1200 + x

// A real number: nibbles, digits and "." and "E" and "-" (5176, table 5).
double take_real(std::string_view& bytes) {
  std::string text;
  for (bool more = true; more && !bytes.empty() && text.size() < 40; bytes.remove_prefix(1)) {
    const unsigned byte = big_endian(bytes, 0, 1);
    for (const unsigned nibble : {byte >> 4, byte & 15}) {
      if (nibble == 15) {
        more = false;
        break;
      }
      constexpr std::string_view spelled[] = {".", "E", "E-", "", "-"};
      text += nibble < 10 ? std::string(1, static_cast<char>('0' + nibble))
                          : std::string(spelled[nibble - 10]);
    }
  }
  return std::strtod(text.c_str(), nullptr);
}

Dictionary read_dictionary(std::string_view bytes) {
  Dictionary dictionary;
  std::vector<double> operands;
  while (!bytes.empty()) {
    const unsigned first = big_endian(bytes, 0, 1);
    std::size_t taken = 1;
    if (first <= 21) {
      const bool escaped = first == 12;
      dictionary[escaped ? 1200 + big_endian(bytes, 1, 1) : first] = std::move(operands);
      operands.clear();
      taken = escaped ? 2 : 1;
    } else if (first == 28) {
      operands.push_back(s16(bytes, 1));
      taken = 3;
    } else if (first == 29) {
      operands.push_back(static_cast<std::int32_t>(u32(bytes, 1)));
      taken = 5;
    } else if (first == 30) {
      bytes.remove_prefix(1);
      operands.push_back(take_real(bytes));
      taken = 0;
    } else if (first >= 32 && first <= 246) {
      operands.push_back(static_cast<int>(first) - 139);
    } else if (first >= 247 && first <= 250) {
      operands.push_back((static_cast<int>(first) - 247) * 256.0 + big_endian(bytes, 1, 1) + 108);
      taken = 2;
    } else if (first >= 251 && first <= 254) {
      operands.push_back(-(static_cast<int>(first) - 251) * 256.0 - big_endian(bytes, 1, 1) - 108);
      taken = 2;
    }
    bytes.remove_prefix(std::min(taken, bytes.size()));
  }
  return dictionary;
}

double number(const Dictionary& dictionary, unsigned key, double otherwise, std::size_t which = 0) {
  const auto found = dictionary.find(key);
  return found == dictionary.end() || found->second.size() <= which ? otherwise
                                                                    : found->second[which];
}

std::size_t offset(const Dictionary& dictionary, unsigned key, std::size_t which = 0) {
  const double value = number(dictionary, key, 0, which);
  return value > 0 && value < 1e9 ? static_cast<std::size_t>(value) : 0;
}

// Operators of dictionaries (5176, tables 9 and 23).
enum Key : unsigned {
  charset = 15,
  encoding = 16,
  charstrings = 17,
  private_dictionary = 18,
  subroutines = 19,
  default_width_x = 20,
  nominal_width_x = 21,
  charstring_type = 1206,
  font_matrix = 1207,
  registry = 1230,
  font_array = 1236,
  font_select = 1237,
};

}  // namespace

class CffProgram::Reader {
 public:
  Reader(std::string_view bytes, CffProgram& into) : bytes_(bytes), into_(into) {}

  bool read() {
    std::string_view rest = part(bytes_, big_endian(bytes_, 2, 1));
    take_index(rest);  // names of fonts
    const auto tops = take_index(rest);
    strings_ = take_index(rest);
    into_.global_subroutines_ = take_index(rest);
    if (tops.empty()) return false;
    const Dictionary top = read_dictionary(tops[0]);
    if (number(top, charstring_type, 2) != 2) return false;
    std::string_view glyphs = part(bytes_, offset(top, charstrings));
    into_.charstrings_ = take_index(glyphs);
    if (into_.charstrings_.empty() || into_.charstrings_.size() > most_glyphs) return false;
    into_.cid_keyed_ = top.contains(registry);
    into_.scale_ = number(top, font_matrix, 0.001) * 1000;
    if (into_.scale_ <= 0 || into_.scale_ > 100) into_.scale_ = 1;
    read_charset(offset(top, charset));
    if (into_.cid_keyed_) {
      read_fonts(top);
    } else {
      into_.privates_.push_back(read_private(top));
      read_encoding(offset(top, encoding));
    }
    return true;
  }

 private:
  void take_glyph(std::size_t glyph, std::uint32_t id) {
    if (into_.cid_keyed_) {
      into_.cids_[id] = glyph;
      return;
    }
    std::string name(id < 391                     ? cff_string(id)
                     : id - 391 < strings_.size() ? strings_[id - 391]
                                                  : std::string_view());
    if (name.empty()) into_.names_known_ = false;
    into_.names_.resize(glyph + 1);
    into_.names_[glyph] = std::move(name);
  }

  void read_charset(std::size_t at) {
    const std::size_t count = into_.charstrings_.size();
    if (!into_.cid_keyed_) into_.names_.assign(1, ".notdef");
    if (at <= 2) {  // a predefined one; of these, ISOAdobe is known here
      for (std::size_t glyph = 1; glyph < count; ++glyph) {
        take_glyph(glyph, at == 0 ? static_cast<std::uint32_t>(glyph) : 390);
      }
      return;
    }
    const unsigned format = big_endian(bytes_, at++, 1);
    for (std::size_t glyph = 1; glyph < count;) {
      if (at >= bytes_.size()) return;
      const std::uint32_t first = u16(bytes_, at);
      const std::size_t size = format == 0 ? 0 : format == 1 ? 1 : 2;
      const std::uint32_t left = big_endian(bytes_, at + 2, size);
      at += 2 + size;
      for (std::uint32_t i = 0; i <= left && glyph < count; ++i) take_glyph(glyph++, first + i);
    }
  }

  void read_encoding(std::size_t at) {
    if (at <= 1) {
      into_.standard_encoding_ = at == 0;
      return;
    }
    const unsigned format = big_endian(bytes_, at, 1) & 0x7F;
    const std::size_t count = big_endian(bytes_, at + 1, 1);
    std::size_t glyph = 1;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t entry = at + 2 + i * (format == 0 ? 1 : 2);
      const unsigned first = big_endian(bytes_, entry, 1);
      const unsigned left = format == 0 ? 0 : big_endian(bytes_, entry + 1, 1);
      for (unsigned code = first; code <= first + left; ++code) into_.codes_[code] = glyph++;
    }
  }

  Private read_private(const Dictionary& of) {
    Private found;
    const std::size_t size = offset(of, private_dictionary, 0);
    const std::size_t at = offset(of, private_dictionary, 1);
    if (at == 0) return found;
    const Dictionary dictionary = read_dictionary(part(bytes_, at, size));
    found.default_width = number(dictionary, default_width_x, 0);
    found.nominal_width = number(dictionary, nominal_width_x, 0);
    if (const std::size_t local = offset(dictionary, subroutines); local != 0) {
      std::string_view rest = part(bytes_, at + local);
      found.subroutines = take_index(rest);
    }
    return found;
  }

  // CID-keyed programs have a dictionary for each of several fonts, and say which glyph is of
  // which.
  void read_fonts(const Dictionary& top) {
    std::string_view rest = part(bytes_, offset(top, font_array));
    const auto fonts = take_index(rest);
    for (std::size_t i = 0; i < std::min<std::size_t>(fonts.size(), 256); ++i) {
      const Dictionary font = read_dictionary(fonts[i]);
      into_.privates_.push_back(read_private(font));
      if (!top.contains(font_matrix) && i == 0) {
        const double scale = number(font, font_matrix, 0.001) * 1000;
        if (scale > 0 && scale < 100) into_.scale_ = scale;
      }
    }
    std::size_t at = offset(top, font_select);
    const std::size_t count = into_.charstrings_.size();
    into_.selected_.assign(count, 0);
    const unsigned format = big_endian(bytes_, at, 1);
    if (format == 0) {
      for (std::size_t glyph = 0; glyph < count; ++glyph) {
        into_.selected_[glyph] = static_cast<std::uint8_t>(big_endian(bytes_, at + 1 + glyph, 1));
      }
    } else if (format == 3) {
      const std::size_t ranges = u16(bytes_, at + 1);
      for (std::size_t i = 0; i < ranges; ++i) {
        const std::size_t range = at + 3 + 3 * i;
        const std::size_t end = std::min<std::size_t>(u16(bytes_, range + 3), count);
        for (std::size_t glyph = u16(bytes_, range); glyph < end; ++glyph) {
          into_.selected_[glyph] = static_cast<std::uint8_t>(big_endian(bytes_, range + 2, 1));
        }
      }
    }
  }

  std::string_view bytes_;
  CffProgram& into_;
  std::vector<std::string_view> strings_;
};

std::optional<CffProgram> CffProgram::read(std::string_view bytes) {
  CffProgram program;
  if (big_endian(bytes, 0, 1) != 1 || !Reader(bytes, program).read()) return std::nullopt;
  return program;
}

std::optional<std::size_t> CffProgram::glyph_named(std::string_view name) const {
  const auto found = std::ranges::find(names_, name);
  if (found == names_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names_.begin());
}

std::optional<std::size_t> CffProgram::glyph_of_cid(std::uint32_t cid) const {
  if (cid == 0) return 0;
  const auto found = cids_.find(cid);
  if (found == cids_.end()) return std::nullopt;
  return found->second;
}

std::string_view CffProgram::name_of_code(unsigned code) const {
  if (standard_encoding_) return name_in(BaseEncoding::standard, code);
  const auto glyph = codes_.find(code);
  if (glyph == codes_.end() || glyph->second >= names_.size()) return {};
  return names_[glyph->second];
}

std::optional<double> CffProgram::width(std::size_t glyph) const {
  if (glyph >= charstrings_.size() || privates_.empty()) return std::nullopt;
  const std::size_t which = selected_.empty() ? 0 : selected_[glyph];
  if (which >= privates_.size()) return std::nullopt;
  const Private& dictionary = privates_[which];
  const auto stated =
      stated_width(charstrings_[glyph], dictionary.subroutines, global_subroutines_);
  if (!stated.readable) return std::nullopt;
  const double width =
      stated.offset ? dictionary.nominal_width + *stated.offset : dictionary.default_width;
  return width * scale_;
}

}  // namespace facteur::formats::pdfa
