// Promises to pay: made, cancelled, looked at. What one comes to is derived (promise_state.h).
//
// Writes run in the caller's transaction and append the events "promise.made" and
// "promise.cancelled"; what a user may get wrong is a DeskRefusal. Amounts are exact decimals as
// text.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/receivables/desk/acting.h"
#include "gateway/receivables/desk/promise_state.h"

namespace facteur::gateway::receivables {

struct NewPromise {
  std::string customer_key;
  std::string currency;               // empty: that of the items
  std::vector<std::int64_t> items;    // empty: whatever the customer owes in `currency`
  std::optional<std::string> amount;  // nothing: all that is open on the items, or is due by then
  formats::Date promised_on;
  std::string source = "buyer";
  std::string note;
  // Makes one beyond the tenant's limit of promises about an item.
  bool insist = false;
};

// The promise's id. Refused: unknown items, or of several customers or currencies; nothing open on
// them, or less than the amount; a promised day before that of the promise; too many promises.
OrRefusal<std::int64_t> make_promise(store::Transaction& transaction, const Acting& acting,
                                     const NewPromise& promise);

// From the acting day on. Refused: no such promise, already cancelled.
OrRefusal<std::int64_t> cancel_promise(store::Transaction& transaction, const Acting& acting,
                                       std::int64_t promise, const std::string& reason);

struct PromiseView {
  Promise promise;
  PromiseOn on;
  std::string customer_key, customer_name, currency;
  unsigned exponent = 2;
  std::vector<std::string> numbers;  // of its items
};

// Those made by `day`, as they stand on it; of one customer when given. The latest first, at most
// `limit`. As known at an instant; nothing: all being known.
std::vector<PromiseView> promises(store::Connection& connection, const std::string& tenant,
                                  formats::Date day,
                                  const std::optional<std::string>& customer_key = {},
                                  std::int64_t limit = 1000, std::optional<Instant> known_at = {});

// Those that may hold something back on `day`, or were broken while something is open on their
// items, and all others that share an account with one of them.
std::vector<PromiseView> promises_that_matter(store::Connection& connection,
                                              const std::string& tenant, formats::Date day,
                                              std::optional<Instant> known_at = {});

// How a customer keeps its promises: those decided by `day`, by the money promised.
struct KeptRatio {
  std::int64_t decided = 0, kept = 0;       // promises; partly kept ones are not kept
  std::int64_t promised = 0, received = 0;  // units of `currency`
};
KeptRatio kept_ratio(store::Connection& connection, const std::string& tenant,
                     const std::string& customer_key, const std::string& currency,
                     formats::Date day);

}  // namespace facteur::gateway::receivables
