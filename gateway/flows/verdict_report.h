// What the checks said of a document, as JSON: for the archive, for acknowledgements, for pages.
#pragma once

#include <string>

#include "formats/verdict.h"

namespace facteur::gateway::flows {

// [{set, rule, severity, terms, location, line, fr, en}]
std::string findings_json(const formats::Verdict& verdict);

// [{name, version}] of the rule sets that judged; of trading-partner requirements also the sha256
// of the file that states them.
std::string rule_sets_json(const formats::Verdict& verdict);

// The details of an acknowledgement of XP Z12-013 in both languages:
// [{level, item, reasonCode, fr, en}]; errors first, at most `limit`.
std::string acknowledgement_details(const formats::Verdict& verdict, std::size_t limit = 50);

// The report that is sealed beside the document: what was judged (SHA-256), by which rule sets of
// which version, with which result.
std::string report_json(const formats::Verdict& verdict, const std::string& flow,
                        const std::string& sha256);

// One line for the comment of a status: the first fatal findings by rule.
std::string summary(const formats::Verdict& verdict);

}  // namespace facteur::gateway::flows
