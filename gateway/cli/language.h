// The language that a command speaks to its user.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "formats/finding.h"

namespace facteur::gateway::cli {

enum class Language : std::uint8_t { fr, en };

// "fr" or "en".
std::optional<Language> parse_language(std::string_view text);

// What LC_ALL, LC_MESSAGES or LANG asks for, the first that is set: English for "en...", else
// French.
Language language_of_environment();

// What `--lang` asks for, where it is given and known; else the environment's. For help and for
// refusals, which are said also where the arguments cannot be read.
Language language_asked(std::span<const std::string> arguments);

// The text in that language.
inline const std::string& in(Language language, const formats::Text& text) {
  return language == Language::fr ? text.fr : text.en;
}
inline std::string_view in(Language language, std::string_view fr, std::string_view en) {
  return language == Language::fr ? fr : en;
}

}  // namespace facteur::gateway::cli
