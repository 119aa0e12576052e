// Claims as statements, and those that were made: recorded beside the ledger, never overwritten.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "gateway/receivables/late_claims.h"

namespace facteur::gateway::receivables {

// {"number", "customer", "name", "currency", "issue_date", "due_date", "amount", "principal",
//  "lines": [{"from", "to", "days", "balance", "rate", "interest", "floored", "confirmed"}],
//  "days_without_rate": [{"from", "to", "days", "balance"}], "interest", "interest_paid",
//  "indemnity" (euros), "notes"}. Amounts and rates are exact decimals as text; `french` decides
// the language of the notes.
nlohmann::ordered_json to_json(const LateItem& item, bool french);

// {"rate_mode", "part_payment", "credit_note", "rounding", "day_count", "indemnity",
//  "disputed_part"}, as in conf/facteur.toml.
nlohmann::ordered_json to_json(const InterestSettings& settings);

struct RecordedClaim {
  std::int64_t id = 0;
  LateItem item;
  bool is_new = false;  // false: the last claim for the item says the same
  // What was claimed before, when anything was: units, and cents of the euro.
  std::optional<std::int64_t> interest_before, indemnity_before;
};

// The same, with {"claim", "new"} and, when something was claimed before, {"interest_before",
// "interest_difference", "indemnity_before"}.
nlohmann::ordered_json to_json(const RecordedClaim& claim, bool french);

// Records a claim for each item and appends an event "late_claim.made" for each that is new.
// Recording the same again changes nothing.
std::vector<RecordedClaim> record_claims(store::Transaction& transaction, const std::string& tenant,
                                         std::vector<LateItem> items, formats::Date as_of,
                                         const InterestSettings& settings,
                                         const std::string& actor);

// A claim becomes owed: one item of kind "fee" for the interest, one in euros for the indemnity, of
// what earlier confirmations for the same invoice have not booked already. Confirming again changes
// nothing. Event "late_claim.confirmed".
enum class Confirmation {
  done,
  already,      // this claim, or all that it asks for, is booked
  not_found,    // no such claim of this tenant
  out_of_date,  // a later claim for the item says something else
  exceeded,     // more is booked than it asks for: a person has to credit the difference
};
Confirmation confirm_claim(store::Transaction& transaction, const std::string& tenant,
                           std::int64_t claim, formats::Date today, const std::string& actor);

}  // namespace facteur::gateway::receivables
