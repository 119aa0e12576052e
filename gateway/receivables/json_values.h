// Values that may be missing, as JSON: what is missing is null.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "formats/civil_date.h"

namespace facteur::gateway::receivables {

template <class T>
nlohmann::ordered_json or_null(const std::optional<T>& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

// "2026-06-30".
inline nlohmann::ordered_json or_null(const std::optional<formats::Date>& day) {
  return day ? nlohmann::ordered_json(day->to_string()) : nlohmann::ordered_json(nullptr);
}

}  // namespace facteur::gateway::receivables
