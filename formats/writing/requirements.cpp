#include "formats/writing/requirements.h"

#include <algorithm>

#include "formats/xml_space.h"

namespace facteur::formats {
namespace {

using schemas::Condition;

bool same_boolean(std::string_view a, std::string_view b) {
  const auto is_true = [](std::string_view text) { return text == "true" || text == "1"; };
  const auto is_false = [](std::string_view text) { return text == "false" || text == "0"; };
  a = trim_xml_space(a);
  b = trim_xml_space(b);
  return (is_true(a) && is_true(b)) || (is_false(a) && is_false(b));
}

bool same_folded(std::string_view a, std::string_view b) {
  const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c; };
  a = trim_xml_space(a);
  b = trim_xml_space(b);
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [upper](char x, char y) { return upper(x) == upper(y); });
}

bool compatible(const Requirement& a, const Requirement& b) {
  if (a.slot != b.slot) return true;
  if (a.holds && b.holds) {
    return passes(a.test, a.value, b.value) || passes(b.test, b.value, a.value);
  }
  if (a.holds) return !passes(b.test, b.value, a.value);
  return !b.holds || !passes(a.test, a.value, b.value);
}

}  // namespace

bool passes(Condition::Test test, std::string_view value, std::string_view text) {
  switch (test) {
    case Condition::Test::boolean:
      return same_boolean(value, text);
    case Condition::Test::folded:
      return same_folded(value, text);
    default:
      return value == text;
  }
}

bool compatible(const Requirements& some, const Requirements& others) {
  return std::all_of(some.begin(), some.end(), [&others](const Requirement& a) {
    return std::all_of(others.begin(), others.end(),
                       [&a](const Requirement& b) { return compatible(a, b); });
  });
}

Probes::Probes(const schemas::Grammar& grammar) : grammar_(grammar) {
  std::vector<std::uint16_t> path;
  for (std::size_t i = 0; i < grammar.bindings.size(); ++i) {
    const auto binding = static_cast<std::uint16_t>(i);
    if (grammar.bindings[i].anchor) descend(binding, binding, path);
  }
}

void Probes::descend(std::uint16_t anchor, std::uint16_t binding,
                     std::vector<std::uint16_t>& path) {
  constexpr std::size_t deepest = 6;  // trees may recur: an invoice line holds lines
  const schemas::Binding& at = grammar_.bindings[binding];
  if (at.slot != schemas::nothing && !path.empty()) probes_.push_back({anchor, at.slot, path});
  if (path.size() == deepest) return;
  for (std::uint16_t i = 0; i < at.child_count; ++i) {
    path.push_back(static_cast<std::uint16_t>(at.first_child + i));
    descend(anchor, path.back(), path);
    path.pop_back();
  }
}

const std::vector<std::uint16_t>* Probes::path(std::uint16_t anchor, std::uint16_t slot) const {
  for (const Probe& probe : probes_) {
    if (probe.anchor == anchor && probe.slot == slot) return &probe.path;
  }
  return nullptr;
}

}  // namespace facteur::formats
