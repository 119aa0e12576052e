// What an invoice says about VAT, gathered in one pass over its lines, allowances, charges and
// breakdowns: how often each category is used, and the sums that stand behind each breakdown.
//
// The official rules read categories in two ways, and the verdict depends on it: some count a
// category only where its tax scheme is VAT, some whatever the scheme. Both are kept.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>

#include "formats/decimal.h"
#include "formats/model.h"

namespace facteur::formats {

enum class VatCategory : std::uint8_t { S, Z, E, AE, K, G, O, L, M, B, other };
inline constexpr std::size_t vat_category_count = 11;

// "S" -> S; VatCategory::other for anything that UNTDID 5305 does not have in EN 16931.
VatCategory vat_category(std::string_view code);

// Where a category is stated.
enum class VatPlace : std::uint8_t { line, allowance, charge, breakdown };
inline constexpr std::size_t vat_place_count = 4;

// Net amounts that carry one category (and, for some categories, one rate). The sum of no amounts
// is zero; a sum with an unreadable amount is unreadable.
struct VatSums {
  MaybeDecimal lines = Decimal();
  MaybeDecimal allowances = Decimal();
  MaybeDecimal charges = Decimal();
  bool on_line = false;
  bool on_allowance_or_charge = false;

  MaybeDecimal base() const { return lines + charges - allowances; }
};

struct VatUse {
  std::array<std::uint32_t, vat_place_count> stated{};  // whatever the tax scheme
  std::array<std::uint32_t, vat_place_count> vat{};     // of the scheme VAT
  VatSums sums;

  std::uint32_t stated_at(VatPlace place) const { return stated[static_cast<std::size_t>(place)]; }
  std::uint32_t vat_at(VatPlace place) const { return vat[static_cast<std::size_t>(place)]; }
};

struct VatFacts {
  std::array<VatUse, vat_category_count> uses;
  std::map<std::pair<VatCategory, Decimal>, VatSums> by_rate;
  std::array<std::uint32_t, vat_place_count> vat_total{};  // of the scheme VAT, any code or none
  MaybeDecimal line_total = Decimal();                     // sum of BT-131
  MaybeDecimal allowance_total = Decimal();                // sum of BT-92
  MaybeDecimal charge_total = Decimal();                   // sum of BT-99
  bool has_lines = false, has_allowances = false, has_charges = false;

  const VatUse& use(VatCategory category) const { return uses[static_cast<std::size_t>(category)]; }
};

VatFacts gather_vat_facts(Node root);

}  // namespace facteur::formats
