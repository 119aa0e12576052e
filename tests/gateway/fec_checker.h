// The rules of form of the file of accounting entries (LPF A47 A-1, VII), checked from the text
// alone: an independent reading of what the export writes.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace facteur::gateway::test {

struct FecLine {
  std::map<std::string, std::string> fields;
  std::int64_t debit = 0, credit = 0;  // cents
};

struct FecReport {
  std::vector<std::string> faults;  // "line 3: ..."
  std::vector<FecLine> lines;

  // Debit less credit of the accounts whose number begins so, in cents.
  std::int64_t balance(const std::string& account) const;
};

FecReport check_fec(const std::string& text);

}  // namespace facteur::gateway::test
