#include "gateway/cli/verdict_text.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace facteur::gateway::cli {
namespace {

using formats::Finding;
using formats::Format;
using formats::Kind;
using formats::Severity;
using formats::Verdict;

constexpr std::string_view severity_name(Severity severity) {
  constexpr std::array<std::string_view, 3> names{"fatal", "warning", "information"};
  return names[static_cast<std::size_t>(severity)];
}

nlohmann::ordered_json finding_json(const Finding& finding, Language language) {
  nlohmann::ordered_json terms = nlohmann::ordered_json::array();
  for (const Term term : finding.terms) terms.push_back(name(term));
  return {{"set", finding.set},
          {"rule", finding.rule},
          {"severity", severity_name(finding.severity)},
          {"terms", std::move(terms)},
          {"location", finding.location},
          {"line", finding.line},
          {"message", in(language, finding.message)}};
}

std::string_view kind_for_people(Kind kind, Language language) {
  switch (kind) {
    case Kind::invoice:
      return in(language, "facture", "invoice");
    case Kind::creditnote:
      return in(language, "avoir", "credit note");
    case Kind::lifecycle:
      return in(language, "message de cycle de vie", "life-cycle message");
    case Kind::report:
      return in(language, "déclaration", "report");
    case Kind::unknown:
      break;
  }
  return in(language, "document inconnu", "unknown document");
}

std::string_view severity_for_people(Severity severity, Language language) {
  switch (severity) {
    case Severity::fatal:
      return in(language, "erreur", "error");
    case Severity::warning:
      return in(language, "avertissement", "warning");
    case Severity::information:
      break;
  }
  return in(language, "information", "information");
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count > 1 ? many : one);
}

std::string headline(std::string_view file, const Verdict& verdict, Language language) {
  std::string text(file);
  text += in(language, " : ", ": ");
  text +=
      verdict.valid ? in(language, "conforme", "valid") : in(language, "non conforme", "not valid");
  text += " — ";
  text += kind_for_people(verdict.identity.kind, language);
  if (verdict.identity.format != Format::unknown) {
    text += " ";
    text += name(verdict.identity.format);
  }
  if (!verdict.profile.empty()) {
    text += in(language, ", profil ", ", profile ");
    text += verdict.profile;
  }
  return text + "\n";
}

std::string finding_for_people(const Finding& finding, Language language) {
  std::string text = "  ";
  text += severity_for_people(finding.severity, language);
  text += " ";
  text += finding.rule;
  if (finding.line != 0) {
    text += in(language, ", ligne ", ", line ");
    text += std::to_string(finding.line);
  }
  text += in(language, " : ", ": ");
  text += in(language, finding.message);
  text += "\n";
  if (!finding.location.empty()) text += "    " + finding.location + "\n";
  return text;
}

std::string summary(const Verdict& verdict, Language language) {
  const auto fatal = static_cast<std::size_t>(
      std::count_if(verdict.findings.begin(), verdict.findings.end(),
                    [](const Finding& f) { return f.severity == Severity::fatal; }));
  const std::size_t others = verdict.findings.size() - fatal;
  std::string text = "  " + (language == Language::fr ? counted(fatal, "erreur", "erreurs")
                                                      : counted(fatal, "error", "errors"));
  text += ", " + (language == Language::fr ? counted(others, "remarque", "remarques")
                                           : counted(others, "remark", "remarks"));
  if (verdict.findings_beyond > 0) {
    text += in(language, ", et ", ", and ");
    text += std::to_string(verdict.findings_beyond);
    text += in(language, " de plus du même genre", " more of the same kind");
  }
  return text + ".\n";
}

}  // namespace

std::string finding_line(const formats::Finding& finding, Language language) {
  return finding_json(finding, language)
      .dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string verdict_json(std::string_view file, const Verdict& verdict, Language language) {
  nlohmann::ordered_json findings = nlohmann::ordered_json::array();
  for (const Finding& finding : verdict.findings) {
    findings.push_back(finding_json(finding, language));
  }
  const nlohmann::ordered_json object{{"file", file},
                                      {"format", name(verdict.identity.format)},
                                      {"document", name(verdict.identity.kind)},
                                      {"profile", verdict.profile},
                                      {"structure", verdict.structure},
                                      {"valid", verdict.valid},
                                      {"findings", std::move(findings)},
                                      {"findings_beyond", verdict.findings_beyond}};
  return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string verdict_for_people(std::string_view file, const Verdict& verdict, Language language) {
  std::string text = headline(file, verdict, language);
  for (const Finding& finding : verdict.findings) text += finding_for_people(finding, language);
  if (!verdict.findings.empty()) text += summary(verdict, language);
  return text;
}

}  // namespace facteur::gateway::cli
