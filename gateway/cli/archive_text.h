// What `facteur archive` says, for people and for machines.
#pragma once

#include <string>

#include "archive/proof.h"
#include "archive/verify.h"
#include "gateway/cli/language.h"

namespace facteur::gateway::cli {

// Several lines: one a fault (file, offset, object, entry, what), then what was read and the
// verdict.
std::string report_for_people(const archive::VerifyReport& report, Language language);
// One object on one line, its faults in an array.
std::string report_json(const archive::VerifyReport& report);

std::string verdict_for_people(const archive::ProofVerdict& verdict, bool with_document,
                               bool with_key, Language language);
std::string verdict_json(const archive::ProofVerdict& verdict);

// Why something cannot be done.
std::string error_for_people(const archive::Error& error, Language language);

}  // namespace facteur::gateway::cli
