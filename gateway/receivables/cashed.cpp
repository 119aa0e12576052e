#include "gateway/receivables/cashed.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>

#include "formats/decimal.h"
#include "gateway/receivables/ledger.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables {
namespace {

using store::Transaction;

// Payments on account and their credit notes, self-billed ones too (XP Z12-012, UNTDID 1001).
constexpr std::string_view on_account_types[] = {"386", "500", "503"};
// BT-8: due on payment; due on issue, which is how the option for debits is said.
constexpr std::string_view paid_points[] = {"432", "72"};
constexpr std::string_view issue_points[] = {"3", "5"};

bool is_one_of(std::string_view value, auto& list) {
  return std::find(std::begin(list), std::end(list), value) != std::end(list);
}

bool has_rate(const VatLine& line) {
  const auto rate = formats::Decimal::parse(line.rate);
  return line.category != "AE" && rate && !rate->is_zero() && !rate->is_negative();
}

// An item of a settlement and what is settled of it: negative of a credit note.
struct Taken {
  std::int64_t item;
  std::int64_t units;
  std::optional<std::int64_t> invoice;
};

std::vector<Taken> items_with_vat(Transaction& t, const Settlement& settlement) {
  std::vector<Taken> taken;
  for (const Part& part : settlement.parts) {
    const auto row = t.sql().row<std::optional<std::int64_t>>(
        "SELECT invoice FROM receivable_items i WHERE id = ?"
        " AND EXISTS (SELECT 1 FROM receivable_vat v WHERE v.item = i.id)",
        part.item);
    if (row) taken.push_back({part.item, -part.units, std::get<0>(*row)});
  }
  return taken;
}

// What was given up rather than received: the parts leave it open, but for charges that a bank kept
// of what the customer paid.
std::int64_t given_up(Transaction& t, const Settlement& settlement) {
  std::int64_t left = 0;
  for (const Part& part : settlement.parts) left -= part.units;
  if (left <= 0) return 0;
  const auto charge = t.sql().row<std::int64_t>(
      "SELECT 1 FROM receivable_movements WHERE application = ? AND kind = 'bank_charge'",
      settlement.application);
  return charge ? 0 : left;
}

void give_up(std::vector<Taken>& taken, std::int64_t units) {
  for (auto last = taken.rbegin(); last != taken.rend() && units > 0; ++last) {
    if (last->units <= 0) continue;
    const auto part = std::min(units, last->units);
    last->units -= part;
    units -= part;
  }
}

// What no receipt was told for yet, rate by rate; all positive.
std::vector<VatLine> untold(Transaction& t, std::int64_t item) {
  std::vector<VatLine> lines;
  for (const auto& [rate, units, told] : t.sql().rows<std::string, std::int64_t, std::int64_t>(
           "SELECT v.rate, v.units, abs((SELECT coalesce(sum(c.units), 0) FROM cashed_amounts c"
           "  WHERE c.item = v.item AND c.rate = v.rate AND c.withdrawn = 0))"
           " FROM receivable_vat v WHERE v.item = ? ORDER BY v.units DESC, v.rate",
           item))
    lines.push_back({"", rate, std::max<std::int64_t>(units - told, 0)});
  return lines;
}

void insert_amount(Transaction& t, const Settlement& settlement, std::int64_t item,
                   const std::string& rate, std::int64_t units) {
  if (units == 0) return;
  t.sql().execute(
      "INSERT INTO cashed_amounts (tenant, item, application, rate, units, received_on, known_at)"
      " VALUES (?, ?, ?, ?, ?, ?, ?)",
      settlement.tenant, item, settlement.application, rate, units,
      to_number(settlement.effective_on), t.now().microseconds);
}

void announce(Transaction& t, const Settlement& settlement, std::int64_t item,
              const std::optional<std::int64_t>& invoice) {
  nlohmann::json data = {{"item", item}, {"application", settlement.application}};
  if (invoice) data["invoice"] = *invoice;
  t.append({cashed_prepared, settlement.tenant, std::to_string(item), "platform", data.dump()});
}

void note_received(Transaction& t, const Settlement& settlement, const Taken& taken) {
  const auto lines = untold(t, taken.item);
  const auto total =
      std::accumulate(lines.begin(), lines.end(), std::int64_t{0},
                      [](auto sum, const VatLine& line) { return sum + line.units; });
  const auto received = std::min(std::abs(taken.units), total);
  if (received == 0) return;
  const auto parts = spread(received, lines);
  for (std::size_t i = 0; i < lines.size(); ++i)
    insert_amount(t, settlement, taken.item, lines[i].rate, taken.units < 0 ? -parts[i] : parts[i]);
  announce(t, settlement, taken.item, taken.invoice);
}

// What was told is taken back; what was not, is not told any more.
void take_back(Transaction& t, const Settlement& settlement) {
  t.sql().execute(
      "UPDATE cashed_amounts SET withdrawn = 1 WHERE application = ? AND status IS NULL",
      *settlement.undoes);
  std::map<std::int64_t, std::optional<std::int64_t>> items;
  for (const auto& [item, invoice, rate, units] :
       t.sql().rows<std::int64_t, std::optional<std::int64_t>, std::string, std::int64_t>(
           "SELECT c.item, i.invoice, c.rate, c.units FROM cashed_amounts c"
           " JOIN receivable_items i ON i.id = c.item"
           " WHERE c.application = ? AND c.withdrawn = 0 ORDER BY c.id",
           *settlement.undoes)) {
    insert_amount(t, settlement, item, rate, -units);
    items[item] = invoice;
  }
  for (const auto& [item, invoice] : items) announce(t, settlement, item, invoice);
}

}  // namespace

bool vat_due_on_receipts(const VatTerms& terms) {
  if (std::none_of(terms.lines.begin(), terms.lines.end(), has_rate)) return false;
  if (is_one_of(terms.type_code, on_account_types)) return true;
  if (is_one_of(terms.vat_point, paid_points)) return true;
  if (is_one_of(terms.vat_point, issue_points)) return false;
  return terms.business_process.starts_with('S') || terms.business_process.starts_with('M');
}

std::vector<std::int64_t> spread(std::int64_t received, const std::vector<VatLine>& lines) {
  __extension__ using Wide = __int128;
  Wide total = 0;
  for (const VatLine& line : lines) total += line.units;
  std::vector<std::int64_t> parts(lines.size(), 0);
  if (total == 0) return parts;
  std::vector<std::pair<std::int64_t, std::size_t>> remainders;
  std::int64_t left = received;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Wide share = Wide{received} * lines[i].units;
    parts[i] = static_cast<std::int64_t>(share / total);
    left -= parts[i];
    remainders.emplace_back(static_cast<std::int64_t>(share % total), i);
  }
  std::stable_sort(remainders.begin(), remainders.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  for (std::int64_t i = 0; i < left; ++i) ++parts[remainders[static_cast<std::size_t>(i)].second];
  return parts;
}

void put_vat(Transaction& t, std::int64_t item, const std::vector<VatLine>& lines) {
  for (const VatLine& line : lines) {
    const auto rate = formats::Decimal::parse(line.rate);
    if (!rate || line.units <= 0) continue;
    t.sql().execute(
        "INSERT INTO receivable_vat (item, rate, units) VALUES (?, ?, ?)"
        " ON CONFLICT (item, rate) DO UPDATE SET units = units + excluded.units",
        item, rate->to_string(), line.units);
  }
}

void put_invoice_vat(Transaction& t, std::int64_t item, std::int64_t invoice) {
  using Text = std::string;
  using MaybeText = std::optional<std::string>;
  const auto row = t.sql().row<Text, Text, MaybeText, MaybeText>(
      "SELECT type_code, currency, business_process, vat_point FROM invoices WHERE id = ?",
      invoice);
  if (!row) return;
  const auto& [type, currency, process, point] = *row;
  VatTerms terms{type, process.value_or(""), point.value_or(""), {}};
  for (const auto& [category, rate, total] : t.sql().rows<Text, Text, Text>(
           "SELECT category, rate, total FROM invoice_vat WHERE invoice = ? ORDER BY position",
           invoice)) {
    const auto units = units_of(total, exponent_of(currency));
    if (!units) return;  // an amount that the ledger cannot hold exactly: a person must tell
    terms.lines.push_back({category, rate, std::abs(*units)});
  }
  if (vat_due_on_receipts(terms)) put_vat(t, item, terms.lines);
}

void prepare_cashed(Transaction& t, const Settlement& settlement) {
  if (settlement.undoes) return take_back(t, settlement);
  auto taken = items_with_vat(t, settlement);
  if (taken.empty()) return;
  give_up(taken, given_up(t, settlement));
  for (const Taken& item : taken)
    if (item.units != 0) note_received(t, settlement, item);
}

}  // namespace facteur::gateway::receivables
