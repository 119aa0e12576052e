#include "gateway/receivables/reminders/sample.h"

namespace facteur::gateway::receivables::reminders {
namespace {

using formats::Date;

Amount euros(std::int64_t cents) {
  return {cents, 2, "EUR"};
}

Date day(int year, unsigned month, unsigned date) {
  return *Date::of(year, month, date);
}

Creditor creditor() {
  Creditor creditor;
  creditor.siren = "100000009";
  creditor.name = "LE VENDEUR SAS";
  creditor.address = "35 rue d'Exemple\n92100 BOULOGNE-BILLANCOURT";
  creditor.sender_name = "Claire Morel";
  creditor.sender_role = "Responsable du crédit client";
  creditor.email = "claire.morel@vendeur.example";
  creditor.phone = "01 99 00 12 34";
  creditor.city = "Boulogne-Billancourt";
  creditor.iban = "FR7630006000011234567890189";
  creditor.iban_since = day(2019, 4, 1);
  return creditor;
}

Debtor debtor() {
  Debtor debtor;
  debtor.key = "C00080";
  debtor.name = "ATELIERS DUPONT & FILS";
  debtor.legal_form = "SARL";
  debtor.siren = "200000008";
  debtor.contact_name = "Comptabilité fournisseurs";
  debtor.email = "compta@dupont.example";
  debtor.address = "12 quai de la Tournelle\n69002 LYON";
  return debtor;
}

MessageItem item(const char* number, Date issued, Date due, std::int64_t original,
                 std::int64_t open, Date today) {
  MessageItem item;
  item.number = number;
  item.kind = "invoice";
  item.issued_on = issued;
  item.due_on = due;
  item.original = euros(original);
  item.open = euros(open);
  item.days_late = formats::days_between(due, today);
  item.status = {"205 approuvée le 3 mai 2025", "205 approved on 3 May 2025"};
  return item;
}

Claim claim() {
  Claim claim;
  const auto line = [](const char* number, Date from, Date to, std::int64_t base, const char* rate,
                       std::int64_t interest) {
    return InterestLine{number,          from, to, formats::days_between(from, to) + 1, euros(base),
                        euros(interest), rate};
  };
  claim.interest_lines = {
      line("FA202500499", day(2025, 6, 1), day(2025, 6, 30), 12'000'00, "13.15", 129'70),
      line("FA202500499", day(2025, 7, 1), day(2025, 7, 10), 12'000'00, "12.15", 39'95),
      line("FA202500499", day(2025, 7, 11), day(2025, 9, 15), 7'000'00, "12.15", 156'12),
      line("FA202500512", day(2025, 7, 1), day(2025, 9, 15), 1'310'40, "12.15", 33'59)};
  claim.interest = {euros(359'36)};
  claim.indemnity = euros(80'00);
  claim.notes = {
      {"Taux de la BCE au 1er janvier et au 1er juillet, plus 10 points ; intérêts "
       "simples sur 365 jours, arrondis par ligne.",
       "ECB rate of 1 January and 1 July plus 10 points; simple interest over 365 "
       "days, rounded by line."}};
  return claim;
}

}  // namespace

ReminderFacts sample_facts(Tone tone, MessageLanguage language) {
  ReminderFacts facts;
  facts.today =
      tone == Tone::courtesy || tone == Tone::approve ? day(2025, 5, 21) : day(2025, 9, 15);
  facts.creditor = creditor();
  facts.debtor = debtor();
  facts.language = language;
  facts.tone = tone;
  facts.level = 1;
  facts.level_label = {"relance", "reminder"};
  facts.reference = "2025-0114";
  facts.items = {
      item("FA202500499", day(2025, 5, 1), day(2025, 5, 31), 12'000'00, 7'000'00, facts.today),
      item("FA202500512", day(2025, 5, 30), day(2025, 6, 30), 1'310'40, 1'310'40, facts.today)};
  facts.items[0].purchase_order = "4500012345";
  facts.items[1].held = 110'40;
  facts.coming_due = {
      item("FA202500731", day(2025, 8, 20), day(2025, 9, 30), 840'00, 840'00, facts.today)};
  facts.credits = {
      item("AV202500017", day(2025, 8, 2), day(2025, 8, 2), -200'00, -200'00, facts.today)};
  facts.credits[0].kind = "credit_note";
  facts.credits[0].status = {};
  facts.unapplied = {euros(-50'00)};
  facts.acknowledgements = {{"FA202500499", euros(5'000'00), day(2025, 7, 10)}};
  if (tone == Tone::last || tone == Tone::formal) facts.claim = claim();
  if (tone == Tone::formal) facts.channel = Channel::letter;
  facts.pay_by = formats::add_days(facts.today, 10);
  facts.last_message = day(2025, 8, 28);
  return facts;
}

}  // namespace facteur::gateway::receivables::reminders
