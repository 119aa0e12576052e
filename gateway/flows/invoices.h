// What the database knows of invoices, for those who show it: lists, statuses, verdicts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/flows/flow.h"

namespace facteur::gateway::flows {

// An invoice as its document wrote it; amounts are exact decimals, dates "YYYY-MM-DD".
struct InvoiceRecord {
  std::int64_t id = 0;
  std::string deposit;  // id of the flow that it came with
  std::optional<std::string> buyer_tenant;
  std::string seller_name;              // BT-27
  std::string buyer_name;               // BT-44
  std::string number;                   // BT-1
  std::string issue_date;               // BT-2
  std::string currency;                 // BT-5
  std::string total;                    // BT-112
  std::optional<std::string> due_date;  // BT-9
  int status = 0;                       // the last one set
  Instant status_at;
};

std::optional<InvoiceRecord> find_invoice(store::Connection& connection, std::int64_t id);

// sales: what the tenant is the seller of, and what it deposited and nobody could read.
// purchases: what it is the buyer of.
enum class Book { sales, purchases };

// Newest first, from just before the flow `before` on (empty: from the newest), at most `limit`.
std::vector<Flow> list_invoices(store::Connection& connection, std::string_view tenant, Book book,
                                std::string_view before, int limit);

struct StatusRecord {
  int code = 0;
  Instant at;
  std::string reason, comment;  // empty without
};

// Of a deposit, in the order in which they were set.
std::vector<StatusRecord> statuses_of(store::Connection& connection, std::string_view deposit);

struct VerdictRecord {
  std::string profile;   // BT-24 as written
  std::string findings;  // JSON, see verdict_report.h
  std::uint64_t findings_beyond = 0;
};

// Nothing while the checks are not done.
std::optional<VerdictRecord> verdict_of(store::Connection& connection, std::string_view deposit);

// How many deposits of the tenant were rejected (213) since `start`.
std::int64_t count_rejected(store::Connection& connection, std::string_view tenant, Instant start);

}  // namespace facteur::gateway::flows
