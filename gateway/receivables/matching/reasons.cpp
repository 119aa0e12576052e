#include "gateway/receivables/matching/reasons.h"

namespace facteur::gateway::receivables::matching {
namespace {

struct Row {
  std::string_view code;
  formats::Text text;
};

// In the order of Reason.
const Row reasons[] = {
    {"creditor_reference",
     {"la référence créancier (RF) désigne la facture et le montant est le sien",
      "the creditor reference (RF) names the invoice and the amount is its own"}},
    {"exact_reference",
     {"le texte cite la facture et le montant est le sien",
      "the text names the invoice and the amount is its own"}},
    {"reference_list",
     {"le texte cite les factures et le montant est leur total",
      "the text names the invoices and the amount is their total"}},
    {"purchase_order",
     {"le texte cite la commande et le montant est celui de ses factures",
      "the text names the order and the amount is that of its invoices"}},
    {"netted_credit",
     {"les factures citées moins un avoir du client font le montant",
      "the invoices named less a credit note of the customer make the amount"}},
    {"damaged_reference",
     {"un numéro abîmé et le montant désignent la même facture",
      "a damaged number and the amount point to the same invoice"}},
    {"partial_payment",
     {"le client cite la facture et en paie une partie",
      "the customer names the invoice and pays a part of it"}},
    {"short_payment",
     {"le client cite la facture et retient une petite somme",
      "the customer names the invoice and keeps a small sum back"}},
    {"rounding",
     {"il manque ou il y a quelques centimes de trop, soldés avec la facture",
      "a few cents are missing or too many; they are settled with the invoice"}},
    {"over_payment",
     {"la facture citée est payée ; le reste attend sur le compte du client",
      "the invoice named is paid; the rest waits on the customer's account"}},
    {"reference_and_amount",
     {"des factures sont citées ; le reste du montant n'en paie qu'une autre combinaison possible",
      "some invoices are named; the rest of the amount has only one other explanation"}},
    {"amount_and_customer",
     {"une seule facture ouverte du client a ce montant",
      "a single open invoice of the customer has this amount"}},
    {"combination",
     {"une seule combinaison plausible de ses factures fait ce montant",
      "only one plausible combination of its invoices makes this amount"}},
    {"due_run",
     {"ses factures échues l'une après l'autre font ce montant",
      "its invoices that fall due one after the other make this amount"}},
    {"group_payment",
     {"une société du groupe du payeur doit ce montant",
      "a company of the payer's group owes this amount"}},
    {"duplicate_payment",
     {"la facture citée est déjà payée, sans doute payée deux fois",
      "the invoice named is already paid: probably paid twice"}},
    {"unknown_customer", {"le payeur n'est pas reconnu", "the payer is not recognised"}},
    {"ambiguous_amount",
     {"plusieurs explications restent possibles", "several explanations remain possible"}},
    {"unclear_reference",
     {"le texte et le montant ne disent pas la même chose",
      "the text and the amount do not say the same"}},
    {"no_match",
     {"rien d'ouvert n'explique ce montant", "nothing that is open explains this amount"}},
    {"returned_unknown",
     {"paiement revenu impayé, sans encaissement reconnu",
      "a payment came back, and the receipt is not recognised"}},
    {"not_posted",
     {"le compte du client ne permet pas cette imputation",
      "the customer's account does not allow this"}},
    {"not_a_receipt", {"ce n'est pas le paiement d'un client", "this is not a customer's payment"}},
    {"own_debit", {"dépense, sans rapport avec les clients", "a debit of our own"}},
    {"returned_payment",
     {"le paiement est revenu impayé : les factures sont rouvertes",
      "the payment came back: its invoices are open again"}},
};
static_assert(std::size(reasons) == static_cast<std::size_t>(Reason::returned_payment) + 1);

}  // namespace

std::string_view to_string(Outcome outcome) {
  static constexpr std::string_view names[] = {"applied", "partly_applied", "unapplied", "ignored",
                                               "reopened"};
  return names[static_cast<std::size_t>(outcome)];
}

std::string_view to_string(Reason reason) {
  return reasons[static_cast<std::size_t>(reason)].code;
}

const formats::Text& text_of(Reason reason) {
  return reasons[static_cast<std::size_t>(reason)].text;
}

std::string_view to_string(PayerKnownBy how) {
  static constexpr std::string_view names[] = {"nothing", "name", "alias", "text", "number"};
  return names[static_cast<std::size_t>(how)];
}

}  // namespace facteur::gateway::receivables::matching
