// Numbers of public registers, with their check digits, the way the official rules of Peppol test
// them. Each takes the number without outer space and says whether it is well formed.
#pragma once

#include <string_view>

namespace facteur::formats {

bool all_digits(std::string_view text);  // and at least one

bool is_gln(std::string_view number);                     // GS1
bool is_norwegian_organization(std::string_view number);  // nine digits
bool is_belgian_enterprise(std::string_view number);      // ten digits
bool is_partita_iva(std::string_view number);             // Italy: eleven digits
bool is_codice_fiscale(std::string_view number);          // Italy: eleven digits or sixteen signs
bool is_swedish_organization(std::string_view number);    // Luhn over the first ten characters
bool is_australian_business(std::string_view number);     // eleven digits
bool is_greek_tax_number(std::string_view number);        // nine digits
bool is_iban(std::string_view number);                    // spaces allowed

}  // namespace facteur::formats
