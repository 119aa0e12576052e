#include "gateway/receivables/claim_records.h"

#include <nlohmann/json.hpp>

#include "gateway/receivables/money.h"
#include "gateway/receivables/posting.h"

namespace facteur::gateway::receivables {
namespace {

using Json = nlohmann::ordered_json;
using Number = std::int64_t;
using store::Transaction;

Json lines_of(const LateItem& item) {
  Json lines = Json::array();
  for (const ChargeLine& line : item.charge.lines)
    lines.push_back({{"from", line.from.to_string()},
                     {"to", line.to.to_string()},
                     {"days", line.days},
                     {"balance", decimal_of(line.balance, item.exponent)},
                     {"rate", line.rate.to_string()},
                     {"interest", decimal_of(line.interest, item.exponent)},
                     {"floored", line.floored},
                     {"confirmed", line.confirmed}});
  return lines;
}

Json gaps_of(const LateItem& item) {
  Json gaps = Json::array();
  for (const DaysWithoutRate& gap : item.charge.without_rate)
    gaps.push_back({{"from", gap.from.to_string()},
                    {"to", gap.to.to_string()},
                    {"days", gap.days},
                    {"balance", decimal_of(gap.balance, item.exponent)}});
  return gaps;
}

struct Before {
  Number id, interest, indemnity;
  std::string statement;
};

std::optional<Before> last_claim(Transaction& transaction, Number item) {
  const auto row = transaction.sql().row<Number, Number, Number, std::string>(
      "SELECT id, interest, indemnity, statement FROM late_claims WHERE item = ?"
      " ORDER BY id DESC LIMIT 1",
      item);
  if (!row) return std::nullopt;
  const auto& [id, interest, indemnity, statement] = *row;
  return Before{id, interest, indemnity, statement};
}

void append_event(Transaction& transaction, const std::string& tenant, const RecordedClaim& claim,
                  formats::Date as_of, const std::string& actor) {
  const LateItem& item = claim.item;
  Json data = {{"claim", claim.id},
               {"item", item.item},
               {"number", item.number},
               {"asOf", as_of.to_string()},
               {"currency", item.currency},
               {"interest", decimal_of(item.charge.interest, item.exponent)},
               {"indemnity", decimal_of(item.indemnity, 2)}};
  if (claim.interest_before)
    data["interestDifference"] =
        decimal_of(item.charge.interest - *claim.interest_before, item.exponent);
  transaction.append({"late_claim.made", tenant, item.customer_key, actor,
                      data.dump(-1, ' ', false, Json::error_handler_t::replace)});
}

}  // namespace

Json to_json(const LateItem& item, bool french) {
  Json json = {{"number", item.number},
               {"customer", item.customer_key},
               {"name", item.customer_name},
               {"currency", item.currency},
               {"issue_date", item.issued_on.to_string()},
               {"due_date", item.due_on.to_string()},
               {"amount", decimal_of(item.units, item.exponent)},
               {"principal", decimal_of(item.charge.principal, item.exponent)},
               {"lines", lines_of(item)},
               {"days_without_rate", gaps_of(item)},
               {"interest", decimal_of(item.charge.interest, item.exponent)},
               {"interest_paid", decimal_of(item.charge.interest_paid, item.exponent)},
               {"indemnity", decimal_of(item.indemnity, 2)},
               {"notes", Json::array()}};
  for (const formats::Text& note : item.charge.notes)
    json["notes"].push_back(french ? note.fr : note.en);
  return json;
}

Json to_json(const RecordedClaim& claim, bool french) {
  Json json = to_json(claim.item, french);
  json["claim"] = claim.id;
  json["new"] = claim.is_new;
  if (!claim.interest_before) return json;
  const unsigned exponent = claim.item.exponent;
  json["interest_before"] = decimal_of(*claim.interest_before, exponent);
  json["interest_difference"] =
      decimal_of(claim.item.charge.interest - *claim.interest_before, exponent);
  json["indemnity_before"] = decimal_of(*claim.indemnity_before, 2);
  return json;
}

Json to_json(const InterestSettings& settings) {
  const auto& mode = settings.rate_mode;
  return {
      {"rate_mode", !mode                             ? "by_debtor"
                    : *mode == RateMode::per_semester ? "per_semester"
                                                      : "fixed_at_start"},
      {"part_payment", settings.part_payment == PartPayment::principal_first ? "principal_first"
                                                                             : "interest_first"},
      {"credit_note",
       settings.credit_effect == CreditEffect::from_start ? "from_start" : "on_its_day"},
      {"rounding", settings.rounding == Rounding::each_line ? "line" : "sum"},
      {"day_count", settings.day_count == DayCount::act_365 ? "act/365" : "act/act"},
      {"indemnity", settings.indemnity_unit == IndemnityUnit::invoice ? "invoice" : "instalment"},
      {"disputed_part",
       settings.disputed_part == DisputedPart::included ? "included" : "left_out"}};
}

std::vector<RecordedClaim> record_claims(Transaction& transaction, const std::string& tenant,
                                         std::vector<LateItem> items, formats::Date as_of,
                                         const InterestSettings& settings,
                                         const std::string& actor) {
  std::vector<RecordedClaim> claims;
  for (LateItem& item : items) {
    Json json = to_json(item, true);
    json["as_of"] = as_of.to_string();
    json["settings"] = to_json(settings);
    const std::string statement = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    RecordedClaim claim;
    claim.item = std::move(item);
    const auto before = last_claim(transaction, claim.item.item);
    if (before) {
      claim.interest_before = before->interest;
      claim.indemnity_before = before->indemnity;
      claim.id = before->id;
    }
    claim.is_new = !before || before->statement != statement;
    if (claim.is_new) {
      transaction.sql().execute(
          "INSERT INTO late_claims (tenant, customer_key, item, as_of, interest, indemnity,"
          " statement, made_at, actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          tenant, claim.item.customer_key, claim.item.item, to_number(as_of),
          claim.item.charge.interest, claim.item.indemnity, statement,
          transaction.now().microseconds, actor);
      claim.id = last_id(transaction);
      append_event(transaction, tenant, claim, as_of, actor);
    }
    claims.push_back(std::move(claim));
  }
  return claims;
}

}  // namespace facteur::gateway::receivables
