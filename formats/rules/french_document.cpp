// The French rules that tie terms of the document together and compute: dates, amounts, references.
#include "formats/rules/french.h"
#include "formats/rules/sub_lines.h"
#include "formats/rules/values.h"
#include "schemas/code_lists.h"

namespace facteur::formats::french {
namespace {

using enum Term;

// clang-format off
constexpr TwoRules frame_known = named("BR-FR-08_BT-23", {BT_23}, {"Le cadre de facturation (BT-23) est un de ceux de la réforme : B1, S1, M1…", "The billing frame (BT-23) is one of those of the reform: B1, S1, M1…"});
constexpr TwoRules credited_invoice = named("BR-FR-CO-05_BT-3", {BG_3, BT_25, BT_26, BT_3}, {"Un avoir cite une facture antérieure, numéro et date, en tête ou à chaque ligne.", "A credit note names a preceding invoice, number and date, for the document or on every line."});
constexpr TwoRules due_date = named("BR-FR-CO-07_BT-9", {BT_9, BT_2}, {"La date d'échéance ne précède pas la date d'émission, sauf acompte (386, 500, 503) ou facture déjà payée (B2, S2, M2).", "The due date is not before the issue date, except for prepayments (386, 500, 503) and invoices already paid (B2, S2, M2)."});
constexpr TwoRules paid = named("BR-FR-CO-09_BT-23-1", {BT_113, BT_112, BT_23}, {"Dans une facture déjà payée (B2, S2, M2), le montant payé est le total TTC.", "In an invoice already paid (B2, S2, M2), the amount paid is the total with VAT."});
constexpr TwoRules nothing_due = named("BR-FR-CO-09_BT-23-2", {BT_115, BT_23}, {"Dans une facture déjà payée (B2, S2, M2), le montant à payer est nul.", "In an invoice already paid (B2, S2, M2), nothing is due."});
// clang-format on

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> codes) {
  for (const std::string_view code : codes) {
    if (text == code) return true;
  }
  return false;
}

void check_frame(Node root, Report& report) {
  const Node frame = descend(root, {BG_2, BT_23});
  if (!frame) return report.add_missing(frame_known.in(root), root, BT_23);
  if (!codes::french_frames.contains(frame.text())) {
    report.add_value(frame_known.in(root), frame, frame.text());
  }
}

bool names_invoice(Node line) {
  for (const Node reference : each(line, EXT_FR_FE_BG_06)) {
    if (reference.first(EXT_FR_FE_136) && reference.first(EXT_FR_FE_138)) return true;
  }
  return false;
}

// In UBL asked of the document CreditNote only.
void check_credited_invoice(Node root, Report& report) {
  if (root.invoice()->syntax() == Syntax::ubl_invoice) return;
  if (!is_one_of(root.text(BT_3), {"261", "381", "396", "502", "503"})) return;
  for (const Node reference : each(root, BG_3)) {
    if (reference.first(BT_25) && reference.first(BT_26)) return;
  }
  for (const Node line : each(root, BG_25)) {
    if (is_counted(line) && !names_invoice(line)) {
      return report.add_missing(credited_invoice.in(root), line, EXT_FR_FE_136, BT_25);
    }
  }
}

// Compared as they are written. The due date of a UBL credit note, which stands elsewhere, is not.
void check_due_date(Node root, Report& report) {
  const Node due = root.first(BT_9);
  if (!due || root.invoice()->syntax() == Syntax::ubl_credit_note) return;
  const Node issued = root.first(BT_2);
  const bool twice = static_cast<bool>(due.next());
  const bool excepted = is_one_of(root.text(BT_3), {"386", "500", "503"}) ||
                        is_one_of(root.first(BG_2).text(BT_23), {"B2", "S2", "M2"});
  const bool early = is_cii(root) ? !due.text().empty() && (!issued || due.text() < issued.text())
                                  : issued && due.text() < issued.text();
  if (is_cii(root) && twice) {
    report.add(
        due_date.in(root), due.next(),
        {"La date d'échéance est donnée plusieurs fois.", "The due date is given several times."});
  } else if (early && !excepted) {
    report.add_value(due_date.in(root), due, due.text());
  }
}

void check_paid(Node root, Report& report) {
  if (!is_one_of(root.first(BG_2).text(BT_23), {"B2", "S2", "M2"})) return;
  const Node totals = root.first(BG_22);
  const Node place = totals ? totals : root;
  const MaybeDecimal amount_paid = decimal_of(totals.first(BT_113));
  const MaybeDecimal total = decimal_of(totals.first(BT_112));
  if (!equal(amount_paid, total)) {
    report.add_equation(paid.in(root), place, {"BT-113", amount_paid}, {"BT-112", total});
  }
  const MaybeDecimal due = decimal_of(totals.first(BT_115));
  if (!equal(due, Decimal())) {
    report.add_equation(nothing_due.in(root), place, {"BT-115", due}, {"0", Decimal()});
  }
}

}  // namespace

void list_document_rules(Rules& list) {
  for (const TwoRules* rule : {&frame_known, &credited_invoice, &due_date, &paid, &nothing_due}) {
    add_rules(*rule, list);
  }
}

void check_document(Node root, Report& report) {
  check_frame(root, report);
  check_credited_invoice(root, report);
  check_due_date(root, report);
  check_paid(root, report);
}

}  // namespace facteur::formats::french
