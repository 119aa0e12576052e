// A portfolio and the movements of a file, made by hand, for the tests of matching.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "gateway/receivables/matching/engine.h"

namespace facteur::gateway::test {

namespace matching = receivables::matching;

formats::Date day(const std::string& text);

// Customers, items and movements are named by text, so that a test reads as what it says.
class Cash {
 public:
  Cash& customer(const std::string& key, const std::string& name, const std::string& form = "",
                 const std::string& group = "");
  // `amount` in cents, negative for a credit note. Issued thirty days before it is due.
  Cash& item(const std::string& number, const std::string& customer, std::int64_t amount,
             const std::string& due = "2026-03-31", const std::string& reference = "",
             const std::string& order = "");
  Cash& alias(const std::string& payer, const std::string& customer, unsigned uses,
              bool confirmed = false);

  // A transfer received; fields may be set on what it returns until `decide`.
  formats::bank::Movement& paid(std::int64_t amount, const std::string& payer,
                                const std::string& text, const std::string& on = "2026-03-31");
  formats::bank::Movement& taken(std::int64_t amount, const std::string& payer,
                                 const std::string& text, const std::string& on = "2026-04-10");

  // The checker must agree with all of them.
  const std::vector<matching::Decision>& decide();

  // Of the movement at this place: "applied F1 100.00, F2 20.00".
  std::string said(std::size_t movement = 0) const;
  std::string customer_of(std::size_t movement = 0) const;  // "" for none
  std::string reason_of(std::size_t movement = 0) const;

  matching::Portfolio portfolio;
  std::deque<formats::bank::Movement> movements;
  matching::Decisions decided;

 private:
  formats::bank::Movement& add(std::int64_t amount, const std::string& payer,
                               const std::string& text, const std::string& on);
};

}  // namespace facteur::gateway::test
