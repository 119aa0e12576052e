// Disputes: opened by people or by a status of the buyer, owned by a department, closed with an
// outcome. Only the disputed part of an item is held back, and only while the dispute is open.
//
// Writes run in the caller's transaction and append the events "dispute.opened", "dispute.assigned"
// and "dispute.closed"; what a user may get wrong is a DeskRefusal.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gateway/receivables/desk/acting.h"
#include "gateway/receivables/ledger.h"

namespace facteur::gateway::receivables {

struct NewDispute {
  std::int64_t item = 0;
  std::optional<std::string> amount;              // nothing: all that is open, as it goes down
  std::string reason;                             // a code of dispute_reasons.h
  std::string department = {};                    // empty: the one that the reason belongs to
  std::string owner = {};                         // a user; empty: the department
  std::optional<formats::Date> deadline_on = {};  // nothing: as the reason has it
  std::string note = {};
  std::optional<std::int64_t> status = {};  // statuses.id that opened it
};

// The dispute's id; a task for its owner goes with it. Refused: no such item, nothing open on it,
// an amount beyond what is open and not in dispute already, an unknown reason.
OrRefusal<std::int64_t> open_dispute(store::Transaction& transaction, const Acting& acting,
                                     const NewDispute& dispute);

struct Assignment {
  std::optional<std::string> department, owner;
  std::optional<formats::Date> deadline_on;
};
OrRefusal<std::int64_t> assign_dispute(store::Transaction& transaction, const Acting& acting,
                                       std::int64_t dispute, const Assignment& assignment);

// Days for which a part that is to be credited goes on being held back.
inline constexpr int days_to_credit = 30;

// `outcome`: "credit_note" or "price_corrected" (a credit is to come: a task to make it, and the
// part is held back until then, for days_to_credit at most), "rejected", "withdrawn", "paid",
// "partial". None of them moves money. With "partial", `remaining` is what stays in dispute: it
// becomes a new one with the same terms.
struct DisputeEnd {
  std::string outcome;
  std::string note = {};
  std::optional<std::string> remaining = {};
};
// The id of the dispute, or of the one that remains.
OrRefusal<std::int64_t> close_dispute(store::Transaction& transaction, const Acting& acting,
                                      std::int64_t dispute, const DisputeEnd& end);

struct Dispute {
  std::int64_t id = 0;
  std::int64_t item = 0;
  std::string customer_key, customer_name, number, currency;
  unsigned exponent = 2;
  std::optional<std::int64_t> units;  // nothing: all that is open
  std::string reason, department, owner;
  formats::Date deadline_on;
  std::optional<std::int64_t> status;
  std::string note;
  formats::Date made_on;
  std::string made_by;
  std::optional<formats::Date> ended_on;
  std::string outcome;  // empty while open

  bool open_on(formats::Date day) const {
    return made_on <= day && !(ended_on && *ended_on <= day);
  }
};

struct DisputeFilter {
  formats::Date on;       // made by then
  bool open_only = true;  // and not closed by then
  std::optional<std::string> customer_key = {};
  std::optional<std::int64_t> item = {};
  std::int64_t limit = 100'000;
  std::optional<Instant> known_at = {};  // nothing: all being known
};
// By deadline.
std::vector<Dispute> disputes(store::Connection& connection, const std::string& tenant,
                              const DisputeFilter& filter);

}  // namespace facteur::gateway::receivables
