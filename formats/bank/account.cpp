#include "formats/bank/account.h"

#include <algorithm>

#include "formats/bank_numbers.h"

namespace facteur::formats::bank {
namespace {

// ISO 13616 for France and Monaco: country, check digits, bank 5, branch 5, account 11, key 2.
constexpr std::size_t french_iban = 27, french_account = 21, rib = 23, key = 2;

std::string letters_and_digits(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) result += c;
  }
  return result;
}

bool are_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string account_identity(std::string_view account, std::string_view currency) {
  std::string number = letters_and_digits(account);
  if (number.size() > french_account && number.ends_with(currency))
    number.resize(number.size() - currency.size());
  const std::string_view whole = number;
  const bool french = whole.starts_with("FR") || whole.starts_with("MC");
  if (french && whole.size() == french_iban) return std::string(whole.substr(4, french_account));
  // Bank and branch are digits, the account may hold letters.
  const bool as_rib =
      whole.size() == rib && are_digits(whole.substr(0, 10)) && are_digits(whole.substr(rib - key));
  if (as_rib) return std::string(whole.substr(0, french_account));
  return number;
}

}  // namespace facteur::formats::bank
