#include "gateway/receivables/reminders/checklist.h"

#include <algorithm>

#include "gateway/receivables/reminders/variables.h"
#include "gateway/receivables/reminders/wording.h"

namespace facteur::gateway::receivables::reminders {
namespace {

// What is compared does not depend on case or on where a line was broken.
std::string folded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool no_break = text.substr(i).starts_with("\u00a0");
    const bool narrow = text.substr(i).starts_with("\u202f");
    if (no_break) i += 1;
    if (narrow) i += 2;
    if (no_break || narrow || c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      if (!out.ends_with(' ')) out += ' ';
    } else {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return out;
}

class Checklist {
 public:
  Checklist(const ReminderFacts& facts, std::string_view text)
      : facts_(facts), text_(folded(text)) {}

  std::vector<Problem> run() {
    identities();
    documents();
    account();
    words();
    delay();
    return std::move(problems_);
  }

 private:
  using Text = formats::Text;

  void lacks(const std::string& place, Text text) {
    problems_.push_back({"CHECKLIST", place, std::move(text)});
  }

  // The fact must be there, and stand in the letter.
  void says(const std::string& place, std::string_view fact, const Text& what) {
    const std::string wanted = folded(one_line(fact));
    if (wanted.find_first_not_of(' ') == std::string::npos ||
        text_.find(wanted) == std::string::npos)
      lacks(place, {"manque : " + what.fr, "missing: " + what.en});
  }

  void says_lines(const std::string& place, std::string_view lines, const Text& what) {
    if (lines.empty()) lacks(place, {"manque : " + what.fr, "missing: " + what.en});
    while (!lines.empty()) {
      const auto end = lines.find('\n');
      if (end != 0) says(place, lines.substr(0, end), what);
      if (end == std::string_view::npos) return;
      lines.remove_prefix(end + 1);
    }
  }

  void says_one_of(const std::string& place, std::initializer_list<std::string_view> words,
                   const Text& what) {
    const auto stands = [&](std::string_view word) {
      return text_.find(folded(word)) != std::string::npos;
    };
    if (std::none_of(words.begin(), words.end(), stands))
      lacks(place, {"manque : " + what.fr, "missing: " + what.en});
  }

  void identities() {
    says("creditor.name", facts_.creditor.name, {"le nom du créancier", "the creditor's name"});
    says_lines("creditor.address", facts_.creditor.address,
               {"l'adresse du créancier", "the creditor's address"});
    says("debtor.name", facts_.debtor.name, {"le nom du débiteur", "the debtor's name"});
    says_lines("debtor.address", facts_.debtor.address,
               {"l'adresse du débiteur", "the debtor's address"});
    says("creditor.sender_name", facts_.creditor.sender_name,
         {"le nom du signataire", "the name of who signs"});
  }

  void documents() {
    if (facts_.items.empty())
      lacks("items", {"aucune facture n'est réclamée", "no invoice is asked for"});
    for (const MessageItem& item : facts_.items) {
      const std::string place = "items: " + item.number;
      says(place, item.number, {"le numéro d'une facture", "the number of an invoice"});
      says(place, short_day(item.issued_on, facts_.language),
           {"la date d'une facture", "the date of an invoice"});
      says(place, short_day(item.due_on, facts_.language),
           {"l'échéance d'une facture", "the due date of an invoice"});
      says(place, written(item.open, facts_.language),
           {"le montant d'une facture", "the amount of an invoice"});
      if (item.days_late <= 0 || asked_for(item) <= 0)
        lacks(place, {"cette facture n'est pas exigible", "this invoice cannot be demanded"});
    }
    for (const MessageItem& credit : facts_.credits)
      says("credits: " + credit.number, credit.number,
           {"un avoir à déduire", "a credit note to deduct"});
    for (const Amount& receipt : facts_.unapplied)
      says("unapplied", written(receipt, facts_.language),
           {"un versement à déduire", "a payment to deduct"});
  }

  void account() {
    if (!facts_.claim) {
      lacks("claim", {"le décompte des intérêts et de l'indemnité n'est pas fait",
                      "interest and indemnity are not reckoned"});
      return;
    }
    for (const Amount& interest : facts_.claim->interest)
      says("claim.interest", written(interest, facts_.language),
           {"les intérêts de retard", "late-payment interest"});
    says("claim.indemnity", written(facts_.claim->indemnity, facts_.language),
         {"l'indemnité forfaitaire", "the fixed indemnity"});
    for (const Amount& total : total_of(facts_)) {
      says("total", written(total, facts_.language), {"la somme à payer", "the sum to pay"});
      if (total.units <= 0)
        lacks("total", {"la somme à payer n'est pas positive", "the sum to pay is not positive"});
    }
  }

  void words() {
    says("words", "mise en demeure", {"les mots « mise en demeure »", "\"mise en demeure\""});
    if (facts_.debtor.kind == DebtorKind::public_buyer)
      says("basis", "L2192-13",
           {"le fondement : Code de la commande publique, L2192-13",
            "the basis: Code de la commande publique, L2192-13"});
    else
      says("basis", "L441-10",
           {"le fondement : Code de commerce, L441-10", "the basis: Code de commerce, L441-10"});
    says("basis", "1344",
         {"la référence à l'article 1344 du Code civil", "Code civil, article 1344"});
    says("basis", "1231-6",
         {"la référence à l'article 1231-6 du Code civil", "Code civil, article 1231-6"});
    says_one_of("consequence", {"tribunal", "injonction de payer", "judiciaire", "court"},
                {"ce qui suivra à défaut de paiement", "what follows if nothing is paid"});
    says("today", written(facts_.today, facts_.language), {"la date", "the date"});
  }

  void delay() {
    if (!facts_.pay_by) {
      lacks("pay_by", {"le délai pour payer", "the time to pay"});
      return;
    }
    const auto days = formats::days_between(facts_.today, *facts_.pay_by);
    if (days < shortest_delay_days || days > longest_delay_days)
      lacks("pay_by", {"le délai doit être de 8 à 15 jours", "the delay must be 8 to 15 days"});
    says("pay_by", written(*facts_.pay_by, facts_.language),
         {"le dernier jour pour payer", "the last day to pay"});
  }

  const ReminderFacts& facts_;
  const std::string text_;
  std::vector<Problem> problems_;
};

}  // namespace

std::vector<Problem> formal_notice_problems(const ReminderFacts& facts, std::string_view text) {
  return Checklist(facts, text).run();
}

}  // namespace facteur::gateway::receivables::reminders
