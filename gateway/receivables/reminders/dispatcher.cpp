#include "gateway/receivables/reminders/dispatcher.h"

#include <algorithm>

#include "gateway/receivables/reminders/batch.h"
#include "gateway/receivables/reminders/choices.h"

namespace facteur::gateway::receivables::reminders {
namespace {

using formats::Date;
using store::Connection;

// A customer whose facts change faster than messages are composed is left to the next run.
constexpr int tries = 6;

std::int64_t last_event(Connection& connection) {
  return std::get<0>(*connection.row<std::int64_t>("SELECT coalesce(max(seq), 0) FROM events"));
}

const formats::Text& switched_off() {
  static const formats::Text text{"relances arrêtées pour cette entreprise",
                                  "reminders are switched off for this company"};
  return text;
}

const formats::Text& out_of_turn() {
  static const formats::Text text{"en dehors des heures d'envoi",
                                  "outside of the hours of sending"};
  return text;
}

bool may_send(const Scenario& scenario, int hour) {
  return hour >= scenario.first_hour && hour < scenario.last_hour;
}

// Everything that a run begins with.
struct Start {
  std::int64_t seen = 0;
  bool on = true;
  std::vector<PlannedCase> cases;
  std::vector<std::string> with_actions;  // customers for whom something is planned; sorted
};

Start start_of(store::Store& store, const ScenarioSet& scenarios, const std::string& tenant,
               Date on) {
  Start start;
  store.read([&](Connection& sql) {
    start.seen = last_event(sql);  // first: what happens meanwhile is looked at again
    start.on = switched_on(sql, tenant);
    for (ReminderCase& customer : reminder_cases(sql, tenant, on))
      start.cases.push_back(plan_case(std::move(customer), scenarios, on));
    for (const Action& action : open_actions(sql, tenant))
      start.with_actions.push_back(action.customer_key);
  });
  std::sort(start.with_actions.begin(), start.with_actions.end());
  return start;
}

}  // namespace

Dispatcher::Dispatcher(store::Store& store, flows::Evidence& evidence, Tools tools)
    : store_(store), evidence_(evidence), tools_(std::move(tools)) {
  store_.write([](store::Transaction& t) { return settle_interrupted(t); });
}

std::vector<PlannedReminder> Dispatcher::run(const std::string& tenant, Date on,
                                             const Scope& scope) {
  Start start = start_of(store_, tools_.scenarios, tenant, on);
  std::vector<PlannedReminder> results;
  for (PlannedCase& planned : start.cases) {
    const bool earlier = std::binary_search(start.with_actions.begin(), start.with_actions.end(),
                                            planned.customer.customer_key);
    const bool fresh = !planned.plan.messages.empty() || !planned.plan.tasks.empty();
    const bool something = earlier || (fresh && !scope.planned_earlier);
    const Scenario* scenario = tools_.scenarios.find(planned.plan.scenario);
    const bool in_hours = !scope.hour || !scenario || may_send(*scenario, *scope.hour);
    if (start.on && something && in_hours) {
      results.push_back(serve(tenant, on, std::move(planned), start.seen));
      continue;
    }
    stop_plan(planned.plan, start.on ? out_of_turn() : switched_off());
    results.push_back(std::move(planned.plan));
  }
  return results;
}

bool Dispatcher::all_may_send(int hour) const {
  const auto& all = tools_.scenarios.all();
  return std::all_of(all.begin(), all.end(),
                     [hour](const Scenario& scenario) { return may_send(scenario, hour); });
}

PlannedReminder Dispatcher::serve(const std::string& tenant, Date on, PlannedCase planned,
                                  std::int64_t seen) {
  const std::string customer = planned.customer.customer_key;
  for (int attempt = 0; attempt < tries; ++attempt) {
    Batch batch = prepare(store_, evidence_, tools_, {tenant, on, planned, seen});
    const Marked marked = store_.write([&](store::Transaction& t) { return mark(t, batch); });
    // What was laid into the archive and did not leave after all stays there, referred to by
    // nothing.
    if (batch.kept) batch.kept->recorded();
    if (marked == Marked::off) {
      stop_plan(batch.planned.plan, switched_off());
      return std::move(batch.planned.plan);
    }
    if (marked == Marked::done && post(store_, tools_, batch)) return outcome_of(std::move(batch));
    store_.read([&](Connection& sql) {
      seen = last_event(sql);
      auto again = reminder_cases(sql, tenant, on, customer);
      planned = again.empty() ? PlannedCase{{customer, planned.customer.customer_name}, {}}
                              : plan_case(std::move(again.front()), tools_.scenarios, on);
    });
    if (!planned.customer.items.empty()) continue;
    planned.plan.customer_key = customer;
    planned.plan.reason = {"plus rien d'ouvert", "nothing is open any more"};
  }
  stop_plan(planned.plan, {"en mouvement : au prochain passage", "changing: at the next run"});
  return std::move(planned.plan);
}

}  // namespace facteur::gateway::receivables::reminders
