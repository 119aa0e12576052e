// What a trading partner asks of invoices beyond the official rules: a purchase order number, codes
// of his own, an attachment. Requirements judge like rules (formats/rules.h), but come from files
// that users write; reading these is the gateway's work (gateway/flows/requirement_files.h).
//
// A set says whose invoices it is about and from when to when; each requirement has an id, a
// severity and messages of the user's own. Requirements are asked of invoices and credit notes, of
// the semantic model, so that a set holds for every syntax.
//
// Constant once made; safe from any thread. Findings point into the set that they come from: it
// outlives them (Verdict::requirements keeps it).
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "formats/civil_date.h"
#include "formats/finding.h"
#include "formats/model.h"
#include "formats/party_condition.h"
#include "formats/pattern.h"
#include "schemas/code_lists.h"

namespace facteur::formats {

class Report;

// What is looked at: a term of the invoice, or what qualifies it (BT-47-1).
struct Observed {
  Term term = Term::none;
  std::string scheme;  // only values with this identification scheme; empty: all
};

// In each group that may hold the term, at least and at most so many of it, empty ones not counted.
// A group that does not repeat and is missing holds none; of one that repeats, each is looked at,
// and none need be there.
struct CountAsked {
  Observed observed;
  std::size_t least = 0;
  std::size_t most = std::numeric_limits<std::size_t>::max();
};

// The others ask something of every value that is there, without the white space around it. A date
// is looked at as YYYY-MM-DD in every syntax, everything else as it is written.
struct ValueAsked {
  Observed observed;
  std::vector<std::string> values;  // sorted
};
struct CodeAsked {
  Observed observed;
  const CodeList* list = nullptr;  // as it was on the day of issue (BT-2)
};
struct PatternAsked {
  Observed observed;
  std::string text;  // as the user wrote it
  Pattern pattern;
};
struct LengthAsked {
  Observed observed;
  std::size_t least = 0;  // in characters
  std::size_t most = std::numeric_limits<std::size_t>::max();
};

// At least so many files in the invoice (BT-125) of which all of this is true.
struct AttachmentAsked {
  std::size_t least = 1;
  std::vector<std::string> media_types;   // BT-125-1 is one of them, sorted; empty: any
  std::vector<std::string> descriptions;  // BT-123 is one of them, sorted; empty: any
  std::optional<Pattern> name;            // BT-125-2 matches
  std::string name_text;                  // the pattern as the user wrote it
};

using Asked =
    std::variant<CountAsked, ValueAsked, CodeAsked, PatternAsked, LengthAsked, AttachmentAsked>;

struct Requirement {
  std::string id;
  Severity severity = Severity::fatal;
  Text message;  // what is asked for, in the user's words
  Asked asked;
};

struct RequirementSet {
  std::string name;
  std::string version;
  std::string digest;  // SHA-256 of the file, in hexadecimal: which text it was that judged
  Text title;
  std::optional<Date> valid_from, valid_until;  // days of issue (BT-2), both included
  PartyCondition buyer;
  std::optional<PartyCondition> seller;  // none: every seller
  std::vector<std::string> types;        // BT-3 is one of them, sorted; empty: any
  std::vector<Requirement> requirements;
};

// Is the set about this invoice? One without a readable day of issue is held against the sets that
// have no last day.
bool is_about(const RequirementSet& set, const Invoice& invoice);

// Reports every requirement of the set that the invoice does not meet.
void check(const RequirementSet& set, const Invoice& invoice, Report& report);

// The terms that a requirement looks at, most telling first.
std::vector<Term> terms_of(const Requirement& requirement);

}  // namespace facteur::formats
