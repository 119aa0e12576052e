#include "gateway/receivables/matching/vocabulary.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include "gateway/receivables/matching/text.h"

namespace facteur::gateway::receivables::matching {
namespace {

using formats::bank::Direction;
using formats::bank::Movement;
using formats::bank::Nature;

constexpr Nature returned_natures[] = {Nature::returned_transfer, Nature::returned_direct_debit,
                                       Nature::returned_cheque, Nature::returned_bill};
constexpr Nature no_receipts[] = {Nature::fee, Nature::internal, Nature::card};

// Whole words, in this order, parted by one blank.
constexpr std::string_view of_returns[] = {
    "IMPAYE",   "IMPAYEE", "IMPAYES",         "REJET",     "REJETE",
    "REJETEE",  "RETOUR",  "RETOURNE",        "RETOURNEE", "UNPAID",
    "RETURNED", "RETURN",  "CONTREPASSATION", "EXTOURNE",  "RAPPEL DE FONDS"};

constexpr std::string_view of_no_receipts[] = {"REMISE CB",
                                               "REMISES CB",
                                               "REM CB",
                                               "REMISE CARTE",
                                               "REMISE CARTES",
                                               "REMISES CARTES",
                                               "TELECOLLECTE",
                                               "FACTURETTES",
                                               "ENCAISSEMENT CB",
                                               "REMBOURSEMENT TVA",
                                               "REMB TVA",
                                               "REMBT TVA",
                                               "CREDIT TVA",
                                               "CREDIT DE TVA",
                                               "DGFIP",
                                               "DRFIP",
                                               "DDFIP",
                                               "TRESOR PUBLIC",
                                               "IMPOT",
                                               "IMPOTS",
                                               "SIE",
                                               "TVA REMBOURSEMENT",
                                               "URSSAF",
                                               "INTERETS",
                                               "INTERETS CREDITEURS",
                                               "INT CREDITEURS",
                                               "VIREMENT INTERNE",
                                               "VIR INTERNE",
                                               "VIR INT",
                                               "COMPTE A COMPTE",
                                               "NIVELLEMENT",
                                               "CASH POOLING",
                                               "TRESORERIE",
                                               "EQUILIBRAGE",
                                               "PLACEMENT",
                                               "RACHAT OPCVM",
                                               "COUPON",
                                               "COUPONS",
                                               "DIVIDENDE",
                                               "DIVIDENDES",
                                               "CPAM",
                                               "IJSS",
                                               "INDEMNITES JOURNALIERES",
                                               "PREVOYANCE",
                                               "SUBVENTION",
                                               "AIDE A L EMBAUCHE",
                                               "INDEMNISATION",
                                               "SINISTRE",
                                               "DEBLOCAGE",
                                               "DEBLOCAGE PRET",
                                               "PRET",
                                               "EMPRUNT",
                                               "APPORT",
                                               "APPORT EN COMPTE COURANT",
                                               "AUGMENTATION DE CAPITAL",
                                               "VERSEMENT ESPECES",
                                               "RISTOURNE",
                                               "COMMISSION",
                                               "COMMISSIONS",
                                               "FRAIS",
                                               "AGIOS",
                                               "STRIPE",
                                               "PAYPAL",
                                               "SUMUP",
                                               "FORMATION OPCO",
                                               "CAF"};

constexpr std::string_view of_credit_notes[] = {"AVOIR",        "AVOIRS",         "CREDIT NOTE",
                                                "CREDIT NOTES", "NOTE DE CREDIT", "COMPENSATION"};

constexpr std::string_view of_parts[] = {
    "ACOMPTE",           "ACOMPTES",          "ACPTE",         "ACPT",
    "ACCOMPTE",          "PARTIEL",           "PARTIELLE",     "PARTIAL",
    "PARTIAL PAYMENT",   "1ER REGLEMENT",     "1ER VERSEMENT", "1ER PAIEMENT",
    "2EME REGLEMENT",    "2EME VERSEMENT",    "2EME PAIEMENT", "2E VERSEMENT",
    "PREMIER REGLEMENT", "PREMIER VERSEMENT", "ECHEANCIER",    "MENSUALITE"};

bool has_phrase(const std::string& text, auto& phrases) {
  return std::any_of(std::begin(phrases), std::end(phrases), [&text](std::string_view phrase) {
    std::string wanted = " ";
    wanted.append(phrase).append(" ");
    return text.find(wanted) != std::string::npos;
  });
}

// Each between blanks.
std::string plain_words(std::initializer_list<const std::string*> texts) {
  std::string out = " ";
  for (const std::string* text : texts)
    for (const Word& word : words_of(*text)) out += word.text + " ";
  return out;
}

std::string plain_words(const Movement& movement) {
  return plain_words({&movement.payer, &movement.remittance, &movement.label});
}

bool is_one_of(Nature nature, auto& natures) {
  return std::find(std::begin(natures), std::end(natures), nature) != std::end(natures);
}

}  // namespace

bool is_return(const Movement& movement) {
  if (movement.direction != Direction::debit) return false;
  if (is_one_of(movement.nature, returned_natures) || !movement.return_reason.empty()) return true;
  if (movement.nature == Nature::fee) return false;
  return movement.reversal || has_phrase(plain_words(movement), of_returns);
}

bool is_reversed_debit(const Movement& movement) {
  if (movement.direction != Direction::credit) return false;
  return movement.reversal || is_one_of(movement.nature, returned_natures);
}

bool says_credit_note(const Movement& movement) {
  return has_phrase(plain_words({&movement.remittance}), of_credit_notes);
}

bool says_part(const Movement& movement) {
  return has_phrase(plain_words({&movement.remittance}), of_parts);
}

bool is_no_receipt(const Movement& movement) {
  return is_one_of(movement.nature, no_receipts) ||
         has_phrase(plain_words(movement), of_no_receipts);
}

}  // namespace facteur::gateway::receivables::matching
