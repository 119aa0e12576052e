// French company numbers: SIREN (nine digits) and SIRET (a SIREN and five digits more), INSEE.
#pragma once

#include <string_view>

namespace facteur::gateway::directory {

// Nine digits whose Luhn key is right (ISO/IEC 7812-1).
bool is_siren(std::string_view text);

bool all_digits(std::string_view text);

}  // namespace facteur::gateway::directory
