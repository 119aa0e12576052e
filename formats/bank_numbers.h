// Accounts, banks and references as banks read them. Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace facteur::formats {

// ISO 13616: how many characters an IBAN of that country has, as registered with SWIFT (release
// 101 of the registry). 0 for a country that has none.
std::size_t iban_length(std::string_view country);

// Does it begin as an IBAN does: a country that has them, two digits, and nothing but letters,
// digits and blanks? Whether it is a right one is another question.
bool looks_like_iban(std::string_view text);

// What is wrong with an IBAN, the first that is; `blanks`: it is right, but grouped as for print.
enum class IbanFault { none, country, length, check_digits, blanks };
IbanFault fault_of_iban(std::string_view text);

// ISO 9362: four letters or digits, a country, two letters or digits, or five.
bool is_bic(std::string_view text);
inline std::string_view country_of_bic(std::string_view bic) {
  return bic.substr(4, 2);
}

// Can a bank of that country keep an account with such an IBAN? Some countries share one: the
// IBANs of France serve its overseas territories too.
bool same_country(std::string_view bic_country, std::string_view iban_country);

// ISO 11649: RF, two check digits, one to twenty-one letters or digits. Blanks, which print
// groups, count for nothing.
bool looks_like_creditor_reference(std::string_view text);
bool is_creditor_reference(std::string_view text);

// The creditor reference of an invoice number: "FA2026-000123" is RF31FA2026000123. Separators are
// left out and letters made capital, so that two numbers may have one reference. Empty where no
// letter or digit is left, or more than twenty-one, or one that is not ASCII.
std::string creditor_reference_for(std::string_view invoice_number);

// In groups of four, as it is printed.
std::string printed_reference(std::string_view reference);

}  // namespace facteur::formats
