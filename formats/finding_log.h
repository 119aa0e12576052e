// Structural findings, as many as are worth showing.
#pragma once

#include <algorithm>
#include <utility>

#include "formats/structure_text.h"

namespace facteur::formats {

class FindingLog {
 public:
  explicit FindingLog(std::size_t most) : most_(most) {}

  // Are further findings only counted? Then nobody has to write down where they are.
  bool full() const { return findings_.size() >= most_; }
  bool empty() const { return findings_.empty() && beyond_ == 0; }
  void count() { ++beyond_; }
  // `rule` has static storage.
  void add(std::string_view rule, std::string location, std::uint32_t line, Text message) {
    if (full()) return count();
    keep(rule, std::move(location), line, std::move(message));
  }
  // Kept in any case, and first: it says why reading ended.
  void add_final(std::string_view rule, std::string location, std::uint32_t line, Text message) {
    keep(rule, std::move(location), line, std::move(message));
    std::rotate(findings_.begin(), findings_.end() - 1, findings_.end());
  }

  std::vector<Finding> take() && { return std::move(findings_); }
  std::size_t beyond() const { return beyond_; }

 private:
  void keep(std::string_view rule, std::string location, std::uint32_t line, Text message) {
    Finding finding;
    finding.set = "structure";
    finding.rule = rule;
    finding.location = std::move(location);
    finding.line = line;
    finding.message = std::move(message);
    findings_.push_back(std::move(finding));
  }

  std::size_t most_;
  std::vector<Finding> findings_;
  std::size_t beyond_ = 0;
};

}  // namespace facteur::formats
