#include "gateway/http/completion.h"

#include <nlohmann/json.hpp>

#include "formats/json_read.h"
#include "formats/json_write.h"
#include "formats/write.h"

namespace facteur::gateway::http {
namespace {

using formats::Syntax;

bool is_invoice(Syntax syntax) {
  return syntax != Syntax::cdar && syntax != Syntax::flux10;
}

const std::string& in(const formats::Text& text, bool french) {
  return french ? text.fr : text.en;
}

}  // namespace

formats::Reading read_document(std::string_view bytes) {
  return formats::looks_like_json(bytes) ? formats::read_json(bytes) : formats::read(bytes);
}

std::optional<CompletedDocument> complete_document(const formats::Reading& reading,
                                                   bool recompute) {
  if (!reading.invoice || !is_invoice(reading.invoice->syntax())) return std::nullopt;
  formats::Completion completion = formats::complete(*reading.invoice, recompute);
  const formats::Invoice& invoice = completion.invoice;
  if (invoice.syntax() == Syntax::json) {
    std::string json = formats::write_json(invoice);
    return CompletedDocument{std::move(completion), std::move(json), "application/json",
                             reading.findings};
  }
  formats::Written written = formats::write(invoice, invoice.syntax());
  return CompletedDocument{std::move(completion), std::move(written.bytes), "application/xml",
                           std::move(written.losses)};
}

formats::Text why_not(const formats::Reading& reading) {
  if (!reading.invoice && !reading.findings.empty()) return reading.findings.front().message;
  return {"Le document n'est pas une facture UBL, CII ou JSON.",
          "The document is no UBL, CII or JSON invoice."};
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
