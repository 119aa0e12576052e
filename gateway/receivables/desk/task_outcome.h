// What comes of a task that a person closes: a call that ended in a promise makes the promise.
#pragma once

#include <optional>
#include <string>

#include "gateway/receivables/desk/acting.h"

namespace facteur::gateway::receivables {

struct TaskOutcome {
  // "done", "not_needed";
  // "promise": needs `date`, makes a promise about the task's item, else about its customer;
  // "dispute": needs `reason`, opens a dispute of the task's item;
  // "no_answer": the same task again on the next business day;
  // "wrong_person": a task to find the right contact.
  std::string outcome;
  std::string note = {};
  std::optional<formats::Date> date = {};  // promised day
  std::optional<std::string> amount = {};  // promised, or in dispute
  std::string currency = {};               // of a promise about the customer
  std::string reason = {};                 // of the dispute
};

// The task's id. Refused: no such task, already closed; what the outcome needs is missing or wrong:
// then the task stays open.
OrRefusal<std::int64_t> close_with(store::Transaction& transaction, const Acting& acting,
                                   std::int64_t task, const TaskOutcome& outcome);

}  // namespace facteur::gateway::receivables
