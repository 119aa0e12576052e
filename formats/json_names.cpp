#include "formats/json_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

namespace facteur::formats {
namespace {

// In the order of Attribute.
constexpr std::array<std::string_view, 11> names{
    "scheme",     "scheme_version", "list",  "list_version", "currency", "unit",
    "media_type", "file_name",      "label", "format",       "subject"};

// From here on: terms of status messages and reports (schemas/terms.h).
constexpr Term beyond{5000};

constexpr std::array marks{
    Term::tax_scheme,       Term::gross_quantity,        Term::logistics_charge,
    Term::logistics_amount, Term::logistics_category,    Term::logistics_rate,
    Term::logistics_reason, Term::logistics_reason_code, Term::adjustment_amount};

std::unordered_map<std::string_view, Term> terms_by_id() {
  std::unordered_map<std::string_view, Term> terms;
  for (const TermFacts& row : all_terms()) {
    if (!row.attribute && row.term < beyond) terms.emplace(row.id, row.term);
  }
  return terms;
}

}  // namespace

std::string_view json_name(Attribute attribute) {
  return names[static_cast<std::size_t>(attribute)];
}

std::optional<Attribute> json_attribute(std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Attribute>(found - names.begin());
}

Term term_named(std::string_view id) {
  static const std::unordered_map<std::string_view, Term> terms = terms_by_id();
  if (const auto found = terms.find(id); found != terms.end()) return found->second;
  const auto mark =
      std::find_if(marks.begin(), marks.end(), [id](Term term) { return name(term) == id; });
  return mark == marks.end() ? Term::none : *mark;
}

bool stands_in(Term term, Term group) {
  const TermFacts* known = facts(term);
  if (known == nullptr) return true;  // a mark
  if (known->group == group) return true;
  return group == Term::BG_DEX_01 && (known->group == Term::BG_25 || term == Term::BG_DEX_01);
}

}  // namespace facteur::formats
