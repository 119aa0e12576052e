// VAT numbers of the European Union and Northern Ireland (prefix XI): the form that each country
// gives them, and their check digits where the rule is known for certain. Pure; safe from any
// thread.
//
// Forms: Commission, VIES. Check digits: the rules that the tax administrations publish; a number
// of natural persons whose rule is not public is only held against its form.
#pragma once

#include <string_view>

namespace facteur::formats {

enum class VatNumberFault {
  none,
  unknown_country,  // or none of the Union: nothing is said of its number
  form,
  check_digits,
};

// `number` with its prefix, without white space around it: "FR44732829320".
VatNumberFault fault_of_vat_number(std::string_view number);

// The forms of the country of a number, separated by " | ": 9 stands for a digit, A for a letter, X
// for either. Empty for a country that is not known.
std::string_view vat_number_forms(std::string_view number);

// The SIREN in a French VAT number of the right form; empty for other numbers, and for those of
// Monaco, which have none.
std::string_view siren_in_vat_number(std::string_view number);

}  // namespace facteur::formats
