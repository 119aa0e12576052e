// One record of CFONB 120: its fields by position, and how they are written.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "formats/civil_date.h"
#include "formats/decimal.h"

namespace facteur::formats::bank::cfonb {

inline constexpr std::size_t record_size = 120;

// 1-based position and length, in characters.
struct Field {
  std::size_t at, size;
};

namespace field {
inline constexpr Field type{1, 2}, bank{3, 5}, branch{12, 5}, currency{17, 3}, decimals{20, 1},
    account{22, 11}, operation{33, 2}, date{35, 6}, amount{91, 14};
// 04
inline constexpr Field reject{41, 2}, value_date{43, 6}, label{49, 31}, entry{82, 7},
    reference{105, 16};
// 05; `old_text` in the older complements
inline constexpr Field qualifier{46, 3}, information{49, 70}, old_text{41, 41};
}  // namespace field

class Record {
 public:
  // `line` in UTF-8, without its end; must outlive this. A shorter one reads as if blanks followed.
  explicit Record(std::string_view line);

  std::size_t size() const { return size_; }  // in characters
  // As it stands, blanks included.
  std::string_view operator[](Field field) const;

 private:
  std::size_t offset(std::size_t position) const;

  std::string_view line_;
  std::size_t size_;
  std::vector<std::uint32_t> starts_;  // of each character, where some have several bytes
};

// DDMMYY; 61 to 99 are of the 20th century, as no statement in use is older than 1961.
std::optional<Date> parse_date(std::string_view text);

// Fourteen characters, the last one overpunched: {, A to I are +0 to +9; }, J to R are -0 to -9.
// Also in lower case, and é for {, è for } (ISO 646 FR, EBCDIC code page 297).
std::optional<Decimal> parse_amount(std::string_view text, unsigned decimals);

}  // namespace facteur::formats::bank::cfonb
