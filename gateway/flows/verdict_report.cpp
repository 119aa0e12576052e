#include "gateway/flows/verdict_report.h"

#include <nlohmann/json.hpp>

#include "formats/requirements.h"

namespace facteur::gateway::flows {
namespace {

using formats::Finding;
using formats::Severity;
using nlohmann::json;

constexpr std::size_t summary_limit = 3;

std::string dump(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

const char* severity_name(Severity severity) {
  switch (severity) {
    case Severity::fatal:
      return "fatal";
    case Severity::warning:
      return "warning";
    case Severity::information:
      break;
  }
  return "information";
}

json terms_json(const Finding& finding) {
  json terms = json::array();
  for (const Term term : finding.terms) terms.push_back(name(term));
  return terms;
}

json findings_array(const formats::Verdict& verdict) {
  json findings = json::array();
  for (const Finding& finding : verdict.findings)
    findings.push_back({{"set", finding.set},
                        {"rule", finding.rule},
                        {"severity", severity_name(finding.severity)},
                        {"terms", terms_json(finding)},
                        {"location", finding.location},
                        {"line", finding.line},
                        {"fr", finding.message.fr},
                        {"en", finding.message.en}});
  return findings;
}

json rule_sets_array(const formats::Verdict& verdict) {
  json sets = json::array();
  for (const auto* set : verdict.judged_by)
    sets.push_back({{"name", set->name}, {"version", set->version}});
  for (const auto& set : verdict.requirements)
    sets.push_back({{"name", set->name}, {"version", set->version}, {"sha256", set->digest}});
  return sets;
}

// A PDF as a container: the code is the first word of the location (formats/facturx/read.h).
std::string container_code(const Finding& finding) {
  const std::string_view location = finding.location;
  const std::string_view code = location.substr(0, location.find(' '));
  if (code == "XML-TOO-LARGE" || code == "TOO-COMPLEX") return "FileSizeExceeded";
  if (code == "BROKEN-STREAM" || code == "FILTERS") return "AttachmentTypeError";
  if (code == "PROFILE-CONTRADICTION" || code == "WRONG-RELATIONSHIP") return "InvalidSchema";
  return "FlowTypeError";
}

// Structural findings have the interface's own code; a rule's id says more than any of its codes.
std::string reason_code(const Finding& finding) {
  if (finding.set != "structure") return std::string(finding.rule);
  if (finding.rule == "TOO-LARGE") return "FileSizeExceeded";
  if (finding.rule == "CONTAINER") return container_code(finding);
  if (finding.rule == "UNKNOWN-ROOT") return "FlowTypeError";
  return "InvalidSchema";
}

std::string item_of(const Finding& finding) {
  std::string item = finding.terms.empty() ? std::string() : name(finding.terms.front());
  if (!finding.location.empty()) item += (item.empty() ? "" : " ") + finding.location;
  return item.empty() ? "file" : item;
}

}  // namespace

std::string findings_json(const formats::Verdict& verdict) {
  return dump(findings_array(verdict));
}

std::string rule_sets_json(const formats::Verdict& verdict) {
  return dump(rule_sets_array(verdict));
}

std::string acknowledgement_details(const formats::Verdict& verdict, std::size_t limit) {
  json details = json::array();
  for (const Severity severity : {Severity::fatal, Severity::warning})
    for (const Finding& finding : verdict.findings)
      if (finding.severity == severity && details.size() < limit)
        details.push_back({{"level", severity == Severity::fatal ? "Error" : "Warning"},
                           {"item", item_of(finding)},
                           {"reasonCode", reason_code(finding)},
                           {"fr", finding.message.fr},
                           {"en", finding.message.en}});
  return dump(details);
}

std::string report_json(const formats::Verdict& verdict, const std::string& flow,
                        const std::string& sha256) {
  return dump({{"flow", flow},
               {"sha256", sha256},
               {"format", formats::name(verdict.identity.format)},
               {"document", formats::name(verdict.identity.kind)},
               {"profile", verdict.profile},
               {"ruleSets", rule_sets_array(verdict)},
               {"structure", verdict.structure},
               {"valid", verdict.valid},
               {"findings", findings_array(verdict)},
               {"findingsBeyond", verdict.findings_beyond}});
}

std::string summary(const formats::Verdict& verdict) {
  std::string text;
  std::size_t count = 0;
  for (const Finding& finding : verdict.findings) {
    if (finding.severity != Severity::fatal || count++ >= summary_limit) continue;
    text += (text.empty() ? "" : " ") + std::string(finding.rule) + " : " + finding.message.fr;
  }
  if (count > summary_limit) text += " (+" + std::to_string(count - summary_limit) + ")";
  return text;
}

}  // namespace facteur::gateway::flows
