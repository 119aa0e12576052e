// The dated rates behind late-payment interest (conf/late_payment_rates.toml explains them).
//
// A half-year that nobody loaded has no rate: it is never that of the one before. Rates are per
// cent a year, exact decimals. Immutable once made; safe from any thread.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "formats/civil_date.h"
#include "formats/decimal.h"

namespace facteur::gateway::receivables {

struct HalfYearRates {
  formats::Date from;                     // 1 January or 1 July
  formats::Decimal ecb;                   // main refinancing rate on that day
  std::optional<formats::Decimal> legal;  // of a professional creditor
  bool confirmed = true;
};

// What is wrong with a file of rates, with its name and line where known.
struct LateRatesError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class LateRates {
 public:
  // Of the half-year that `day` is in; null when it was not loaded.
  const HalfYearRates* of(formats::Date day) const;

  // Throws LateRatesError: for an unknown key, a rate that is no decimal from 0 to 100, a day that
  // begins no half-year, or half-years that do not rise.
  static LateRates parse(std::string_view toml, const std::string& file_name);
  static LateRates standard();  // the file that is compiled in

 private:
  std::vector<HalfYearRates> half_years_;  // rising
};

// 1 January or 1 July.
formats::Date start_of_half_year(formats::Date day);
// 30 June or 31 December.
formats::Date end_of_half_year(formats::Date day);

}  // namespace facteur::gateway::receivables
