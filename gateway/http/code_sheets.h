// Every code list that we know, in one shape to list and to show: those of schemas/codes/ and the
// statuses and reasons of the life cycle, whose tables carry more than a name. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/civil_date.h"
#include "schemas/code_lists.h"

namespace facteur::gateway::http {

struct CodeSheetRow {
  std::string code;
  CodeRow row;  // its `code` is empty: see above
};

struct CodeSheet {
  CodeListFacts facts;
  std::vector<CodeSheetRow> rows;
};

// Facts of every list, by id.
std::vector<CodeListFacts> code_sheets();

// The rows of a list: all of them, or those valid on a day. Nothing for an unknown id.
std::optional<CodeSheet> code_sheet(std::string_view id, std::optional<formats::Date> on);

// "2026-05-15"; empty for a limit that is none.
std::string limit(CodeRow::Day day);

// {"id", "title", "standard", "source", "version", "date"}
nlohmann::ordered_json to_json(const CodeListFacts& facts, bool french);
// The same with "codes": [{"code", "name", "from"?, "until"?}]
nlohmann::ordered_json to_json(const CodeSheet& sheet, bool french);

}  // namespace facteur::gateway::http
