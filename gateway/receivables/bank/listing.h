// What was imported, for screens, the API and the command line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "formats/civil_date.h"
#include "formats/finding.h"
#include "gateway/store/connection.h"

namespace facteur::gateway::receivables::bank {

// One page of a list by id: those after `after`, at most `limit`.
struct Page {
  std::int64_t after = 0;
  std::int64_t limit = 100;
};

struct ListedStatement {
  std::int64_t id = 0;
  std::string account, currency, number, format, file;
  unsigned exponent = 2;
  std::optional<formats::Date> opening_on, closing_on;
  std::optional<std::int64_t> opening_units, closing_units;
  std::int64_t movements = 0;
  std::int64_t imported_at = 0;  // microseconds UTC
};
std::vector<ListedStatement> list_statements(store::Connection& connection,
                                             const std::string& tenant, const Page& page);

struct ListedMovement {
  std::int64_t id = 0, statement = 0;
  std::string account, currency;
  unsigned exponent = 2;
  formats::Date booked_on, value_on;
  std::int64_t units = 0;  // positive: money received
  std::string nature, payer, remittance, creditor_reference, end_to_end_id;
  std::string outcome;  // as in cash_application.h
  std::optional<std::string> customer;
  std::string code;
  formats::Text reason;
};
// Those that count (bank_movements.state "booked"); of one outcome when it is given.
std::vector<ListedMovement> list_movements(store::Connection& connection, const std::string& tenant,
                                           const std::optional<std::string>& outcome,
                                           const Page& page);

// "applied", "partly_applied", "unapplied", "ignored", "reopened".
bool is_outcome(std::string_view text);

}  // namespace facteur::gateway::receivables::bank
