#include "gateway/receivables/figures/bridge.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "gateway/receivables/figures/accounts_asked.h"

namespace facteur::gateway::receivables::figures {
namespace {

using store::Connection;
using Number = std::int64_t;
using Text = std::string;

constexpr BridgeLine lines[] = {
    {"invoiced", "Facturé", "Invoiced"},
    {"down_payments", "Acomptes facturés", "Down payments invoiced"},
    {"fees", "Frais confirmés", "Fees confirmed"},
    {"credited", "Avoirs", "Credited"},
    {"cancelled", "Annulé", "Cancelled"},
    {"collected", "Encaissé", "Collected"},
    {"refunded", "Remboursé", "Refunded"},
    {"discounts", "Escomptes", "Discounts"},
    {"rounding", "Arrondis", "Rounding"},
    {"bank_charges", "Frais bancaires", "Bank charges"},
    {"written_off", "Abandonné", "Written off"},
    {"bad_debts", "Créances irrécouvrables", "Bad debts"},
    // Items settle each other within the ledger: nothing, over all of a customer's items.
    {"applied", "Lettrage entre pièces", "Applied between items"},
    {"other", "Autres", "Other"},
};

// Where a movement belongs: the first row that fits. Empty fits all.
struct Rule {
  std::string_view item_kind, movement_kind, line;
};
constexpr Rule rules[] = {
    {"invoice", "opening", "invoiced"},
    {"down_payment", "opening", "down_payments"},
    {"fee", "opening", "fees"},
    {"credit_note", "opening", "credited"},
    {"payment", "opening", "collected"},
    {"payment", "reversal", "collected"},  // a receipt that was taken back
    {"", "payment", "collected"},
    {"", "credit", "credited"},
    {"", "cancellation", "cancelled"},
    {"", "refund", "refunded"},
    {"", "discount", "discounts"},
    {"", "rounding", "rounding"},
    {"", "bank_charge", "bank_charges"},
    {"", "write_off", "written_off"},
    {"", "bad_debt", "bad_debts"},
    {"", "application", "applied"},
    {"", "", "other"},
};

std::string_view line_of(std::string_view item_kind, std::string_view movement_kind) {
  const auto* rule = std::find_if(std::begin(rules), std::end(rules), [&](const Rule& candidate) {
    return (candidate.item_kind.empty() || candidate.item_kind == item_kind) &&
           (candidate.movement_kind.empty() || candidate.movement_kind == movement_kind);
  });
  return rule->line;
}

BridgeLine& line_named(Bridge& bridge, std::string_view name) {
  return *std::find_if(bridge.lines.begin(), bridge.lines.end(),
                       [&](const BridgeLine& line) { return line.name == name; });
}

// One a currency, as the figures have it: also where nothing moved yet.
std::map<std::string, Bridge> empty_bridges(Connection& connection, const Question& question) {
  std::map<std::string, Bridge> bridges;
  for (const auto& [currency, exponent] : connection.rows_with<Text, Number>(
           Text("SELECT DISTINCT a.currency, a.exponent FROM receivable_accounts a WHERE")
               .append(of_accounts),
           account_parameters(question, {}, {})))
    bridges[currency] = {
        currency, static_cast<unsigned>(exponent), 0, 0, {std::begin(lines), std::end(lines)}};
  return bridges;
}

}  // namespace

std::vector<Bridge> bridges(Connection& connection, const Question& question) {
  const Number before = to_number(day_before_window(question));
  const auto rows = connection.rows_with<Text, Text, Text, Number, Number>(
      Text("SELECT a.currency, i.kind, m.kind, m.effective_on > ? AS within,"
           " sum(m.units) FROM receivable_accounts a"
           " JOIN receivable_movements m ON m.account = a.id"
           " JOIN receivable_items i ON i.id = m.item WHERE")
          .append(of_accounts)
          .append(" AND m.effective_on <= ? AND m.known_at <= ?"
                  " GROUP BY a.currency, i.kind, m.kind, within"),
      account_parameters(question, {before},
                         {to_number(question.as_of.on), known_limit(question.as_of)}));
  std::map<std::string, Bridge> by_currency = empty_bridges(connection, question);
  for (const auto& [currency, item_kind, movement_kind, within, units] : rows) {
    Bridge& bridge = by_currency.at(currency);
    bridge.closing += units;
    if (within == 0)
      bridge.opening += units;
    else
      line_named(bridge, line_of(item_kind, movement_kind)).units += units;
  }
  std::vector<Bridge> all;
  for (auto& [currency, bridge] : by_currency) all.push_back(std::move(bridge));
  return all;
}

std::optional<std::vector<BridgeMovement>> bridge_movements(Connection& connection,
                                                            const Question& question,
                                                            std::string_view line) {
  const bool known = std::any_of(std::begin(lines), std::end(lines),
                                 [&](const BridgeLine& each) { return each.name == line; });
  if (!known) return std::nullopt;
  const auto rows =
      connection.rows_with<Number, Text, Text, Text, Text, Number, Number, Text, Text, Number>(
          Text("SELECT i.id, a.customer_key, a.customer_name, i.number, a.currency, a.exponent,"
               " m.effective_on, i.kind, m.kind, m.units FROM receivable_accounts a"
               " JOIN receivable_movements m ON m.account = a.id"
               " JOIN receivable_items i ON i.id = m.item WHERE")
              .append(of_accounts)
              .append(" AND m.effective_on > ? AND m.effective_on <= ? AND m.known_at <= ?"
                      " ORDER BY m.effective_on, m.id"),
          account_parameters(question, {},
                             {to_number(day_before_window(question)), to_number(question.as_of.on),
                              known_limit(question.as_of)}));
  std::vector<BridgeMovement> movements;
  for (const auto& [item, key, name, number, currency, exponent, day, item_kind, kind, units] :
       rows)
    if (line_of(item_kind, kind) == line)
      movements.push_back({item, key, name, number, currency, static_cast<unsigned>(exponent),
                           to_date(day), kind, units});
  return movements;
}

}  // namespace facteur::gateway::receivables::figures
