// What a promise has come to on a day. Pure: a promise and the history of the money say it all, so
// that the answer for a past day is the one of that day, corrected by what was undone since.
//
// Money counts for a promise when it came in after the promise was made and no later than the end
// of its grace. Of several promises about an item, the one for the earliest day is served first.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "gateway/receivables/desk/item_history.h"

namespace facteur::gateway::receivables {

struct PromisedItem {
  std::int64_t item = 0;
  std::int64_t units = 0;
};

struct Promise {
  std::int64_t id = 0;
  std::string tenant;
  std::int64_t account = 0;
  std::int64_t units = 0;  // in the account's currency
  formats::Date promised_on, pauses_until;
  std::string source;  // "us", "buyer", "portal", "status"
  std::string note;
  formats::Date made_on;
  std::int64_t made_at = 0;  // microseconds UTC
  std::string made_by;
  std::optional<formats::Date> ended_on = {};  // cancelled from this day on
  std::vector<PromisedItem> items = {};        // empty: whatever the customer owes
};

enum class PromiseState {
  open,         // its day, or the grace after it, has not passed
  kept,         // the money came in time
  partly_kept,  // some of it did: broken for the rest
  broken,       // none did
  settled,      // nothing is asked for any more, by a credit note or a write-off
  cancelled,
};
std::string_view to_string(PromiseState state);

struct PromiseOn {
  PromiseState state = PromiseState::open;
  std::int64_t received = 0;  // of what was promised
  std::int64_t missing = 0;   // of it, what is still owed
  // The items that it is about, and what is missing on each.
  std::map<std::int64_t, std::int64_t> about;
  // What it keeps from being asked for; empty unless open.
  std::map<std::int64_t, std::int64_t> held;
};

// An item of the customer that is open on the day, for promises that name none.
struct OpenDebit {
  std::int64_t item = 0;
  formats::Date issued_on, due_on;
  std::int64_t open = 0;
};

struct PromiseFacts {
  std::vector<const ItemHistory*> items;  // those that any of the promises names
  std::vector<Taken> receipts;            // of the account; needed by promises that name no item
  std::vector<OpenDebit> debits;          // the same, by due date
};

// All promises of one account that were made by `day`, each in its place.
std::vector<PromiseOn> promises_on(std::span<const Promise> promises, const PromiseFacts& facts,
                                   formats::Date day);

}  // namespace facteur::gateway::receivables
