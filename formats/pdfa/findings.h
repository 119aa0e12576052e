// Where the rules of PDF/A put what they find. Keeps a bounded number of findings and counts the
// rest. Used by one thread at a time.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "formats/finding.h"
#include "formats/rules.h"

namespace facteur::formats::pdfa {

class Findings {
 public:
  static constexpr std::size_t kept_for_each_rule = 10;

  // The rule does not hold at `place` (judge.h says how places are written). The message is the
  // sentence of the rule, then `detail`. The same rule at the same place is said once.
  void add(const Rule& rule, const std::string& place, const Text& detail = {});
  // The same with a detail that reads alike in both languages: a name, a number. Quoted safely.
  void add_value(const Rule& rule, const std::string& place, std::string_view value);

  // In the order of `rules`.
  std::vector<Finding> take(const std::vector<const Rule*>& rules);
  std::size_t beyond() const { return beyond_; }

 private:
  std::map<const Rule*, std::vector<Finding>> by_rule_;
  std::size_t beyond_ = 0;
};

}  // namespace facteur::formats::pdfa
