// The templates of all tones in both languages, with what letters are drawn with.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string_view>
#include <utility>

#include "formats/pdf/truetype.h"
#include "formats/readable/look.h"
#include "gateway/receivables/reminders/template_text.h"

namespace facteur::gateway::receivables::reminders {

// The names of files and of scenarios: "courtesy", "approve", "friendly", "firm", "last", "formal",
// "thanks".
std::string_view to_string(Tone tone);
std::optional<Tone> parse_tone(std::string_view name);
std::string_view to_string(MessageLanguage language);  // "fr", "en"

// Immutable once made; safe from several threads.
class TemplateSet {
 public:
  // Those that are compiled in (conf/reminders/templates).
  TemplateSet();
  // The same, with the files of a folder in place of those of the same name ("fr/firm.mustache").
  // Throws std::runtime_error with all that is wrong in them: a template that names what nobody
  // knows is found when the service starts, and not on the day on which it is needed.
  explicit TemplateSet(const std::filesystem::path& folder);

  const TemplateText& of(Tone tone, MessageLanguage language) const;
  // Of the template's words, SHA-256 in hexadecimal: kept with each message.
  std::string version(Tone tone, MessageLanguage language) const;
  // What is wrong in any of them.
  std::vector<Problem> check() const;

  // Letters need fonts; without them composing one is a problem.
  std::shared_ptr<const formats::pdf::FontPair> fonts;
  // By SIREN of the creditor: its colour and logo.
  std::map<std::string, formats::readable::Look, std::less<>> looks;

 private:
  std::map<std::pair<MessageLanguage, Tone>, TemplateText> templates_;
};

}  // namespace facteur::gateway::receivables::reminders
