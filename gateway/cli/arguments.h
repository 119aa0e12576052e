// The arguments of a command, checked against those that it knows.
#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "formats/civil_date.h"
#include "gateway/cli/language.h"

namespace facteur::gateway::cli {

// Bad usage: what is wrong, for the user.
struct UsageError : std::runtime_error {
  explicit UsageError(formats::Text text) : std::runtime_error(text.en), text(std::move(text)) {}
  formats::Text text;
};

class Arguments {
 public:
  // `valued` are followed by a value ("--on 2026-06-15"), `switches` are not ("--json"); both
  // without the dashes. Anything else, a name twice or a missing value throws UsageError.
  Arguments(std::span<const std::string> arguments, std::initializer_list<std::string_view> valued,
            std::initializer_list<std::string_view> switches);

  bool has(std::string_view name) const { return values_.contains(name); }
  std::optional<std::string> value(std::string_view name) const;

  // These throw UsageError when the value is missing or not of its kind.
  std::string required(std::string_view name) const;
  std::optional<formats::Date> date(std::string_view name) const;
  formats::Date required_date(std::string_view name) const;
  // Of --lang; else that of the environment.
  Language language() const;

 private:
  std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace facteur::gateway::cli
