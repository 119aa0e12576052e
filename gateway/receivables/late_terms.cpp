// What was agreed with customers about lateness, and how a statement names what it follows.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "formats/readable/display.h"
#include "gateway/receivables/day_text.h"
#include "gateway/receivables/desk/exclusions.h"
#include "gateway/receivables/late_claims.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Decimal;
using Number = std::int64_t;

struct KindName {
  DebtorKind kind;
  std::string_view name;
};
constexpr KindName kind_names[] = {{DebtorKind::business, "business"},
                                   {DebtorKind::public_buyer, "public_buyer"},
                                   {DebtorKind::consumer, "consumer"}};

constexpr std::string_view public_segment = "public";

formats::Text rate_sentence(const DebtorTerms& terms) {
  if (terms.kind == DebtorKind::public_buyer)
    return {"Taux : BCE plus 8 points (code de la commande publique, R2192-31).",
            "Rate: ECB plus 8 points (Code de la commande publique, R2192-31)."};
  if (!terms.contract)
    return {"Taux : BCE plus 10 points (Code de commerce, L441-10).",
            "Rate: ECB plus 10 points (Code de commerce, L441-10)."};
  const std::string rate = terms.contract->percent.to_string();
  const std::string fr = formats::readable::figure(rate, true);
  if (terms.contract->above_ecb)
    return {"Taux du contrat : BCE plus " + fr + " points, au moins trois fois le taux légal.",
            "Contract rate: ECB plus " + rate + " points, at least three times the legal rate."};
  return {"Taux du contrat : " + fr + " %, au moins trois fois le taux légal.",
          "Contract rate: " + rate + "%, at least three times the legal rate."};
}

formats::Text mode_sentence(RateMode mode) {
  if (mode == RateMode::fixed_at_start)
    return {"Le taux est celui du semestre où le retard a commencé.",
            "The rate is that of the half-year in which the delay began."};
  return {"Le taux est celui de chaque semestre, au 1er janvier et au 1er juillet.",
          "The rate is that of each half-year, of 1 January and 1 July."};
}

std::optional<Number> number_of(const std::optional<formats::Date>& day) {
  return day ? std::optional(to_number(*day)) : std::nullopt;
}

std::optional<std::string> rate_of(const DebtorTerms& terms) {
  return terms.contract ? std::optional(terms.contract->percent.to_string()) : std::nullopt;
}

// A debtor in collective proceedings is not reminded: the claim has to be declared instead.
void stop_reminding(store::Transaction& transaction, const std::string& tenant,
                    const std::string& customer_key, formats::Date since,
                    const std::string& actor) {
  NewExclusion exclusion;
  exclusion.customer_key = customer_key;
  exclusion.reason = "Procédure collective ouverte le " + day_text(since).fr +
                     " : créance à déclarer / collective proceedings: declare the claim";
  exclude(transaction, {tenant, actor, since}, exclusion);
}

}  // namespace

std::string_view to_string(DebtorKind kind) {
  return kind_names[static_cast<std::size_t>(kind)].name;
}

std::optional<DebtorKind> parse_debtor_kind(std::string_view name) {
  for (const KindName& known : kind_names)
    if (known.name == name) return known.kind;
  return std::nullopt;
}

DebtorTerms late_terms_of(store::Connection& connection, const std::string& tenant,
                          const std::string& customer_key) {
  DebtorTerms terms;
  const auto row =
      connection.row<std::string, std::optional<std::string>, Number, std::optional<Number>>(
          "SELECT debtor, contract_rate, above_ecb, insolvent_since FROM late_payment_terms"
          " WHERE tenant = ? AND customer_key = ?",
          tenant, customer_key);
  if (!row) {
    const auto segment = connection.row<std::string>(
        "SELECT segment FROM customers WHERE tenant = ? AND key = ?", tenant, customer_key);
    if (segment && std::get<0>(*segment) == public_segment) terms.kind = DebtorKind::public_buyer;
    return terms;
  }
  const auto& [debtor, rate, above_ecb, insolvent] = *row;
  terms.kind = parse_debtor_kind(debtor).value_or(DebtorKind::business);
  if (rate)
    terms.contract = ContractRate{Decimal::parse(*rate).value_or(Decimal()), above_ecb != 0};
  if (insolvent) terms.insolvent_since = to_date(*insolvent);
  return terms;
}

bool put_late_terms(store::Transaction& transaction, const std::string& tenant,
                    const std::string& customer_key, const DebtorTerms& terms,
                    const std::string& actor) {
  auto& sql = transaction.sql();
  if (!sql.row<Number>("SELECT 1 FROM customers WHERE tenant = ? AND key = ?", tenant,
                       customer_key))
    return false;
  const DebtorTerms before = late_terms_of(sql, tenant, customer_key);
  const bool above_ecb = terms.contract && terms.contract->above_ecb;
  const auto changed = sql.execute(
      "INSERT INTO late_payment_terms (tenant, customer_key, debtor, contract_rate, above_ecb,"
      " insolvent_since) VALUES (?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (tenant, customer_key) DO UPDATE SET debtor = excluded.debtor,"
      " contract_rate = excluded.contract_rate, above_ecb = excluded.above_ecb,"
      " insolvent_since = excluded.insolvent_since"
      " WHERE debtor IS NOT excluded.debtor OR contract_rate IS NOT excluded.contract_rate"
      " OR above_ecb IS NOT excluded.above_ecb OR insolvent_since IS NOT excluded.insolvent_since",
      tenant, customer_key, to_string(terms.kind), rate_of(terms), above_ecb ? 1 : 0,
      number_of(terms.insolvent_since));
  if (changed == 0) return true;
  nlohmann::ordered_json data = {{"debtor", to_string(terms.kind)}, {"aboveEcb", above_ecb}};
  if (const auto rate = rate_of(terms)) data["contractRate"] = *rate;
  if (terms.insolvent_since) data["insolventSince"] = terms.insolvent_since->to_string();
  transaction.append({"late_payment_terms.put", tenant, customer_key, actor, data.dump()});
  if (terms.insolvent_since && terms.insolvent_since != before.insolvent_since)
    stop_reminding(transaction, tenant, customer_key, *terms.insolvent_since, actor);
  return true;
}

std::vector<formats::Text> sentences_of(const InterestSettings& settings,
                                        const DebtorTerms& terms) {
  std::vector<formats::Text> sentences = {rate_sentence(terms),
                                          mode_sentence(settings.rate_mode_for(terms.kind))};
  sentences.push_back(
      settings.day_count == DayCount::act_365
          ? formats::Text{"Intérêts simples, jours sur 365.", "Simple interest, days over 365."}
          : formats::Text{"Intérêts simples, jours sur 365, ou 366 les années "
                          "bissextiles.",
                          "Simple interest, days over 365, or 366 in leap years."});
  sentences.push_back(
      settings.part_payment == PartPayment::principal_first
          ? formats::Text{"Les versements partiels sont imputés au principal.",
                          "Part payments pay the principal first."}
          : formats::Text{"Les versements partiels sont imputés aux intérêts "
                          "d'abord (Code civil, 1343-1).",
                          "Part payments pay interest first (Code civil, 1343-1)."});
  sentences.push_back(
      settings.rounding == Rounding::each_line
          ? formats::Text{"Chaque ligne est arrondie au centime.",
                          "Each line is rounded to the cent."}
          : formats::Text{"Seule la somme est arrondie.", "The sum alone is rounded."});
  sentences.push_back(settings.indemnity_unit == IndemnityUnit::invoice
                          ? formats::Text{"Indemnité : 40 € par facture payée en retard.",
                                          "Indemnity: €40 for each invoice paid late."}
                          : formats::Text{"Indemnité : 40 € par échéance payée en retard.",
                                          "Indemnity: €40 for each instalment paid late."});
  return sentences;
}

}  // namespace facteur::gateway::receivables
