#include "gateway/cli/archive_options.h"

#include <charconv>
#include <ostream>

#include "archive/hash.h"

namespace facteur::gateway::cli {
namespace {

constexpr unsigned most_jobs = 256;

constexpr std::string_view help_fr =
    "Utilisation : facteur archive verify DOSSIER [--json] [--key PEM] [--jobs N]\n"
    "              facteur archive prove DOSSIER (--entry N | --object SHA256) [PREUVE]\n"
    "              facteur archive check-proof PREUVE [DOCUMENT] [--key PEM]\n"
    "\n"
    "  verify       relit chaque octet de l'archive et nomme chaque différence\n"
    "  prove        écrit la preuve qu'une entrée figure dans l'archive signée\n"
    "  check-proof  vérifie une preuve, sans l'archive ni le serveur\n"
    "\n"
    "  --key PEM        clé publique de confiance, obtenue par une autre voie\n"
    "  --entry N        numéro de l'entrée du journal, à partir de 0\n"
    "  --object SHA256  empreinte du document déposé : sa première entrée\n"
    "  --json           résultat en JSON\n"
    "  --jobs N         nombre de fils de calcul\n"
    "  --lang fr|en     langue des messages\n"
    "\n"
    "Code de sortie : 0 intact ou prouvé, 1 défauts trouvés, 2 impossible à faire.\n";
constexpr std::string_view help_en =
    "Usage: facteur archive verify DIR [--json] [--key PEM] [--jobs N]\n"
    "       facteur archive prove DIR (--entry N | --object SHA256) [PROOF]\n"
    "       facteur archive check-proof PROOF [DOCUMENT] [--key PEM]\n"
    "\n"
    "  verify       reads every byte of the archive again and names every difference\n"
    "  prove        writes the proof that an entry is part of the signed archive\n"
    "  check-proof  checks a proof, without the archive and without the server\n"
    "\n"
    "  --key PEM        public key to trust, got another way\n"
    "  --entry N        number of the journal entry, from 0\n"
    "  --object SHA256  hash of the deposited document: its first entry\n"
    "  --json           the result as JSON\n"
    "  --jobs N         number of threads\n"
    "  --lang fr|en     language of the messages\n"
    "\n"
    "Exit status: 0 sound or proved, 1 faults found, 2 cannot be done.\n";

template <class T>
bool parse_number(const std::string& text, T& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

// Reads options into place, or explains on `err` what is wrong with them.
class Parser {
 public:
  Parser(std::span<const std::string> arguments, std::ostream& err)
      : arguments_(arguments), err_(err) {}

  std::optional<ArchiveOptions> parse() {
    if (arguments_.empty()) {
      refuse("que faire ?", "what is to be done?");
      return std::nullopt;
    }
    if (!take_action(arguments_[at_++])) return std::nullopt;
    while (at_ < arguments_.size()) {
      const std::string& argument = arguments_[at_++];
      const bool is_option = argument.size() > 1 && argument[0] == '-';
      if (!(is_option ? take_option(argument) : take_operand(argument))) return std::nullopt;
    }
    if (options_.action != ArchiveAction::help && !is_complete()) return std::nullopt;
    return std::move(options_);
  }

 private:
  bool take_action(const std::string& action) {
    if (action == "verify") return set(ArchiveAction::verify);
    if (action == "prove") return set(ArchiveAction::prove);
    if (action == "check-proof") return set(ArchiveAction::check_proof);
    if (action == "--help" || action == "-h") return set(ArchiveAction::help);
    return refuse("action inconnue : " + action, "unknown action: " + action);
  }

  bool set(ArchiveAction action) {
    options_.action = action;
    return true;
  }

  bool take_operand(const std::string& operand) {
    std::string& place = options_.subject.empty() ? options_.subject : options_.second;
    const bool room =
        place.empty() && (&place == &options_.subject || options_.action != ArchiveAction::verify);
    if (!room) return refuse("de trop : " + operand, "one too many: " + operand);
    place = operand;
    return true;
  }

  bool take_option(const std::string& option) {
    if (option == "--json") return options_.json = true;
    if (option == "--help" || option == "-h") return set(ArchiveAction::help);
    if (at_ == arguments_.size()) {
      return refuse(option + " : option inconnue ou sans valeur",
                    option + ": unknown option, or one that lacks its value");
    }
    const std::string& value = arguments_[at_++];
    if (take_value(option, value)) return true;
    return refuse("incompréhensible : " + option + " " + value,
                  "not understood: " + option + " " + value);
  }

  bool take_value(const std::string& option, const std::string& value) {
    if (option == "--key") {
      options_.key_file = value;
      return !value.empty();
    }
    if (option == "--jobs") {
      return parse_number(value, options_.jobs) && options_.jobs > 0 && options_.jobs <= most_jobs;
    }
    if (option == "--entry") return parse_number(value, options_.entry.emplace());
    if (option == "--object") {
      options_.object = value;
      return archive::from_hex(value).has_value();
    }
    if (option == "--lang") {
      const auto language = parse_language(value);
      options_.language = language.value_or(options_.language);
      return language.has_value();
    }
    return false;
  }

  bool is_complete() {
    if (options_.subject.empty()) return refuse("il manque un nom", "a name is missing");
    if (options_.action != ArchiveAction::prove) return true;
    if (options_.entry.has_value() != !options_.object.empty()) return true;
    return refuse("prove demande --entry ou --object", "prove needs either --entry or --object");
  }

  bool refuse(const std::string& fr, const std::string& en) {
    err_ << "facteur archive: " << in(options_.language, fr, en) << "\n\n"
         << archive_help(options_.language);
    return false;
  }

  std::span<const std::string> arguments_;
  std::ostream& err_;
  std::size_t at_ = 0;
  ArchiveOptions options_;
};

}  // namespace

std::optional<ArchiveOptions> parse_archive_options(std::span<const std::string> arguments,
                                                    std::ostream& err) {
  return Parser(arguments, err).parse();
}

std::string_view archive_help(Language language) {
  return in(language, help_fr, help_en);
}

}  // namespace facteur::gateway::cli
