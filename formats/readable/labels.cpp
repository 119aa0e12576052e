// What terms are called on paper where their full names (schemas/terms.tsv) would say again what
// the heading above them says: "Ville" under "Vendeur", not "Ville du vendeur".
#include <algorithm>
#include <iterator>

#include "formats/readable/display.h"

namespace facteur::formats::readable {
namespace {

struct Label {
  Term term;
  std::string_view fr, en;
};

using enum Term;

// clang-format off
constexpr Label labels[] = {
    {BT_27, "Raison sociale", "Name"},
    {BT_28, "Nom commercial", "Trading name"},
    {BT_29, "Identifiant", "Identifier"},
    {BT_30, "Immatriculation", "Registration"},
    {BT_31, "N° de TVA", "VAT number"},
    {BT_32, "N° fiscal", "Tax number"},
    {BT_33, "Mentions légales", "Legal information"},
    {BT_34, "Adresse électronique", "Electronic address"},
    {BT_35, "Adresse", "Address"},
    {BT_36, "Complément d'adresse", "Address line 2"},
    {BT_37, "Ville", "City"},
    {BT_38, "Code postal", "Post code"},
    {BT_39, "Région", "Region"},
    {BT_40, "Pays", "Country"},
    {BT_41, "Contact", "Contact"},
    {BT_42, "Téléphone", "Telephone"},
    {BT_43, "Courriel", "E-mail"},
    {BT_44, "Raison sociale", "Name"},
    {BT_45, "Nom commercial", "Trading name"},
    {BT_46, "Identifiant", "Identifier"},
    {BT_47, "Immatriculation", "Registration"},
    {BT_48, "N° de TVA", "VAT number"},
    {BT_49, "Adresse électronique", "Electronic address"},
    {BT_50, "Adresse", "Address"},
    {BT_51, "Complément d'adresse", "Address line 2"},
    {BT_52, "Ville", "City"},
    {BT_53, "Code postal", "Post code"},
    {BT_54, "Région", "Region"},
    {BT_55, "Pays", "Country"},
    {BT_56, "Contact", "Contact"},
    {BT_57, "Téléphone", "Telephone"},
    {BT_58, "Courriel", "E-mail"},
    {BT_59, "Nom", "Name"},
    {BT_60, "Identifiant", "Identifier"},
    {BT_61, "Immatriculation", "Registration"},
    {BT_62, "Nom", "Name"},
    {BT_63, "N° de TVA", "VAT number"},
    {BT_64, "Adresse", "Address"},
    {BT_65, "Complément d'adresse", "Address line 2"},
    {BT_66, "Ville", "City"},
    {BT_67, "Code postal", "Post code"},
    {BT_68, "Région", "Region"},
    {BT_69, "Pays", "Country"},
    {BT_70, "Livré à", "Delivered to"},
    {BT_71, "Lieu de livraison", "Delivery location"},
    {BT_75, "Adresse", "Address"},
    {BT_76, "Complément d'adresse", "Address line 2"},
    {BT_77, "Ville", "City"},
    {BT_78, "Code postal", "Post code"},
    {BT_79, "Région", "Region"},
    {BT_80, "Pays", "Country"},
    {BT_92, "Montant", "Amount"},
    {BT_93, "Base", "Base amount"},
    {BT_94, "Pourcentage", "Percentage"},
    {BT_95, "Catégorie de TVA", "VAT category"},
    {BT_96, "Taux de TVA", "VAT rate"},
    {BT_97, "Motif", "Reason"},
    {BT_98, "Code motif", "Reason code"},
    {BT_99, "Montant", "Amount"},
    {BT_100, "Base", "Base amount"},
    {BT_101, "Pourcentage", "Percentage"},
    {BT_102, "Catégorie de TVA", "VAT category"},
    {BT_103, "Taux de TVA", "VAT rate"},
    {BT_104, "Motif", "Reason"},
    {BT_105, "Code motif", "Reason code"},
    {BT_116, "Base HT", "Taxable amount"},
    {BT_117, "TVA", "VAT"},
    {BT_118, "Catégorie", "Category"},
    {BT_119, "Taux", "Rate"},
    {BT_126, "Ligne", "Line"},
    {BT_127, "Note", "Note"},
    {BT_128, "Objet facturé", "Invoiced object"},
    {BT_129, "Quantité", "Quantity"},
    {BT_130, "Unité", "Unit"},
    {BT_131, "Montant HT", "Net amount"},
    {BT_133, "Imputation comptable", "Accounting reference"},
    {BT_134, "Début de période", "Period start"},
    {BT_135, "Fin de période", "Period end"},
    {BT_136, "Montant", "Amount"},
    {BT_137, "Base", "Base amount"},
    {BT_138, "Pourcentage", "Percentage"},
    {BT_139, "Motif", "Reason"},
    {BT_140, "Code motif", "Reason code"},
    {BT_141, "Montant", "Amount"},
    {BT_142, "Base", "Base amount"},
    {BT_143, "Pourcentage", "Percentage"},
    {BT_144, "Motif", "Reason"},
    {BT_145, "Code motif", "Reason code"},
    {BT_146, "Prix net", "Net price"},
    {BT_147, "Remise sur le prix", "Price discount"},
    {BT_148, "Prix brut", "Gross price"},
    {BT_149, "Prix pour", "Price for"},
    {BT_150, "Unité du prix", "Price unit"},
    {BT_151, "Catégorie de TVA", "VAT category"},
    {BT_152, "Taux de TVA", "VAT rate"},
    {BT_153, "Article", "Item"},
    {BT_155, "Référence vendeur", "Seller's item number"},
    {BT_156, "Référence acheteur", "Buyer's item number"},
    {BT_157, "Référence normalisée", "Standard item number"},
    {BT_158, "Classification", "Classification"},
    {BT_162, "Adresse, ligne 3", "Address line 3"},
    {BT_163, "Adresse, ligne 3", "Address line 3"},
    {BT_164, "Adresse, ligne 3", "Address line 3"},
    {BT_165, "Adresse, ligne 3", "Address line 3"},
    {BG_5, "Adresse", "Address"},
    {BG_6, "Contact", "Contact"},
    {BG_8, "Adresse", "Address"},
    {BG_9, "Contact", "Contact"},
    {BG_12, "Adresse", "Address"},
    {BG_16, "Paiement", "Payment"},
    {BG_20, "Remise", "Allowance"},
    {BG_21, "Frais", "Charge"},
    {BG_26, "Période", "Period"},
    {BG_27, "Remise", "Allowance"},
    {BG_28, "Frais", "Charge"},
    {BG_30, "TVA", "VAT"},
    {BG_32, "Caractéristique", "Attribute"},
};
// clang-format on

static_assert(std::ranges::is_sorted(labels, {}, &Label::term));

}  // namespace

std::string label(Term term, bool french) {
  const auto* found = std::ranges::lower_bound(labels, term, {}, &Label::term);
  if (found != std::end(labels) && found->term == term)
    return std::string(french ? found->fr : found->en);
  const TermFacts* known = facts(term);
  return known ? std::string(french ? known->fr : known->en) : name(term);
}

}  // namespace facteur::formats::readable
