#include "gateway/flows/checks.h"

#include <nlohmann/json.hpp>

#include "gateway/flows/verdict_report.h"

namespace facteur::gateway::flows {
namespace {

// Reasons that lifecycle.md §4 allows with 213, and reason codes of the Flow Service.
constexpr const char* semantic_rejection = "REJ_SEMAN";
constexpr const char* coherence_rejection = "REJ_COH";
constexpr const char* duplicate_rejection = "DOUBLON";

std::string one_detail(const char* item, const char* reason, const std::string& fr,
                       const std::string& en) {
  return nlohmann::json::array(
             {{{"level", "Error"}, {"item", item}, {"reasonCode", reason}, {"fr", fr}, {"en", en}}})
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Decision refused(int status, const char* reason, std::string comment, std::string details) {
  return {false, status, reason, std::move(comment), std::move(details)};
}

Decision wrong_syntax(const Flow& flow, const formats::Verdict& verdict) {
  const std::string found(syntax_name(verdict.identity.format));
  return refused(0, "", "",
                 one_detail("flowSyntax", "FlowTypeError",
                            "Le fichier est annoncé " + flow.syntax + " mais son contenu est " +
                                found + " : corrigez flowSyntax et renvoyez-le.",
                            "The file is announced as " + flow.syntax + " but its content is " +
                                found + ": correct flowSyntax and send it again."));
}

Decision not_an_invoice() {
  return refused(0, "", "",
                 one_detail("flowSyntax", "OtherTechnicalError",
                            "Le fichier est bien formé, mais la plateforme ne reçoit ici que des "
                            "factures et des avoirs.",
                            "The file is well formed, but the platform takes only invoices and "
                            "credit notes here."));
}

Decision wrong_issuer(const InvoiceFacts& facts) {
  const bool self = facts.self_billed();
  const std::string fr = std::string(self ? "L'acheteur" : "Le vendeur") +
                         " de cette facture n'est pas votre entreprise : vérifiez " +
                         (self ? "BT-47, BT-48, BT-49." : "BT-30, BT-31, BT-34.");
  const std::string en = std::string(self ? "The buyer" : "The seller") +
                         " of this invoice is not your company: check " +
                         (self ? "BT-47, BT-48, BT-49." : "BT-30, BT-31, BT-34.");
  return refused(213, coherence_rejection, fr,
                 one_detail(self ? "BG-7" : "BG-4", "FACTEUR-ISSUER", fr, en));
}

}  // namespace

Decision decide(const Flow& flow, const formats::Verdict& verdict, const InvoiceFacts* facts,
                const Parties& parties, bool unclaimed_issuers_allowed) {
  const auto found = syntax_name(verdict.identity.format);
  if (!found.empty() && found != flow.syntax) return wrong_syntax(flow, verdict);
  if (!verdict.valid)
    return refused(facts && !facts->number.empty() ? 213 : 0, semantic_rejection, summary(verdict),
                   acknowledgement_details(verdict));
  if (!facts) return not_an_invoice();
  const bool own = parties.issuer == flow.tenant;
  if (!own && (parties.issuer || !unclaimed_issuers_allowed)) return wrong_issuer(*facts);
  return {true, 200, "", "", acknowledgement_details(verdict)};
}

Decision duplicate(const InvoiceFacts& facts, const std::string& other_flow) {
  const std::string year = std::to_string(facts.issue_year);
  const std::string fr = "La facture " + facts.number + " de " + facts.seller_name + " (" + year +
                         ") a déjà été déposée : flux " + other_flow + ".";
  const std::string en = "Invoice " + facts.number + " of " + facts.seller_name + " (" + year +
                         ") was deposited before: flow " + other_flow + ".";
  return refused(213, duplicate_rejection, fr, one_detail("BT-1", "AlreadyExistingFlow", fr, en));
}

Decision unprocessable() {
  return refused(0, "", "",
                 one_detail("file", "OtherTechnicalError",
                            "La plateforme n'a pas pu traiter ce fichier. L'incident est noté ; "
                            "renvoyez le fichier ou adressez-vous au support.",
                            "The platform could not process this file. The incident is noted; send "
                            "the file again or turn to support."));
}

std::string_view syntax_name(formats::Format format) {
  switch (format) {
    case formats::Format::ubl:
      return "UBL";
    case formats::Format::cii:
      return "CII";
    case formats::Format::facturx:
      return "Factur-X";
    case formats::Format::cdar:
      return "CDAR";
    case formats::Format::flux10:
      return "FRR";
    case formats::Format::unknown:
      break;
  }
  return "";
}

std::string syntax_by_content(std::string_view bytes) {
  const auto syntax = syntax_name(formats::identify(bytes).format);
  return std::string(syntax.empty() ? "UBL" : syntax);
}

std::string_view profile_name(std::string_view customization) {
  if (customization == "urn:cen.eu:en16931:2017") return "CIUS";
  if (customization.find("extended-ctc-fr") != std::string_view::npos) return "Extended-CTC-FR";
  if (customization.find("basicwl") != std::string_view::npos) return "Basic";
  return "Undefined";
}

}  // namespace facteur::gateway::flows
