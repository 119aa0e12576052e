// A document brought to completion: read, completed, and written in its own form again. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/complete.h"
#include "formats/read.h"

namespace facteur::gateway::http {

// UBL or CII, or our JSON form of an invoice.
formats::Reading read_document(std::string_view bytes);

struct CompletedDocument {
  formats::Completion completion;
  std::string bytes;                     // UTF-8
  std::string_view type;                 // their media type
  std::vector<formats::Finding> losses;  // what the document read says, and this one does not
};

// Nothing where no invoice was read: the document is unreadable, or no invoice.
std::optional<CompletedDocument> complete_document(const formats::Reading& reading, bool recompute);

// Why there is none, in one line.
formats::Text why_not(const formats::Reading& reading);

// {"term", "path", "outcome", "computed"?, "given"?, "reason"}
nlohmann::ordered_json to_json(const formats::Figure& figure, bool french);
// {"rule", "terms", "location", "message"}
nlohmann::ordered_json to_json(const formats::Finding& loss, bool french);

}  // namespace facteur::gateway::http
