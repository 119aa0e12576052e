#include "formats/company_numbers.h"

#include "formats/check_digits.h"
#include "formats/register_numbers.h"

namespace facteur::formats {
namespace {

constexpr std::string_view la_poste = "356000000";

bool is_digits(std::string_view text, std::size_t count) {
  return text.size() == count && all_digits(text);
}

}  // namespace

bool is_siren(std::string_view number) {
  return is_digits(number, 9) && number != "000000000" && luhn_remainder(number) == 0;
}

bool is_siret(std::string_view number) {
  if (!is_digits(number, 14) || !is_siren(number.substr(0, 9))) return false;
  if (luhn_remainder(number) == 0) return true;
  return number.starts_with(la_poste) && digit_sum(number) % 5 == 0;
}

bool is_location_number(std::string_view number) {
  return number.size() == 13 && is_gln(number);
}

bool is_trade_item_number(std::string_view number) {
  const std::size_t size = number.size();
  return (size == 8 || size == 12 || size == 13 || size == 14) && is_gln(number);
}

}  // namespace facteur::formats
