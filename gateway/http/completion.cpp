#include "gateway/http/completion.h"

#include <nlohmann/json.hpp>

#include "formats/write.h"

namespace facteur::gateway::http {
namespace {

using formats::Syntax;

bool is_invoice(Syntax syntax) {
  return syntax == Syntax::ubl_invoice || syntax == Syntax::ubl_credit_note ||
         syntax == Syntax::cii;
}

const std::string& in(const formats::Text& text, bool french) {
  return french ? text.fr : text.en;
}

}  // namespace

std::optional<CompletedDocument> complete_document(const formats::Reading& reading,
                                                   bool recompute) {
  if (!reading.invoice || !is_invoice(reading.invoice->syntax())) return std::nullopt;
  formats::Completion completion = formats::complete(*reading.invoice, recompute);
  formats::Written written = formats::write(completion.invoice, completion.invoice.syntax());
  return CompletedDocument{std::move(completion), std::move(written.bytes),
                           std::move(written.losses)};
}

formats::Text why_not(const formats::Reading& reading) {
  if (!reading.invoice && !reading.findings.empty()) return reading.findings.front().message;
  return {"Le document n'est pas une facture UBL ou CII.",
          "The document is no UBL or CII invoice."};
}

nlohmann::ordered_json to_json(const formats::Figure& figure, bool french) {
  nlohmann::ordered_json json = {{"term", facteur::name(figure.term)},
                                 {"path", figure.path},
                                 {"outcome", formats::name(figure.outcome)}};
  if (!figure.computed.empty()) json["computed"] = figure.computed;
  if (!figure.given.empty()) json["given"] = figure.given;
  json["reason"] = in(figure.reason, french);
  return json;
}

nlohmann::ordered_json to_json(const formats::Finding& loss, bool french) {
  nlohmann::ordered_json terms = nlohmann::ordered_json::array();
  for (const Term term : loss.terms) terms.push_back(facteur::name(term));
  return {{"rule", loss.rule},
          {"terms", std::move(terms)},
          {"location", loss.location},
          {"message", in(loss.message, french)}};
}

}  // namespace facteur::gateway::http
