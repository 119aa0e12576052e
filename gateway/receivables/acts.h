// What people and facts do to items beside paying them: giving up, doubting, paying back, claiming
// fees, cancelling. Each appends to the ledger and leaves an event.
//
// All run in the caller's transaction and throw Forbidden when asked for what the ledger forbids:
// more than is open, an item that is not there.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "formats/civil_date.h"
#include "formats/finding.h"
#include "gateway/receivables/application.h"
#include "gateway/store/store.h"

namespace facteur::gateway::receivables {

// What the ledger does not allow, for whoever asked.
struct Forbidden : std::invalid_argument {
  explicit Forbidden(formats::Text why) : std::invalid_argument(why.en), text(std::move(why)) {}
  formats::Text text;
};

// Who acts, when it counts, and why.
struct ActOf {
  formats::Date on;
  std::string reason;
  std::string actor = "platform";
};

// Gives up `units` (positive, at most what is open) of a debit: small (658), lost (654), or as any
// other difference. An application of one part; its id: undoing it takes the loss back.
std::int64_t write_off(store::Transaction& transaction, std::int64_t item, std::int64_t units,
                       Difference as, const ActOf& act);

// Moves what is open of a debit to the doubtful customers (416), or back. Event "item.doubted" or
// "item.trusted". False when it is so already.
bool set_doubtful(store::Transaction& transaction, std::int64_t item, bool doubtful,
                  const ActOf& act);

// Pays `units` (positive) of a credit note or of an unapplied receipt back to the customer. Event
// "credit.refunded".
void refund(store::Transaction& transaction, std::int64_t item, std::int64_t units,
            const ActOf& act);

// Interest or an indemnity that was confirmed.
struct NewFee {
  std::string tenant, customer_key, currency;
  std::string number;  // as told to the customer
  std::int64_t units = 0;
  formats::Date issued_on, due_on;
};

// Opens an item of kind "fee" (763). Event "fee.opened"; its id.
std::int64_t open_fee(store::Transaction& transaction, const NewFee& fee, const std::string& actor);

// The document is void: what was applied to it is undone from that day on, so that receipts are
// there to be applied elsewhere, and the rest is taken out. Event "receivable.cancelled". False
// when nothing is open any more after the undoing (it was cancelled before).
bool cancel(store::Transaction& transaction, std::int64_t item, const ActOf& act);

}  // namespace facteur::gateway::receivables
