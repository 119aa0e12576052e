#include "gateway/cli/remind_preview.h"

#include <fstream>
#include <ostream>
#include <stdexcept>

#include "gateway/cli/arguments.h"
#include "gateway/cli/message_setup.h"
#include "gateway/cli/text_table.h"
#include "gateway/receivables/reminders/sample.h"
#include "gateway/receivables/reminders/variables.h"

namespace facteur::gateway::cli {
namespace {

using namespace receivables::reminders;

void print_variables(std::ostream& out, Language language) {
  const bool french = language == Language::fr;
  std::vector<std::vector<std::string>> rows;
  for (const Variable& variable : variables())
    rows.push_back({"{{" + std::string(variable.name) + "}}",
                    std::string(french ? variable.fr : variable.en)});
  for (const BlockName& block : blocks())
    rows.push_back(
        {"{{> " + std::string(block.name) + "}}", std::string(french ? block.fr : block.en)});
  print_table(out, {{french ? "dans un modèle" : "in a template"}, {""}}, rows);
}

MessageLanguage language_of(const Arguments& arguments) {
  return arguments.language() == Language::fr ? MessageLanguage::fr : MessageLanguage::en;
}

Tone tone_of(const Arguments& arguments) {
  const std::string name = arguments.required("template");
  if (const auto tone = parse_tone(name)) return *tone;
  throw UsageError(
      {name + " : --template est courtesy, approve, friendly, firm, last, formal ou thanks",
       name + ": --template is courtesy, approve, friendly, firm, last, formal or thanks"});
}

void write_file(const std::string& file, const std::string& bytes) {
  std::ofstream stream(file, std::ios::binary);
  stream << bytes;
  if (!stream.flush()) throw std::runtime_error(file + ": cannot be written");
}

void print_message(std::ostream& out, const Arguments& arguments, const ComposedMessage& message) {
  if (arguments.has("html")) {
    out << message.html;
    return;
  }
  out << message.subject << "\n\n" << message.text;
  for (const Attachment& file : message.attachments)
    out << "\n[" << file.file_name << ", " << file.bytes.size() << " B]\n";
}

}  // namespace

int remind_preview(std::span<const std::string> given, std::ostream& out, std::ostream& err) {
  const Arguments arguments(given, {"template", "config", "pdf", "lang"}, {"html", "variables"});
  const Language language = arguments.language();
  if (arguments.has("variables")) {
    print_variables(out, language);
    return 0;
  }
  const auto file = arguments.value("config");
  const Config config = file ? read_config(*file) : Config();
  ReminderFacts facts = sample_facts(tone_of(arguments), language_of(arguments));
  if (arguments.has("pdf")) facts.channel = Channel::letter;
  const auto composed = compose(facts, *message_templates(config));
  if (const auto* problems = std::get_if<std::vector<Problem>>(&composed)) {
    for (const Problem& problem : *problems)
      err << problem.place << ": " << in(language, problem.text) << '\n';
    return 1;
  }
  const auto& message = std::get<ComposedMessage>(composed);
  if (const auto pdf = arguments.value("pdf"))
    write_file(*pdf, message.attachments.front().bytes);
  else
    print_message(out, arguments, message);
  return 0;
}

}  // namespace facteur::gateway::cli
