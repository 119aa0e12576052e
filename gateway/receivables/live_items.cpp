#include "gateway/receivables/live_items.h"

namespace facteur::gateway::receivables {
namespace {

// From the accounts to their states: the order in which the indexes are made to be read.
constexpr std::string_view from_accounts =
    " FROM receivable_accounts a CROSS JOIN receivable_states s ON s.account = a.id"
    " WHERE a.tenant = ?3 AND s.issued_on <= ?1";

}  // namespace

std::string settled_later(std::string_view columns, std::string_view accounts) {
  const std::string select = std::string("SELECT ").append(columns).append(from_accounts);
  return select + std::string(accounts) + " AND s.open = 0 AND s.moved_on > ?1 UNION ALL " +
         select + std::string(accounts) +
         " AND s.open = 0 AND s.moved_at > ?2 AND s.moved_on <= ?1";
}

std::string live_items(std::string_view accounts) {
  const std::string settled = std::string("s.item, s.account, ").append(open_then);
  return std::string("SELECT s.item AS item, s.account AS account, ")
      .append(open_of_unsettled)
      .append(" AS open")
      .append(from_accounts)
      .append(accounts)
      .append(" AND s.open <> 0 UNION ALL ")
      .append(settled_later(settled, accounts));
}

std::string live_page(std::string_view accounts) {
  const std::string further = std::string(accounts) + " AND s.item > ?5";
  const std::string settled = std::string("s.item, s.account, ").append(open_then);
  // Items open by now come in order from their index and end the search early; those settled since
  // are few, or the day is long past.
  return std::string(
             "SELECT item, account, open FROM (SELECT s.item AS item, s.account AS account, ")
      .append(open_of_unsettled)
      .append(
          " AS open FROM receivable_states s CROSS JOIN receivable_accounts a"
          " ON a.id = s.account WHERE a.tenant = ?3 AND s.issued_on <= ?1 AND s.open <> 0")
      .append(further)
      .append(" UNION ALL ")
      .append(settled_later(settled, further))
      .append(") WHERE open <> 0 ORDER BY item LIMIT ?6");
}

std::int64_t known_limit(const AsOf& as_of) {
  return as_of.known_at ? as_of.known_at->microseconds : INT64_MAX;
}

}  // namespace facteur::gateway::receivables
