// Late-payment interest and the recovery indemnity under French law, on one debt. Pure.
//
// Between businesses both run from the day after the due date without any notice (Code de commerce,
// L441-10 II and D441-5). The law leaves points open on which practice differs; each is a setting
// here, with the default that practice follows, and every statement names the settings that it was
// made with. Consumers owe neither (DebtorKind::consumer): there, nothing is computed.
//
// Amounts are units of 10^-exponent of the debt's currency, including VAT; neither interest nor the
// indemnity bears VAT. Days are civil days; a payment counts on the day on which it reached the
// creditor's account, and that day still bears interest on what it paid.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "formats/civil_date.h"
#include "formats/decimal.h"
#include "formats/finding.h"
#include "gateway/receivables/late_rates.h"

namespace facteur::gateway::receivables {

enum class DebtorKind {
  business,      // ECB rate and 10 points (L441-10 II), unless the contract agrees on another
  public_buyer,  // ECB rate and 8 points (Code de la commande publique, R2192-31)
  consumer,      // neither interest by right nor indemnity
};

// Which ECB rate holds: that of each half-year, or of the half-year in which interest began to run.
// The text on businesses speaks of the rate applicable during the half-year; that on public buyers
// of the first day of the half-year in which interest starts.
enum class RateMode { per_semester, fixed_at_start };

// What a part payment pays first. Code civil 1343-1: the interest, unless agreed otherwise;
// commercial practice: the principal.
enum class PartPayment { principal_first, interest_first };

// From when a credit note lowers the base: from the start, as it corrects the invoice, or from its
// own day, as a commercial gesture does.
enum class CreditEffect { from_start, on_its_day };

// Each printed line is rounded, so that the lines add up to the sum; or the sum alone. Where part
// payments pay interest first, what has run up to a payment is rounded in one.
enum class Rounding { each_line, sum };

// The divisor of the days. Statements count 365 in leap years too.
enum class DayCount { act_365, act_act };

// 40 euros for an invoice paid late, or for each instalment of it (CJEU C-370/21 allows that).
enum class IndemnityUnit { invoice, instalment };

// Whether the part in dispute bears interest. A status "en litige" does not stop it by itself.
enum class DisputedPart { included, left_out };

struct InterestSettings {
  std::optional<RateMode> rate_mode;  // nothing: by the kind of debtor, as the texts have it
  PartPayment part_payment = PartPayment::principal_first;
  CreditEffect credit_effect = CreditEffect::from_start;
  Rounding rounding = Rounding::each_line;
  DayCount day_count = DayCount::act_365;
  IndemnityUnit indemnity_unit = IndemnityUnit::invoice;
  DisputedPart disputed_part = DisputedPart::included;

  RateMode rate_mode_for(DebtorKind debtor) const;
};

// A rate that the contract or the general conditions of sale agree on, per cent a year: itself, or
// as points above the ECB rate. Not below three times the legal rate (L441-10 II): the higher one
// counts.
struct ContractRate {
  formats::Decimal percent;
  bool above_ecb = false;
};

struct DebtorTerms {
  DebtorKind kind = DebtorKind::business;
  std::optional<ContractRate> contract;
  // The day of the judgment that opened collective proceedings: from then on no interest runs (C.
  // com. L622-28), and no indemnity is due for what fell due after it (L441-10 II).
  std::optional<formats::Date> insolvent_since;
};

struct BalanceChange {
  enum class Kind { payment, credit, other };  // other: written off, or a payment returned
  formats::Date on;
  std::int64_t units;  // what it takes off the debt; negative: a payment that was returned
  Kind kind = Kind::payment;
};

// An invoice, or one instalment of it.
struct Debt {
  formats::Date due_on;  // the original one: a payment plan does not move it
  std::int64_t units;    // as opened
  unsigned exponent = 2;
  std::int64_t disputed = 0;           // the part in dispute
  std::vector<BalanceChange> changes;  // in any order
};

struct ChargeLine {
  formats::Date from, to;  // both bear interest
  std::int64_t days;
  std::int64_t balance;
  formats::Decimal rate;  // per cent a year
  bool floored;           // the contract's rate was below three times the legal rate
  bool confirmed;         // false: the rate comes from a secondary source
  std::int64_t interest;  // rounded half up, for Rounding::sum too
};

// Days that bear interest at a rate that is not loaded.
struct DaysWithoutRate {
  formats::Date from, to;
  std::int64_t days;
  std::int64_t balance;
};

struct LateCharge {
  std::vector<ChargeLine> lines;
  std::vector<DaysWithoutRate> without_rate;  // not empty: the interest is not complete
  std::int64_t interest = 0;
  std::int64_t interest_paid = 0;    // of it, by part payments (PartPayment::interest_first)
  std::int64_t principal = 0;        // what is left of the debt
  bool indemnity = false;            // the 40 euros are due for this debt
  std::vector<formats::Text> notes;  // why something is not claimed, or what to check
};

// 40 euros, in cents (D441-5).
inline constexpr std::int64_t indemnity_cents = 40'00;

// What is due for lateness up to and including `as_of`. Negative interest does not exist: credits
// beyond the debt bear none.
LateCharge late_charge(const Debt& debt, const DebtorTerms& debtor, const LateRates& rates,
                       const InterestSettings& settings, formats::Date as_of);

// Of the debts of one document: how many indemnities their charges call for.
std::int64_t indemnities_of(const std::vector<LateCharge>& instalments, IndemnityUnit unit);

}  // namespace facteur::gateway::receivables
