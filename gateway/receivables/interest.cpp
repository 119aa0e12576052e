#include "gateway/receivables/interest.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "gateway/receivables/day_text.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using formats::Decimal;
using formats::MaybeDecimal;

constexpr std::int64_t business_points = 10, public_points = 8, legal_multiple = 3;
// Digits that a line's interest is summed with before the sum is rounded.
constexpr unsigned sum_scale = 12;

// What the other arithmetic of the ledger cannot reach: 18 digits times a rate times days fit.
Decimal certain(const MaybeDecimal& number) {
  if (!number) throw std::overflow_error("an amount too large to bear interest");
  return *number;
}

Date day_after(Date day) {
  return formats::add_days(day, 1).value_or(day);
}
Date day_before(Date day) {
  return formats::add_days(day, -1).value_or(day);
}

struct Rate {
  Decimal percent;
  bool floored = false;
  bool confirmed = true;
};

// Nothing when what it depends on is not loaded.
std::optional<Rate> rate_of(const DebtorTerms& debtor, const HalfYearRates* loaded) {
  if (!loaded) return std::nullopt;
  const bool is_public = debtor.kind == DebtorKind::public_buyer;
  const Decimal points(is_public ? public_points : business_points);
  if (is_public || !debtor.contract)
    return Rate{certain(loaded->ecb + points), false, loaded->confirmed};
  if (!loaded->legal) return std::nullopt;
  const ContractRate& contract = *debtor.contract;
  const Decimal agreed =
      contract.above_ecb ? certain(loaded->ecb + contract.percent) : contract.percent;
  const Decimal floor = certain(*loaded->legal * Decimal(legal_multiple));
  return Rate{std::max(agreed, floor), agreed < floor, loaded->confirmed};
}

// What changes after each day: days in order, what is taken off.
using Timeline = std::map<Date, std::int64_t>;

// A debt day by day, as far as it is settled.
class Accrual {
 public:
  Accrual(const Debt& debt, const DebtorTerms& debtor, const LateRates& rates,
          const InterestSettings& settings)
      : debt_(debt),
        debtor_(debtor),
        rates_(rates),
        settings_(settings),
        first_(day_after(debt.due_on)) {
    charge_.principal = debt.units;
    for (const BalanceChange& change : debt.changes) place(change);
  }

  LateCharge run(Date last, Date as_of) {
    Date from = first_;
    for (const auto& [on, units] : timeline_) {
      if (on > as_of) break;
      if (units == 0) continue;  // paid and taken back on one day: the line goes on
      if (on >= from && from <= last) {
        bear(from, std::min(on, last));
        from = day_after(on);
      }
      take_off(units);
    }
    if (from <= last) bear(from, last);
    if (settings_.rounding == Rounding::sum && !interest_first())
      charge_.interest = rounded(exact_);
    return std::move(charge_);
  }

 private:
  void place(const BalanceChange& change) {
    const bool from_start = change.kind == BalanceChange::Kind::credit &&
                            settings_.credit_effect == CreditEffect::from_start;
    if (from_start)
      charge_.principal -= change.units;
    else
      timeline_[change.on] += change.units;
  }

  void take_off(std::int64_t units) {
    if (interest_first() && units > 0) {
      const std::int64_t owed = charge_.interest - charge_.interest_paid;
      const std::int64_t paid = std::min(owed, units);
      charge_.interest_paid += paid;
      units -= paid;
      posted_ = charge_.interest;
      exact_ = Decimal();
    }
    charge_.principal -= units;
  }

  bool interest_first() const { return settings_.part_payment == PartPayment::interest_first; }

  std::int64_t base() const {
    const bool less = settings_.disputed_part == DisputedPart::left_out;
    return charge_.principal - (less ? debt_.disputed : 0);
  }

  // One line for each rate that holds between two days, both included.
  void bear(Date from, Date to) {
    if (base() <= 0) return;
    const bool fixed = settings_.rate_mode_for(debtor_.kind) == RateMode::fixed_at_start;
    const bool whole = fixed && settings_.day_count == DayCount::act_365;
    while (from <= to) {
      const Date end = whole ? to : std::min(to, end_of_half_year(from));
      add_line(from, end, rate_of(debtor_, rates_.of(fixed ? first_ : from)));
      from = day_after(end);
    }
  }

  void add_line(Date from, Date to, const std::optional<Rate>& rate) {
    const std::int64_t days = formats::days_between(from, to) + 1;
    if (!rate) {
      charge_.without_rate.push_back({from, to, days, base()});
      return;
    }
    const Decimal exact = exact_interest(rate->percent, days, from);
    exact_ = certain(exact_ + exact);
    // Interest that a payment settles is one posting and rounded once; its lines add up to it.
    const std::int64_t interest =
        interest_first() ? rounded(exact_) - (charge_.interest - posted_) : rounded(exact);
    charge_.lines.push_back(
        {from, to, days, base(), rate->percent, rate->floored, rate->confirmed, interest});
    charge_.interest += interest;
  }

  Decimal exact_interest(Decimal percent, std::int64_t days, Date from) const {
    const bool leap = settings_.day_count == DayCount::act_act && is_leap(from.year());
    const Decimal yearly = certain(Decimal(base(), debt_.exponent) * percent);
    return certain(
        quotient(certain(yearly * Decimal(days)), Decimal(leap ? 36600 : 36500), sum_scale));
  }

  static bool is_leap(int year) { return Date::of(year, 2, 29).has_value(); }

  std::int64_t rounded(Decimal amount) const {
    const auto units = amount.round(debt_.exponent).units(debt_.exponent);
    if (!units) throw std::overflow_error("interest beyond what the ledger can hold");
    return *units;
  }

  const Debt& debt_;
  const DebtorTerms& debtor_;
  const LateRates& rates_;
  const InterestSettings& settings_;
  const Date first_;
  Timeline timeline_;
  Decimal exact_;            // of the lines since the last posting, not rounded
  std::int64_t posted_ = 0;  // interest that a payment met
  LateCharge charge_;
};

const formats::Text no_consumer = {
    "Un consommateur ne doit ni ces pénalités ni l'indemnité : taux légal, après mise en demeure.",
    "A consumer owes neither this interest nor the indemnity: the legal rate, after formal "
    "notice."};

formats::Text proceedings_note(Date since) {
  const formats::Text day = day_text(since);
  return {"Procédure collective ouverte le " + day.fr +
              " : plus d'intérêts depuis (C. com. L622-28), créance à déclarer.",
          "Collective proceedings opened on " + day.en +
              ": no interest since (C. com. L622-28), the claim has to be declared."};
}

// The last day that bears interest.
Date last_day(const DebtorTerms& debtor, Date as_of) {
  if (!debtor.insolvent_since) return as_of;
  return std::min(as_of, day_before(*debtor.insolvent_since));
}

void note_rates(LateCharge& charge) {
  for (const DaysWithoutRate& gap : charge.without_rate) {
    const formats::Text from = day_text(gap.from), to = day_text(gap.to);
    charge.notes.push_back(
        {"Taux non chargé du " + from.fr + " au " + to.fr + " : ces jours ne sont pas comptés.",
         "No rate is loaded from " + from.en + " to " + to.en + ": these days are not counted."});
  }
  const auto any = [&](auto which) {
    return std::any_of(charge.lines.begin(), charge.lines.end(), which);
  };
  if (any([](const ChargeLine& line) { return line.floored; }))
    charge.notes.push_back(
        {"Le taux du contrat est inférieur à trois fois le taux légal, qui s'applique (L441-10 "
         "II).",
         "The contract's rate is below three times the legal rate, which holds (L441-10 II)."});
  if (any([](const ChargeLine& line) { return !line.confirmed; }))
    charge.notes.push_back({"Un taux reste à confirmer par sa source officielle.",
                            "A rate remains to be confirmed by its official source."});
}

// Was something still owed on the day after the due date?
bool was_late(const Debt& debt, const InterestSettings& settings, Date as_of) {
  if (as_of <= debt.due_on) return false;
  std::int64_t left = debt.units;
  for (const BalanceChange& change : debt.changes) {
    const bool corrects = change.kind == BalanceChange::Kind::credit &&
                          settings.credit_effect == CreditEffect::from_start;
    if (corrects || change.on <= debt.due_on) left -= change.units;
  }
  return left > 0;
}

}  // namespace

RateMode InterestSettings::rate_mode_for(DebtorKind debtor) const {
  return rate_mode.value_or(debtor == DebtorKind::public_buyer ? RateMode::fixed_at_start
                                                               : RateMode::per_semester);
}

LateCharge late_charge(const Debt& debt, const DebtorTerms& debtor, const LateRates& rates,
                       const InterestSettings& settings, Date as_of) {
  if (debtor.kind == DebtorKind::consumer) {
    // No day bears interest; what is left of the debt is still told.
    LateCharge charge = Accrual(debt, debtor, rates, settings).run(debt.due_on, as_of);
    charge.notes.push_back(no_consumer);
    return charge;
  }
  LateCharge charge = Accrual(debt, debtor, rates, settings).run(last_day(debtor, as_of), as_of);
  const bool after_judgment = debtor.insolvent_since && debt.due_on >= *debtor.insolvent_since;
  charge.indemnity = was_late(debt, settings, as_of) && !after_judgment;
  if (debtor.insolvent_since && *debtor.insolvent_since <= as_of)
    charge.notes.push_back(proceedings_note(*debtor.insolvent_since));
  note_rates(charge);
  return charge;
}

std::int64_t indemnities_of(const std::vector<LateCharge>& instalments, IndemnityUnit unit) {
  const auto late = std::count_if(instalments.begin(), instalments.end(),
                                  [](const LateCharge& charge) { return charge.indemnity; });
  return unit == IndemnityUnit::instalment ? late : std::min<std::int64_t>(late, 1);
}

}  // namespace facteur::gateway::receivables
