#include "tests/gateway/desk_fixture.h"

#include <catch2/catch.hpp>

namespace facteur::gateway::test {

using namespace receivables;
using store::Connection;
using store::Transaction;

std::int64_t id_of(const OrRefusal<std::int64_t>& outcome) {
  if (const DeskRefusal* refusal = receivables::refusal(outcome))
    FAIL(refusal->code << " " << refusal->field << ": " << refusal->text.en);
  return std::get<std::int64_t>(outcome);
}

std::string refused(const OrRefusal<std::int64_t>& outcome) {
  const DeskRefusal* refusal = receivables::refusal(outcome);
  return refusal ? refusal->code : "";
}

std::int64_t DeskLedger::pay(std::int64_t item, const std::string& on, std::int64_t cents) {
  return store.write([&](Transaction& t) {
    const auto row = t.sql().row<std::int64_t, std::string>(
        "SELECT a.id, a.customer_key FROM receivable_items i JOIN receivable_accounts a"
        " ON a.id = i.account WHERE i.id = ?",
        item);
    const auto& [account, customer] = *row;
    const auto receipt =
        post_receipt(t, {seller, customer, "EUR", cents, date(on), "VIR", {}, "marie"});
    NewApplication application;
    application.account = account;
    application.parts = {{item, -cents}, {receipt, cents}};
    application.effective_on = date(on);
    application.reason = "manual";
    return apply(t, application);
  });
}

void DeskLedger::undo(std::int64_t application, const std::string& on) {
  store.write([&](Transaction& t) {
    receivables::undo(t, application, on.empty() ? std::nullopt : std::optional(date(on)),
                      on.empty() ? "wrong" : "returned", "marie");
  });
}

std::int64_t DeskLedger::promise(std::int64_t item, const std::string& made,
                                 const std::string& until, const std::string& amount, bool insist) {
  NewPromise promise;
  promise.items = {item};
  if (!amount.empty()) promise.amount = amount;
  promise.promised_on = date(until);
  promise.insist = insist;
  return id_of(store.write([&](Transaction& t) { return make_promise(t, acting(made), promise); }));
}

std::int64_t DeskLedger::dispute(std::int64_t item, const std::string& on,
                                 const std::string& amount, const std::string& reason) {
  NewDispute dispute;
  dispute.item = item;
  if (!amount.empty()) dispute.amount = amount;
  dispute.reason = reason;
  return id_of(store.write([&](Transaction& t) { return open_dispute(t, acting(on), dispute); }));
}

std::int64_t DeskLedger::plan(const std::vector<std::int64_t>& items, const std::string& on,
                              const std::vector<std::pair<std::string, std::string>>& instalments) {
  NewPlan plan;
  plan.items = items;
  for (const auto& [day, amount] : instalments) plan.instalments.push_back({date(day), amount});
  return id_of(store.write([&](Transaction& t) { return make_plan(t, acting(on), plan); }));
}

PromiseView DeskLedger::look(std::int64_t promise, const std::string& on) {
  for (PromiseView& view : read([&](Connection& sql) { return promises(sql, seller, date(on)); }))
    if (view.promise.id == promise) return std::move(view);
  FAIL("no such promise on " << on);
  return {};
}

PlanView DeskLedger::look_at_plan(std::int64_t plan, const std::string& on) {
  for (PlanView& view : read([&](Connection& sql) { return plans(sql, seller, date(on)); }))
    if (view.plan.id == plan) return std::move(view);
  FAIL("no such plan on " << on);
  return {};
}

std::string DeskLedger::state(std::int64_t promise, const std::string& on) {
  return std::string(to_string(look(promise, on).on.state));
}

ItemHolds DeskLedger::holds(std::int64_t item, const std::string& on) {
  return read([&](Connection& sql) { return holds_on(sql, seller, date(on))[item]; });
}

std::int64_t DeskLedger::held(std::int64_t item, const std::string& on) {
  std::int64_t sum = 0;
  for (const Hold& hold : holds(item, on).holds) sum += hold.units;
  return sum;
}

}  // namespace facteur::gateway::test
