#include "gateway/receivables/reminders/templates.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "archive/hash.h"
#include "gateway/receivables/reminders/embedded_english_templates.h"
#include "gateway/receivables/reminders/embedded_french_templates.h"
#include "gateway/receivables/reminders/variables.h"

namespace facteur::gateway::receivables::reminders {
namespace {

struct ToneName {
  Tone tone;
  std::string_view name;
};
constexpr ToneName tone_names[] = {
    {Tone::courtesy, "courtesy"}, {Tone::approve, "approve"}, {Tone::friendly, "friendly"},
    {Tone::firm, "firm"},         {Tone::last, "last"},       {Tone::formal, "formal"},
    {Tone::thanks, "thanks"},
};

constexpr MessageLanguage languages[] = {MessageLanguage::fr, MessageLanguage::en};

std::string place_of(Tone tone, MessageLanguage language) {
  return std::string(to_string(language)) + "/" + std::string(to_string(tone)) + ".mustache";
}

std::string_view embedded(Tone tone, MessageLanguage language) {
  const auto find = [&](const auto& files) -> std::string_view {
    for (const EmbeddedFile& file : files)
      if (file.name == to_string(tone)) return file.content;
    throw std::logic_error("no template for " + place_of(tone, language));
  };
  return language == MessageLanguage::fr ? find(embedded_french_templates)
                                         : find(embedded_english_templates);
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(stream), {});
  if (!stream && !stream.eof()) throw std::runtime_error(path.string() + ": cannot be read");
  return bytes;
}

}  // namespace

std::string_view to_string(Tone tone) {
  for (const ToneName& known : tone_names)
    if (known.tone == tone) return known.name;
  throw std::logic_error("a tone without a name");
}

std::optional<Tone> parse_tone(std::string_view name) {
  for (const ToneName& known : tone_names)
    if (known.name == name) return known.tone;
  return std::nullopt;
}

std::string_view to_string(MessageLanguage language) {
  return language == MessageLanguage::fr ? "fr" : "en";
}

TemplateSet::TemplateSet() : TemplateSet(std::filesystem::path()) {}

TemplateSet::TemplateSet(const std::filesystem::path& folder) {
  for (const MessageLanguage language : languages)
    for (const auto& [tone, name] : tone_names) {
      const std::string place = place_of(tone, language);
      const bool own = !folder.empty() && std::filesystem::exists(folder / place);
      std::string source = own ? read_file(folder / place) : std::string(embedded(tone, language));
      templates_.emplace(std::pair(language, tone),
                         TemplateText(place, std::move(source), language));
    }
  std::string wrong;
  for (const Problem& problem : check()) wrong += "\n" + problem.place + ": " + problem.text.en;
  if (!wrong.empty()) throw std::runtime_error("templates of reminders:" + wrong);
}

const TemplateText& TemplateSet::of(Tone tone, MessageLanguage language) const {
  return templates_.at({language, tone});
}

std::string TemplateSet::version(Tone tone, MessageLanguage language) const {
  return archive::to_hex(archive::sha256(of(tone, language).source()));
}

std::vector<Problem> TemplateSet::check() const {
  std::vector<Problem> problems;
  const auto names = variable_names(), tables = block_names();
  for (const auto& [key, text] : templates_)
    for (Problem& problem : text.check(names, tables)) problems.push_back(std::move(problem));
  return problems;
}

}  // namespace facteur::gateway::receivables::reminders
