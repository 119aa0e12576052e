#include "gateway/receivables/reminders/variables.h"

#include <algorithm>

#include "formats/readable/display.h"
#include "gateway/receivables/reminders/wording.h"

namespace facteur::gateway::receivables::reminders {
namespace {

using Text = std::optional<std::string>;
using Facts = ReminderFacts;

Text text(const std::string& value) {
  return value.empty() ? std::nullopt : Text(value);
}

Text flag(bool is_so) {
  return is_so ? Text("") : std::nullopt;
}

std::string joined_lines(std::string lines) {
  for (std::size_t at = 0; (at = lines.find('\n', at)) != std::string::npos;)
    lines.replace(at, 1, ", ");
  return lines;
}

Text day(const Facts& facts, const std::optional<formats::Date>& date) {
  return date ? Text(written(*date, facts.language)) : std::nullopt;
}

Text amounts(const Facts& facts, const std::vector<Amount>& sums) {
  return sums.empty() ? std::nullopt : Text(written(sums, facts.language));
}

const MessageItem* oldest(const Facts& facts) {
  const auto found = std::min_element(
      facts.items.begin(), facts.items.end(),
      [](const MessageItem& a, const MessageItem& b) { return a.due_on < b.due_on; });
  return found == facts.items.end() ? nullptr : &*found;
}

std::string siren(const std::string& number) {
  return formats::readable::grouped_identifier(number, "0002");
}

Text debtor_siren(const Facts& facts) {
  return facts.debtor.siren ? text(siren(*facts.debtor.siren)) : std::nullopt;
}

Text count(const Facts& facts) {
  return std::to_string(facts.items.size());
}

// In a subject there is no room for more than a few.
Text numbers(const Facts& facts) {
  constexpr std::size_t most = 3;
  std::vector<std::string> list;
  for (const MessageItem& item : facts.items) list.push_back(item.number);
  if (list.empty()) return std::nullopt;
  if (list.size() <= most) return listed(list, facts.language);
  const std::string others = std::to_string(list.size() - most);
  list.resize(most);
  list.push_back(is_french(facts.language) ? others + " autres" : others + " others");
  return listed(list, facts.language);
}

Text oldest_due(const Facts& facts) {
  const MessageItem* item = oldest(facts);
  return item ? Text(written(item->due_on, facts.language)) : std::nullopt;
}

Text oldest_days(const Facts& facts) {
  const MessageItem* item = oldest(facts);
  return item && item->days_late > 0 ? Text(std::to_string(item->days_late)) : std::nullopt;
}

Text pay_by_days(const Facts& facts) {
  if (!facts.pay_by) return std::nullopt;
  return std::to_string(formats::days_between(facts.today, *facts.pay_by));
}

Text received(const Facts& facts) {
  std::vector<Amount> sums;
  for (const Acknowledgement& payment : facts.acknowledgements) add_to(sums, payment.received);
  return amounts(facts, sums);
}

Text held(const Facts& facts) {
  std::vector<Amount> sums;
  for (const MessageItem& item : facts.items)
    if (item.held != 0) add_to(sums, {item.held, item.open.exponent, item.open.currency});
  return amounts(facts, sums);
}

Text iban_end(const Facts& facts) {
  const std::string& iban = facts.creditor.iban;
  return iban.size() < 4 ? std::nullopt : Text(iban.substr(iban.size() - 4));
}

Text interest(const Facts& facts) {
  return facts.claim ? Text(written(facts.claim->interest, facts.language)) : std::nullopt;
}

Text indemnity(const Facts& facts) {
  return facts.claim ? Text(written(facts.claim->indemnity, facts.language)) : std::nullopt;
}

Text label(const Facts& facts) {
  return text(is_french(facts.language) ? facts.level_label.fr : facts.level_label.en);
}

constexpr Variable list[] = {
    {"creditor", "nom du créancier", "name of the creditor",
     [](const Facts& f) { return text(f.creditor.name); }},
    {"creditor_siren", "son SIREN", "its SIREN",
     [](const Facts& f) { return text(siren(f.creditor.siren)); }},
    {"creditor_address", "son adresse, sur une ligne", "its address, in one line",
     [](const Facts& f) { return text(joined_lines(f.creditor.address)); }},
    {"sender_name", "la personne qui écrit", "the person who writes",
     [](const Facts& f) { return text(f.creditor.sender_name); }},
    {"sender_role", "sa fonction", "their position",
     [](const Facts& f) { return text(f.creditor.sender_role); }},
    {"sender_email", "son adresse électronique", "their e-mail address",
     [](const Facts& f) { return text(f.creditor.email); }},
    {"sender_phone", "son téléphone", "their telephone number",
     [](const Facts& f) { return text(f.creditor.phone); }},
    {"city", "lieu de la lettre", "where the letter is dated",
     [](const Facts& f) { return text(f.creditor.city); }},
    {"iban_end", "les quatre derniers caractères de l'IBAN", "the last four characters of the IBAN",
     iban_end},
    {"iban_since", "date depuis laquelle l'IBAN n'a pas changé",
     "the day since which the IBAN is unchanged",
     [](const Facts& f) { return day(f, f.creditor.iban_since); }},
    {"customer", "nom du client", "name of the customer",
     [](const Facts& f) { return text(f.debtor.name); }},
    {"customer_key", "numéro du client", "number of the customer",
     [](const Facts& f) { return text(f.debtor.key); }},
    {"customer_form", "sa forme juridique", "its legal form",
     [](const Facts& f) { return text(f.debtor.legal_form); }},
    {"business", "présent si le client est une entreprise", "there when the customer is a business",
     [](const Facts& f) { return flag(f.debtor.kind == DebtorKind::business); }},
    {"public_buyer", "présent si c'est un acheteur public", "there when it is a public buyer",
     [](const Facts& f) { return flag(f.debtor.kind == DebtorKind::public_buyer); }},
    {"customer_siren", "son SIREN", "its SIREN", debtor_siren},
    {"customer_address", "son adresse, sur une ligne", "its address, in one line",
     [](const Facts& f) { return text(joined_lines(f.debtor.address)); }},
    {"contact", "la personne à qui l'on écrit", "the person who is written to",
     [](const Facts& f) { return text(f.debtor.contact_name); }},
    {"reference", "référence du dossier", "reference of the case",
     [](const Facts& f) { return text(f.reference); }},
    {"level", "niveau de relance", "level of the reminder", label},
    {"today", "date du message", "date of the message",
     [](const Facts& f) { return day(f, f.today); }},
    {"last_message", "date du message précédent", "date of the message before",
     [](const Facts& f) { return day(f, f.last_message); }},
    {"pay_by", "dernier jour du délai accordé", "the last day that is granted",
     [](const Facts& f) { return day(f, f.pay_by); }},
    {"pay_by_days", "ce délai, en jours", "the same in days", pay_by_days},
    {"count", "nombre de pièces demandées", "number of items asked for", count},
    {"several", "présent s'il y en a plusieurs", "there when they are several",
     [](const Facts& f) { return flag(f.items.size() > 1); }},
    {"numbers", "leurs numéros, trois au plus", "their numbers, three at most", numbers},
    {"oldest_due", "l'échéance la plus ancienne", "the earliest due date", oldest_due},
    {"oldest_days", "son retard, en jours", "the days it is late", oldest_days},
    {"total", "somme demandée, avoirs et versements déduits",
     "what is asked for, credits and receipts deducted",
     [](const Facts& f) { return amounts(f, net_of(f)); }},
    {"held", "part non demandée : litige ou promesse", "part not asked for: dispute or promise",
     held},
    {"received", "ce qui a été reçu depuis le dernier message", "received since the last message",
     received},
    {"interest", "intérêts de retard", "late-payment interest", interest},
    {"indemnity", "indemnité forfaitaire de recouvrement", "fixed recovery indemnity", indemnity},
    {"total_with_claim", "somme demandée, intérêts et indemnité compris",
     "what is asked for, interest and indemnity included",
     [](const Facts& f) { return f.claim ? amounts(f, total_of(f)) : std::nullopt; }},
};

constexpr BlockName block_list[] = {
    {"items", "les pièces demandées", "the items asked for"},
    {"coming_due", "les pièces bientôt échues", "the items that come due soon"},
    {"credits", "les avoirs et versements non imputés", "credit notes and unapplied receipts"},
    {"payments", "les versements reçus", "the payments received"},
    {"claim", "le décompte des intérêts", "the interest, line by line"},
    {"account", "le décompte d'ensemble", "the whole account"},
    {"notes", "les règles du décompte", "the rules of the account"},
};

}  // namespace

std::span<const Variable> variables() {
  return list;
}

std::span<const BlockName> blocks() {
  return block_list;
}

std::set<std::string, std::less<>> variable_names() {
  auto names = block_names();
  for (const Variable& variable : list) names.emplace(variable.name);
  return names;
}

std::set<std::string, std::less<>> block_names() {
  std::set<std::string, std::less<>> names;
  for (const BlockName& block : block_list) names.emplace(block.name);
  return names;
}

Values values_of(const ReminderFacts& facts) {
  Values values;
  for (const Variable& variable : list) values.emplace(variable.name, variable.value(facts));
  return values;
}

std::int64_t asked_for(const MessageItem& item) {
  return item.open.units - item.held;
}

std::vector<Amount> net_of(const ReminderFacts& facts) {
  std::vector<Amount> sums;
  for (const MessageItem& item : facts.items)
    add_to(sums, {asked_for(item), item.open.exponent, item.open.currency});
  for (const MessageItem& credit : facts.credits) add_to(sums, credit.open);
  for (const Amount& receipt : facts.unapplied) add_to(sums, receipt);
  return sums;
}

std::vector<Amount> total_of(const ReminderFacts& facts) {
  std::vector<Amount> sums = net_of(facts);
  if (!facts.claim) return sums;
  for (const Amount& interest : facts.claim->interest)
    if (interest.units != 0) add_to(sums, interest);
  if (facts.claim->indemnity.units != 0) add_to(sums, facts.claim->indemnity);
  return sums;
}

}  // namespace facteur::gateway::receivables::reminders
