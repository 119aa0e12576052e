// The entries of the books that follow from what the ledger recorded, one act at a time. Pure: the
// same acts in the same order give the same entries.
//
// Each entry is balanced: its debits equal its credits, in units of its currency. The accounts are
// those of the plan comptable général:
//   an invoice            411 / sales and VAT, or sales to split (VE)
//   an item taken over    411 / 890 (AN)
//   a receipt             512 / 411 (BQ); from 471 where it waited for its owner (OD)
//   money of nobody yet   512 / 471 (BQ)
//   a difference          658, 665, 627, 654 / 411 or 411 / 758, 765 (OD)
//   a doubtful customer   416 / 411 (OD); what settles such an item afterwards leaves 416
// Settling items against each other moves nothing between accounts: it is lettering.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "formats/civil_date.h"
#include "gateway/receivables/accounting/chart.h"
#include "gateway/store/instant.h"

namespace facteur::gateway::receivables::accounting {

// The item that an act concerns.
struct BookedItem {
  std::int64_t id = 0, account = 0;  // receivable_items.id, receivable_accounts.id
  std::string number, kind, customer_key, customer_name, currency;
  unsigned exponent = 2;
  formats::Date issued_on;
  bool from_flow = false;                     // not taken over from another system
  std::optional<std::int64_t> bank_movement;  // of a receipt
};

// The sale without its VAT and its VAT, of an invoice whose breakdown is known; else both zero.
struct SaleSplit {
  std::int64_t net = 0, vat = 0;
};

// A movement of the ledger.
struct BookedMovement {
  BookedItem item;
  std::string kind;  // "opening", "application", "rounding", ...
  std::int64_t units = 0;
  formats::Date effective_on;
  Instant known_at;
  SaleSplit split;           // of an opening or a cancellation
  bool money_stays = false;  // of a reversed receipt: it was another customer's
};

// Money that the bank booked and that was nobody's in the transaction that stored it; or, later,
// the decision that what still waits of it is no receipt.
struct BookedBankMovement {
  std::int64_t id = 0, units = 0;
  std::string reference, currency;
  unsigned exponent = 2;
  formats::Date booked_on, effective_on;
  Instant known_at;
  bool no_receipt = false;
};

// An item is doubtful from a day on, or again not (units negative).
struct BookedDoubt {
  BookedItem item;
  std::int64_t units = 0;
  formats::Date effective_on;
  Instant known_at;
};

struct EntryLine {
  AccountUse account;
  std::int64_t units = 0;                 // positive: debit
  std::optional<std::int64_t> item = {};  // of lines on customers
};

struct Entry {
  JournalUse journal = JournalUse::other;
  formats::Date on;
  Instant known_at;
  std::string piece, label, currency;
  unsigned exponent = 2;
  formats::Date piece_on;
  std::int64_t account = 0;  // of the customer; 0 when there is none
  std::string customer_key, customer_name;
  std::vector<EntryLine> lines;
};

// Keeps what earlier acts left: money in suspense, and doubtful items.
class Bookkeeper {
 public:
  // Nothing where the act moves nothing between accounts.
  std::optional<Entry> book(const BookedMovement& movement);
  std::optional<Entry> book(const BookedBankMovement& movement);
  std::optional<Entry> book(const BookedDoubt& doubt);

 private:
  // 411, or 416 while the item is doubtful.
  EntryLine customer_line(const BookedItem& item, std::int64_t units);
  Entry opened(const BookedMovement& movement);
  Entry cancelled(const BookedMovement& movement);
  Entry received(const BookedMovement& movement);
  Entry taken_back(const BookedMovement& movement);

  std::map<std::int64_t, std::int64_t> suspense_;  // of a bank movement: units
  std::map<std::int64_t, std::int64_t> doubtful_;  // of an item: units in 416
};

}  // namespace facteur::gateway::receivables::accounting
