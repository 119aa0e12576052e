// Numbers of companies and things that invoices name, with their check digits. Each function takes
// the number without white space around it. Pure; safe from any thread.
#pragma once

#include <string_view>

namespace facteur::formats {

// France: a company, nine digits of which the last is a check digit (Luhn).
bool is_siren(std::string_view number);

// France: an establishment, fourteen digits, the SIREN first, the last a check digit (Luhn). Those
// of La Poste (SIREN 356000000) may have digits that add up to a multiple of five instead.
bool is_siret(std::string_view number);

// GS1: a place or a party, thirteen digits with check digit.
bool is_location_number(std::string_view number);

// GS1: an item, 8, 12, 13 or 14 digits with check digit.
bool is_trade_item_number(std::string_view number);

}  // namespace facteur::formats
