#include "tests/gateway/ledger_history.h"

#include <algorithm>

#include "gateway/receivables/customers.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::test {
namespace {

using namespace receivables;
using store::Transaction;

std::string customer_key(int number) {
  return "C" + std::to_string(number);
}

const std::string currencies[] = {"EUR", "EUR", "EUR", "USD"};

}  // namespace

LedgerHistory::LedgerHistory(unsigned seed, int steps) : random_(seed) {
  ledger_.store.write([](Transaction& t) {
    for (int i = 0; i < 4; ++i) {
      Customer customer;
      customer.key = customer_key(i);
      customer.name = "Customer " + std::to_string(i);
      put_customer(t, seller, customer, "me");
    }
  });
  for (int i = 0; i < steps; ++i) step();
}

void LedgerHistory::step() {
  const int choice = below(10);
  if (choice < 3)
    open_document();
  else if (choice < 5)
    receive();
  else if (choice < 8)
    apply();
  else if (choice < 9)
    undo();
  else
    reverse();
  instants_.push_back(ledger_.store.now());
}

AsOf LedgerHistory::some_question() {
  AsOf as_of{day(below(330)), {}};
  if (below(3) > 0) as_of.known_at = instants_[random_() % instants_.size()];
  return as_of;
}

std::vector<LedgerHistory::Item> LedgerHistory::open_items() {
  std::vector<Item> items;
  ledger_.read([&](store::Connection& sql) {
    for (const auto& [item, account, open] : sql.rows<std::int64_t, std::int64_t, std::int64_t>(
             "SELECT item, account, open FROM receivable_states WHERE open <> 0 ORDER BY item"))
      items.push_back({item, account, open});
  });
  std::shuffle(items.begin(), items.end(), random_);
  return items;
}

void LedgerHistory::open_document() {
  auto document = new_receivable("F" + std::to_string(++serial_), decimal_of(1 + below(90'000), 2));
  const auto issued = day(below(200));
  document.customer_key = document.customer_name = customer_key(below(4));
  document.currency = currencies[below(4)];
  document.issue_date = issued.to_string();
  document.due_date = add_days(issued, below(90))->to_string();
  document.type_code = below(5) == 0 ? "381" : "380";
  ledger_.open(document);
}

void LedgerHistory::receive() {
  receipts_.push_back(ledger_.store.write([&](Transaction& t) {
    NewReceipt receipt;
    receipt.tenant = seller;
    receipt.customer_key = customer_key(below(4));
    receipt.currency = currencies[below(4)];
    receipt.units = 1 + below(120'000);
    receipt.received_on = day(below(300));
    receipt.reference = "VIR " + std::to_string(++serial_);
    return post_receipt(t, receipt);
  }));
}

// A debit against a credit of the same account: as much as both have, or a part of it; sometimes
// with a difference of either sign.
void LedgerHistory::apply() {
  const auto items = open_items();
  for (const Item& debit : items)
    for (const Item& credit : items) {
      if (debit.open < 0 || credit.open > 0 || debit.account != credit.account) continue;
      const std::int64_t most = std::min(debit.open, -credit.open);
      const std::int64_t taken = below(2) == 0 ? most : 1 + below(static_cast<int>(most));
      NewApplication application;
      application.account = debit.account;
      application.parts = {{debit.id, -taken}, {credit.id, taken}};
      if (below(3) == 0) {
        const auto more = std::min<std::int64_t>(debit.open - taken, 1 + below(500));
        application.parts[0].units -= more;
        application.difference = static_cast<Difference>(below(5));
      } else if (below(4) == 0) {
        const auto more = std::min<std::int64_t>(-credit.open - taken, 1 + below(5));
        application.parts[1].units += more;
        application.difference = Difference::rounding;
      }
      application.effective_on = day(below(300));
      application.reason = "manual";
      applications_.push_back(
          ledger_.store.write([&](Transaction& t) { return receivables::apply(t, application); }));
      return;
    }
}

void LedgerHistory::undo() {
  if (applications_.empty()) return;
  const auto application = applications_[random_() % applications_.size()];
  const auto from = below(2) == 0 ? std::optional(day(below(320))) : std::optional<formats::Date>();
  try {
    ledger_.store.write(
        [&](Transaction& t) { receivables::undo(t, application, from, "wrong", "me"); });
  } catch (const std::invalid_argument&) {
    // It was undone before.
  }
}

void LedgerHistory::reverse() {
  if (receipts_.empty() || below(2) == 0) return;
  const auto receipt = receipts_[random_() % receipts_.size()];
  try {
    ledger_.store.write(
        [&](Transaction& t) { reverse_receipt(t, receipt, day(below(320)), "returned", "me"); });
  } catch (const std::invalid_argument&) {
    // It was taken back before, or nothing of it can be.
  }
}

}  // namespace facteur::gateway::test
