#include "gateway/flows/archive_refusal.h"

#include <array>

#include "formats/structure_text.h"

namespace facteur::gateway::flows {
namespace {

struct Reason {
  std::string_view code, fr, en;
};

// In the order of ArchiveFault.
// clang-format off
constexpr auto reasons = std::to_array<Reason>({
  {"ARCHIVE_UNREADABLE", "Le fichier n'est pas une archive .zip ou .tar.gz lisible : refaites-la.", "The file is no readable .zip or .tar.gz archive: make it again."},
  {"ARCHIVE_DAMAGED", "L'archive est tronquée ou abîmée : renvoyez-la.", "The archive is cut or damaged: send it again."},
  {"ARCHIVE_EMPTY", "L'archive ne contient aucun fichier.", "The archive holds no file."},
  {"ARCHIVE_TOO_MANY_FILES", "L'archive contient plus de fichiers que permis : répartissez-les.", "The archive holds more files than allowed: spread them over several."},
  {"ARCHIVE_TOO_LARGE", "Les fichiers de l'archive dépassent ensemble la taille permise : répartissez-les.", "The files of the archive are together larger than allowed: spread them over several."},
  {"ARCHIVE_FILE_TOO_LARGE", "Un fichier de l'archive dépasse la taille permise.", "A file of the archive is larger than allowed."},
  {"ARCHIVE_INFLATION", "L'archive se déploie bien au-delà de sa taille, ce qu'aucune facture ne demande.", "The archive unfolds far beyond its size, which no invoice needs."},
  {"ARCHIVE_PATH_TOO_LONG", "Le chemin d'un fichier de l'archive est trop long ou trop profond : raccourcissez-le.", "The path of a file of the archive is too long or too deep: shorten it."},
  {"ARCHIVE_PATH_OUTSIDE", "Le chemin d'un fichier de l'archive sort de l'archive (absolu, ou avec « .. »).", "The path of a file of the archive leads out of it (absolute, or with \"..\")."},
  {"ARCHIVE_PATH_SIGNS", "Le chemin d'un fichier de l'archive contient des caractères de contrôle.", "The path of a file of the archive holds control characters."},
  {"ARCHIVE_PATH_ENCODING", "Le nom d'un fichier de l'archive n'est pas en UTF-8 : renommez-le sans accents ou refaites l'archive.", "The name of a file of the archive is not UTF-8: rename it without accents or make the archive again."},
  {"ARCHIVE_REPEATED_PATH", "L'archive contient deux fichiers du même nom.", "The archive holds two files of one name."},
  {"ARCHIVE_LINK", "L'archive contient un lien, pas un fichier.", "The archive holds a link, not a file."},
  {"ARCHIVE_SPECIAL_FILE", "L'archive contient autre chose que des fichiers et des dossiers.", "The archive holds something other than files and folders."},
  {"ARCHIVE_ENCRYPTED", "L'archive est chiffrée : envoyez-la sans mot de passe.", "The archive is encrypted: send it without a password."},
  {"ARCHIVE_METHOD", "Un fichier de l'archive est compressé autrement que par « deflate » : refaites l'archive.", "A file of the archive is compressed other than by \"deflate\": make the archive again."},
  {"ARCHIVE_NESTED", "L'archive contient une autre archive : envoyez celle-ci à part.", "The archive holds another archive: send that one by itself."},
  {"ARCHIVE_EMPTY_FILE", "Un fichier de l'archive est vide.", "A file of the archive is empty."},
});
// clang-format on
static_assert(reasons.size() == static_cast<std::size_t>(ArchiveFault::empty_file) + 1);

const Reason& reason_of(ArchiveFault fault) {
  return reasons[static_cast<std::size_t>(fault)];
}

}  // namespace

std::string_view ArchiveRefusal::code() const {
  return reason_of(fault).code;
}

formats::Text ArchiveRefusal::message() const {
  const Reason& reason = reason_of(fault);
  if (path.empty()) return {std::string(reason.fr), std::string(reason.en)};
  const std::string shown = formats::clip(path);
  return {std::string(reason.fr) + " (« " + shown + " »)",
          std::string(reason.en) + " (\"" + shown + "\")"};
}

}  // namespace facteur::gateway::flows
