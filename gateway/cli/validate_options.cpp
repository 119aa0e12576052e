#include "gateway/cli/validate_options.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "gateway/cli/arguments.h"
#include "gateway/cli/requirement_options.h"

namespace facteur::gateway::cli {
namespace {

constexpr unsigned most_jobs = 256;

constexpr std::string_view help_fr =
    "Utilisation : facteur validate [--json] [--rules JEU,...] [--lang fr|en] [--jobs N]\n"
    "                               [--config FICHIER] [--requirements FICHIER|DOSSIER]...\n"
    "                               (FICHIER... | --files-from FICHIER|-)\n"
    "\n"
    "Juge des factures : structure et règles métier. D'un .zip ou .tar.gz, chaque fichier est "
    "jugé\n"
    "à part, sous le nom archive.zip#dossier/facture.xml.\n"
    "\n"
    "  --json             un objet JSON par ligne, dans l'ordre des fichiers\n"
    "  --rules JEU,...    jeux de règles : en16931, ou en16931@1.3.16 pour une version (voir\n"
    "                     facteur rules) ; sans cette option, ceux\n"
    "                     qu'appelle le profil du document, et ceux de la configuration\n"
    "  --config F         configuration dont valent les exigences de partenaires\n"
    "  --requirements F   exigences de partenaires : un fichier, ou ceux d'un dossier ; peut être\n"
    "                     répété (exemple : conf/requirements/example.toml)\n"
    "  --lang fr|en       langue des messages\n"
    "  --jobs N           nombre de fichiers jugés en même temps\n"
    "  --files-from F     lit les noms des fichiers dans F, un par ligne ; - : entrée standard\n"
    "\n"
    "Code de sortie : 0 tous conformes, 1 au moins un non conforme, 2 impossible à faire.\n";
constexpr std::string_view help_en =
    "Usage: facteur validate [--json] [--rules SET,...] [--lang fr|en] [--jobs N]\n"
    "                        [--config FILE] [--requirements FILE|FOLDER]...\n"
    "                        (FILE... | --files-from FILE|-)\n"
    "\n"
    "Judges invoices: structure and business rules. Of a .zip or .tar.gz, each file is judged on\n"
    "its own, as archive.zip#folder/invoice.xml.\n"
    "\n"
    "  --json             one JSON object a line, in the order of the files\n"
    "  --rules SET,...    rule sets: en16931, or en16931@1.3.16 for a version (see facteur\n"
    "                     rules); without it, those that the document's own profile calls for,\n"
    "                     and those of the configuration\n"
    "  --config F         configuration whose trading-partner requirements hold\n"
    "  --requirements F   trading-partner requirements: a file, or those of a folder; may be\n"
    "                     repeated (example: conf/requirements/example.toml)\n"
    "  --lang fr|en       language of the messages\n"
    "  --jobs N           number of files judged at the same time\n"
    "  --files-from F     reads the names of the files from F, one a line; -: standard input\n"
    "\n"
    "Exit status: 0 all are valid, 1 one is not, 2 cannot be done.\n";

// Reads options into place, or explains on `err` what is wrong with them.
class Parser {
 public:
  Parser(std::span<const std::string> arguments, std::ostream& err)
      : arguments_(arguments), err_(err) {}

  std::optional<ValidateOptions> parse() {
    bool only_files = false;
    while (at_ < arguments_.size()) {
      const std::string& argument = arguments_[at_++];
      if (only_files || argument.size() < 2 || argument[0] != '-') {
        options_.files.push_back(argument);
      } else if (argument == "--") {
        only_files = true;
      } else if (!take_option(argument)) {
        return std::nullopt;
      }
    }
    if (options_.files.empty() && !options_.help && !files_from_list_) {
      refuse("aucun fichier à juger", "no file to judge");
      return std::nullopt;
    }
    if (!options_.help && !choose_rules()) return std::nullopt;
    return std::move(options_);
  }

 private:
  bool take_option(const std::string& option) {
    if (option == "--json") return options_.json = true;
    if (option == "--help" || option == "-h") return options_.help = true;
    if (option == "--lang") return with_value(option, &Parser::take_language);
    if (option == "--rules") return with_value(option, &Parser::take_rules);
    if (option == "--jobs") return with_value(option, &Parser::take_jobs);
    if (option == "--files-from") return with_value(option, &Parser::take_list);
    if (option == "--config") return with_value(option, &Parser::take_config);
    if (option == "--requirements") return with_value(option, &Parser::take_requirements);
    return refuse("option inconnue : " + option, "unknown option: " + option);
  }

  bool with_value(const std::string& option, bool (Parser::*take)(const std::string&)) {
    if (at_ == arguments_.size()) {
      return refuse(option + " demande une valeur", option + " needs a value");
    }
    return (this->*take)(arguments_[at_++]);
  }

  bool take_language(const std::string& text) {
    const auto language = parse_language(text);
    if (!language) return refuse("--lang : fr ou en", "--lang: fr or en");
    options_.language = *language;
    return true;
  }

  bool take_jobs(const std::string& text) {
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, options_.jobs);
    if (error == std::errc() && stop == end && options_.jobs >= 1 && options_.jobs <= most_jobs) {
      return true;
    }
    return refuse("--jobs : un nombre de 1 à 256", "--jobs: a number from 1 to 256");
  }

  bool take_rules(const std::string& text) {
    options_.rules.as_profile_calls = false;
    for (std::size_t from = 0; from <= text.size();) {
      const std::size_t comma = std::min(text.find(',', from), text.size());
      rule_sets_.push_back(text.substr(from, comma - from));
      from = comma + 1;
    }
    return true;
  }

  bool take_config(const std::string& file) {
    config_ = file;
    return true;
  }

  bool take_requirements(const std::string& place) {
    requirements_.emplace_back(place);
    return true;
  }

  // Once all options are known: what --rules names may be a set of requirements, too.
  bool choose_rules() try {
    const GivenRequirements given = load_requirements(config_, requirements_);
    options_.rules.requirements = options_.rules.as_profile_calls ? given.all() : given.asked;
    return std::ranges::all_of(rule_sets_, [&](const std::string& name) {
      return take_requirements_named(name, given) || take_rule_set(name);
    });
  } catch (const UsageError& error) {
    return refuse(error.text.fr, error.text.en);
  }

  // Those that --requirements names are chosen already.
  bool take_requirements_named(const std::string& name, const GivenRequirements& given) {
    const auto has_name = [&](const auto& set) { return set->name == name; };
    const auto found = std::ranges::find_if(given.configured, has_name);
    if (found != given.configured.end()) options_.rules.requirements.push_back(*found);
    return found != given.configured.end() || std::ranges::any_of(given.asked, has_name);
  }

  bool take_rule_set(const std::string& name) {
    if (const formats::RuleSet* set = formats::find_rule_set(name)) {
      options_.rules.sets.push_back(set);
    } else if (!formats::is_rule_set_name(name)) {
      return refuse("jeu de règles inconnu : " + name, "unknown rule set: " + name);
    } else {
      say("cette version ne contient pas le jeu de règles " + name,
          "this version does not carry the rule set " + name);
    }
    return true;
  }

  bool take_list(const std::string& name) {
    files_from_list_ = true;
    if (name == "-") return take_lines(std::cin);
    std::ifstream list(name);
    if (!list) return refuse("liste illisible : " + name, "list cannot be read: " + name);
    return take_lines(list);
  }

  bool take_lines(std::istream& list) {
    for (std::string line; std::getline(list, line);) {
      if (!line.empty()) options_.files.push_back(std::move(line));
    }
    return true;
  }

  bool refuse(const std::string& fr, const std::string& en) {
    say(fr, en);
    return false;
  }

  void say(const std::string& fr, const std::string& en) {
    err_ << "facteur validate: " << in(options_.language, fr, en) << "\n";
  }

  std::span<const std::string> arguments_;
  std::size_t at_ = 0;
  ValidateOptions options_;
  bool files_from_list_ = false;
  std::vector<std::string> rule_sets_;
  std::optional<std::string> config_;
  std::vector<std::filesystem::path> requirements_;
  std::ostream& err_;
};

}  // namespace

std::optional<ValidateOptions> parse_validate_options(std::span<const std::string> arguments,
                                                      std::ostream& err) {
  return Parser(arguments, err).parse();
}

std::string_view validate_help(Language language) {
  return in(language, help_fr, help_en);
}

}  // namespace facteur::gateway::cli
