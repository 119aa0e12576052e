#include "gateway/cli/rules.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "formats/rule_book.h"
#include "gateway/cli/arguments.h"
#include "gateway/cli/text_table.h"
#include "gateway/http/rule_sheets.h"

namespace facteur::gateway::cli {
namespace {

using formats::RuleEntry;
using formats::RuleSet;
using formats::Severity;

constexpr std::string_view help_fr =
    "facteur rules [JEU] [--json] [--lang fr|en]\n"
    "facteur rules explain RÈGLE [--set JEU] [--json] [--lang fr|en]\n"
    "  chacune avec [--config FICHIER] [--requirements FICHIER|DOSSIER]\n"
    "\n"
    "Sans JEU : les jeux de règles, leur version, leur éditeur, le jour dès lequel ils valent.\n"
    "Avec JEU (en16931, ou en16931@1.3.16 pour une version) : ses règles.\n"
    "explain : ce que demande une règle, sur quelles données, dans quels jeux, et que faire.\n"
    "--config, --requirements : aussi les exigences de partenaires de cette configuration, de ces\n"
    "fichiers.\n"
    "--json : un objet JSON par ligne.\n";
constexpr std::string_view help_en =
    "facteur rules [SET] [--json] [--lang fr|en]\n"
    "facteur rules explain RULE [--set SET] [--json] [--lang fr|en]\n"
    "  each with [--config FILE] [--requirements FILE|FOLDER]\n"
    "\n"
    "Without SET: the rule sets, their version, their publisher, the day from which they hold.\n"
    "With SET (en16931, or en16931@1.3.16 for a version): its rules.\n"
    "explain: what a rule asks for, of which terms, in which sets, and what to do.\n"
    "--config, --requirements: also the trading-partner requirements of that configuration, of\n"
    "those files.\n"
    "--json: one JSON object a line.\n";

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string terms_of(const formats::Rule& rule) {
  std::vector<std::string> names;
  for (const Term term : rule.terms) {
    if (term != Term::none) names.push_back(name(term));
  }
  return joined(names);
}

std::string severity_for_people(Severity severity, bool french) {
  switch (severity) {
    case Severity::fatal:
      return french ? "erreur" : "error";
    case Severity::warning:
      return french ? "avertissement" : "warning";
    case Severity::information:
      break;
  }
  return "information";
}

void print_sets(std::ostream& out, bool french) {
  std::vector<std::vector<std::string>> rows;
  for (const RuleSet& set : formats::rule_sets())
    rows.push_back({std::string(set.name), std::string(set.version), std::string(set.valid_from),
                    std::string(set.source), std::to_string(formats::entries_of(set).size()),
                    std::string(french ? set.title.fr : set.title.en)});
  print_table(out,
              {{french ? "jeu" : "set"},
               {"version"},
               {french ? "depuis" : "since"},
               {french ? "éditeur" : "publisher"},
               {french ? "règles" : "rules", Align::right},
               {french ? "titre" : "title"}},
              rows);
}

void print_base(std::ostream& out, const RuleSet& base, bool french) {
  out << (french ? "Demande aussi les règles de " : "Asks the rules of ") << base.name
      << (french ? ", sauf celles qu'il remplace." : " too, but for those that it replaces.")
      << '\n';
}

void print_rules(std::ostream& out, const RuleSet& set, bool french) {
  out << (french ? set.title.fr : set.title.en) << ", " << set.version << '\n'
      << set.source << ", " << set.valid_from << '\n';
  if (set.base != nullptr) print_base(out, *set.base, french);
  out << '\n';
  std::vector<std::vector<std::string>> rows;
  for (const RuleEntry& entry : formats::entries_of(set)) {
    const formats::Text text = text_of(*entry.rule);
    rows.push_back({std::string(entry.rule->id), severity_for_people(entry.rule->severity, french),
                    joined(http::names_of(entry.syntaxes)), terms_of(*entry.rule),
                    french ? text.fr : text.en});
  }
  print_table(out,
              {{french ? "règle" : "rule"},
               {french ? "gravité" : "severity"},
               {"syntaxes"},
               {french ? "termes" : "terms"},
               {french ? "texte" : "text"}},
              rows);
}

std::string_view consequence(Severity severity, bool french) {
  if (severity == Severity::fatal)
    return french ? "Le document n'est pas conforme tant que ce n'est pas corrigé."
                  : "The document is not valid until this is corrected.";
  return french ? "Le document reste conforme ; une correction est conseillée."
                : "The document stays valid; correcting it is advised.";
}

// The sentence of one set; several sets can have the same one.
void explain_in(std::ostream& out, const RuleEntry& entry, bool french) {
  const formats::Rule& rule = *entry.rule;
  const formats::Text text = text_of(rule);
  out << rule.id << " (" << entry.set->name << ' ' << entry.set->version << ", "
      << entry.set->source << ")\n  " << (french ? text.fr : text.en) << '\n';
  const std::string_view colon = french ? " : " : ": ";
  out << "  " << (french ? "Gravité" : "Severity") << colon
      << severity_for_people(rule.severity, french) << ". " << consequence(rule.severity, french)
      << '\n'
      << "  "
      << "Syntaxes" << colon << joined(http::names_of(entry.syntaxes)) << '\n';
  std::vector<std::string> concerned;
  for (const Term term : rule.terms) {
    const std::string_view known = http::name_of(term, french);
    if (!known.empty()) concerned.push_back(name(term) + " " + std::string(known));
  }
  if (!concerned.empty())
    out << "  " << (french ? "À vérifier" : "Check") << colon << joined(concerned) << '\n';
}

int explain(const std::string& id, const Arguments& arguments, std::ostream& out) {
  const bool french = arguments.language() == Language::fr;
  auto entries = formats::find_rule(id);
  if (const auto asked = arguments.value("set")) {
    const RuleSet* set = formats::find_rule_set(*asked);
    std::erase_if(entries, [&](const RuleEntry& entry) { return entry.set != set; });
  }
  if (entries.empty()) {
    const std::string name = printable(id);
    throw UsageError({name + " : règle inconnue, voir facteur rules JEU",
                      name + ": no such rule, see facteur rules SET"});
  }
  for (const RuleEntry& entry : entries) {
    if (!arguments.has("json")) {
      explain_in(out, entry, french);
      continue;
    }
    auto json = http::to_json(entry, french);
    json["set"] = entry.set->name;
    json["version"] = entry.set->version;
    out << json.dump() << '\n';
  }
  return 0;
}

int list(const std::string& name, const Arguments& arguments, std::ostream& out) {
  const bool french = arguments.language() == Language::fr;
  const bool json = arguments.has("json");
  if (arguments.has("set")) throw UsageError({"--set va avec explain", "--set goes with explain"});
  if (name.empty()) {
    if (!json) print_sets(out, french);
    for (const RuleSet& set : formats::rule_sets())
      if (json) out << http::to_json(set, french).dump() << '\n';
    return 0;
  }
  const RuleSet* set = formats::find_rule_set(name);
  if (set == nullptr) {
    const std::string shown = printable(name);
    throw UsageError({shown + " : jeu de règles inconnu, voir facteur rules",
                      shown + ": no such rule set, see facteur rules"});
  }
  if (!json) print_rules(out, *set, french);
  for (const RuleEntry& entry : formats::entries_of(*set))
    if (json) out << http::to_json(entry, french).dump() << '\n';
  return 0;
}

// The leading words that are no options.
std::vector<std::string> take_words(std::span<const std::string>& arguments) {
  std::vector<std::string> words;
  while (!arguments.empty() && !arguments[0].starts_with("--")) {
    words.push_back(arguments[0]);
    arguments = arguments.subspan(1);
  }
  return words;
}

}  // namespace

int rules_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
  if (std::ranges::find(arguments, "--help") != arguments.end()) {
    out << in(language_of_environment(), help_fr, help_en);
    return 0;
  }
  try {
    const auto words = take_words(arguments);
    const Arguments options(arguments, {"set", "lang"}, {"json"});
    if (words.size() == 2 && words[0] == "explain") return explain(words[1], options, out);
    if (words.size() > 1 || (words.size() == 1 && words[0] == "explain"))
      throw UsageError({"voir facteur rules --help", "see facteur rules --help"});
    return list(words.empty() ? std::string() : words[0], options, out);
  } catch (const UsageError& error) {
    err << "facteur rules: " << in(language_of_environment(), error.text) << '\n';
    return 2;
  }
}

}  // namespace facteur::gateway::cli
