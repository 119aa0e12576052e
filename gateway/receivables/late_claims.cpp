#include "gateway/receivables/late_claims.h"

#include <algorithm>
#include <map>
#include <set>

#include "gateway/receivables/holds.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using store::Connection;
using Number = std::int64_t;
using Text = std::string;

constexpr Number end_of_time = INT64_MAX;

// What may have been late: all but what is known to be settled by the day asked for, its own due
// date or, of open items alone, that of the question.
constexpr std::string_view select_items =
    "SELECT i.id, a.customer_key, a.customer_name, a.currency, a.exponent, i.number,"
    " i.issued_on, i.due_on, i.units"
    " FROM receivable_accounts a JOIN receivable_items i ON i.account = a.id"
    " JOIN receivable_states s ON s.item = i.id"
    " WHERE a.tenant = ? AND (? IS NULL OR a.customer_key = ?)"
    " AND i.kind IN ('invoice', 'down_payment') AND i.due_on < ? AND i.opened_at <= ?"
    " AND (s.settled_on IS NULL OR s.settled_at > ? OR s.settled_on > coalesce(?, i.due_on))"
    " ORDER BY a.customer_key, i.due_on, i.number, i.id";

constexpr std::string_view select_changes =
    "SELECT application, effective_on, kind, -units FROM receivable_movements"
    " WHERE item = ? AND kind <> 'opening' AND effective_on <= ? AND known_at <= ? ORDER BY id";

// What the credit notes gave in an application, each from its own day. Undone from a later day on,
// it is given until then.
constexpr std::string_view select_credits =
    "SELECT CASE WHEN a.effective_on > o.effective_on THEN a.effective_on ELSE i.issued_on END,"
    " m.units FROM receivable_movements m JOIN receivable_items i ON i.id = m.item"
    " JOIN applications a ON a.id = m.application LEFT JOIN applications o ON o.id = a.undoes"
    " WHERE m.application = ? AND m.kind = 'application' AND m.side = 1 ORDER BY m.id";

// What its debits took up.
constexpr std::string_view select_taken =
    "SELECT coalesce(-sum(units), 0) FROM receivable_movements"
    " WHERE application = ? AND kind = 'application' AND side = 0";

constexpr std::string_view corrections[] = {"credit", "cancellation"};

class Reader {
 public:
  Reader(Connection& connection, const std::string& tenant, const LateQuestion& question)
      : connection_(connection),
        tenant_(tenant),
        question_(question),
        on_(to_number(question.as_of.on)),
        known_(question.as_of.known_at ? question.as_of.known_at->microseconds : end_of_time) {}

  std::vector<LateItem> rows() {
    const auto open_on = question_.open_only ? std::optional(on_) : std::nullopt;
    const auto found =
        connection_.rows<Number, Text, Text, Text, Number, Text, Number, Number, Number>(
            select_items, tenant_, question_.customer_key, question_.customer_key, on_, known_,
            known_, open_on);
    std::vector<LateItem> rows;
    rows.reserve(found.size());
    for (const auto& [id, key, name, currency, exponent, number, issued, due, units] : found) {
      LateItem& item = rows.emplace_back();
      item.item = id;
      item.customer_key = key;
      item.customer_name = name;
      item.number = number;
      item.currency = currency;
      item.exponent = static_cast<unsigned>(exponent);
      item.issued_on = to_date(issued);
      item.due_on = to_date(due);
      item.units = units;
    }
    return rows;
  }

  std::vector<BalanceChange> changes(Number item) {
    std::vector<BalanceChange> changes;
    for (const auto& [application, day, kind, units] :
         connection_.rows<std::optional<Number>, Number, Text, Number>(select_changes, item, on_,
                                                                       known_)) {
      const Date on = to_date(day);
      std::vector<BalanceChange> credits;
      if (application && kind == "application")
        credits = credits_in(*application, units);
      else if (is_correction(kind))
        credits = {{on, units, BalanceChange::Kind::credit}};
      Number credited = 0;
      for (const BalanceChange& credit : credits) credited += credit.units;
      changes.insert(changes.end(), credits.begin(), credits.end());
      if (units != credited)
        changes.push_back({on, units - credited,
                           kind == "application" || kind == "payment"
                               ? BalanceChange::Kind::payment
                               : BalanceChange::Kind::other});
    }
    return changes;
  }

 private:
  static bool is_correction(std::string_view kind) {
    return std::find(std::begin(corrections), std::end(corrections), kind) != std::end(corrections);
  }

  struct Given {
    std::vector<std::pair<Date, Number>> credits;  // from when, and how much
    Number taken = 0;
  };

  const Given& given_in(Number application) {
    const auto [known, added] = given_.try_emplace(application);
    if (!added) return known->second;
    for (const auto& [day, units] : connection_.rows<Number, Number>(select_credits, application))
      known->second.credits.emplace_back(to_date(day), units);
    known->second.taken = std::get<0>(*connection_.row<Number>(select_taken, application));
    return known->second;
  }

  // Of `units` taken from an item, what credit notes gave: their part in the application, since
  // who of several invoices used them up is not recorded. Rounded as a running sum.
  std::vector<BalanceChange> credits_in(Number application, Number units) {
    std::vector<BalanceChange> changes;
    const Given& given = given_in(application);
    Number credit = 0, counted = 0;
    for (const auto& [day, more] : given.credits) {
      credit += more;
      const auto whole = product(formats::Decimal(units), formats::Decimal(credit));
      const auto part = whole && given.taken != 0
                            ? quotient(*whole, formats::Decimal(given.taken), 0)
                            : std::nullopt;
      const Number sum = part ? part->units(0).value_or(0) : 0;
      if (sum != counted) changes.push_back({day, sum - counted, BalanceChange::Kind::credit});
      counted = sum;
    }
    return changes;
  }

  Connection& connection_;
  const std::string& tenant_;
  const LateQuestion& question_;
  const Number on_, known_;
  std::map<Number, Given> given_;  // by application
};

// The instalments of one invoice stand one after the other: the first that is late carries it.
void place_indemnities(std::vector<LateItem>& rows, IndemnityUnit unit) {
  std::set<std::pair<std::string, std::string>> claimed;  // customer and number
  for (LateItem& item : rows) {
    if (!item.charge.indemnity) continue;
    const bool again =
        unit == IndemnityUnit::invoice && !claimed.emplace(item.customer_key, item.number).second;
    if (!again) item.indemnity = indemnity_cents;
  }
}

std::map<Number, Number> disputed_parts(Connection& connection, const std::string& tenant,
                                        Date day) {
  std::map<Number, Number> parts;
  for (const auto& [item, holds] : holds_on(connection, tenant, day))
    for (const Hold& hold : holds.holds)
      if (hold.kind == HoldKind::dispute) parts[item] += hold.units;
  return parts;
}

}  // namespace

std::vector<LateItem> late_items(Connection& connection, const std::string& tenant,
                                 const LateQuestion& question, const LateRates& rates,
                                 const InterestSettings& settings) {
  Reader reader(connection, tenant, question);
  std::vector<LateItem> rows = reader.rows();
  const auto disputed = settings.disputed_part == DisputedPart::left_out
                            ? disputed_parts(connection, tenant, question.as_of.on)
                            : std::map<Number, Number>();
  std::map<std::string, DebtorTerms> terms;
  for (LateItem& item : rows) {
    const std::string& key = item.customer_key;
    if (!terms.contains(key)) terms.emplace(key, late_terms_of(connection, tenant, key));
    Debt debt{item.due_on, item.units, item.exponent, 0, reader.changes(item.item)};
    if (const auto part = disputed.find(item.item); part != disputed.end())
      debt.disputed = part->second;
    item.charge = late_charge(debt, terms.at(key), rates, settings, question.as_of.on);
  }
  place_indemnities(rows, settings.indemnity_unit);
  std::vector<LateItem> items;
  for (LateItem& item : rows) {
    const LateCharge& charge = item.charge;
    if (question.open_only && charge.principal <= 0) continue;
    if (!charge.lines.empty() || !charge.without_rate.empty() || charge.indemnity)
      items.push_back(std::move(item));
  }
  return items;
}

}  // namespace facteur::gateway::receivables
