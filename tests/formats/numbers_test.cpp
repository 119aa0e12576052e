// The numbers of tests/data/numbers: see the head of the file for its columns.
#include <catch2/catch.hpp>
#include <sstream>

#include "formats/bank_numbers.h"
#include "formats/company_numbers.h"
#include "formats/vat_numbers.h"
#include "tests/formats/sample.h"

using namespace facteur;

namespace {

std::string good_or_bad(bool good) {
  return good ? "good" : "bad";
}

std::string verdict_on_vat_number(std::string_view number) {
  switch (formats::fault_of_vat_number(number)) {
    case formats::VatNumberFault::none:
      return "good";
    case formats::VatNumberFault::unknown_country:
      return "country";
    case formats::VatNumberFault::form:
      return "form";
    case formats::VatNumberFault::check_digits:
      return "key";
  }
  return "";
}

std::string verdict_on_iban(std::string_view number) {
  switch (formats::fault_of_iban(number)) {
    case formats::IbanFault::none:
      return "good";
    case formats::IbanFault::country:
      return "country";
    case formats::IbanFault::length:
      return "length";
    case formats::IbanFault::check_digits:
      return "check-digits";
    case formats::IbanFault::blanks:
      return "blanks";
  }
  return "";
}

std::string verdict_on(std::string_view kind, std::string_view number) {
  if (kind == "siren") return good_or_bad(formats::is_siren(number));
  if (kind == "siret") return good_or_bad(formats::is_siret(number));
  if (kind == "gln") return good_or_bad(formats::is_location_number(number));
  if (kind == "gtin") return good_or_bad(formats::is_trade_item_number(number));
  if (kind == "bic") return good_or_bad(formats::is_bic(number));
  if (kind == "iban") return verdict_on_iban(number);
  if (kind == "vat") return verdict_on_vat_number(number);
  if (!formats::looks_like_creditor_reference(number)) return "other";
  return good_or_bad(formats::is_creditor_reference(number));
}

}  // namespace

TEST_CASE("numbers with check digits are told right from wrong") {
  std::istringstream lines(test::sample("../numbers/numbers.tsv"));
  std::size_t rows = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    INFO(line);
    const auto first = line.find('\t'), last = line.rfind('\t');
    REQUIRE(first < last);
    const std::string_view text = line;
    const std::string_view number = text.substr(first + 1, last - first - 1);
    CHECK(verdict_on(text.substr(0, first), number) == text.substr(last + 1));
    ++rows;
  }
  CHECK(rows > 200);
}

TEST_CASE("numbers cut anywhere, and any bytes, are only wrong") {
  std::istringstream lines(test::sample("../numbers/numbers.tsv"));
  for (std::string line; std::getline(lines, line);) {
    for (std::size_t size = 0; size <= line.size(); ++size) {
      for (const char* kind : {"siren", "siret", "gln", "gtin", "bic", "iban", "vat", "rf"}) {
        verdict_on(kind, std::string_view(line).substr(line.size() - size));
        verdict_on(kind, std::string_view(line).substr(0, size));
      }
    }
  }
  CHECK_FALSE(formats::is_siren("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9 "));
}

TEST_CASE("a French VAT number holds a SIREN, that of a company of Monaco does not") {
  CHECK(formats::siren_in_vat_number("FR44732829320") == "732829320");
  CHECK(formats::siren_in_vat_number("FR82000027129").empty());
  CHECK(formats::siren_in_vat_number("DE732829320").empty());
  CHECK(formats::siren_in_vat_number("FR").empty());
}

TEST_CASE("the bank of an account may stand in a territory of the account's country") {
  CHECK(formats::same_country("FR", "FR"));
  CHECK(formats::same_country("RE", "FR"));
  CHECK(formats::same_country("JE", "GB"));
  CHECK_FALSE(formats::same_country("RO", "NO"));
  CHECK_FALSE(formats::same_country("GB", "JE"));
}
