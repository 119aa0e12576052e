// Flows as the Flow Service of XP Z12-013 v1.3.0 writes and asks for them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "gateway/flows/flow.h"
#include "gateway/flows/intake.h"
#include "gateway/http/message.h"

namespace facteur::gateway::http {

// What a flowInfo part says, or why it cannot be used.
struct ParsedFlowInfo {
  flows::FlowInfo info;
  std::optional<std::string> sha256;  // announced by the sender
};
std::variant<ParsedFlowInfo, Problem> parse_flow_info(std::string_view json);

// A name that is a plain file name: no folder, no control character, not "." or "..", 255 bytes of
// UTF-8 at most.
bool plain_file_name(std::string_view name);

// What a search asks for, or why it cannot be answered.
struct ParsedSearch {
  flows::Search search;
  Instant cursor;  // results start after it
  int limit = 25;
  std::string filters;  // the `where` object, to be given back
};
std::variant<ParsedSearch, Problem> parse_search(std::string_view json);

std::string full_flow_info_json(const flows::Flow& flow);
std::string flow_json(const flows::Flow& flow, Language language);

// `more` is where the next page starts.
std::string search_content_json(const ParsedSearch& search, const std::vector<flows::Flow>& flows,
                                std::optional<Instant> more, Language language);

}  // namespace facteur::gateway::http
