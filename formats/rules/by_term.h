// Finds the rows of a constant table that concern a term, without searching.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "schemas/terms.h"

namespace facteur::formats {

// Indexes a table of N rows by the term that `term_of(row)` names. Built at compile time.
template <std::size_t N>
class ByTerm {
 public:
  template <typename Row, typename TermOf>
  constexpr ByTerm(const std::array<Row, N>& rows, TermOf term_of) {
    for (std::size_t row = N; row-- > 0;) {  // backwards, so that chains run forwards
      std::uint16_t& head = heads_[slot(term_of(rows[row]))];
      next_[row] = head;
      head = static_cast<std::uint16_t>(row + 1);
    }
  }

  // Calls visit(row number) for each row of the term, in table order.
  template <typename Visit>
  void each(Term term, Visit visit) const {
    for (std::uint16_t row = heads_[slot(term)]; row != 0; row = next_[row - 1u]) visit(row - 1u);
  }

 private:
  // BT-n in slot n, BG-n in slot 200 + n, EXT-FR-FE-n in slot 250 + n, what is no term from slot
  // 500; the others share a slot in which no row may stand.
  static constexpr std::size_t slots = 560;
  static constexpr std::size_t slot(Term term) {
    const auto number = static_cast<std::size_t>(term);
    if (number < 200) return number;
    if (number > 1000 && number < 1050) return number - 1000 + 200;
    if (number > 3000 && number < 3249) return number - 3000 + 250;
    if (number > 2000 && number < 2050) return number - 2000 + 500;
    return slots - 1;
  }

  std::array<std::uint16_t, slots> heads_{};  // row + 1; 0 ends a chain
  std::array<std::uint16_t, N> next_{};
};

}  // namespace facteur::formats
