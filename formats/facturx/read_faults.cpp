#include "formats/facturx/read_faults.h"

#include <array>
#include <string>

#include "formats/structure_text.h"

namespace facteur::formats::facturx {
namespace {

struct Row {
  Fault fault;
  Severity severity;
  std::string_view code, place;
  std::string_view fr, en;
};

constexpr Severity fatal = Severity::fatal, warning = Severity::warning;
constexpr std::string_view names = "/Root/Names/EmbeddedFiles";
constexpr std::string_view metadata = "/Root/Metadata";

constexpr std::array rows{
    Row{Fault::not_pdf, fatal, "NOT-PDF", "",
        "Le fichier n'est pas un PDF : l'en-tête %PDF manque ou n'a pas de version.",
        "The file is no PDF: the %PDF header is missing or has no version."},
    Row{Fault::damaged, fatal, "DAMAGED", "",
        "Le PDF est endommagé ou tronqué : son catalogue est introuvable. Produisez-le à nouveau.",
        "The PDF is damaged or truncated: its catalog cannot be found. Produce it again."},
    Row{Fault::password, fatal, "PASSWORD", "/Encrypt",
        "Le PDF est protégé par un mot de passe. Envoyez-le sans protection.",
        "The PDF is protected by a password. Send it unprotected."},
    Row{Fault::swelling, fatal, "BOMB", "",
        "Le PDF contient des données compressées qui gonflent démesurément. Il n'est pas ouvert.",
        "The PDF holds compressed data that swell beyond measure. It is not opened."},
    Row{Fault::too_complex, fatal, "TOO-COMPLEX", "",
        "Le PDF contient trop d'objets, ou de trop grands, pour être examiné. Produisez-le plus "
        "simplement.",
        "The PDF holds too many objects, or too large ones, to be examined. Produce it more "
        "simply."},
    Row{Fault::no_invoice, fatal, "NO-INVOICE", names,
        "Le PDF ne contient aucune facture : aucun fichier factur-x.xml n'y est joint. Joignez-le, "
        "ou envoyez la facture en UBL ou CII.",
        "The PDF holds no invoice: no factur-x.xml is attached to it. Attach it, or send the "
        "invoice as UBL or CII."},
    Row{Fault::wrong_name, fatal, "WRONG-NAME", names,
        "Le fichier joint « {0} » est une facture, mais sous un autre nom que factur-x.xml. "
        "Joignez-le sous ce nom.",
        "The attached file \"{0}\" is an invoice, but not under the name factur-x.xml. Attach it "
        "under that name."},
    Row{Fault::two_invoices, fatal, "TWO-INVOICES", names,
        "Le PDF contient plusieurs factures ({0}) ; une seule est permise, même si elles sont "
        "identiques. Retirez les autres.",
        "The PDF holds several invoices ({0}); only one is allowed, even if they are identical. "
        "Remove the others."},
    Row{Fault::broken_stream, fatal, "BROKEN-STREAM", names,
        "Le fichier joint « {0} » ne peut pas être décodé : son contenu est endommagé. Joignez-le "
        "à nouveau.",
        "The attached file \"{0}\" cannot be decoded: its content is damaged. Attach it again."},
    Row{Fault::filters, fatal, "FILTERS", names,
        "Le fichier joint « {0} » est codé d'une façon qui n'est pas acceptée. Joignez-le comprimé "
        "une seule fois (FlateDecode).",
        "The attached file \"{0}\" is encoded in a way that is not accepted. Attach it compressed "
        "once (FlateDecode)."},
    Row{Fault::xml_too_large, fatal, "XML-TOO-LARGE", names,
        "Le fichier joint « {0} » dépasse {1} octets une fois décomprimé.",
        "The attached file \"{0}\" exceeds {1} bytes when decompressed."},
    Row{Fault::wrong_relationship, fatal, "WRONG-RELATIONSHIP", "/Root/AF",
        "Le fichier joint « {0} » est déclaré {1} (AFRelationship) : ce n'est pas celui d'une "
        "facture. Déclarez Alternative, Source ou Data.",
        "The attached file \"{0}\" is declared {1} (AFRelationship): that is not an invoice's. "
        "Declare Alternative, Source or Data."},
    Row{Fault::profile, fatal, "PROFILE-CONTRADICTION", metadata,
        "Les métadonnées XMP annoncent le profil « {0} », mais le XML déclare « {1} » (BT-24). "
        "Accordez-les.",
        "The XMP metadata announce the profile \"{0}\", but the XML declares \"{1}\" (BT-24). Make "
        "them agree."},
    Row{Fault::zugferd_1, fatal, "ZUGFERD-1", names,
        "La facture jointe est au format ZUGFeRD 1, antérieur à la norme EN 16931 : elle peut être "
        "extraite, mais pas contrôlée. Demandez une facture Factur-X ou ZUGFeRD 2.",
        "The attached invoice is in the format ZUGFeRD 1, which is older than EN 16931: it can be "
        "extracted, but not checked. Ask for a Factur-X or ZUGFeRD 2 invoice."},
    Row{Fault::unusual_case, warning, "NAME-CASE", names,
        "Le fichier joint s'appelle « {0} » ; la spécification l'écrit {1}.",
        "The attached file is named \"{0}\"; the specification writes it {1}."},
    Row{Fault::no_relationship, warning, "NO-RELATIONSHIP", "/Root/AF",
        "Le fichier joint « {0} » ne dit pas sa relation au document (AFRelationship). Déclarez "
        "Alternative, Source ou Data.",
        "The attached file \"{0}\" does not say its relationship to the document "
        "(AFRelationship). Declare Alternative, Source or Data."},
    Row{Fault::not_associated, warning, "NOT-ASSOCIATED", "/Root/AF",
        "Le fichier joint « {0} » n'est pas associé au document. Ajoutez-le à /AF du catalogue.",
        "The attached file \"{0}\" is not associated with the document. Add it to /AF of the "
        "catalog."},
    Row{Fault::not_in_names, warning, "NOT-IN-NAMES", names,
        "Le fichier joint « {0} » manque dans la liste des fichiers incorporés : des lecteurs ne "
        "le trouveront pas. Ajoutez-le à /Names /EmbeddedFiles.",
        "The attached file \"{0}\" is missing from the list of embedded files: some readers will "
        "not find it. Add it to /Names /EmbeddedFiles."},
    Row{Fault::no_metadata, warning, "NO-XMP", metadata,
        "Les métadonnées XMP ne disent pas qu'il s'agit d'une facture Factur-X (fx:DocumentType, "
        "fx:DocumentFileName, fx:Version, fx:ConformanceLevel).",
        "The XMP metadata do not say that this is a Factur-X invoice (fx:DocumentType, "
        "fx:DocumentFileName, fx:Version, fx:ConformanceLevel)."},
    Row{Fault::other_name, warning, "XMP-FILE-NAME", metadata,
        "Les métadonnées XMP nomment le fichier « {0} », mais la facture jointe s'appelle « {1} ».",
        "The XMP metadata name the file \"{0}\", but the attached invoice is named \"{1}\"."},
    Row{Fault::unknown_level, warning, "XMP-LEVEL", metadata,
        "Les métadonnées XMP annoncent « {0} », qui n'est pas un profil tel que la spécification "
        "l'écrit : MINIMUM, BASIC WL, BASIC, EN 16931, EXTENDED.",
        "The XMP metadata announce \"{0}\", which is no profile as the specification writes it: "
        "MINIMUM, BASIC WL, BASIC, EN 16931, EXTENDED."},
    Row{Fault::too_many_files, warning, "MANY-FILES", names,
        "Le PDF contient plus de {0} fichiers joints ; les suivants ne sont pas lus.",
        "The PDF holds more than {0} attached files; those that follow are not read."},
};

static_assert(rows.back().fault == Fault::too_many_files, "one row a fault, in their order");

std::string fill(std::string_view pattern, std::string_view first, std::string_view second) {
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const std::string_view place = pattern.substr(i, 3);
    if (place != "{0}" && place != "{1}") {
      text += pattern[i];
      continue;
    }
    text += clip(place == "{0}" ? first : second);
    i += 2;
  }
  return text;
}

}  // namespace

Finding finding_of(Fault fault, std::string_view first, std::string_view second) {
  const Row& row = rows.at(static_cast<std::size_t>(fault));
  Finding finding;
  finding.set = "structure";
  finding.rule = "CONTAINER";
  finding.severity = row.severity;
  finding.location = row.code;
  if (!row.place.empty()) finding.location.append(" ").append(row.place);
  if (fault == Fault::profile) finding.terms = {Term::BT_24};
  finding.message = {fill(row.fr, first, second), fill(row.en, first, second)};
  return finding;
}

}  // namespace facteur::formats::facturx
