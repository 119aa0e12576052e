// What the operation codes of the formats say about a movement. Unknown and bilateral codes are
// Nature::unknown.
#pragma once

#include <string_view>

#include "formats/bank/statement.h"

namespace facteur::formats::bank {

// CFONB interbank operation code, two characters: "05", "B3".
Nature nature_of_cfonb(std::string_view code);

// ISO 20022 bank transaction code (external code set): "PMNT", "RCDT", "ESCT".
Nature nature_of_iso(std::string_view domain, std::string_view family, std::string_view sub_family);

// SWIFT transaction type of :61: without its first letter: "TRF"; and the German business
// transaction code (GVC) that may open :86:, else empty.
Nature nature_of_swift(std::string_view type, std::string_view gvc);

// The nature of a movement of that nature that came back.
Nature returned(Nature nature);
bool is_returned(Nature nature);

}  // namespace facteur::formats::bank
