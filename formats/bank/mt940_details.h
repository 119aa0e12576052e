// The free text of a movement (:86:), in the dialects that banks write.
#pragma once

#include <string_view>
#include <vector>

#include "formats/bank/statement.h"

namespace facteur::formats::bank::mt940 {

// Reads the lines of :86: into `movement`: payer, remittance, label, references. `gvc` gets the
// three digits that open sub-fields, the German business transaction code; else it stays empty.
void read_details(const std::vector<std::string_view>& lines, Movement& movement,
                  std::string_view& gvc);

}  // namespace facteur::formats::bank::mt940
