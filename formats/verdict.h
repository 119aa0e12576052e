// The verdict on one document: what it is, whether its structure and its rules hold, and what to
// repair. A pure function of the bytes; safe to call from several threads at once.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/finding.h"
#include "formats/model.h"
#include "formats/read.h"
#include "formats/rules.h"

namespace facteur::formats {

struct RequirementSet;  // requirements.h

// Which rule sets judge. By default those that the document's own profile calls for.
struct RuleSelection {
  bool as_profile_calls = true;
  std::vector<const RuleSet*> sets;  // when as_profile_calls is false
  // Those that are about the invoice judge too, after the others.
  std::vector<std::shared_ptr<const RequirementSet>> requirements = {};
};

struct Verdict {
  Identity identity;
  std::string profile;                    // BT-24 as the document states it; empty when it does not
  bool structure = false;                 // the verdict of the syntax alone
  bool valid = false;                     // nothing fatal was found, in the structure or by a rule
  std::vector<Finding> findings;          // structure first, then set by set
  std::size_t findings_beyond = 0;        // found, but over the bounds: counted, not kept
  std::optional<Invoice> invoice;         // present whenever a model could be read
  std::vector<const RuleSet*> judged_by;  // the sets that ran
  std::vector<std::shared_ptr<const RequirementSet>>
      requirements;  // the same; findings point there
};

// Rules run whenever a model could be read, also where the structure is wrong.
Verdict judge(std::string_view bytes, const RuleSelection& selection = {},
              const Limits& limits = {});
// `store`: for attachments (read.h).
Verdict judge(ByteSource& source, const RuleSelection& selection = {}, const Limits& limits = {},
              std::shared_ptr<TextStore> store = nullptr);

}  // namespace facteur::formats
