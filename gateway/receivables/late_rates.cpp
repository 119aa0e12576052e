#include "gateway/receivables/late_rates.h"

#include <algorithm>
#include <sstream>
#include <toml.hpp>

#include "gateway/receivables/embedded_late_rates.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using formats::Decimal;

constexpr std::string_view known_keys[] = {"from", "ecb", "legal", "confirmed"};

[[noreturn]] void refuse(const std::string& what, const toml::value& where) {
  throw LateRatesError(toml::format_error(what, where, "here"));
}

Decimal rate(const toml::value& value) {
  const auto number =
      value.is_string() ? Decimal::parse(value.as_string().str) : std::optional<Decimal>();
  if (!number || number->is_negative() || *number > Decimal(100))
    refuse("a rate is a text with a decimal number from 0 to 100, as in \"2.15\"", value);
  return *number;
}

Date first_day(const toml::value& value) {
  if (!value.is_local_date()) refuse("a day is written as in 2026-01-01", value);
  const toml::local_date& written = value.as_local_date();
  const auto day =
      Date::of(written.year, static_cast<unsigned>(written.month) + 1, written.day);  // from 0
  if (!day || *day != start_of_half_year(*day))
    refuse("a half-year begins on 1 January or 1 July", value);
  return *day;
}

HalfYearRates read_half_year(const toml::value& table) {
  for (const auto& [key, value] : table.as_table())
    if (std::find(std::begin(known_keys), std::end(known_keys), key) == std::end(known_keys))
      refuse("unknown key: " + key, value);
  HalfYearRates rates;
  rates.from = first_day(toml::find(table, "from"));
  rates.ecb = rate(toml::find(table, "ecb"));
  if (table.contains("legal")) rates.legal = rate(toml::find(table, "legal"));
  rates.confirmed = toml::find_or(table, "confirmed", true);
  return rates;
}

}  // namespace

Date start_of_half_year(Date day) {
  return *Date::of(day.year(), day.month() <= 6 ? 1 : 7, 1);
}

Date end_of_half_year(Date day) {
  return day.month() <= 6 ? *Date::of(day.year(), 6, 30) : *Date::of(day.year(), 12, 31);
}

const HalfYearRates* LateRates::of(Date day) const {
  const Date from = start_of_half_year(day);
  const auto found = std::find_if(half_years_.begin(), half_years_.end(),
                                  [&](const HalfYearRates& known) { return known.from == from; });
  return found == half_years_.end() ? nullptr : &*found;
}

LateRates LateRates::parse(std::string_view toml, const std::string& file_name) {
  std::istringstream stream{std::string(toml)};
  try {
    const toml::value file = toml::parse(stream, file_name);
    for (const auto& [key, value] : file.as_table())
      if (key != "half_years") refuse("unknown key: " + key, value);
    LateRates rates;
    for (const toml::value& table : toml::find(file, "half_years").as_array()) {
      rates.half_years_.push_back(read_half_year(table));
      const std::size_t count = rates.half_years_.size();
      if (count > 1 && rates.half_years_[count - 2].from >= rates.half_years_.back().from)
        refuse("half-years must rise", table);
    }
    return rates;
  } catch (const toml::exception& error) {
    throw LateRatesError(error.what());
  } catch (const std::out_of_range& error) {  // toml11's word for a key that is missing
    throw LateRatesError(error.what());
  }
}

LateRates LateRates::standard() {
  return parse(embedded_late_rates[0].content, "late_payment_rates.toml");
}

}  // namespace facteur::gateway::receivables
