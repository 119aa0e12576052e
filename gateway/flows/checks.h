// The pipeline's decision on one document: accepted, rejected (213), or not something that a status
// can be set on. A pure function of what was read and looked up.
#pragma once

#include <optional>
#include <string>

#include "formats/verdict.h"
#include "gateway/flows/facts.h"
#include "gateway/flows/flow.h"

namespace facteur::gateway::flows {

// Who the parties are on this platform.
struct Parties {
  std::optional<std::string> issuer;     // tenant that the invoice says it comes from
  std::optional<std::string> recipient;  // tenant that it goes to
};

struct Decision {
  bool accepted = false;
  int status = 0;           // 200 or 213; 0: no status, since nothing invoice-like could be read
  std::string reason;       // of the status
  std::string comment;      // for people, with the reason
  std::string ack_details;  // JSON, see verdict_report.h
};

// Everything but uniqueness, which only the database can decide.
Decision decide(const Flow& flow, const formats::Verdict& verdict, const InvoiceFacts* facts,
                const Parties& parties, bool unclaimed_issuers_allowed);

// The same seller, number and year was accepted before, in `other_flow`.
Decision duplicate(const InvoiceFacts& facts, const std::string& other_flow);

// The document makes the platform itself fail.
Decision unprocessable();

// "UBL", "CII", ...: the interface's word for what a document was found to be; empty when unknown.
std::string_view syntax_name(formats::Format format);
// What a file is whose sender does not say: what its content is. What is nothing known is taken in
// as UBL, and the checks say what is wrong with it.
std::string syntax_by_content(std::string_view bytes);

// The interface's profile of a business profile (BT-24).
std::string_view profile_name(std::string_view customization);

}  // namespace facteur::gateway::flows
