#include "formats/rules/vat_facts.h"

#include <algorithm>
#include <bitset>
#include <vector>

#include "formats/rules/tax_category.h"
#include "formats/rules/values.h"

namespace facteur::formats {
namespace {

using enum Term;

// In the order of VatCategory.
constexpr std::array<std::string_view, vat_category_count - 1> category_codes{
    "S", "Z", "E", "AE", "K", "G", "O", "L", "M", "B"};

std::size_t number(VatCategory category) {
  return static_cast<std::size_t>(category);
}
std::size_t number(VatPlace place) {
  return static_cast<std::size_t>(place);
}

void add(MaybeDecimal& sum, Node amount) {
  if (amount) sum = sum + decimal_of(amount);
}

// The categories and rates of one line, allowance or charge. A UBL line may state several; its
// amount then counts once for each category, and once for each pair of a category and a rate, even
// where the two were not stated together: so do the official rules.
class Stated {
 public:
  void add(const TaxCategory& category) {
    if (category.code) categories_.set(number(vat_category(compared_code(category.code))));
    if (const auto rate = decimal_of(category.rate)) rates_.push_back(*rate);
  }

  template <typename Visit>
  void each_sum(VatFacts& facts, Visit visit) {
    std::sort(rates_.begin(), rates_.end());
    rates_.erase(std::unique(rates_.begin(), rates_.end()), rates_.end());
    for (std::size_t i = 0; i < vat_category_count; ++i) {
      if (!categories_.test(i)) continue;
      visit(facts.uses[i].sums);
      const auto category = static_cast<VatCategory>(i);
      if (!rated(category)) continue;
      for (const Decimal rate : rates_) visit(facts.by_rate[{category, rate}]);
    }
  }

  void clear() {
    categories_.reset();
    rates_.clear();
  }

 private:
  // Categories whose breakdown is one for each rate.
  static bool rated(VatCategory category) {
    return category == VatCategory::S || category == VatCategory::L || category == VatCategory::M;
  }

  std::bitset<vat_category_count> categories_;
  std::vector<Decimal> rates_;
};

class Gathering {
 public:
  explicit Gathering(Node root) {
    for (const Node line : each(root, BG_25)) take_line(line);
    for (const Node allowance : each(root, BG_20)) {
      take_allowance_or_charge(allowance, VatPlace::allowance, BT_92);
    }
    for (const Node charge : each(root, BG_21)) {
      take_allowance_or_charge(charge, VatPlace::charge, BT_99);
    }
    for (const Node breakdown : each(root, BG_23)) {
      count(tax_category(breakdown), VatPlace::breakdown);
    }
  }

  VatFacts take() { return std::move(facts_); }

 private:
  void count(const TaxCategory& category, VatPlace place) {
    const bool vat = category.is_vat();
    if (vat) ++facts_.vat_total[number(place)];
    if (!category.code) return;
    VatUse& use = facts_.uses[number(vat_category(compared_code(category.code)))];
    ++use.stated[number(place)];
    if (vat) ++use.vat[number(place)];
  }

  void take_line(Node line) {
    facts_.has_lines = true;
    const Node amount = line.first(BT_131);
    add(facts_.line_total, amount);
    stated_.clear();
    for (const Node group : each(line, BG_30)) take_category(tax_category(group), VatPlace::line);
    count_sub_lines(line);
    stated_.each_sum(facts_, [&](VatSums& sums) {
      sums.on_line = true;
      add(sums.lines, amount);
    });
  }

  // The categories of sub-lines are uses, but no part of the sums.
  void count_sub_lines(Node line) {
    for (const Node sub_line : each(line, BG_DEX_01)) {
      for (const Node group : each(sub_line, BG_30)) count(tax_category(group), VatPlace::line);
      count_sub_lines(sub_line);  // as deep as the reader lets elements nest
    }
  }

  void take_category(const TaxCategory& category, VatPlace place) {
    count(category, place);
    stated_.add(category);
  }

  void take_allowance_or_charge(Node group, VatPlace place, Term amount_term) {
    const bool charge = place == VatPlace::charge;
    (charge ? facts_.has_charges : facts_.has_allowances) = true;
    const Node amount = group.first(amount_term);
    add(charge ? facts_.charge_total : facts_.allowance_total, amount);
    stated_.clear();
    each_tax_category(group, [&](const TaxCategory& c) { take_category(c, place); });
    stated_.each_sum(facts_, [&](VatSums& sums) {
      sums.on_allowance_or_charge = true;
      add(charge ? sums.charges : sums.allowances, amount);
    });
  }

  VatFacts facts_;
  Stated stated_;  // kept between lines for its memory
};

}  // namespace

VatCategory vat_category(std::string_view code) {
  const auto found = std::find(category_codes.begin(), category_codes.end(), code);
  return static_cast<VatCategory>(found - category_codes.begin());
}

VatFacts gather_vat_facts(Node root) {
  return Gathering(root).take();
}

}  // namespace facteur::formats
