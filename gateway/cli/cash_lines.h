// Bank lines for the cash bench: made of numbers alone, so that the ledger (by SQL) and the
// statement (here) agree on every item without reading one from the other.
//
// Item i (from 1) belongs to customer 1 + (i - 1) / items_a_customer and has number_of(i) and
// cents_of(i). Line n pays items of its own block of `items_a_line`; the lines come in scattered
// order.
#pragma once

#include <cstdint>
#include <string>

namespace facteur::gateway::cli {

constexpr std::int64_t items_a_customer = 20;
constexpr std::int64_t items_a_line = 10;

std::string customer_key_of(std::int64_t customer);
std::string customer_name_of(std::int64_t customer);
std::string item_number_of(std::int64_t item);
std::int64_t cents_of(std::int64_t item);

// What pays a line of the statement, and how it says so.
struct CashLine {
  std::string payer, text;
  std::int64_t cents = 0;
};
CashLine cash_line(std::int64_t line);

// One CFONB 120 statement of one day with these lines.
std::string cash_statement(std::int64_t lines);

}  // namespace facteur::gateway::cli
