// The fields of a request to the desk, checked against its table and read.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "gateway/receivables/desk/desk_requests.h"

namespace facteur::gateway::receivables {

class RequestBody {
 public:
  // Both outlive this.
  RequestBody(const nlohmann::json& json, std::span<const DeskField> fields)
      : json_(json), fields_(fields) {}

  // What is wrong: no object, a field that is unknown, missing or not of its type. To be asked
  // before any other.
  std::optional<DeskRefusal> check() const;

  bool has(std::string_view name) const;
  std::string text(std::string_view name) const;  // empty when absent
  std::optional<std::string> maybe_text(std::string_view name) const;
  std::optional<formats::Date> date(std::string_view name) const;
  bool flag(std::string_view name) const;  // false when absent
  std::optional<std::int64_t> whole(std::string_view name) const;
  std::vector<std::string> texts(std::string_view name) const;
  std::vector<std::int64_t> wholes(std::string_view name) const;
  const nlohmann::json& at(std::string_view name) const;

 private:
  const nlohmann::json& json_;
  std::span<const DeskField> fields_;
};

}  // namespace facteur::gateway::receivables
