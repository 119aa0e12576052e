#include "gateway/cli/rules.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "formats/rule_book.h"
#include "gateway/cli/arguments.h"
#include "gateway/cli/requirement_options.h"
#include "gateway/cli/rules_text.h"
#include "gateway/cli/text_table.h"
#include "gateway/http/requirement_sheets.h"
#include "gateway/http/rule_sheets.h"

namespace facteur::gateway::cli {
namespace {

using formats::RuleEntry;
using formats::RuleSet;

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

// What the command is about: the sets of this version, and the requirements that it is given.
struct Known {
  const Arguments& arguments;
  flows::RequirementSets requirements;
  bool french() const { return arguments.language() == Language::fr; }
  bool json() const { return arguments.has("json"); }

  const formats::RequirementSet* find(std::string_view name) const {
    const auto found =
        std::ranges::find_if(requirements, [&](const auto& set) { return set->name == name; });
    return found == requirements.end() ? nullptr : found->get();
  }
};

Known known_by(const Arguments& arguments) {
  std::vector<std::filesystem::path> places;
  if (const auto place = arguments.value("requirements")) places.emplace_back(*place);
  return {arguments, load_requirements(arguments.value("config"), places).all()};
}

void explain_rule(const RuleEntry& entry, const Known& known, std::ostream& out) {
  if (!known.json()) return explain(out, entry, known.french());
  auto json = http::to_json(entry, known.french());
  json["set"] = entry.set->name;
  json["version"] = entry.set->version;
  out << json.dump() << '\n';
}

void explain_requirement(const formats::RequirementSet& set,
                         const formats::Requirement& requirement, const Known& known,
                         std::ostream& out) {
  if (!known.json()) return explain(out, set, requirement, known.french());
  auto json = http::to_json(requirement, known.french());
  json["set"] = set.name;
  json["version"] = set.version;
  json["about"] = http::whom_it_is_about(set, known.french());
  out << json.dump() << '\n';
}

int explain_all(const std::string& id, const Known& known, std::ostream& out) {
  const auto asked = known.arguments.value("set");
  bool found = false;
  for (const RuleEntry& entry : formats::find_rule(id)) {
    if (asked && entry.set != formats::find_rule_set(*asked)) continue;
    explain_rule(entry, known, out);
    found = true;
  }
  for (const auto& set : known.requirements) {
    if (asked && set->name != *asked) continue;
    for (const formats::Requirement& requirement : set->requirements) {
      if (!formats::same_id(requirement.id, id)) continue;
      explain_requirement(*set, requirement, known, out);
      found = true;
    }
  }
  if (!found) {
    const std::string name = printable(id);
    throw UsageError({name + " : règle inconnue, voir facteur rules JEU",
                      name + ": no such rule, see facteur rules SET"});
  }
  return 0;
}

void list_sets(const Known& known, std::ostream& out) {
  if (!known.json()) return print_sets(out, known.requirements, known.french());
  for (const RuleSet& set : formats::rule_sets())
    out << http::to_json(set, known.french()).dump() << '\n';
  for (const auto& set : known.requirements)
    out << http::to_json(*set, known.french()).dump() << '\n';
}

void list_rules(const RuleSet& set, const Known& known, std::ostream& out) {
  if (!known.json()) return print_rules(out, set, known.french());
  for (const RuleEntry& entry : formats::entries_of(set))
    out << http::to_json(entry, known.french()).dump() << '\n';
}

void list_rules(const formats::RequirementSet& set, const Known& known, std::ostream& out) {
  if (!known.json()) return print_rules(out, set, known.french());
  for (const formats::Requirement& requirement : set.requirements)
    out << http::to_json(requirement, known.french()).dump() << '\n';
}

int list(const std::string& name, const Known& known, std::ostream& out) {
  if (known.arguments.has("set"))
    throw UsageError({"--set va avec explain", "--set goes with explain"});
  if (name.empty()) {
    list_sets(known, out);
  } else if (const RuleSet* set = formats::find_rule_set(name)) {
    list_rules(*set, known, out);
  } else if (const formats::RequirementSet* requirements = known.find(name)) {
    list_rules(*requirements, known, out);
  } else {
    const std::string shown = printable(name);
    throw UsageError({shown + " : jeu de règles inconnu, voir facteur rules",
                      shown + ": no such rule set, see facteur rules"});
  }
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
    out << in(language_asked(arguments), help_fr, help_en);
    return 0;
  }
  try {
    const auto words = take_words(arguments);
    const Arguments options(arguments, {"set", "lang", "config", "requirements"}, {"json"});
    const Known known = known_by(options);
    if (words.size() == 2 && words[0] == "explain") return explain_all(words[1], known, out);
    if (words.size() > 1 || (words.size() == 1 && words[0] == "explain"))
      throw UsageError({"voir facteur rules --help", "see facteur rules --help"});
    return list(words.empty() ? std::string() : words[0], known, out);
  } catch (const UsageError& error) {
    err << "facteur rules: " << in(language_asked(arguments), error.text) << '\n';
    return 2;
  }
}

}  // namespace facteur::gateway::cli
