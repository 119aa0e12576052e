// One flow: where it stands, what the checks said, what proves that it is kept.
#include "gateway/http/view_routes.h"
#include "gateway/portal/display.h"
#include "gateway/portal/rows.h"
#include "gateway/portal/site.h"
#include "gateway/portal/texts.h"

namespace facteur::gateway::portal {
namespace {

constexpr int rejected = 213;

std::string moment(Instant at, Language language) {
  return paris_display(at, language == Language::fr);
}

Values step_values(const StatusStep& step, Language language) {
  Values values;
  values.set("code", std::to_string(step.code));
  values.set("name", status_name(step.code, language));
  set_text(values, "about", status_about(step.code, language));
  values.set("tone", std::string(status_tone(step.code)));
  values.set("instant", to_string(step.at));
  values.set("at", moment(step.at, language));
  set_text(values, "reason", reason_label(step.reason, language));
  // Of a rejection, the findings say the same in the reader's language.
  set_text(values, "comment", step.code == rejected ? "" : typeset(step.comment, language));
  return values;
}

std::string_view finding_tone(std::string_view severity) {
  if (severity == "fatal") return "bad";
  return severity == "warning" ? "attention" : "neutral";
}

Values finding_values(const FlowFinding& finding, Language language) {
  Values values;
  values.set("severity", finding.severity);
  values.set("kind",
             std::string(text_or("severity." + finding.severity, language, finding.severity)));
  values.set("tone", std::string(finding_tone(finding.severity)));
  set_text(values, "rule", finding.rule);
  set_text(values, "location", finding.location);
  set_text(values, "line", finding.line > 0 ? show_count(finding.line, language) : "");
  values.set("message", typeset(language == Language::fr ? finding.fr : finding.en, language));
  Values terms{Values::type::list};
  for (const auto& term : finding.terms) terms.push_back({"term", term});
  values.set("terms", terms);
  return values;
}

Values archive_values(const ArchiveFacts& archive, Language language) {
  Values values;
  values.set("sha256", archive.sha256);
  values.set("entry", show_count(archive.entry, language));
  values.set("sealed", moment(archive.sealed_at, language));
  values.set("sealed_instant", to_string(archive.sealed_at));
  values.set("covered", archive.tree_size > 0);
  values.set("tree_size", show_count(archive.tree_size, language));
  values.set("root", archive.root);
  return values;
}

void set_checks(Values& values, const FlowDetail& flow, Language language) {
  const bool pending = flow.invoice.status == 0;
  Values findings{Values::type::list};
  for (const auto& finding : flow.findings) findings.push_back(finding_values(finding, language));
  values.set("findings", findings);
  set_text(values, "beyond",
           flow.findings_beyond > 0 ? show_count(flow.findings_beyond, language) : "");
  values.set("pending", pending);
  values.set("passed",
             !pending && flow.findings.empty() && status_tone(flow.invoice.status) != "bad");
  values.set("refresh", flow.moving);
}

// What a sender does now about a rejected invoice.
std::string_view advice(const FlowDetail& flow, Language language) {
  if (flow.direction != Direction::issued || flow.invoice.status != rejected) return "";
  const bool duplicate = !flow.steps.empty() && flow.steps.back().reason == "DOUBLON";
  return text(duplicate ? "flow.next.duplicate" : "flow.next.213", language);
}

Values flow_values(const FlowDetail& flow, Language language) {
  Values values = invoice_values(flow.invoice, language);
  const bool issued = flow.direction == Direction::issued;
  values.set("room_invoices", true);
  values.set("title", flow.invoice.number.empty() ? flow.invoice.file_name : flow.invoice.number);
  values.set("issued", issued);
  values.set("view", issued ? "issued" : "received");
  values.set("parties", !flow.invoice.seller.empty() || !flow.invoice.buyer.empty());
  set_text(values, "about", status_about(flow.invoice.status, language));
  set_text(values, "advice", advice(flow, language));
  set_text(values, "syntax", flow.syntax);
  set_text(values, "profile", flow.profile);
  values.set("size", show_size(flow.size, language));
  values.set("submitted", moment(flow.submitted_at, language));
  values.set("submitted_instant", to_string(flow.submitted_at));
  values.set("readable", flow.readable);
  values.set("shown", flow.invoice_read);
  set_checks(values, flow, language);
  Values steps{Values::type::list};
  for (const auto& step : flow.steps) steps.push_back(step_values(step, language));
  values.set("steps", steps);
  values.set("lived", !flow.steps.empty());
  if (flow.archive) values.set("archive", archive_values(*flow.archive, language));
  return values;
}

std::optional<DocumentKind> kind_named(std::string_view name) {
  if (name == "original") return DocumentKind::original;
  if (name == "readable") return DocumentKind::readable;
  if (name == "view") return DocumentKind::view;
  return std::nullopt;
}

}  // namespace

http::Response show_flow(const Site& site, const http::Request& request, const Visitor& visitor) {
  const std::string id(request.parameter("flowId"));
  const auto flow = site.data.flow(visitor.principal, id);
  if (!flow) return site.refusal(request, visitor, 404, "error.not_found");
  return site.page(request, visitor, "flow", flow_values(*flow, visitor.language));
}

http::Response send_document(const Site& site, const http::Request& request,
                             const Visitor& visitor) {
  const std::string id(request.parameter("flowId"));
  const auto kind = request.parameter("document");
  const auto wanted = kind_named(kind);
  if (!wanted) return site.refusal(request, visitor, 404, "error.not_found");
  auto document = site.data.document(visitor.principal, id, *wanted);
  if (!document) return site.refusal(request, visitor, 404, "error.not_found");
  site.accounts.log_access(visitor.principal, "document.read", id, kind);
  if (*wanted == DocumentKind::view) return http::foreign_page(std::move(document->bytes));
  const bool original = *wanted == DocumentKind::original;

  http::Response response;
  response.type = document->type;
  response.body = std::move(document->bytes);
  // The name is encoded (RFC 6266 §4.3, RFC 8187), so that nothing in it can end the header.
  response.headers = {
      {"Content-Disposition", std::string(original ? "attachment" : "inline") +
                                  "; filename*=UTF-8''" + percent_encoded(document->name)},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Cache-Control", "no-store"},
  };
  // What others wrote is saved, and has no rights here if a browser shows it all the same. The
  // readable view is our own PDF, which browsers refuse to show in a sandbox.
  if (original)
    response.headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
  return response;
}

}  // namespace facteur::gateway::portal
