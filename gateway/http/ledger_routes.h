// Writing to the ledger and taking it out, for programs. Always of the caller's tenant.
//
//   POST   /api/v1/imports?kind=customers|items   CSV, or a JSON array (application/json)
//          {"added", "changed", "unchanged", "refused": [{"line", "code", "reason"}]}
//   POST   /api/v1/applications   {"parts": [{"item", "amount"}], "difference"?, "effectiveOn"?,
//          "reason"?}: amounts positive, what is taken from each item; without a difference what is
//          taken from debits is what is taken from credits. {"id"}
//   DELETE /api/v1/applications/{application}?from=   undone, as if it had never been or from a day
//          on; the same answer when it is undone already. {"id"}
//   POST   /api/v1/write-offs     {"item", "amount"?, "as"?, "on"?, "reason"?}. {"id"}
//   POST   /api/v1/doubtful       {"item", "doubtful", "on"?, "reason"?}. {"changed"}
//   POST   /api/v1/refunds        {"item", "amount"?, "on"?, "reason"?}. {"item"}
//   POST   /api/v1/cancellations  {"item", "on"?, "reason"?}. {"changed"}
//   GET    /api/v1/exports/{table}        a table of transfer/tables.h, CSV
//   GET    /api/v1/exports/digest         {"sha256"}
//   GET    /api/v1/exports/fec?from=&to=  the accounting entries (LPF A47 A-1)
//
// Applications, write-offs and refunds take an Idempotency-Key. What the ledger forbids is answered
// with 409.
#pragma once

#include <vector>

#include "gateway/http/message.h"
#include "gateway/store/store.h"

namespace facteur::gateway::http {

std::vector<Route> ledger_routes(store::Store& store, Clock clock);

}  // namespace facteur::gateway::http
