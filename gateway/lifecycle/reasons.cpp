// Why a status was set: the reason codes of XP Z12-012 and of the portal (DSE 3.1).
#include <algorithm>
#include <iterator>

#include "gateway/lifecycle/statuses.h"

namespace facteur::gateway::lifecycle {
namespace {

// In order of code, for the search.
constexpr Reason table[] = {
    {"ADR_ERR", {"Adresse de facturation électronique erronée", "Wrong electronic address"}},
    {"ART_ERR", {"Article erroné", "Wrong item"}},
    {"AUTRE", {"Autre motif", "Another reason"}},
    {"CALCUL_ERR", {"Erreur de calcul", "Error of computation"}},
    {"CMD_ERR", {"Numéro de commande absent ou erroné", "Order number missing or wrong"}},
    {"CODE_ROUTAGE_ERR", {"Code de routage absent ou erroné", "Routing code missing or wrong"}},
    {"CONTRAT_TERM", {"Contrat terminé", "The contract has ended"}},
    {"COORD_BANC_ERR", {"Coordonnées bancaires erronées", "Wrong bank details"}},
    {"DEST_ERR", {"Destinataire erroné", "Wrong recipient"}},
    {"DEST_INC", {"Destinataire inconnu", "Unknown recipient"}},
    {"DOUBLE_FACT", {"Déjà facturé par ailleurs", "Already billed on another invoice"}},
    {"DOUBLON", {"Facture en double", "Duplicate invoice"}},
    {"EMMET_INC", {"Émetteur inconnu", "Unknown issuer"}},
    {"IRR_ANTIVIRUS", {"Virus détecté", "Virus found"}},
    {"IRR_CODE_APP", {"Code d'application inconnu", "Unknown application code"}},
    {"IRR_CODE_INTER", {"Code d'interface inconnu", "Unknown interface code"}},
    {"IRR_EXTRAC", {"Archive impossible à ouvrir", "The archive cannot be unpacked"}},
    {"IRR_EXT_DOC", {"Extension de pièce jointe refusée", "Attachment type not accepted"}},
    {"IRR_FORM", {"Format de flux refusé", "Flow format not accepted"}},
    {"IRR_NOM_F", {"Nom de fichier incorrect", "Wrong file name"}},
    {"IRR_NOM_PJ", {"Nom de pièce jointe incorrect", "Wrong attachment name"}},
    {"IRR_SYNTAX", {"Syntaxe incorrecte", "Wrong syntax"}},
    {"IRR_TAILLE", {"Flux trop volumineux", "Flow too large"}},
    {"IRR_TAILLE_F", {"Fichier trop volumineux", "File too large"}},
    {"IRR_TAILLE_PJ", {"Pièce jointe trop volumineuse", "Attachment too large"}},
    {"IRR_TYPE", {"Type de flux incorrect", "Wrong type of flow"}},
    {"IRR_TYPE_F", {"Type ou contenu de fichier incorrect", "Wrong type or content of file"}},
    {"IRR_UNCITE", {"Flux déjà reçu", "Flow already received"}},
    {"IRR_VIDE", {"Flux vide", "Empty flow"}},
    {"IRR_VIDE_F", {"Fichier vide", "Empty file"}},
    {"IRR_VID_PJ", {"Pièce jointe vide", "Empty attachment"}},
    {"JUSTIF_ABS", {"Justificatif absent ou insuffisant", "Evidence missing or insufficient"}},
    {"LIVR_INCOMP", {"Livraison incomplète ou défectueuse", "Delivery incomplete or faulty"}},
    {"MODPAI_ERR", {"Conditions de paiement erronées", "Wrong payment terms"}},
    {"MONTANTTOTAL_ERR", {"Montant total erroné", "Wrong total amount"}},
    {"NON_CONFORME", {"Mention légale manquante", "Legal mention missing"}},
    {"NON_TRANSMISE", {"Destinataire sans plateforme active", "Recipient has no active platform"}},
    {"PU_ERR", {"Prix unitaire erroné", "Wrong unit price"}},
    {"QTE_ERR", {"Quantité erronée", "Wrong quantity"}},
    {"QUALITE_ERR", {"Qualité contestée", "Quality contested"}},
    {"REF_CT_ABSENT", {"Référence de contrat manquante", "Contract reference missing"}},
    {"REF_ERR", {"Référence erronée", "Wrong reference"}},
    {"REJ_ADR", {"Rejet : adressage impossible", "Rejected: cannot be addressed"}},
    {"REJ_ASS_PJ", {"Rejet : pièce jointe sans facture", "Rejected: attachment without invoice"}},
    {"REJ_COH", {"Rejet : données incohérentes", "Rejected: inconsistent data"}},
    {"REJ_CONT_B2G", {"Rejet : contrôle secteur public", "Rejected: public sector check"}},
    {"REJ_ENCAISSEMENT", {"Rejet : encaissement non attendu", "Rejected: payment not expected"}},
    {"REJ_HAB", {"Rejet : habilitation absente", "Rejected: not authorised"}},
    {"REJ_INC", {"Rejet : statut incorrect", "Rejected: incorrect status"}},
    {"REJ_INEX", {"Rejet : facture inexistante", "Rejected: no such invoice"}},
    {"REJ_PER", {"Rejet : période incorrecte", "Rejected: wrong period"}},
    {"REJ_REF_PJ", {"Rejet : référence de pièce jointe", "Rejected: attachment reference"}},
    {"REJ_RG", {"Rejet : règle de gestion non respectée", "Rejected: business rule broken"}},
    {"REJ_SEMAN", {"Rejet : contenu non conforme", "Rejected: content not compliant"}},
    {"REJ_UNI", {"Rejet : facture déjà reçue", "Rejected: invoice already received"}},
    {"REJ_VAL_INC", {"Rejet : valeur incorrecte", "Rejected: incorrect value"}},
    {"REM_ERR", {"Remise erronée", "Wrong discount"}},
    {"RETRAIT_MAN_SERV", {"Mandat du service retiré", "The service withdrew its mandate"}},
    {"ROUTAGE_ERR", {"Erreur de routage", "Routing error"}},
    {"SIRET_ERR", {"SIRET absent ou erroné", "SIRET missing or wrong"}},
    {"ST_CT_NON_DECLAR", {"Sous-traitant ou cotraitant non déclaré", "Undeclared subcontractor"}},
    {"SUPPR_COMP_AVOIR", {"Compensée par un avoir", "Cleared against a credit note"}},
    {"TRANSAC_INC", {"Transaction inconnue", "Unknown transaction"}},
    {"TRANSF_PMNT_REGIE", {"Payée en régie", "Moved to imprest payment"}},
    {"TX_TVA_ERR", {"Taux de TVA erroné", "Wrong VAT rate"}},
};

static_assert(std::ranges::is_sorted(table, {}, &Reason::code));

}  // namespace

std::span<const Reason> reasons() {
  return table;
}

const Reason* find_reason(std::string_view code) {
  const auto* found = std::ranges::lower_bound(table, code, {}, &Reason::code);
  return found != std::end(table) && found->code == code ? found : nullptr;
}

}  // namespace facteur::gateway::lifecycle
