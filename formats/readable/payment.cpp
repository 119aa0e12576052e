// How to pay: the means, the account in groups of four, the reference to give, and the same as a
// code for a telephone.
#include "formats/bank_numbers.h"
#include "formats/readable/display.h"
#include "formats/readable/epc.h"
#include "formats/readable/view.h"
#include "formats/register_numbers.h"
#include "formats/typed.h"

namespace facteur::formats::readable {
namespace {

using enum Term;

// "Virement (30)", with the sender's own words for it when they say something else.
std::string means_of_payment(View& view, Node payment) {
  const std::string code = view.take(payment, BT_81);
  const std::string named = payment_means(code, view.french);
  const std::string said = view.take(payment, BT_82);
  std::string text = named == code ? code : named + " (" + code + ")";
  return said.empty() || said == named ? text : text + (text.empty() ? "" : " – ") + said;
}

void take_account(View& view, Facts& facts, Node account) {
  view.take_fact(facts, account, BT_85);
  if (const Node number = account.first(BT_84)) {
    const std::string_view id = code(number);
    const bool iban = is_iban(id);
    const std::string shown = view.take(number);
    facts.push_back({iban ? "IBAN" : label(BT_84, view.french), iban ? grouped_iban(id) : shown});
  }
  view.take_as(facts, "BIC", account, BT_86);
}

void take_instructions(View& view, Facts& facts, Node payment) {
  if (std::string means = means_of_payment(view, payment); !means.empty())
    facts.push_back({label(BT_81, view.french), std::move(means)});
  for (const Node account : each(payment, BG_17)) take_account(view, facts, account);
  view.take_fact(facts, payment, BT_83);
  view.take_rest(facts, payment);
}

}  // namespace

void take_payment(View& view, Sheet& sheet) {
  Facts& facts = sheet.payment.facts;
  view.take_fact(facts, view.root, BT_20);
  for (const Node payment : each(view.root, BG_16)) take_instructions(view, facts, payment);
  sheet.payment.heading = view.say("Paiement", "Payment");
  const auto transfer = epc_transfer(view.root);
  if (!transfer) return;
  sheet.qr = epc_code(*transfer);
  if (!view.root.first(BG_16).first(BT_83) && !transfer->reference.empty())
    facts.push_back({view.say("Référence du virement", "Reference of the transfer"),
                     printed_reference(transfer->reference)});
  sheet.qr_caption = view.say("Payer par virement", "Pay by bank transfer");
}

}  // namespace facteur::formats::readable
