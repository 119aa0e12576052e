// Late-payment interest and indemnities, and the terms they follow. Always of the caller's tenant.
//
//   GET  /api/v1/late-payment/interest?asOf=&knownOn=&customer=&open=true|false
//        {"asOf", "settings", "items": [{"number", "customer", ..., "lines", "daysWithoutRate",
//         "interest", "interestPaid", "indemnity", "notes"}]}
//   POST /api/v1/late-payment/claims {"asOf", "customer"?}     the same, recorded: "claim", "new",
//        "interestBefore", "interestDifference" beside each item; recording again changes nothing
//   POST /api/v1/late-payment/claims/{claim}/confirm   {"outcome": "done"|"already"}: it is owed
//   from
//        now on, as fees; 409 when a later claim says something else, or more is booked already
//   GET, PUT /api/v1/customers/{customer}/late-payment-terms
//        {"debtor": "business"|"public_buyer"|"consumer", "contractRate"?, "aboveEcb"?,
//         "insolventSince"?}
#pragma once

#include <vector>

#include "gateway/http/message.h"
#include "gateway/receivables/interest.h"
#include "gateway/store/store.h"

namespace facteur::gateway::http {

// The routes keep a reference to the store.
std::vector<Route> late_payment_routes(store::Store& store, Clock clock,
                                       receivables::LateRates rates,
                                       const receivables::InterestSettings& settings);

}  // namespace facteur::gateway::http
