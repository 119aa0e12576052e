// What the tests of the desk share: a ledger, and shorthand for what is agreed and paid.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gateway/receivables/application.h"
#include "gateway/receivables/desk/disputes.h"
#include "gateway/receivables/desk/exclusions.h"
#include "gateway/receivables/desk/plans.h"
#include "gateway/receivables/desk/promises.h"
#include "gateway/receivables/holds.h"
#include "tests/gateway/receivables_fixture.h"

namespace facteur::gateway::test {

inline const std::string buyer = "0002:200000008";

struct DeskLedger : Ledger {
  using Ledger::Ledger;

  receivables::Acting acting(const std::string& on) { return {seller, "marie", date(on), {}}; }

  // A receipt that is applied to `item`; the application. Amounts in cents.
  std::int64_t pay(std::int64_t item, const std::string& on, std::int64_t cents);
  void undo(std::int64_t application, const std::string& on = "");

  std::int64_t promise(std::int64_t item, const std::string& made, const std::string& until,
                       const std::string& amount = "", bool insist = false);
  std::int64_t dispute(std::int64_t item, const std::string& on, const std::string& amount = "",
                       const std::string& reason = "price");
  std::int64_t plan(const std::vector<std::int64_t>& items, const std::string& on,
                    const std::vector<std::pair<std::string, std::string>>& instalments);

  receivables::PromiseView look(std::int64_t promise, const std::string& on);
  receivables::PlanView look_at_plan(std::int64_t plan, const std::string& on);
  std::string state(std::int64_t promise, const std::string& on);

  receivables::ItemHolds holds(std::int64_t item, const std::string& on);
  // In cents, of all kinds.
  std::int64_t held(std::int64_t item, const std::string& on);
};

// The id of what was made; fails the test when it was refused.
std::int64_t id_of(const receivables::OrRefusal<std::int64_t>& outcome);

// The code of a refusal; empty when it was none.
std::string refused(const receivables::OrRefusal<std::int64_t>& outcome);

}  // namespace facteur::gateway::test
