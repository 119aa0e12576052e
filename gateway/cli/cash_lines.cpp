#include "gateway/cli/cash_lines.h"

#include <iterator>
#include <string_view>

namespace facteur::gateway::cli {
namespace {

constexpr std::string_view syllables[] = {"BA", "CO",  "DI", "FER", "GAL", "LU", "MO",
                                          "NE", "PRO", "RI", "SO",  "TEC", "VAL"};
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

std::string zero_padded(std::int64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return std::string(width - digits.size(), '0') + digits;
}

std::string blank_padded(std::string text, std::size_t width) {
  text.resize(width, ' ');
  return text;
}

// The last digit of a CFONB amount carries the sign; ours are never negative.
std::string overpunched(std::int64_t cents) {
  std::string digits = zero_padded(cents, 14);
  digits.back() = "{ABCDEFGHI"[static_cast<std::size_t>(digits.back() - '0')];
  return digits;
}

const std::string account = "30004    00823EUR2 00010139645";

std::string balance(const std::string& code, const std::string& day, std::int64_t cents) {
  const std::string head = code + account + "  " + day;
  return blank_padded(blank_padded(head, 90) + overpunched(cents), 120) + "\r\n";
}

std::string complement(const std::string& head, const std::string& qualifier,
                       const std::string& text) {
  return blank_padded(blank_padded("05" + head, 45) + qualifier + text, 120) + "\r\n";
}

void append_movement(std::string& out, std::int64_t number, const CashLine& line) {
  const std::string day = "020326", head = account + "05" + day;
  out += blank_padded("04" + head, 42) + day + blank_padded("VIR RECU " + line.payer, 31) + "  " +
         zero_padded(number, 7) + "  " + overpunched(line.cents) + zero_padded(number, 16) + "\r\n";
  out += complement(head, "NPY", line.payer) + complement(head, "LCC", line.text);
}

}  // namespace

std::string customer_key_of(std::int64_t customer) {
  return "C" + std::to_string(customer);
}

std::string customer_name_of(std::int64_t customer) {
  std::string name;
  for (std::int64_t rest = customer + 3 * 2197; rest > 0; rest /= std::ssize(syllables))
    name += syllables[rest % std::ssize(syllables)];
  name += ' ';
  return name += activities[customer % std::ssize(activities)];
}

std::string item_number_of(std::int64_t item) {
  return "FA2026" + zero_padded(item, 7);
}

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
