// All that people ask of the desk, as one table: a noun, a verb, and the fields of a JSON object.
// The API takes the object as it is, the command line makes it of its arguments, so that both ask
// for the same and are refused for the same.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "gateway/receivables/desk/acting.h"

namespace facteur::gateway::receivables {

enum class FieldType {
  text,
  date,         // "YYYY-MM-DD"
  amount,       // exact decimal as text
  flag,         // true, false
  whole,        // integer
  texts,        // list of texts
  wholes,       // list of integers
  instalments,  // list of {"date", "amount"}
  object,
};

struct DeskField {
  std::string_view name;
  FieldType type = FieldType::text;
  bool required = false;
};

struct DeskRequest {
  std::string_view noun, verb;
  bool about_one;  // names the one it is about by its id
  std::span<const DeskField> fields;
  std::string_view fr, en;  // what it does
};

std::span<const DeskRequest> desk_requests();
const DeskRequest* find_desk_request(std::string_view noun, std::string_view verb);

// Checks `body` against the fields and does what is asked, all or nothing; the id of what was made
// or changed.
OrRefusal<std::int64_t> perform(store::Transaction& transaction, const Acting& acting,
                                const DeskRequest& request, std::optional<std::int64_t> id,
                                const nlohmann::json& body);

}  // namespace facteur::gateway::receivables
