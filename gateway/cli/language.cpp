#include "gateway/cli/language.h"

#include <algorithm>
#include <cstdlib>

namespace facteur::gateway::cli {

std::optional<Language> parse_language(std::string_view text) {
  if (text == "fr") return Language::fr;
  if (text == "en") return Language::en;
  return std::nullopt;
}

Language language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    return std::string_view(value).starts_with("en") ? Language::en : Language::fr;
  }
  return Language::fr;
}

Language language_asked(std::span<const std::string> arguments) {
  const auto option = std::ranges::find(arguments, "--lang");
  if (option == arguments.end() || option + 1 == arguments.end()) return language_of_environment();
  return parse_language(*(option + 1)).value_or(language_of_environment());
}

}  // namespace facteur::gateway::cli
