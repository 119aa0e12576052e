// What the two extensions, EXTENDED-CTC-FR and Factur-X EXTENDED, sum up behind a VAT breakdown.
//
// A category may have several breakdowns for one rate, told apart by their exemption reasons. The
// base is right when it is the sum of the amounts of that rate, whatever the reason ("ini"), or of
// those with the same reason ("rev"); each alone is a warning.
#pragma once

#include <cstdint>
#include <string>
#include <tuple>

#include "formats/rules.h"
#include "formats/rules/values.h"

namespace facteur::formats {

// normalize-space(...)
inline std::string normalized(Node node) {
  std::string result;
  for (const char c : code_of(node)) {
    const bool space = xml_space.find(c) != std::string_view::npos;
    if (!space || result.back() != ' ') result += space ? ' ' : c;
  }
  return result;
}

// What tells the amounts of a breakdown from others. Category O has no rate.
struct CategoryKey {
  std::size_t family;
  MaybeDecimal rate;
  bool any_reason;
  std::string reason_code, reason;

  auto parts() const { return std::tie(family, rate, any_reason, reason_code, reason); }
  bool operator<(const CategoryKey& other) const { return parts() < other.parts(); }
};

struct CategoryBase {
  MaybeDecimal lines = Decimal(), allowances = Decimal(), charges = Decimal();
  MaybeDecimal logistics = Decimal();
  std::int64_t amounts = 0;

  MaybeDecimal value() const {
    return rounded(lines) - rounded(allowances) + rounded(charges) + rounded(logistics);
  }
};

// clang-format off
inline constexpr Sentence category_used{"La catégorie de TVA {} a une ligne de ventilation au moins si elle est utilisée, et seulement alors.", "VAT category {} has one VAT breakdown at least where it is used, and only there."};
inline constexpr Sentence category_base_ini{"La base de TVA de la catégorie {} est la somme des montants de ce taux, quel que soit leur motif d'exonération.", "The taxable amount of VAT category {} is the sum of the amounts of that rate, whatever their exemption reason."};
inline constexpr Sentence category_base_rev{"La base de TVA de la catégorie {} est la somme des montants de ce taux et de ce motif d'exonération.", "The taxable amount of VAT category {} is the sum of the amounts of that rate and that exemption reason."};
inline constexpr Sentence category_amount{"TVA de la catégorie S = base × taux, à 0,01 près par montant de la base.", "VAT of category S = taxable amount × rate, give or take 0.01 for each amount in the base."};
// clang-format on

}  // namespace facteur::formats
