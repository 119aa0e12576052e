#include "gateway/receivables/desk/dispute_reasons.h"

#include <algorithm>
#include <iterator>

namespace facteur::gateway::receivables {
namespace {

constexpr DisputeReason reasons[] = {
    {"price", "sales", 10, "prix contesté", "price contested",
     "PU_ERR REM_ERR MONTANTTOTAL_ERR CALCUL_ERR"},
    {"quantity", "logistics", 10, "quantité contestée", "quantity contested", "QTE_ERR"},
    {"quality", "quality", 15, "qualité contestée", "quality contested", "QUALITE_ERR"},
    {"delivery", "logistics", 10, "livraison incomplète ou défectueuse",
     "delivery incomplete or faulty", "LIVR_INCOMP ART_ERR"},
    {"purchase_order", "sales", 5, "bon de commande absent ou erroné",
     "purchase order missing or wrong", "CMD_ERR REF_ERR"},
    {"not_received", "billing", 5, "facture ou livraison non reçue",
     "invoice or goods not received", "DEST_ERR DEST_INC"},
    {"duplicate", "billing", 5, "facture reçue deux fois", "duplicate invoice",
     "DOUBLE_FACT DOUBLON"},
    {"contract", "legal", 20, "contrat", "contract", "CONTRAT_TERM REF_CT_ABSENT"},
    {"tax", "accounting", 10, "TVA ou mention légale", "VAT or legal mention",
     "TX_TVA_ERR NON_CONFORME SIRET_ERR"},
    {"payment_terms", "sales", 5, "conditions de paiement ou coordonnées bancaires",
     "payment terms or bank details", "MODPAI_ERR COORD_BANC_ERR"},
    {"evidence", "billing", 5, "justificatif manquant", "evidence missing", "JUSTIF_ABS"},
    // The last: what no other means.
    {"other", "credit", 10, "autre motif", "another reason", "AUTRE"},
};

bool has_word(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    const auto end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

}  // namespace

std::span<const DisputeReason> dispute_reasons() {
  return reasons;
}

const DisputeReason* find_dispute_reason(std::string_view code) {
  const auto* found = std::ranges::find(reasons, code, &DisputeReason::code);
  return found == std::end(reasons) ? nullptr : found;
}

const DisputeReason& dispute_reason_of_status(std::string_view status_reason) {
  const auto* found = std::ranges::find_if(
      reasons, [&](const auto& reason) { return has_word(reason.status_reasons, status_reason); });
  return found == std::end(reasons) ? std::end(reasons)[-1] : *found;
}

}  // namespace facteur::gateway::receivables
