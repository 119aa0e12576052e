#include "gateway/receivables/desk/agreed_items.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables {
namespace {

constexpr std::size_t most_items = 1000;

DeskRefusal refused(const char* code, formats::Text text) {
  return {code, "items", std::move(text)};
}

}  // namespace

OrRefusal<AgreedItems> agreed_items(store::Connection& connection, const std::string& tenant,
                                    const std::vector<std::int64_t>& ids, formats::Date day) {
  if (ids.empty() || ids.size() > most_items)
    return refused("INVALID", {"de 1 à 1 000 pièces attendues", "expected 1 to 1,000 items"});
  if (std::set<std::int64_t>(ids.begin(), ids.end()).size() != ids.size())
    return refused("INVALID", {"une pièce est citée deux fois", "an item is named twice"});
  AgreedItems agreed;
  for (const std::int64_t id : ids) {
    auto item = item_history(connection, id);
    if (!item || item->tenant != tenant)
      return refused("NOT_FOUND", {"pièce inconnue ou qui n'est pas une dette",
                                   "unknown item, or one that is no debt"});
    if (!agreed.items.empty() && item->account != agreed.items.front().account)
      return refused("INVALID", {"les pièces doivent être d'un seul client, dans une devise",
                                 "the items have to be of one customer, in one currency"});
    if (item->open(day) <= 0)
      return refused("CONFLICT", {item->number + " : rien d'ouvert ce jour-là",
                                  item->number + ": nothing is open on that day"});
    agreed.open += item->open(day);
    agreed.items.push_back(std::move(*item));
  }
  std::ranges::sort(agreed.items, {},
                    [](const ItemHistory& item) { return std::tuple(item.due_on, item.id); });
  return agreed;
}

OrRefusal<std::vector<std::int64_t>> items_by_number(store::Connection& connection,
                                                     const std::string& tenant,
                                                     const std::vector<std::string>& numbers,
                                                     const std::string& customer_key) {
  if (numbers.size() > most_items)
    return refused("INVALID", {"1 000 pièces au plus", "at most 1,000 items"});
  std::vector<std::int64_t> ids;
  for (const std::string& number : numbers) {
    const auto rows = connection.rows<std::int64_t, std::int64_t>(
        "SELECT i.id, i.account FROM receivable_items i JOIN receivable_accounts a"
        " ON a.id = i.account WHERE i.number = ? AND a.tenant = ?"
        " AND i.kind IN ('invoice', 'down_payment', 'fee') AND (? = '' OR a.customer_key = ?)"
        " ORDER BY i.id",
        number, tenant, customer_key, customer_key);
    if (rows.empty())
      return refused("NOT_FOUND", {number + " : pièce inconnue", number + ": unknown item"});
    for (const auto& [id, account] : rows) {
      if (account != std::get<1>(rows.front()))
        return refused("CONFLICT", {number + " : plusieurs clients ont ce numéro ; dire lequel",
                                    number + ": several customers have this number; say which"});
      ids.push_back(id);
    }
  }
  return ids;
}

std::vector<PromisedItem> spread(const AgreedItems& agreed, std::int64_t units, formats::Date day) {
  std::vector<PromisedItem> parts;
  for (const ItemHistory& item : agreed.items) {
    const auto share = std::min(units, item.open(day));
    if (share > 0) parts.push_back({item.id, share});
    units -= share;
  }
  return parts;
}

OrRefusal<std::int64_t> positive_units(const std::string& field, const std::string& decimal,
                                       unsigned exponent) {
  const auto units = units_of(decimal, exponent);
  if (units && *units > 0) return *units;
  const std::string places = std::to_string(exponent);
  return DeskRefusal{"INVALID",
                     field,
                     {"montant positif attendu, avec " + places + " décimales au plus",
                      "expected a positive amount with at most " + places + " decimals"}};
}

}  // namespace facteur::gateway::receivables
