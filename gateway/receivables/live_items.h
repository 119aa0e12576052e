// The SQL by which questions find the items that were open on a day, as known at an instant,
// without reading what was settled before (store/migrations/0081_live_items.sql says why that is
// exact). Internal to receivables.
//
// Parameters of every text here: ?1 the day, ?2 the instant (INT64_MAX when all is known), ?3 the
// tenant. The tables are named `a` (receivable_accounts) and `s` (receivable_states).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/receivables/ledger.h"

namespace facteur::gateway::receivables {

// What was open of the item `s`: read from its state, or added up where something moved later.
inline constexpr std::string_view open_then =
    "(SELECT coalesce(sum(m.units), 0) FROM receivable_movements m"
    " WHERE m.item = s.item AND m.effective_on <= ?1 AND m.known_at <= ?2)";
inline constexpr std::string_view open_of_unsettled =
    "CASE WHEN s.moved_on <= ?1 AND s.moved_at <= ?2 THEN s.open ELSE"
    " (SELECT coalesce(sum(m.units), 0) FROM receivable_movements m"
    " WHERE m.item = s.item AND m.effective_on <= ?1 AND m.known_at <= ?2) END";

// Items settled by now, on which something may have been open then: two disjoint ranges of two
// indexes. `columns` of `s` and `a`; `accounts`: a condition on `a` beside its tenant, or "".
std::string settled_later(std::string_view columns, std::string_view accounts);

// Every item that may have been open then: rows (item, account, open), zeros among them.
std::string live_items(std::string_view accounts);

// The same for one page in the order of items, zeros left out: those after ?5, at most ?6.
std::string live_page(std::string_view accounts);

// The instant for ?2.
std::int64_t known_limit(const AsOf& as_of);

}  // namespace facteur::gateway::receivables
