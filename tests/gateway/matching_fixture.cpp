#include "tests/gateway/matching_fixture.h"

#include <catch2/catch.hpp>

#include "gateway/receivables/matching/checker.h"
#include "gateway/receivables/matching/reasons.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::test {

using formats::bank::Direction;
using formats::bank::Movement;

formats::Date day(const std::string& text) {
  const auto parsed = formats::Date::parse(text);
  REQUIRE(parsed);
  return *parsed;
}

namespace {

matching::Index customer_index(const matching::Portfolio& portfolio, const std::string& key) {
  for (matching::Index i = 0; i < portfolio.customers().size(); ++i)
    if (portfolio.customers()[i].key == key) return i;
  FAIL("no customer " << key);
  return 0;
}

}  // namespace

Cash& Cash::customer(const std::string& key, const std::string& name, const std::string& form,
                     const std::string& group) {
  portfolio.add(matching::Customer{key, name, form, group});
  return *this;
}

Cash& Cash::item(const std::string& number, const std::string& customer, std::int64_t amount,
                 const std::string& due, const std::string& reference, const std::string& order) {
  matching::Item item;
  item.id = static_cast<std::int64_t>(portfolio.items().size()) + 1;
  item.customer = customer_index(portfolio, customer);
  item.number = number;
  item.creditor_reference = reference;
  item.purchase_order = order;
  item.due_on = day(due);
  item.issued_on = *add_days(item.due_on, -30);
  item.open = amount;
  portfolio.add(std::move(item));
  return *this;
}

Cash& Cash::alias(const std::string& payer, const std::string& customer, unsigned uses,
                  bool confirmed) {
  portfolio.add(matching::Alias{payer, customer_index(portfolio, customer), uses, confirmed});
  return *this;
}

Movement& Cash::add(std::int64_t amount, const std::string& payer, const std::string& text,
                    const std::string& on) {
  Movement& movement = movements.emplace_back();
  movement.booked_on = movement.value_on = day(on);
  movement.amount = formats::Decimal(amount, 2);
  movement.currency = "EUR";
  movement.payer = payer;
  movement.remittance = text;
  movement.nature = formats::bank::Nature::transfer;
  return movement;
}

Movement& Cash::paid(std::int64_t amount, const std::string& payer, const std::string& text,
                     const std::string& on) {
  return add(amount, payer, text, on);
}

Movement& Cash::taken(std::int64_t amount, const std::string& payer, const std::string& text,
                      const std::string& on) {
  Movement& movement = add(amount, payer, text, on);
  movement.direction = Direction::debit;
  return movement;
}

const std::vector<matching::Decision>& Cash::decide() {
  portfolio.seal();
  std::vector<const Movement*> all;
  for (const Movement& movement : movements) all.push_back(&movement);
  decided = matching::decide(portfolio, all, 2);
  CHECK(matching::objections(portfolio, all, 2, decided.decisions).empty());
  return decided.decisions;
}

std::string Cash::said(std::size_t movement) const {
  const matching::Decision& decision = decided.decisions.at(movement);
  std::string text(to_string(decision.outcome));
  for (const matching::Share& share : decision.shares)
    text += (&share == &decision.shares.front() ? " " : ", ") +
            portfolio.items()[share.item].number + " " + receivables::decimal_of(share.units, 2);
  return text;
}

std::string Cash::customer_of(std::size_t movement) const {
  const auto customer = decided.decisions.at(movement).customer;
  return customer ? portfolio.customers()[*customer].key : "";
}

std::string Cash::reason_of(std::size_t movement) const {
  return std::string(to_string(decided.decisions.at(movement).reason));
}

}  // namespace facteur::gateway::test
