// What the figures are computed from: the receivables of one creditor in one currency, as of a day
// and as known at an instant, taken out of the ledger. Plain values; pure functions.
//
// How the ledger is read, here and nowhere else:
//   sales           invoices and down payments on their issue day, all taxes included, less credit
//                   notes on theirs; what was cancelled is no sale on any day. Fees are no sales.
//   receivables     what is open of these. Credit notes are deducted, as from sales, or stand apart
//                   (CreditNotes). Fees and receipts that are not applied stand beside.
//   not due         open debits that fall due on the day or later ("due today is not late"). Open
//                   credit notes are held against what is overdue first, so that what is not due
//                   never exceeds the receivables.
//   window          the `window_days` days that end with the day, the day included.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "gateway/receivables/ledger.h"

namespace facteur::gateway::receivables::figures {

enum class CreditNotes { deducted, apart };

// Amounts are units of 10^-exponent of the currency; credit notes are negative.
struct DaySales {
  formats::Date issued_on;
  std::int64_t invoiced = 0, credited = 0;
};

// An invoice that was open and is settled, at least in part by money.
struct PaidInvoice {
  std::int64_t item = 0;
  std::string customer_key, customer_name, number;
  formats::Date issued_on, due_on, paid_on;  // paid_on: the day that settled it
  std::int64_t units = 0;                    // as opened
};

// A dispute that is open on the day.
struct OpenDispute {
  std::int64_t item = 0;
  std::int64_t units = 0;  // in dispute, at most what is open on the item
  std::string reason;      // a code of desk/dispute_reasons.h
  std::string owner;       // a person, or a department
  formats::Date opened_on;
};

// A promise whose day lies within the window, or that is open on its last day.
struct PromiseFact {
  enum class State { open, kept, partly_kept, broken } state = State::open;
  std::int64_t promised = 0, received = 0, missing = 0;
};

// What people and programs do about receivables, as known now.
struct FollowUp {
  std::vector<OpenDispute> disputes;
  std::vector<PromiseFact> promises;
  std::set<std::int64_t> acted;  // items with an action within the window
  std::set<std::int64_t> held;   // items of which nothing may be asked for on the day
};

struct Portfolio {
  std::string currency;
  unsigned exponent = 2;
  formats::Date as_of;
  int window_days = 1;
  CreditNotes credit_notes = CreditNotes::deducted;
  std::vector<DaySales> sales;    // by day, from the first one ever to as_of
  std::vector<OpenItem> open;     // of every kind, on as_of
  std::vector<PaidInvoice> paid;  // within the window
  FollowUp follow_up;
  std::int64_t doubtful = 0;  // open of doubtful items, whether they count or not
  // What was open on the day before the window: debits and credit notes.
  std::int64_t debits_before = 0, credits_before = 0;

  formats::Date window_begin() const;  // its first day

  // As the switch for credit notes wants them.
  std::int64_t sales_of(const DaySales& day) const;
  std::int64_t sales_in_window() const;
  std::int64_t receivables_before() const;
};

enum class Nature { debit, credit_note, unapplied, fee };
Nature nature_of(const OpenItem& item);

// What of an open item counts among the receivables: all of it or nothing.
std::int64_t counted(const Portfolio& portfolio, const OpenItem& item);

// Whether it is a debit that fell due before the day.
bool is_overdue(const OpenItem& item, formats::Date day);

// What is open, summed.
struct OpenSums {
  std::int64_t not_due = 0, overdue = 0;  // debits
  std::int64_t credit_notes = 0, unapplied = 0, fees = 0;
  std::int64_t receivables = 0;  // as the switch for credit notes wants them
  std::int64_t current = 0;      // what of the receivables is not due
  std::int64_t net = 0;          // all of it: the balance of the ledger
  std::int64_t debit_items = 0, overdue_items = 0;
};
OpenSums open_sums(const Portfolio& portfolio);

// One calendar month, or what of it there is up to the day. `days` are those up to the day.
struct Month {
  formats::Date first, last;
  std::int64_t days = 0;
  std::int64_t sales = 0;
  std::int64_t open = 0;  // of the receivables that were issued in it
};

// The place of the month that holds the day among months_of(); a day after as_of counts in the
// last.
std::size_t month_index(const Portfolio& portfolio, formats::Date day);

// From the month of the day back to the first with sales or with anything open.
std::vector<Month> months_of(const Portfolio& portfolio);

}  // namespace facteur::gateway::receivables::figures
