// What the bank will look at: accounts, banks, references; and the day on which it is to pay.
#include <algorithm>

#include "formats/bank_numbers.h"
#include "formats/rules/in.h"
#include "formats/rules/own.h"
#include "formats/rules/values.h"
#include "formats/typed.h"

namespace facteur::formats::own {
namespace {

using enum Term;

// clang-format off
constexpr Rule iban = warning("FACTEUR-IBAN", {BT_84, BT_81},
  {"Un compte bancaire est donné par un IBAN juste : pays, clé, longueur du pays, sans espace. La banque peut refuser l'ordre : vérifiez le compte.",
   "An account is given by a right IBAN: country, check digits, the length of that country, no spaces. The bank may refuse the order: check the account."});
constexpr Rule debited_iban = warning("FACTEUR-IBAN", {BT_91, BT_81}, iban.sentence);
constexpr Rule bic = warning("FACTEUR-BIC", {BT_86},
  {"Un BIC a huit ou onze signes : quatre pour l'établissement, deux lettres pour le pays, deux pour le lieu, trois au besoin pour l'agence.",
   "A BIC has eight or eleven characters: four for the institution, two letters for the country, two for the place, perhaps three for the branch."});
constexpr Rule bic_country = warning("FACTEUR-BIC-COUNTRY", {BT_86, BT_84},
  {"Le BIC et l'IBAN d'un compte sont du même pays. L'un des deux est faux : vérifiez-les.",
   "The BIC and the IBAN of an account are of the same country. One of them is wrong: check them."});
constexpr Rule reference = warning("FACTEUR-CREDITOR-REFERENCE", {BT_83},
  {"Une référence qui commence par RF et deux chiffres se lit comme une référence de créancier (ISO 11649), dont les deux chiffres sont la clé ; elle est fausse, et des banques refuseraient l'ordre. Vérifiez la référence.",
   "A reference that begins with RF and two digits is read as a creditor reference (ISO 11649), the two digits being its check digits; they are wrong, and banks may refuse the order. Check the reference."});
constexpr Rule due_date = warning("FACTEUR-DUE-DATE", {BT_9, BT_2},
  {"L'échéance ne précède pas la date d'émission, sauf pour un acompte (386, 500, 503) ou une facture déjà payée (B2, S2, M2). Vérifiez les deux dates.",
   "The due date is not before the issue date, except for prepayments (386, 500, 503) and invoices already paid (B2, S2, M2). Check both dates."});
// clang-format on

// SEPA credit transfer and SEPA direct debit (UNTDID 4461): both know IBANs only.
bool is_sepa(std::string_view means) {
  return means == "58" || means == "59";
}

Text why(IbanFault fault, std::string_view account) {
  switch (fault) {
    case IbanFault::blanks:
      return {"L'IBAN s'écrit ici sans espace.", "The IBAN is written without spaces here."};
    case IbanFault::country:
      return {"Il ne commence pas par un pays qui a des IBAN.",
              "It does not begin with a country that has IBANs."};
    case IbanFault::length: {
      const std::string length = std::to_string(iban_length(account.substr(0, 2)));
      return {"Longueur attendue : " + length + " lettres et chiffres.",
              "Expected length: " + length + " letters and digits."};
    }
    case IbanFault::check_digits:
      return {"La clé est fausse.", "The check digits are wrong."};
    case IbanFault::none:
      break;
  }
  return {};
}

// CII has an element for IBANs and one for other accounts.
bool is_meant_as_iban(Node account, std::string_view means) {
  if (is_sepa(means) || looks_like_iban(code_of(account))) return true;
  return is_cii(account) && account.location().find("ram:IBANID[") != std::string::npos;
}

void check_account(const Rule& rule, Node account, std::string_view means, Report& report) {
  const std::string_view text = code_of(account);
  if (text.empty() || !is_meant_as_iban(account, means)) return;
  const IbanFault fault = fault_of_iban(text);
  if (fault == IbanFault::none || !is_news(report, account.term(), account)) return;
  report.add_value(rule, account, account.text(), why(fault, text));
}

// UBL has one element for BICs and for the numbers that clearing systems give.
void check_bank(Node bank, Node account, std::string_view means, Report& report) {
  const std::string_view text = code_of(bank);
  if (text.empty()) return;
  if (!is_bic(text)) {
    if (is_sepa(means) || is_cii(bank)) report.add_value(bic, bank, bank.text());
    return;
  }
  const std::string_view of_account = code_of(account);
  if (fault_of_iban(of_account) != IbanFault::none) return;
  if (same_country(country_of_bic(text), of_account.substr(0, 2))) return;
  const std::string quoted(of_account);
  report.add_value(bic_country, bank, bank.text(),
                   {"IBAN : " + quoted + ".", "IBAN: " + quoted + "."});
}

// The number of the invoice may happen to begin with RF.
void check_reference(Node text, std::string_view invoice_number, Report& report) {
  const std::string_view written = code_of(text);
  if (!looks_like_creditor_reference(written) || written == invoice_number) return;
  if (!is_creditor_reference(written)) report.add_value(reference, text, text.text());
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> all) {
  return std::ranges::find(all, text) != all.end();
}

void check_due_date(Node root, Report& report) {
  const auto issued = date(root.first(BT_2));
  const std::string_view type = code(root.first(BT_3));
  const std::string_view frame = code(descend(root, {BG_2, BT_23}));
  if (!issued || is_one_of(type, {"386", "500", "503"}) || is_one_of(frame, {"B2", "S2", "M2"})) {
    return;
  }
  for (const Node node : each(root, BT_9)) {
    const auto due = date(node);
    if (!due || *due >= *issued || !is_news(report, BT_9, node)) continue;
    const std::string day = issued->to_string();
    report.add_value(due_date, node, node.text(),
                     {"Date d'émission : " + day + ".", "Issue date: " + day + "."});
  }
}

}  // namespace

void list_payment_rules(Rules& list) {
  list.insert(list.end(), {&iban, &bic, &bic_country, &reference, &due_date});
}

void check_payment(Node root, Report& report) {
  for (const Node payment : each(root, BG_16)) {
    const std::string_view means = code(payment.first(BT_81));
    for (const Node transfer : each(payment, BG_17)) {
      const Node account = transfer.first(BT_84);
      check_account(iban, account, means, report);
      check_bank(transfer.first(BT_86), account, means, report);
    }
    for (const Node debit : each(payment, BG_19)) {
      check_account(debited_iban, debit.first(BT_91), means, report);
    }
    for (const Node text : each(payment, BT_83)) {
      check_reference(text, code(root.first(BT_1)), report);
    }
  }
  check_due_date(root, report);
}

}  // namespace facteur::formats::own
