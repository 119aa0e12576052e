// What the tests of bank files share: short forms of what was read.
#pragma once

#include <string>
#include <vector>

#include "formats/bank/read.h"

namespace facteur::test {

// "BALANCE 3", "LENGTH 1": code and line of each fault, or of each remark.
std::vector<std::string> codes_of(const std::vector<formats::bank::Fault>& faults);

// All that formats must agree on, one text a movement: days, signed amount, parties, texts. Left
// out are operation codes, natures and the bank's own words, which are each format's own.
std::vector<std::string> texts_of(const formats::bank::Reading& reading);

}  // namespace facteur::test
