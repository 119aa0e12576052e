// The part that all queries of the figures share: which accounts a question is about. Included by
// this folder's sources only.
#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "gateway/receivables/figures/load.h"

namespace facteur::gateway::receivables::figures {

// A condition on receivable_accounts `a`.
inline constexpr std::string_view of_accounts =
    " a.tenant = ? AND (? IS NULL OR a.customer_key = ?) AND (? IS NULL OR a.currency = ?)";

// Its parameters, between those of the query that stand before and after it.
std::vector<store::Value> account_parameters(const Question& question,
                                             std::initializer_list<std::int64_t> before,
                                             std::initializer_list<std::int64_t> after);

// known_at <= this.
std::int64_t known_limit(const AsOf& as_of);

// effective_on > this, of what belongs to the window.
formats::Date day_before_window(const Question& question);

}  // namespace facteur::gateway::receivables::figures
