#include "gateway/cli/arguments.h"

#include <algorithm>

namespace facteur::gateway::cli {
namespace {

[[noreturn]] void misused(const std::string& what, std::string_view fr, std::string_view en) {
  throw UsageError({what + " : " + std::string(fr), what + ": " + std::string(en)});
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

Arguments::Arguments(std::span<const std::string> arguments,
                     std::initializer_list<std::string_view> valued,
                     std::initializer_list<std::string_view> switches) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    const std::string name = argument.starts_with("--") ? argument.substr(2) : "";
    const bool takes_value = is_one_of(name, valued);
    if (!takes_value && !is_one_of(name, switches))
      misused(argument, "argument inconnu", "unknown argument");
    if (takes_value && i + 1 == arguments.size())
      misused(argument, "sa valeur manque", "its value is missing");
    const std::string value = takes_value ? arguments[++i] : "";
    if (!values_.emplace(name, value).second) misused(argument, "donné deux fois", "given twice");
  }
}

std::optional<std::string> Arguments::value(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::nullopt : std::optional(found->second);
}

std::string Arguments::required(std::string_view name) const {
  const auto found = value(name);
  if (!found) misused("--" + std::string(name), "manque", "is missing");
  return *found;
}

std::optional<formats::Date> Arguments::date(std::string_view name) const {
  const auto text = value(name);
  if (!text) return std::nullopt;
  const auto date = formats::Date::parse(*text);
  if (!date) misused(*text, "pas une date AAAA-MM-JJ", "not a date YYYY-MM-DD");
  return date;
}

formats::Date Arguments::required_date(std::string_view name) const {
  required(name);
  return *date(name);
}

Language Arguments::language() const {
  const auto text = value("lang");
  if (!text) return language_of_environment();
  const auto language = parse_language(*text);
  if (!language) misused(*text, "--lang est fr ou en", "--lang is fr or en");
  return *language;
}

}  // namespace facteur::gateway::cli
