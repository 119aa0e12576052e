#include "gateway/cli/cash_lines.h"

#include <fmt/format.h>

#include <iterator>
#include <string_view>

namespace facteur::gateway::cli {
namespace {

constexpr std::string_view syllables[] = {"BA", "CO", "DI", "FER", "GAL", "LU", "MO",
                                          "NE", "PRO", "RI", "SO", "TEC", "VAL"};
constexpr std::string_view activities[] = {"BATIMENT",  "NEGOCE",    "TRANSPORTS", "ENERGIE",
                                           "INDUSTRIE", "EMBALLAGE", "CONSEIL"};

// How often each way of paying comes, out of twenty lines.
enum class Way { exact, damaged, amount_only, combination, partial, stranger };
constexpr struct {
  Way way;
  int until;
} ways[] = {{Way::exact, 11},       {Way::damaged, 13}, {Way::amount_only, 16},
            {Way::combination, 18}, {Way::partial, 19}, {Way::stranger, 20}};

Way way_of(std::int64_t line) {
  for (const auto& [way, until] : ways)
    if (line % 20 < until) return way;
  return Way::stranger;
}

// The last digit of a CFONB amount carries the sign.
std::string overpunched(std::int64_t cents) {
  std::string digits = fmt::format("{:014}", cents < 0 ? -cents : cents);
  const auto last = static_cast<std::size_t>(digits.back() - '0');
  digits.back() = (cents < 0 ? "}JKLMNOPQR" : "{ABCDEFGHI")[last];
  return digits;
}

constexpr std::string_view account = "30004    00823EUR2 00010139645";

std::string balance(std::string_view code, std::string_view day, std::int64_t cents) {
  return fmt::format("{}{}  {}{:50}{}{:16}\r\n", code, account, day, "", overpunched(cents), "");
}

void append_movement(std::string& out, std::int64_t number, const CashLine& line) {
  constexpr std::string_view day = "020326";
  const auto head = fmt::format("{}05{}", account, day);
  fmt::format_to(std::back_inserter(out), "04{}  {}{:31.31}  {:07}  {}{:016}\r\n", head, day,
                 "VIR RECU " + line.payer, number, overpunched(line.cents), number);
  fmt::format_to(std::back_inserter(out), "05{}     NPY{:70.70}  \r\n", head, line.payer);
  fmt::format_to(std::back_inserter(out), "05{}     LCC{:70.70}  \r\n", head, line.text);
}

}  // namespace

std::string customer_key_of(std::int64_t customer) { return "C" + std::to_string(customer); }

std::string customer_name_of(std::int64_t customer) {
  std::string name;
  for (std::int64_t rest = customer + 3 * 2197; rest > 0; rest /= std::ssize(syllables))
    name += syllables[rest % std::ssize(syllables)];
  name += ' ';
  return name += activities[customer % std::ssize(activities)];
}

std::string item_number_of(std::int64_t item) { return fmt::format("FA2026{:07}", item); }

std::int64_t cents_of(std::int64_t item) {
  return 120 * (50 + item * 48271 % 2147483647 % 20000);
}

CashLine cash_line(std::int64_t line) {
  const std::int64_t first = line * items_a_line + 1;
  const std::string name = customer_name_of(1 + (first - 1) / items_a_customer);
  const std::string number = item_number_of(first);
  const std::int64_t cents = cents_of(first);
  switch (way_of(line)) {
    case Way::exact:
      return {name, "FACTURE " + number, cents};
    case Way::damaged:
      return {name, "RGT FACT " + number.substr(6), cents};
    case Way::amount_only:
      return {name, "REGLEMENT FACTURE", cents};
    case Way::combination:
      return {name, "REGLEMENT FACTURES", cents + cents_of(first + 3) + cents_of(first + 6)};
    case Way::partial:
      return {name, "ACOMPTE " + number, cents / 2};
    case Way::stranger:
      break;
  }
  return {"INCONNU AU BATAILLON", "VIREMENT", cents};
}

std::string cash_statement(std::int64_t lines) {
  constexpr std::int64_t stride = 7919;  // prime: meets every line once
  std::string out = balance("01", "270226", 0);
  std::int64_t total = 0;
  for (std::int64_t n = 0; n < lines; ++n) {
    const CashLine line = cash_line(n * stride % lines);
    append_movement(out, n + 1, line);
    total += line.cents;
  }
  return out + balance("07", "020326", total);
}

}  // namespace facteur::gateway::cli
