#include "gateway/receivables/accounting/journal.h"

#include <algorithm>
#include <cstdlib>
#include <variant>

#include "gateway/receivables/ledger.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables::accounting {
namespace {

using Number = std::int64_t;
using Text = std::string;
using MaybeNumber = std::optional<Number>;
using store::Connection;

constexpr Number portion = 20'000;

// VAT contained in an amount with VAT: total * rate / (100 + rate), to the unit, half up.
Number vat_in(Number total, Number rate_hundredths) {
  const __int128 numerator = static_cast<__int128>(total) * rate_hundredths;
  const __int128 denominator = 10'000 + rate_hundredths;
  return static_cast<Number>((2 * numerator + denominator) / (2 * denominator));
}

SaleSplit split_of(Connection& connection, Number invoice, Number units, unsigned exponent) {
  SaleSplit split;
  for (const auto& [rate, total] : connection.rows<Text, Text>(
           "SELECT rate, total FROM invoice_vat WHERE invoice = ? ORDER BY position", invoice)) {
    const auto percent = units_of(rate, 2), amount = units_of(total, exponent);
    if (!percent || *percent < 0 || !amount) return {};
    const Number vat = vat_in(std::abs(*amount), *percent);
    split.vat += *amount < 0 ? -vat : vat;
    split.net += *amount - (*amount < 0 ? -vat : vat);
  }
  // A credit note is negative in the ledger whatever its document writes.
  if ((split.net + split.vat < 0) != (units < 0)) split = {-split.net, -split.vat};
  return split;
}

// Was the receipt another customer's, so that its money stayed here?
bool stays(Connection& connection, Number item, Number known_at) {
  return connection
      .row<Number>(
          "SELECT 1 FROM events WHERE subject = ? AND kind = 'receipt.reversed' AND at = ?"
          " AND json_extract(data, '$.reason') NOT IN ('returned', 'batch_detailed')",
          std::to_string(item), known_at)
      .has_value();
}

struct MovementRow {
  Number id;
  BookedMovement movement;
};

std::vector<MovementRow> next_movements(Connection& connection, const Text& tenant, Number after) {
  std::vector<MovementRow> found;
  for (auto& [id, kind, units, on, known, item, number, item_kind, issued, invoice, bank, account,
              key, name, currency, exponent] :
       connection.rows<Number, Text, Number, Number, Number, Number, Text, Text, Number,
                       MaybeNumber, MaybeNumber, Number, Text, Text, Text, Number>(
           "SELECT m.id, m.kind, m.units, m.effective_on, m.known_at, i.id, i.number, i.kind,"
           " i.issued_on, i.invoice, i.bank_movement, a.id, a.customer_key, a.customer_name,"
           " a.currency, a.exponent FROM receivable_movements m"
           " CROSS JOIN receivable_accounts a ON a.id = m.account"
           " CROSS JOIN receivable_items i ON i.id = m.item"
           " WHERE m.id > ? AND a.tenant = ? ORDER BY m.id LIMIT ?",
           after, tenant, portion)) {
    BookedMovement movement;
    movement.item = {item,
                     account,
                     number,
                     item_kind,
                     key,
                     name,
                     currency,
                     static_cast<unsigned>(exponent),
                     to_date(issued),
                     invoice.has_value(),
                     bank};
    movement.kind = kind;
    movement.units = units;
    movement.effective_on = to_date(on);
    movement.known_at = {known};
    if (invoice && kind == "opening")
      movement.split = split_of(connection, *invoice, units, movement.item.exponent);
    if (invoice && kind == "cancellation")
      movement.split = split_of(connection, *invoice, -units, movement.item.exponent);
    if (item_kind == "payment" && kind == "reversal")
      movement.money_stays = stays(connection, item, known);
    found.push_back({id, std::move(movement)});
  }
  return found;
}

// Acts that are no movements of items: few, and read as a whole.
struct OtherAct {
  Instant known_at;
  std::variant<BookedBankMovement, BookedDoubt> act;
};

// Money that had no owner when it was booked, and the decisions by which it turned out to be none.
void read_bank(Connection& connection, const Text& tenant, std::vector<OtherAct>& acts) {
  for (auto& [id, units, day, reference, known, outcome, owned, currency, exponent] :
       connection.rows<Number, Number, Number, Text, Number, Text, Number, Text, Number>(
           "SELECT b.id, b.units, b.booked_on,"
           " CASE WHEN b.bank_reference <> '' THEN b.bank_reference ELSE 'B' || b.id END,"
           " b.known_at, coalesce((SELECT d.outcome FROM bank_decisions d WHERE d.movement = b.id"
           "  ORDER BY d.id LIMIT 1), 'unapplied'),"
           " (SELECT coalesce(sum(-i.units), 0) FROM receivable_items i"
           "  WHERE i.bank_movement = b.id AND i.opened_at = b.known_at), c.currency, c.exponent"
           " FROM bank_movements b JOIN bank_accounts c ON c.id = b.account"
           " WHERE b.tenant = ? AND b.state = 'booked' AND b.units > 0",
           tenant)) {
    if (outcome == "ignored" || outcome == "reopened" || owned >= units) continue;
    BookedBankMovement act{
        id,           units - owned, reference, currency, static_cast<unsigned>(exponent),
        to_date(day), to_date(day),  {known}};
    acts.push_back({act.known_at, act});
    const auto dropped = connection.row<Number>(
        "SELECT decided_at FROM bank_decisions WHERE movement = ? AND outcome = 'ignored'"
        " AND decided_at > ? ORDER BY id LIMIT 1",
        id, known);
    if (!dropped) continue;
    act.no_receipt = true;
    act.known_at = {std::get<0>(*dropped)};
    acts.push_back({act.known_at, act});
  }
}

void read_doubts(Connection& connection, const Text& tenant, std::vector<OtherAct>& acts) {
  for (auto& [units, on, known, item, number, kind, issued, invoice, account, key, name, currency,
              exponent] : connection.rows<Number, Number, Number, Number, Text, Text, Number,
                                          MaybeNumber, Number, Text, Text, Text, Number>(
           "SELECT d.units, d.effective_on, d.known_at, i.id, i.number, i.kind, i.issued_on,"
           " i.invoice, a.id, a.customer_key, a.customer_name, a.currency, a.exponent"
           " FROM doubtful_transfers d JOIN receivable_items i ON i.id = d.item"
           " JOIN receivable_accounts a ON a.id = i.account WHERE a.tenant = ? ORDER BY d.id",
           tenant)) {
    BookedDoubt doubt;
    doubt.item = {item,
                  account,
                  number,
                  kind,
                  key,
                  name,
                  currency,
                  static_cast<unsigned>(exponent),
                  to_date(issued),
                  invoice.has_value(),
                  {}};
    doubt.units = units;
    doubt.effective_on = to_date(on);
    doubt.known_at = {known};
    acts.push_back({doubt.known_at, std::move(doubt)});
  }
}

}  // namespace

void each_entry(Connection& connection, const Text& tenant,
                const std::function<void(const Entry&)>& take) {
  Bookkeeper keeper;
  std::vector<OtherAct> others;
  read_bank(connection, tenant, others);
  read_doubts(connection, tenant, others);
  std::stable_sort(others.begin(), others.end(), [](const OtherAct& a, const OtherAct& b) {
    return a.known_at.microseconds < b.known_at.microseconds;
  });
  auto other = others.begin();
  const auto take_others = [&](Number until) {
    for (; other != others.end() && other->known_at.microseconds < until; ++other)
      if (const auto entry =
              std::visit([&](const auto& act) { return keeper.book(act); }, other->act))
        take(*entry);
  };
  for (Number after = 0;;) {
    const auto movements = next_movements(connection, tenant, after);
    if (movements.empty()) break;
    for (const MovementRow& row : movements) {
      take_others(row.movement.known_at.microseconds);
      if (const auto entry = keeper.book(row.movement)) take(*entry);
    }
    after = movements.back().id;
  }
  take_others(INT64_MAX);
}

}  // namespace facteur::gateway::receivables::accounting
