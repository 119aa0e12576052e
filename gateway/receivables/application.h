// Applying money (lettrage): items of one account are settled against each other, and an
// application can be undone by another. Both append to the ledger; nothing is changed.
//
// Amounts are units of 10^-exponent of the account's currency. All functions run in the caller's
// transaction and throw std::invalid_argument when asked for what the ledger forbids; callers check
// what a user may get wrong beforehand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/civil_date.h"
#include "gateway/store/store.h"

namespace facteur::gateway::receivables {

// Money received for one customer in one currency. A bank movement that pays for several customers
// is one receipt for each.
struct NewReceipt {
  std::string tenant;
  std::string customer_key;  // of customers; its account in this currency is made when missing
  std::string currency;
  std::int64_t units = 0;     // positive
  formats::Date received_on;  // the booking date
  std::string reference;      // for people: what stands on the statement
  std::optional<std::int64_t> bank_movement = {};
  std::string actor = "platform";
};

// Opens an item of kind "payment" with -units and appends the event "receipt.posted"; the item.
std::int64_t post_receipt(store::Transaction& transaction, const NewReceipt& receipt);

// How a difference between what was owed and what was paid is settled. The accounts of the chart
// that each goes to stand in journal.h.
enum class Difference {
  rounding,     // a few cents, of either sign: 658 or 758
  discount,     // early-payment discount granted: 665
  bank_charge,  // taken by a bank on the way: 627
  write_off,    // given up, small: 658
  bad_debt,     // lost: 654
};
std::string_view to_string(Difference difference);

// What is taken from an item: the movement that is posted to it. Negative on an invoice (side 0),
// positive on a credit note or a receipt.
struct Part {
  std::int64_t item = 0;
  std::int64_t units = 0;
};

struct NewApplication {
  std::int64_t account = 0;
  std::vector<Part> parts;  // of this account, each item once
  // What is left between the parts; without one the parts add up to zero.
  std::optional<Difference> difference;
  // The day of the receipt; the application takes effect on the latest of it and of the days on
  // which its items were opened.
  formats::Date effective_on;
  std::string reason;           // code of the rule that found it, or "manual"
  std::string evidence = "{}";  // JSON
  std::string actor = "platform";
};

// No part may take more than is open on its item (all being known), nor change its sign. Appends
// the event "application.made" and lets what depends on it follow (consequences.h); its id.
std::int64_t apply(store::Transaction& transaction, const NewApplication& application);

// Undoes one that is not yet undone: every movement of it is posted with the other sign.
// `effective_on` nothing: as if it had never been (a wrong lettering); a day: from that day on (a
// debit that was returned). Event "application.undone"; the id of the undoing application.
std::int64_t undo(store::Transaction& transaction, std::int64_t application,
                  std::optional<formats::Date> effective_on, const std::string& reason,
                  const std::string& actor);

// Takes a receipt back (returned, or posted for the wrong customer): what is applied of it is
// undone, the rest is reversed. Event "receipt.reversed".
void reverse_receipt(store::Transaction& transaction, std::int64_t item, formats::Date effective_on,
                     const std::string& reason, const std::string& actor);

// The applications of an item that still hold, the last one first.
std::vector<std::int64_t> applications_of(store::Connection& connection, std::int64_t item);

}  // namespace facteur::gateway::receivables
