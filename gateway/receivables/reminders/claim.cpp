#include "gateway/receivables/reminders/claim.h"

#include <algorithm>

#include "gateway/receivables/reminders/wording.h"

namespace facteur::gateway::receivables::reminders {
namespace {

void add_lines(Claim& claim, const LateItem& item) {
  for (const ChargeLine& line : item.charge.lines) {
    InterestLine told;
    told.number = item.number;
    told.from = line.from;
    told.to = line.to;
    told.days = line.days;
    told.base = {line.balance, item.exponent, item.currency};
    told.interest = {line.interest, item.exponent, item.currency};
    told.rate = line.rate.to_string();
    claim.interest_lines.push_back(std::move(told));
  }
}

// The same remark on several items is made once.
void add_note(Claim& claim, const formats::Text& note) {
  const auto same = [&](const formats::Text& known) { return known.fr == note.fr; };
  if (std::none_of(claim.notes.begin(), claim.notes.end(), same)) claim.notes.push_back(note);
}

// What the customer has to know of how an item was reckoned. That a rate is still to be confirmed
// is the creditor's business (LateCharge::notes).
void add_notes(Claim& claim, const LateCharge& charge) {
  using enum MessageLanguage;
  for (const DaysWithoutRate& gap : charge.without_rate)
    add_note(claim, {"Les intérêts du " + short_day(gap.from, fr) + " au " + short_day(gap.to, fr) +
                         " s'ajouteront lorsque leur taux sera connu.",
                     "Interest from " + short_day(gap.from, en) + " to " + short_day(gap.to, en) +
                         " will be added once its rate is known."});
  const auto floored = [](const ChargeLine& line) { return line.floored; };
  if (std::any_of(charge.lines.begin(), charge.lines.end(), floored))
    add_note(claim,
             {"Le taux est porté à trois fois le taux légal (Code de commerce, L441-10).",
              "The rate is raised to three times the legal rate (Code de commerce, L441-10)."});
}

}  // namespace

std::optional<Claim> claim_of(store::Connection& connection, const std::string& tenant,
                              const ReminderFacts& facts, const LateRates& rates,
                              const InterestSettings& settings) {
  const DebtorTerms terms = late_terms_of(connection, tenant, facts.debtor.key);
  if (facts.items.empty() || terms.kind == DebtorKind::consumer) return std::nullopt;
  Claim claim;
  for (const MessageItem& item : facts.items)
    add_to(claim.interest, {0, item.open.exponent, item.open.currency});
  claim.indemnity = {0, 2, "EUR"};
  claim.notes = sentences_of(settings, terms);
  const LateQuestion question{{facts.today, {}}, facts.debtor.key, true};
  for (const LateItem& item : late_items(connection, tenant, question, rates, settings)) {
    const auto asked = [&](const MessageItem& wanted) { return wanted.item == item.item; };
    if (std::none_of(facts.items.begin(), facts.items.end(), asked)) continue;
    add_lines(claim, item);
    add_notes(claim, item.charge);
    // Beside what the ledger has open: there a part payment is taken off the principal, so that all
    // interest is still to be paid, whichever the payment is said to pay first.
    add_to(claim.interest, {item.charge.interest, item.exponent, item.currency});
    claim.indemnity.units += item.indemnity;
  }
  return claim;
}

}  // namespace facteur::gateway::receivables::reminders
