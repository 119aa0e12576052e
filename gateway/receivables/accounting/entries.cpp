#include "gateway/receivables/accounting/entries.h"

#include <algorithm>

namespace facteur::gateway::receivables::accounting {
namespace {

// What a movement of a kind is booked against, and in which journal: `loss` where the customer owes
// less by it, `gain` where more.
struct Counterpart {
  std::string_view kind;
  JournalUse journal;
  AccountUse loss, gain;
  std::string_view label;
};

constexpr Counterpart counterparts[] = {
    {"rounding", JournalUse::other, AccountUse::write_off, AccountUse::gain, "Écart de règlement"},
    {"discount", JournalUse::other, AccountUse::discount_granted, AccountUse::discount_kept,
     "Escompte"},
    {"bank_charge", JournalUse::other, AccountUse::bank_charges, AccountUse::bank_charges,
     "Frais bancaires"},
    {"write_off", JournalUse::other, AccountUse::write_off, AccountUse::gain, "Abandon"},
    {"bad_debt", JournalUse::other, AccountUse::bad_debt, AccountUse::bad_debt,
     "Créance irrécouvrable"},
    {"taken_over", JournalUse::opening, AccountUse::opening, AccountUse::opening,
     "Reprise : déjà réglé"},
    {"payment", JournalUse::bank, AccountUse::bank, AccountUse::bank, "Règlement"},
    {"refund", JournalUse::bank, AccountUse::bank, AccountUse::bank, "Remboursement"},
    {"credit", JournalUse::other, AccountUse::rebates, AccountUse::rebates, "Remise"},
    {"reversal", JournalUse::other, AccountUse::suspense, AccountUse::suspense, "Contre-passation"},
};

const Counterpart& counterpart_of(const std::string& kind) {
  const auto* found = std::find_if(std::begin(counterparts), std::end(counterparts),
                                   [&](const Counterpart& known) { return known.kind == kind; });
  return found == std::end(counterparts) ? counterparts[std::size(counterparts) - 1] : *found;
}

Entry entry_of(const BookedItem& item, JournalUse journal, formats::Date on, Instant known_at,
               std::string_view label) {
  Entry entry;
  entry.journal = journal;
  entry.on = on;
  entry.known_at = known_at;
  entry.piece = item.number;
  entry.piece_on = item.issued_on;
  entry.label = std::string(label) + ' ' + item.number;
  entry.currency = item.currency;
  entry.exponent = item.exponent;
  entry.account = item.account;
  entry.customer_key = item.customer_key;
  entry.customer_name = item.customer_name;
  return entry;
}

std::string_view opening_label(const BookedItem& item) {
  return item.kind == "credit_note"    ? "Avoir"
         : item.kind == "down_payment" ? "Acompte"
         : item.kind == "fee"          ? "Pénalités"
                                       : "Facture";
}

bool is_zero(const Entry& entry) {
  return std::all_of(entry.lines.begin(), entry.lines.end(),
                     [](const EntryLine& line) { return line.units == 0; });
}

}  // namespace

EntryLine Bookkeeper::customer_line(const BookedItem& item, std::int64_t units) {
  const auto doubtful = doubtful_.find(item.id);
  if (doubtful == doubtful_.end() || doubtful->second == 0)
    return {AccountUse::customers, units, item.id};
  doubtful->second += units;
  return {AccountUse::doubtful, units, item.id};
}

Entry Bookkeeper::opened(const BookedMovement& movement) {
  const BookedItem& item = movement.item;
  const bool fee = item.kind == "fee";
  Entry entry = entry_of(item,
                         item.from_flow ? JournalUse::sales
                         : fee          ? JournalUse::other
                                        : JournalUse::opening,
                         movement.effective_on, movement.known_at, opening_label(item));
  entry.lines.push_back(customer_line(item, movement.units));
  const std::int64_t split = movement.split.net + movement.split.vat;
  if (item.from_flow && split == movement.units && split != 0) {
    entry.lines.push_back({AccountUse::sales, -movement.split.net});
    if (movement.split.vat != 0) entry.lines.push_back({AccountUse::vat, -movement.split.vat});
  } else {
    entry.lines.push_back({item.from_flow ? AccountUse::sales_to_split
                           : fee          ? AccountUse::fees
                                          : AccountUse::opening,
                           -movement.units});
  }
  return entry;
}

// The sale is taken back as it was booked.
Entry Bookkeeper::cancelled(const BookedMovement& movement) {
  Entry entry = entry_of(movement.item, JournalUse::sales, movement.effective_on, movement.known_at,
                         "Annulation");
  const SaleSplit& split = movement.split;
  if (split.net + split.vat == -movement.units && movement.units != 0) {
    entry.lines.push_back({AccountUse::sales, split.net});
    if (split.vat != 0) entry.lines.push_back({AccountUse::vat, split.vat});
  } else {
    entry.lines.push_back({AccountUse::sales_to_split, -movement.units});
  }
  entry.lines.push_back(customer_line(movement.item, movement.units));
  return entry;
}

// From the bank; from suspense where the money lay there.
Entry Bookkeeper::received(const BookedMovement& movement) {
  const BookedItem& item = movement.item;
  const std::int64_t units = -movement.units;
  std::int64_t waiting = 0;
  if (item.bank_movement)
    if (const auto found = suspense_.find(*item.bank_movement); found != suspense_.end()) {
      waiting = std::clamp<std::int64_t>(units, 0, std::max<std::int64_t>(found->second, 0));
      found->second -= waiting;
    }
  Entry entry = entry_of(item, waiting == units ? JournalUse::other : JournalUse::bank,
                         movement.effective_on, movement.known_at, "Règlement");
  if (waiting != units) entry.lines.push_back({AccountUse::bank, units - waiting});
  if (waiting != 0) entry.lines.push_back({AccountUse::suspense, waiting});
  entry.lines.push_back(customer_line(item, -units));
  return entry;
}

// The money went back, or it is another customer's and waits for its owner.
Entry Bookkeeper::taken_back(const BookedMovement& movement) {
  const BookedItem& item = movement.item;
  if (movement.money_stays && item.bank_movement) suspense_[*item.bank_movement] += movement.units;
  Entry entry = entry_of(item, movement.money_stays ? JournalUse::other : JournalUse::bank,
                         movement.effective_on, movement.known_at,
                         movement.money_stays ? "Règlement d'un autre" : "Rejet");
  entry.lines.push_back(customer_line(item, movement.units));
  entry.lines.push_back(
      {movement.money_stays ? AccountUse::suspense : AccountUse::bank, -movement.units});
  return entry;
}

std::optional<Entry> Bookkeeper::book(const BookedMovement& movement) {
  const BookedItem& item = movement.item;
  const bool receipt = item.kind == "payment";
  Entry entry;
  if (movement.kind == "opening") {
    entry = receipt ? received(movement) : opened(movement);
  } else if (receipt && movement.kind == "reversal") {
    entry = taken_back(movement);
  } else if (movement.kind == "cancellation") {
    entry = cancelled(movement);
  } else if (movement.kind == "application") {
    // Only what leaves a doubtful item moves: 416 gives it to 411, where the receipt is.
    const EntryLine line = customer_line(item, movement.units);
    if (line.account == AccountUse::customers) return std::nullopt;
    entry = entry_of(item, JournalUse::other, movement.effective_on, movement.known_at,
                     "Encaissement d'une créance douteuse");
    entry.lines = {{AccountUse::customers, -movement.units, item.id}, line};
  } else {
    const Counterpart& against = counterpart_of(movement.kind);
    entry =
        entry_of(item, against.journal, movement.effective_on, movement.known_at, against.label);
    entry.lines = {{movement.units < 0 ? against.loss : against.gain, -movement.units},
                   customer_line(item, movement.units)};
  }
  if (is_zero(entry)) return std::nullopt;
  return entry;
}

std::optional<Entry> Bookkeeper::book(const BookedBankMovement& movement) {
  std::int64_t& waiting = suspense_[movement.id];
  const std::int64_t units = movement.no_receipt ? -waiting : movement.units;
  waiting += units;
  Entry entry;
  entry.journal = JournalUse::bank;
  entry.on = movement.effective_on;
  entry.known_at = movement.known_at;
  entry.piece = movement.reference;
  entry.piece_on = movement.booked_on;
  entry.label = "Encaissement à identifier " + movement.reference;
  entry.currency = movement.currency;
  entry.exponent = movement.exponent;
  entry.lines = {{AccountUse::bank, units}, {AccountUse::suspense, -units}};
  if (is_zero(entry)) return std::nullopt;
  return entry;
}

std::optional<Entry> Bookkeeper::book(const BookedDoubt& doubt) {
  doubtful_[doubt.item.id] += doubt.units;
  Entry entry = entry_of(doubt.item, JournalUse::other, doubt.effective_on, doubt.known_at,
                         "Créance douteuse");
  entry.lines = {{AccountUse::doubtful, doubt.units, doubt.item.id},
                 {AccountUse::customers, -doubt.units, doubt.item.id}};
  if (is_zero(entry)) return std::nullopt;
  return entry;
}

}  // namespace facteur::gateway::receivables::accounting
