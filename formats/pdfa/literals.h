// Strings, numbers and names as they are written, in objects and in content streams (ISO 19005-3,
// 6.1.6 and 6.1.13).
#pragma once

#include <string>

#include "formats/pdf/tokens.h"
#include "formats/pdfa/families.h"

namespace facteur::formats::pdfa {

// Asks what one token has to keep to; tokens that are no literals are left alone.
void check_literal(Examination& on, const pdf::Token& token, const std::string& place);

// Names of fonts, colourants and structure types have to be UTF-8 (6.1.8).
void report_name_encoding(Examination& on, const std::string& name, const std::string& place);

RuleList literal_rules();

}  // namespace facteur::formats::pdfa
