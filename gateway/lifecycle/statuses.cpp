#include "gateway/lifecycle/statuses.h"

#include <algorithm>
#include <iterator>

namespace facteur::gateway::lifecycle {
namespace {

constexpr Status table[] = {
    {.code = 200,
     .name = {"Déposée", "Submitted"},
     .phase = Phase::transmission,
     .uncl1373 = "10",
     .setters = by_sending_platform,
     .to_portal = true,
     .reasons = "NON_TRANSMISE",
     .meaning = {"La plateforme a contrôlé la facture et la prend en charge.",
                 "The platform has checked the invoice and takes it on."}},
    {.code = 201,
     .name = {"Émise par la plateforme", "Issued by the platform"},
     .phase = Phase::transmission,
     .uncl1373 = "51",
     .setters = by_sending_platform,
     .meaning = {"La facture est partie vers la plateforme de l'acheteur.",
                 "The invoice has left for the buyer's platform."}},
    {.code = 202,
     .name = {"Reçue", "Received by the platform"},
     .phase = Phase::transmission,
     .uncl1373 = "43",
     .setters = by_receiving_platform,
     .meaning = {"La plateforme de l'acheteur a reçu et accepté la facture.",
                 "The buyer's platform has received and accepted the invoice."}},
    {.code = 203,
     .name = {"Mise à disposition", "Made available"},
     .phase = Phase::transmission,
     .uncl1373 = "48",
     .setters = by_receiving_platform,
     .meaning = {"L'acheteur peut consulter la facture.", "The buyer can see the invoice."}},
    {.code = 204,
     .name = {"Prise en charge", "Taken in charge"},
     .phase = Phase::processing,
     .uncl1373 = "45",
     .setters = by_buyer,
     .meaning = {"L'acheteur a commencé à traiter la facture.",
                 "The buyer has begun to process it."}},
    {.code = 205,
     .name = {"Approuvée", "Approved"},
     .phase = Phase::processing,
     .uncl1373 = "1",
     .setters = by_buyer,
     .meaning = {"L'acheteur est d'accord avec la facture ; elle sera payée à l'échéance.",
                 "The buyer agrees with the invoice; it will be paid when due."}},
    {.code = 206,
     .name = {"Approuvée partiellement", "Partially approved"},
     .phase = Phase::processing,
     .uncl1373 = "49",
     .setters = by_buyer,
     .reason_required = true,
     .reasons =
         "AUTRE CMD_ERR SIRET_ERR CODE_ROUTAGE_ERR REF_CT_ABSENT REF_ERR PU_ERR REM_ERR QTE_ERR "
         "ART_ERR MODPAI_ERR QUALITE_ERR LIVR_INCOMP",
     .meaning =
         {"L'acheteur n'accepte qu'une partie du montant ; voyez le motif et convenez de la suite.",
          "The buyer accepts part of the amount only; see the reason and agree on what follows."}},
    {.code = 207,
     .name = {"En litige", "Disputed"},
     .phase = Phase::processing,
     .uncl1373 = "46",
     .setters = by_buyer,
     .reason_required = true,
     .reasons = "AUTRE COORD_BANC_ERR TX_TVA_ERR MONTANTTOTAL_ERR CALCUL_ERR NON_CONFORME DOUBLON "
                "DEST_INC DEST_ERR TRANSAC_INC EMMET_INC CONTRAT_TERM DOUBLE_FACT CMD_ERR ADR_ERR "
                "SIRET_ERR CODE_ROUTAGE_ERR REF_CT_ABSENT REF_ERR PU_ERR REM_ERR QTE_ERR ART_ERR "
                "MODPAI_ERR QUALITE_ERR LIVR_INCOMP",
     .meaning = {"L'acheteur conteste la facture ; le paiement attend que le litige soit réglé.",
                 "The buyer contests the invoice; payment waits until the dispute is settled."}},
    {.code = 208,
     .name = {"Suspendue", "Suspended"},
     .phase = Phase::processing,
     .uncl1373 = "39",
     .setters = by_buyer,
     .reason_required = true,
     .reasons =
         "JUSTIF_ABS COORD_BANC_ERR CMD_ERR SIRET_ERR CODE_ROUTAGE_ERR REF_CT_ABSENT REF_ERR",
     .meaning =
         {"Il manque une pièce ou une information ; complétez la facture pour que le traitement "
          "reprenne.",
          "A document or a detail is missing; complete the invoice so that processing can go on."}},
    {.code = 209,
     .name = {"Complétée", "Completed"},
     .phase = Phase::processing,
     .uncl1373 = "37",
     .setters = by_seller,
     .meaning = {"Le vendeur a fourni ce qui manquait ; l'acheteur reprend le traitement.",
                 "The seller has supplied what was missing; the buyer resumes."}},
    {.code = 210,
     .name = {"Refusée", "Refused"},
     .phase = Phase::processing,
     .uncl1373 = "50",
     .setters = by_buyer,
     .to_portal = true,
     .ends_exchange = true,
     .reason_required = true,
     .reasons = "TX_TVA_ERR MONTANTTOTAL_ERR CALCUL_ERR NON_CONFORME DOUBLON DEST_ERR TRANSAC_INC "
                "EMMET_INC "
                "CONTRAT_TERM DOUBLE_FACT CMD_ERR ADR_ERR REF_CT_ABSENT",
     .meaning =
         {"L'acheteur refuse la facture ; annulez-la dans vos comptes et émettez-en une autre s'il "
          "y "
          "a lieu.",
          "The buyer refuses the invoice; cancel it in your books and issue another one if due."}},
    {.code = 211,
     .name = {"Paiement transmis", "Payment sent"},
     .phase = Phase::processing,
     .uncl1373 = "47",
     .setters = by_buyer | by_seller,
     .meaning = {"Le paiement est parti.", "The payment has been sent."}},
    {.code = 212,
     .name = {"Encaissée", "Payment received"},
     .phase = Phase::processing,
     .uncl1373 = "47",
     .setters = by_seller,
     .to_portal = true,
     .meaning = {"Le vendeur a reçu le paiement, en tout ou en partie.",
                 "The seller has received the payment, whole or in part."}},
    {.code = 213,
     .name = {"Rejetée", "Rejected"},
     .phase = Phase::transmission,
     .uncl1373 = "8",
     .setters = by_sending_platform | by_receiving_platform,
     .to_portal = true,
     .ends_exchange = true,
     .reason_required = true,
     .reasons =
         "MONTANTTOTAL_ERR CALCUL_ERR DOUBLON DEST_INC ADR_ERR REJ_SEMAN REJ_UNI REJ_COH REJ_ADR "
         "REJ_CONT_B2G REJ_REF_PJ REJ_ASS_PJ",
     .meaning = {"Une plateforme ne peut pas accepter la facture ; corrigez ce que dit le motif et "
                 "déposez "
                 "une nouvelle facture.",
                 "A platform cannot accept the invoice; correct what the reason says and submit a "
                 "new one."}},
    {.code = 214,
     .name = {"Visée", "Endorsed"},
     .phase = Phase::processing,
     .setters = by_third_party,
     .meaning = {"Le mandataire ou le maître d'œuvre a visé la facture.",
                 "The agent or project manager has endorsed the invoice."}},
    {.code = 220,
     .name = {"Annulée", "Cancelled"},
     .phase = Phase::processing,
     .setters = by_seller | by_buyer,
     .ends_exchange = true,
     .meaning = {"Une facture rectificative remplace celle-ci.",
                 "A corrective invoice replaces this one."}},
    {.code = 221,
     .name = {"Erreur de routage", "Routing error"},
     .phase = Phase::transmission,
     .setters = by_receiving_platform,
     .reasons = "ROUTAGE_ERR",
     .meaning =
         {"La plateforme jointe ne sert pas cet acheteur ; l'annuaire sera relu, puis l'envoi "
          "repris.",
          "The platform reached does not serve this buyer; the directory is read again and the "
          "invoice sent anew."}},
    {.code = 224,
     .name = {"Demande de paiement direct", "Direct payment request"},
     .phase = Phase::processing,
     .uncl1373 = "5",
     .setters = by_third_party,
     .meaning = {"Un sous-traitant demande à être payé directement par le client final.",
                 "A subcontractor asks to be paid directly by the final customer."}},
    {.code = 225,
     .name = {"Affacturée", "Factored"},
     .phase = Phase::processing,
     .uncl1373 = "5",
     .setters = by_seller,
     .meaning = {"La créance est cédée : payez la société d'affacturage indiquée.",
                 "The claim has been sold: pay the factoring company named."}},
    {.code = 226,
     .name = {"Affacturée confidentiel", "Confidentially factored"},
     .phase = Phase::processing,
     .uncl1373 = "5",
     .setters = by_seller,
     .meaning = {"La créance est cédée sans que l'acheteur en soit informé.",
                 "The claim has been sold without the buyer being told."}},
    {.code = 227,
     .name = {"Changement de compte à payer", "Change of payee account"},
     .phase = Phase::processing,
     .uncl1373 = "5",
     .setters = by_seller,
     .meaning = {"Le compte à créditer a changé ; vérifiez-le avec le vendeur avant de payer.",
                 "The account to pay has changed; check it with the seller before you pay."}},
    {.code = 228,
     .name = {"Non affacturée", "No longer factored"},
     .phase = Phase::processing,
     .uncl1373 = "5",
     .setters = by_seller,
     .meaning = {"La créance revient au vendeur : payez-le à nouveau directement.",
                 "The claim is the seller's again: pay the seller directly."}},
    {.code = 250,
     .name = {"Déposée (données de facture)", "Invoice data accepted"},
     .phase = Phase::portal,
     .setters = by_portal,
     .ends_exchange = true,
     .meaning = {"L'administration a accepté les données de la facture.",
                 "The tax administration has accepted the invoice data."}},
    {.code = 251,
     .name = {"Rejetée (données de facture)", "Invoice data rejected"},
     .phase = Phase::portal,
     .setters = by_portal,
     .ends_exchange = true,
     .reason_required = true,
     .reasons = "REJ_SEMAN REJ_UNI REJ_COH",
     .meaning =
         {"L'administration a rejeté les données de la facture ; la plateforme doit les corriger.",
          "The tax administration has rejected the invoice data; the platform has to correct it."}},
    {.code = 300,
     .name = {"Déposée (e-reporting)", "E-report accepted"},
     .phase = Phase::portal,
     .setters = by_portal,
     .ends_exchange = true,
     .meaning = {"L'administration a accepté la déclaration de transactions ou de paiements.",
                 "The tax administration has accepted the report of transactions or payments."}},
    {.code = 301,
     .name = {"Rejetée (e-reporting)", "E-report rejected"},
     .phase = Phase::portal,
     .setters = by_portal,
     .ends_exchange = true,
     .reason_required = true,
     .reasons = "REJ_SEMAN REJ_UNI REJ_COH REJ_PER",
     .meaning = {"L'administration a rejeté la déclaration ; corrigez-la et renvoyez-la.",
                 "The tax administration has rejected the report; correct it and send it again."}},
    {.code = 400,
     .name = {"Acceptée (annuaire)", "Directory line accepted"},
     .phase = Phase::portal,
     .setters = by_portal,
     .ends_exchange = true,
     .meaning = {"L'annuaire a enregistré la ligne.", "The directory has recorded the line."}},
    {.code = 401,
     .name = {"Rejetée (annuaire)", "Directory line rejected"},
     .phase = Phase::portal,
     .setters = by_portal,
     .ends_exchange = true,
     .reason_required = true,
     .reasons = "REJ_RG REJ_HAB REJ_COH REJ_VAL_INC",
     .meaning = {"L'annuaire a refusé la ligne ; corrigez-la.",
                 "The directory has refused the line; correct it."}},
    {.code = 500,
     .name = {"Recevable", "Admissible"},
     .phase = Phase::portal,
     .setters = by_portal | by_receiving_platform,
     .ends_exchange = true,
     .meaning = {"Le fichier est lisible ; son contenu va être contrôlé.",
                 "The file can be read; its content will be checked."}},
    {.code = 501,
     .name = {"Irrecevable", "Inadmissible"},
     .phase = Phase::transmission,
     .setters = by_portal | by_receiving_platform,
     .ends_exchange = true,
     .reason_required = true,
     .reasons = "IRR_VIDE_F IRR_TYPE_F IRR_SYNTAX IRR_TAILLE_PJ IRR_NOM_PJ IRR_VID_PJ IRR_EXT_DOC "
                "IRR_TAILLE_F IRR_ANTIVIRUS IRR_NOM_F",
     .meaning =
         {"Le fichier ne peut pas être traité ; voyez le motif et envoyez un fichier correct.",
          "The file cannot be processed; see the reason and send a correct file."}},
    {.code = 601,
     .name = {"Rejeté (statut obligatoire)", "Mandatory status rejected"},
     .phase = Phase::portal,
     .setters = by_portal,
     .ends_exchange = true,
     .reason_required = true,
     .reasons = "REJ_INC REJ_INEX REJ_RG REJ_HAB REJ_ENCAISSEMENT",
     .meaning = {"L'administration a rejeté un statut ; la plateforme doit le corriger.",
                 "The tax administration has rejected a status; the platform has to correct it."}},
};

static_assert(std::ranges::is_sorted(table, {}, &Status::code));

// Whether `code` is one of the words of `list`.
bool lists(std::string_view list, std::string_view code) {
  while (!list.empty()) {
    const std::string_view word = list.substr(0, list.find(' '));
    if (word == code) return true;
    list.remove_prefix(std::min(word.size() + 1, list.size()));
  }
  return false;
}

}  // namespace

std::span<const Status> statuses() {
  return table;
}

const Status* find_status(int code) {
  const auto* found = std::ranges::lower_bound(table, code, {}, &Status::code);
  return found != std::end(table) && found->code == code ? found : nullptr;
}

bool reason_allowed(int status, std::string_view reason) {
  const Status* found = find_status(status);
  return found && lists(found->reasons, reason);
}

std::string name(int code, bool french) {
  const Status* status = find_status(code);
  return status ? std::string(status->name.in(french)) : std::to_string(code);
}

}  // namespace facteur::gateway::lifecycle
