#include "gateway/cli/language.h"

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

}  // namespace facteur::gateway::cli
