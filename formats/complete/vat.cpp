#include <algorithm>
#include <map>

#include "formats/complete/parts.h"
#include "formats/xml_space.h"

namespace facteur::formats::completion {
namespace {

using enum Term;

// What a category of UNTDID 5305 says of its rate and of the reason for it (EN 16931-1, BR-Z-05 ..
// BR-O-10). A category that is not here has the rate that it states and needs no reason.
struct CategoryFacts {
  std::string_view code;
  bool has_rate;  // else none may be given: O
  bool needs_reason;
  std::string_view reason;  // the only VATEX code that fits; empty where there is a choice
};
constexpr CategoryFacts untaxed[] = {
    {"Z", true, false, ""},
    {"E", true, true, ""},
    {"AE", true, true, "VATEX-EU-AE"},
    {"K", true, true, "VATEX-EU-IC"},
    {"G", true, true, "VATEX-EU-G"},
    {"O", false, true, "VATEX-EU-O"},
};

// Null for a category with a rate of its own: S, L, M, B.
const CategoryFacts* untaxed_category(std::string_view code) {
  const auto* found = std::ranges::find(untaxed, code, &CategoryFacts::code);
  return found == std::end(untaxed) ? nullptr : found;
}

// Where a category is stated, and what for.
struct Stated {
  Term code, rate, reason_code, amount;
};
constexpr Stated on_line{BT_151, BT_152, EXT_FR_FE_179, BT_131};
constexpr Stated on_allowance{BT_95, BT_96, EXT_FR_FE_188, BT_92};
constexpr Stated on_charge{BT_102, BT_103, EXT_FR_FE_190, BT_99};

using Key = std::pair<std::string, MaybeDecimal>;  // category and rate; no rate for O

struct Use {
  Key key;
  std::string rate;    // as written first
  std::string reason;  // the one that all uses state; empty otherwise
  bool reasons_agree = true;
  bool has_scheme = false;  // the syntax says by which tax a category is meant
  struct {
    MaybeDecimal value = Decimal();
    bool any = false;
  } lines, allowances, charges;

  MaybeDecimal base() const { return lines.value + charges.value - allowances.value; }
  Operands operands() const {
    Operands all;
    if (lines.any) all.push_back(sum_of(plus(BT_131, lines.value)));
    if (charges.any) all.push_back(sum_of(plus(BT_99, charges.value)));
    if (allowances.any) all.push_back(sum_of(minus(BT_92, allowances.value)));
    return all;
  }
};

bool same_without_case(std::string_view text, std::string_view upper) {
  return std::ranges::equal(text, upper, [](char a, char b) {
    return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 'a' + 'A') : a) == b;
  });
}

// Of a tax other than VAT: no concern of EN 16931.
bool other_tax(const Draft& group) {
  const std::string_view scheme = trim_xml_space(group.text_of(tax_scheme));
  return !scheme.empty() && !same_without_case(scheme, "VAT");
}

class Uses {
 public:
  explicit Uses(Figures& figures) : figures_(figures) {}

  // `group` states the category, `amount_of` holds the amount: the same but for lines.
  void take(Place group, const Draft& amount_of, const Stated& terms) {
    if (other_tax(group.group)) return;
    const std::optional<Key> key = key_of(group, terms);
    if (!key) return;
    Use& use = use_of(*key);
    if (use.rate.empty()) use.rate = trim_xml_space(group.group.text_of(terms.rate));
    use.has_scheme = use.has_scheme || group.group.first(tax_scheme) != nullptr;
    note_reason(use, trim_xml_space(group.group.text_of(terms.reason_code)));
    auto& sum = terms.amount == BT_131  ? use.lines
                : terms.amount == BT_92 ? use.allowances
                                        : use.charges;
    sum.value = sum.value + value_of(amount_of, terms.amount);
    sum.any = true;
  }

  bool known() const { return known_; }
  const std::vector<Use>& all() const { return uses_; }
  bool has(const Key& key) const { return index_.contains(key); }

 private:
  std::optional<Key> key_of(Place place, const Stated& terms) {
    const std::string category(trim_xml_space(place.group.text_of(terms.code)));
    if (category.empty()) {
      figures_.need(
          place, terms.code,
          {"aucune formule ne donne la catégorie de TVA", "no formula gives the VAT category"});
      known_ = false;
      return std::nullopt;
    }
    const CategoryFacts* facts = untaxed_category(category);
    if (facts != nullptr && !facts->has_rate) return Key{category, std::nullopt};
    if (facts != nullptr) {
      figures_.by_category(place, terms.rate, "0", category);
      return Key{category, Decimal()};
    }
    const MaybeDecimal rate = value_of(place.group, terms.rate);
    if (rate) return Key{category, rate};
    if (place.group.first(terms.rate) == nullptr)
      figures_.need(place, terms.rate,
                    {"aucune formule ne donne le taux de TVA", "no formula gives the VAT rate"});
    known_ = false;
    return std::nullopt;
  }

  Use& use_of(const Key& key) {
    const auto [at, is_new] = index_.emplace(key, uses_.size());
    if (is_new) {
      uses_.emplace_back();
      uses_.back().key = key;
    }
    return uses_[at->second];
  }

  static void note_reason(Use& use, std::string_view reason) {
    const bool first = !use.lines.any && !use.allowances.any && !use.charges.any;
    if (first) use.reason = reason;
    use.reasons_agree = use.reasons_agree && use.reason == reason;
  }

  Figures& figures_;
  std::vector<Use> uses_;  // in the order of first use
  std::map<Key, std::size_t> index_;
  bool known_ = true;
};

Uses gather(Draft& document, Figures& figures) {
  Uses uses(figures);
  std::size_t lines = 0, allowances = 0, charges = 0;
  for (Draft& group : document.children) {
    if (group.term == BG_25) {
      const std::string path = path_of(BG_25, ++lines) + "BG-30/";
      if (!counts(group)) continue;
      if (group.first(BG_30) == nullptr) group.add(BG_30);
      uses.take({*group.first(BG_30), path}, group, on_line);
    } else if (group.term == BG_20) {
      uses.take({group, path_of(BG_20, ++allowances)}, group, on_allowance);
    } else if (group.term == BG_21) {
      uses.take({group, path_of(BG_21, ++charges)}, group, on_charge);
    }
  }
  return uses;
}

Key key_of_breakdown(const Draft& breakdown) {
  Key key{std::string(trim_xml_space(breakdown.text_of(BT_118))), std::nullopt};
  const CategoryFacts* facts = untaxed_category(key.first);
  if (facts == nullptr) key.second = value_of(breakdown, BT_119);
  if (facts != nullptr && facts->has_rate) key.second = Decimal();
  return key;
}

// BG-23 may also be given in the accounting currency, beside BT-111.
bool in_currency(const Draft& breakdown, std::string_view currency) {
  const Draft* vat = breakdown.first(BT_117);
  const std::string_view stated = vat ? vat->attribute(Attribute::currency) : std::string_view();
  return stated.empty() || stated == currency;
}

void complete_reason(Place place, const Use& use, Figures& figures) {
  const CategoryFacts* facts = untaxed_category(use.key.first);
  if (facts == nullptr || !facts->needs_reason) return;
  if (place.group.first(BT_120) != nullptr || place.group.first(BT_121) != nullptr) return;
  if (use.reasons_agree && !use.reason.empty()) {
    place.group.add(BT_121, use.reason);
  } else if (!facts->reason.empty()) {
    figures.by_category(place, BT_121, facts->reason, use.key.first);
  } else {
    figures.need(place, BT_121,
                 {"le motif d'exonération (BT-120 ou BT-121) est à donner",
                  "the exemption reason (BT-120 or BT-121) has to be given"});
  }
}

void complete_breakdown(const Place& place, const Use& use, Figures& figures) {
  const MaybeDecimal base = figures.amount(place, BT_116, use.base(), use.operands());
  const MaybeDecimal rate = use.key.second ? use.key.second : MaybeDecimal(Decimal());
  figures.amount(place, BT_117, share(base, rate), {plus(BT_116, base), percent_of(BT_119, rate)});
  complete_reason(place, use, figures);
}

Draft new_breakdown(const Use& use) {
  Draft breakdown{BG_23, {}, {}, {}};
  breakdown.add(BT_118, use.key.first);
  if (use.key.second) breakdown.add(BT_119, use.rate.empty() ? "0" : use.rate);
  if (use.has_scheme) breakdown.add(tax_scheme, "VAT");
  return breakdown;
}

// A breakdown that stands in the document.
struct Spot {
  std::size_t child;    // index among the children
  std::size_t ordinal;  // among the breakdowns, from 1
};
using Spots = std::map<Key, std::vector<Spot>>;

Spots spots_of(const Draft& document, std::string_view currency) {
  Spots spots;
  std::size_t ordinal = 0;
  for (std::size_t i = 0; i < document.children.size(); ++i) {
    const Draft& child = document.children[i];
    if (child.term != BG_23) continue;
    ++ordinal;
    if (in_currency(child, currency)) spots[key_of_breakdown(child)].push_back({i, ordinal});
  }
  return spots;
}

// A breakdown of what nobody uses: its base is zero.
Use no_use(const Key& key) {
  Use use;
  use.key = key;
  use.lines.any = true;
  return use;
}

}  // namespace

bool complete_vat(Draft& document, Figures& figures) {
  const Uses uses = gather(document, figures);
  if (!uses.known()) return false;
  const std::string currency(trim_xml_space(document.text_of(BT_5)));
  const Spots stated = spots_of(document, currency);
  std::vector<Draft> added;
  for (const Use& use : uses.all()) {
    if (!stated.contains(use.key)) added.push_back(new_breakdown(use));
  }
  document.add_all(std::move(added));

  const Spots now = spots_of(document, currency);
  const auto complete_at = [&](const Spot& spot, const Use& use) {
    complete_breakdown({document.children[spot.child], path_of(BG_23, spot.ordinal)}, use, figures);
  };
  for (const Use& use : uses.all()) {
    const auto& spots = now.at(use.key);
    // Several of one category: the sender parted it, by exemption reason say. How, is theirs to
    // know.
    if (spots.size() == 1) complete_at(spots[0], use);
  }
  for (const auto& [key, spots] : now) {
    if (uses.has(key)) continue;
    for (const Spot& spot : spots) complete_at(spot, no_use(key));
  }
  return true;
}

}  // namespace facteur::formats::completion
