// What routes that look something up have in common: what was asked, and a JSON value as answer.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "gateway/http/message.h"

namespace facteur::gateway::http {

// A query parameter; nothing when it is absent or empty.
std::optional<std::string> query(const Request& request, std::string_view name);
// The language of `?lang=fr|en`, else the caller's. Nothing for another one than ours.
std::optional<bool> in_french(const Request& request);

// 200. Bytes in it that are not UTF-8 become U+FFFD.
Response json_answer(const nlohmann::ordered_json& value);

}  // namespace facteur::gateway::http
