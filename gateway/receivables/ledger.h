// The ledger of receivables: what customers owe, on any day, as known at any instant.
//
// A delivered invoice opens an item; everything that changes what is open is a movement with two
// times, the day on which it takes effect and the instant at which it was recorded (see
// store/migrations/0050_receivables.sql). Nothing is changed or removed: a past report read again
// with the same two times is the same report.
//
// Amounts are whole units of 10^-exponent of their currency, signed: positive is owed by the
// customer. Days are civil days in Europe/Paris. The functions keep no state.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gateway/receivables/due_date.h"
#include "gateway/store/store.h"

namespace facteur::gateway::receivables {

// What the pipeline knows of an invoice that was delivered. Amounts are exact decimals as text,
// dates "YYYY-MM-DD", both as the document wrote them.
struct NewReceivable {
  std::string tenant;                        // SIREN of the creditor: the seller
  std::optional<std::int64_t> invoice_id;    // invoices.id
  std::string flow_id;                       // for the event
  std::string customer_key, customer_name;   // as in invoices.buyer_key and buyer_name
  std::optional<std::string> contact;        // BT-58
  std::string number;                        // BT-1
  std::string type_code;                     // BT-3
  std::string issue_date;                    // BT-2
  std::optional<std::string> due_date;       // BT-9
  std::string payment_terms;                 // BT-20
  std::optional<std::string> delivery_date;  // BT-72
  std::string currency;                      // BT-5
  std::string payable;                       // BT-115: what the item opens with
  std::string total;                         // BT-112: kept in the event
};

struct Opening {
  enum class Outcome { opened, already_open, refused };
  Outcome outcome;
  std::int64_t item = 0;  // receivable_items.id; 0 when refused
  std::string reason;     // when refused: "ISSUE_DATE", "AMOUNT"
};

// Opens the item of an invoice, in the caller's transaction, and appends the event
// "receivable.opened". Opening the same invoice again changes nothing. A document without a
// readable issue date or amount is refused and leaves the event "receivable.refused", so that
// nobody has to miss it; it does not throw, as the delivery must not fail for it.
Opening open_receivable(store::Transaction& transaction, const NewReceivable& receivable);

// A change of what is open on an item: a payment, a credit, a write-off, or the reversal of one.
struct Movement {
  std::int64_t item;
  formats::Date effective_on;
  std::string kind;    // "payment", "credit", "write_off", "cancellation", "reversal"
  std::int64_t units;  // a payment of an invoice is negative
  std::string actor;
};

// Appends the movement, known from the transaction's instant on, and the event "receivable.moved".
// It takes effect on the item's own day at the earliest.
// Throws std::invalid_argument when there is no such item.
void post(store::Transaction& transaction, const Movement& movement);

// The two times of a question.
struct AsOf {
  formats::Date on;
  std::optional<Instant> known_at;  // nothing: all that is known
};

// The last instant of a civil day in Europe/Paris: "as known on that day".
Instant end_of_day(formats::Date day);

// What is open in one currency: debits are invoices and down payments; credits (credit notes) and
// unapplied payments are negative. net = debits + credits + unapplied.
struct Balance {
  std::string currency;
  unsigned exponent;
  std::int64_t debits, credits, unapplied, net;
};

// The tenants that have customers, by SIREN.
std::vector<std::string> creditors(store::Connection& connection);

// One row a currency in which the creditor ever had an item, in alphabetical order.
std::vector<Balance> balance(store::Connection& connection, const std::string& tenant,
                             const AsOf& as_of);

// An item of which something is open.
struct OpenItem {
  std::int64_t id;
  std::optional<std::int64_t> invoice;
  std::string customer_key, customer_name;
  std::optional<std::string> contact;
  std::string number, kind, currency;
  unsigned exponent;
  formats::Date issued_on, due_on;
  std::string due_basis;
  std::int64_t units;  // as opened
  std::int64_t open;   // never zero
};

// By customer, due date and number; of one customer when `customer_key` is given.
std::vector<OpenItem> open_items(store::Connection& connection, const std::string& tenant,
                                 const AsOf& as_of,
                                 const std::optional<std::string>& customer_key = {});

// One page of them, by id: those after `after`, at most `limit`.
std::vector<OpenItem> open_items_page(store::Connection& connection, const std::string& tenant,
                                      const AsOf& as_of,
                                      const std::optional<std::string>& customer_key,
                                      std::int64_t after, std::int64_t limit);

// Civil dates as the tables hold them: 20260630.
std::int64_t to_number(formats::Date date);
formats::Date to_date(std::int64_t number);

}  // namespace facteur::gateway::receivables
