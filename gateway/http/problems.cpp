#include "gateway/http/problems.h"

namespace facteur::gateway::http {

Problem missing_token() {
  return {
      401,
      "MISSING_TOKEN",
      "Cette adresse demande un jeton : obtenez-le sur /oauth/token et envoyez-le dans l'en-tête "
      "Authorization: Bearer.",
      "This address needs a token: get one at /oauth/token and send it in the header "
      "Authorization: Bearer.",
      {}};
}

Problem invalid_token() {
  return {401,
          "INVALID_TOKEN",
          "Le jeton n'est pas valide ou a expiré : demandez-en un nouveau sur /oauth/token.",
          "The token is not valid or has expired: ask for a new one at /oauth/token.",
          {}};
}

Problem forbidden(std::string details) {
  return {
      403, "FORBIDDEN_ACCESS",
      "Votre compte n'a pas ce droit : vérifiez l'en-tête Organization-Id et le rôle du compte.",
      "Your account does not have this right: check the Organization-Id header and the role of "
      "the account.",
      std::move(details)};
}

Problem not_found() {
  return {404,
          "NOT_FOUND",
          "Rien à cette adresse pour votre entreprise.",
          "Nothing at this address for your company.",
          {}};
}

Problem method_not_allowed() {
  return {405,
          "METHOD_NOT_ALLOWED",
          "Cette adresse ne connaît pas cette méthode.",
          "This address does not know this method.",
          {}};
}

Problem length_required() {
  return {411,
          "LENGTH_REQUIRED",
          "La longueur du corps manque : envoyez Content-Length ou Transfer-Encoding: chunked.",
          "The length of the body is missing: send Content-Length or Transfer-Encoding: chunked.",
          {}};
}

Problem too_large(std::size_t limit_bytes) {
  const std::string limit = std::to_string(limit_bytes);
  return {
      413,
      "FILE_SIZE_EXCEEDED",
      "Le fichier dépasse la taille permise (" + limit + " octets) : réduisez ses pièces jointes.",
      "The file is larger than allowed (" + limit + " bytes): make its attachments smaller.",
      {}};
}

Problem too_slow() {
  return {408,
          "REQUEST_TIMEOUT",
          "Le corps de la requête arrive trop lentement : réessayez avec une meilleure liaison.",
          "The body of the request arrives too slowly: try again over a better connection.",
          {}};
}

Problem body_cut() {
  return {400,
          "BODY_CUT",
          "La connexion s'est fermée avant la fin du corps : renvoyez la requête.",
          "The connection closed before the end of the body: send the request again.",
          {}};
}

Problem unsupported_encoding() {
  return {415,
          "UNSUPPORTED_ENCODING",
          "Un corps compressé n'est pas accepté : envoyez-le sans Content-Encoding.",
          "A compressed body is not accepted: send it without Content-Encoding.",
          {}};
}

Problem not_multipart() {
  return {415,
          "UNSUPPORTED_MEDIA_TYPE",
          "Le corps doit être multipart/form-data, avec les parties flowInfo et file.",
          "The body must be multipart/form-data with the parts flowInfo and file.",
          {}};
}

Problem malformed_multipart(std::string details) {
  return {400, "MALFORMED_MULTIPART",
          "Le corps multipart/form-data est mal formé (RFC 7578) : vérifiez ses séparateurs.",
          "The multipart/form-data body is malformed (RFC 7578): check its boundaries.",
          std::move(details)};
}

Problem missing_part(const std::string& name) {
  return {400,
          "MISSING_PART",
          "La partie « " + name + " » manque dans le formulaire.",
          "The form has no part \"" + name + "\".",
          {}};
}

Problem repeated_part(const std::string& name) {
  return {400,
          "REPEATED_PART",
          "La partie « " + name + " » est donnée deux fois : envoyez une facture par requête.",
          "The part \"" + name + "\" is given twice: send one invoice a request.",
          {}};
}

Problem unknown_part(std::string name) {
  return {400, "UNKNOWN_PART",
          "Le formulaire a une partie inconnue : seules flowInfo et file sont attendues.",
          "The form has an unknown part: only flowInfo and file are expected.", std::move(name)};
}

Problem invalid_json(std::string details) {
  return {400, "INVALID_JSON", "Le corps ou la partie n'est pas un objet JSON valide.",
          "The body or part is not a valid JSON object.", std::move(details)};
}

Problem missing_field(const std::string& name) {
  return {400,
          "MISSING_REQUIRED_FIELD",
          "Le champ « " + name + " » est obligatoire.",
          "The field \"" + name + "\" is required.",
          {}};
}

Problem invalid_field(const std::string& name, std::string details) {
  return {400, "INVALID_FIELD", "Le champ « " + name + " » n'a pas une valeur permise.",
          "The field \"" + name + "\" does not have an allowed value.", std::move(details)};
}

Problem invalid_file_name() {
  return {
      400,
      "INVALID_FILE_NAME",
      "Le nom du fichier doit être un nom simple, sans dossier ni caractère de contrôle, de 255 "
      "caractères au plus.",
      "The name of the file must be a plain name, without folder or control character, of 255 "
      "characters at most.",
      {}};
}

Problem empty_file() {
  return {400,
          "EMPTY_FILE",
          "Le fichier est vide : envoyez la facture elle-même.",
          "The file is empty: send the invoice itself.",
          {}};
}

Problem checksum_mismatch(std::string details) {
  return {422, "CHECKSUM_MISMATCH",
          "L'empreinte SHA-256 annoncée n'est pas celle du fichier reçu : renvoyez-le.",
          "The SHA-256 given is not that of the file received: send it again.", std::move(details)};
}

Problem too_many_requests() {
  return {429,
          "TOO_MANY_REQUESTS",
          "Trop de tentatives : attendez un quart d'heure.",
          "Too many tries: wait a quarter of an hour.",
          {}};
}

Problem overloaded() {
  return {503,
          "OVERLOADED",
          "Le service est chargé : réessayez dans quelques secondes.",
          "The service is busy: try again in a few seconds.",
          {}};
}

Problem internal_error() {
  return {500,
          "INTERNAL_ERROR",
          "Une erreur interne est survenue ; elle est notée sous l'identifiant de la requête.",
          "An internal error happened; it is noted under the id of the request.",
          {}};
}

Problem not_converted() {
  return {404,
          "NOT_CONVERTED",
          "Ce flux n'est pas une facture UBL, CII ou Factur-X lisible, et ne peut être converti.",
          "This flow is no UBL, CII or Factur-X invoice that can be read, and cannot be converted.",
          {}};
}

Problem no_readable_view() {
  return {404,
          "NO_READABLE_VIEW",
          "Ce flux n'a pas de vue lisible : le document n'a pas pu être lu (docType=Original).",
          "This flow has no readable view: the document could not be read (docType=Original).",
          {}};
}

Problem no_fonts() {
  return {503,
          "NO_FONTS",
          "Aucun PDF sans polices : l'exploitant doit installer fonts-liberation2.",
          "No PDF without fonts: the operator has to install fonts-liberation2.",
          {}};
}

Problem unreadable_document(std::string details) {
  return {400, "UNREADABLE_DOCUMENT",
          "Aucune facture n'a pu être lue : envoyez une facture UBL, CII ou JSON.",
          "No invoice could be read: send a UBL, CII or JSON invoice.", std::move(details)};
}

Problem reminder_left() {
  return {409,
          "REMINDER_LEFT",
          "Cette relance est déjà partie ou a été annulée : relisez la liste.",
          "This reminder has left already or was cancelled: read the list again.",
          {}};
}

}  // namespace facteur::gateway::http
