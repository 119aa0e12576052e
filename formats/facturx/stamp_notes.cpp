#include "formats/facturx/stamp_notes.h"

#include <array>
#include <string>
#include <string_view>

namespace facteur::formats::facturx {
namespace {

struct Row {
  Note note;
  Severity severity;
  std::string_view rule, place, fr, en;
};

constexpr Severity refused = Severity::fatal, repaired = Severity::information;

// In the order of Note.
constexpr std::array table{
    Row{Note::unreadable, refused, "PAGE-UNREADABLE", "",
        "La page n'est pas un PDF lisible. Produisez-la à nouveau.",
        "The page is not a readable PDF. Produce it again."},
    Row{Note::too_large, refused, "PAGE-TOO-LARGE", "",
        "La page est trop grande, ou a trop d'objets, pour être examinée.",
        "The page is too large, or has too many objects, to be examined."},
    Row{Note::swelling, refused, "PAGE-BOMB", "",
        "La page se décompresse au-delà de toute mesure : elle n'est pas ouverte.",
        "The page inflates beyond measure: it is not opened."},
    Row{Note::password, refused, "PAGE-PASSWORD", "trailer/Encrypt",
        "La page est protégée par un mot de passe. Fournissez-la sans protection.",
        "The page is protected by a password. Provide it without."},
    Row{Note::encrypted, refused, "PAGE-ENCRYPTED", "trailer/Encrypt",
        "La page est chiffrée, ce que PDF/A-3 interdit (ISO 19005-3, 6.1.3), et son auteur en a "
        "restreint l'usage. Fournissez-la sans protection.",
        "The page is encrypted, which PDF/A-3 forbids (ISO 19005-3, 6.1.3), and its author has "
        "restricted its use. Provide it without."},
    Row{Note::is_signed, refused, "PAGE-SIGNED", "catalog/AcroForm",
        "La page est signée : y joindre la facture briserait la signature. Joignez d'abord, signez "
        "ensuite.",
        "The page is signed: attaching the invoice would break the signature. Attach first, sign "
        "after."},
    Row{Note::form_language, refused, "PAGE-XFA", "catalog/AcroForm/XFA",
        "La page est un formulaire XFA, que PDF/A-3 interdit (ISO 19005-3, 6.4.2). Fournissez-la "
        "aplatie.",
        "The page is an XFA form, which PDF/A-3 forbids (ISO 19005-3, 6.4.2). Provide it "
        "flattened."},
    Row{Note::has_invoice, refused, "PAGE-HAS-INVOICE", "catalog/Names/EmbeddedFiles",
        "La page contient déjà une facture structurée, et un PDF n'en porte qu'une. Fournissez la "
        "page sans elle, ou extrayez cette facture (facteur extract).",
        "The page holds a structured invoice already, and a PDF carries only one. Provide the page "
        "without it, or extract that invoice (facteur extract)."},
    Row{Note::metadata, repaired, "PAGE-REPAIRED", "catalog/Metadata",
        "Les métadonnées sont écrites à nouveau, d'après le dictionnaire d'informations.",
        "The metadata are written anew, after the information dictionary."},
    Row{Note::metadata_of_parts, repaired, "PAGE-REPAIRED", "Metadata",
        "Des pages, polices ou images perdent leurs métadonnées propres, que celles du document "
        "ne décrivent plus.",
        "Pages, fonts or images lose their own metadata, which those of the document no longer "
        "describe."},
    Row{Note::colours, repaired, "PAGE-REPAIRED", "catalog/OutputIntents",
        "Les couleurs RVB et les gris de la page sont déclarés être ceux de sRGB.",
        "The RGB and grey colours of the page are declared to be those of sRGB."},
    Row{Note::annotations, repaired, "PAGE-REPAIRED", "page/Annots",
        "Des annotations visibles à l'écran le sont aussi à l'impression.",
        "Annotations that show on screen show in print too."},
    Row{Note::form, repaired, "PAGE-REPAIRED", "catalog/AcroForm",
        "Les champs gardent l'apparence qu'ils ont : le fichier ne demande plus de la refaire.",
        "Fields keep the appearance that they have: the file no longer asks to redo it."},
    Row{Note::fonts, repaired, "PAGE-REPAIRED", "fonts",
        "Des polices disent ce qui valait par défaut (CIDToGIDMap), et ne portent plus de listes "
        "facultatives (CIDSet, CharSet).",
        "Fonts say what held by default (CIDToGIDMap), and no longer carry optional lists (CIDSet, "
        "CharSet)."},
    Row{Note::images, repaired, "PAGE-REPAIRED", "images",
        "Des images ne demandent plus de lissage (Interpolate).",
        "Images no longer ask to be smoothed (Interpolate)."},
    Row{Note::compression, repaired, "PAGE-REPAIRED", "streams",
        "Des données comprimées par LZW le sont par Flate, sans perte.",
        "Data that LZW compressed are compressed by Flate, without loss."},
    Row{Note::files, repaired, "PAGE-REPAIRED", "catalog/Names/EmbeddedFiles",
        "Des fichiers déjà joints disent leur type et leur lien avec le document.",
        "Files that were attached already say their type and how they stand to the document."},
};

}  // namespace

Finding finding_of(Note note) {
  const Row& row = table.at(std::size_t(note));
  return {.set = "conversion",
          .rule = row.rule,
          .severity = row.severity,
          .terms = {},
          .location = std::string(row.place),
          .line = 0,
          .message = {std::string(row.fr), std::string(row.en)}};
}

}  // namespace facteur::formats::facturx
