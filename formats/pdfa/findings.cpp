#include "formats/pdfa/findings.h"

#include <algorithm>

#include "formats/rules/report.h"

namespace facteur::formats::pdfa {

void Findings::add(const Rule& rule, const std::string& place, const Text& detail) {
  std::vector<Finding>& found = by_rule_[&rule];
  const bool known =
      std::ranges::any_of(found, [&](const Finding& f) { return f.location == place; });
  if (known) return;
  if (found.size() == kept_for_each_rule) {
    ++beyond_;
    return;
  }
  Text message = text_of(rule);
  if (!detail.fr.empty()) message.fr += " " + detail.fr;
  if (!detail.en.empty()) message.en += " " + detail.en;
  found.push_back({.set = "pdfa3",
                   .rule = rule.id,
                   .severity = rule.severity,
                   .terms = {},
                   .location = place,
                   .message = std::move(message)});
}

void Findings::add_value(const Rule& rule, const std::string& place, std::string_view value) {
  const std::string quoted = quotable(value);
  add(rule, place, {"Trouvé : « " + quoted + " ».", "Found: \"" + quoted + "\"."});
}

std::vector<Finding> Findings::take(const std::vector<const Rule*>& rules) {
  std::vector<Finding> ordered;
  for (const Rule* rule : rules) {
    const auto found = by_rule_.find(rule);
    if (found == by_rule_.end()) continue;
    std::ranges::move(found->second, std::back_inserter(ordered));
  }
  by_rule_.clear();
  return ordered;
}

}  // namespace facteur::formats::pdfa
