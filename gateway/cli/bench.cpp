#include "gateway/cli/bench.h"

#include <algorithm>
#include <charconv>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <ostream>
#include <stdexcept>

#include "gateway/cli/bench_run.h"
#include "gateway/cli/language.h"

namespace facteur::gateway::cli {
namespace {

constexpr const char* help_fr =
    "Utilisation : facteur bench [parse|validate|rules|documents|views|facturx|archive|intake|\n"
    "                             receivables]... [--json] [--xsd FICHIER|DOSSIER]\n"
    "                            [--folder DOSSIER]\n"
    "                            [--fsync-delay MS] [--invoices N] [--clients N] [--items N]\n\n"
    "Mesure cette machine : un chiffre par ligne, à côté d'une référence mesurée dans le même\n"
    "passage. Sans nom, tout est mesuré. --folder : où écrire (effacé ensuite) ; choisissez le\n"
    "disque des données. --xsd : schéma UBL Invoice, ou dossier avec ubl-2.1/ et cii-d22b/ tels\n"
    "que publiés, pour la référence qui valide aussi.\n"
    "--fsync-delay : rend plus lente chaque synchronisation de « archive » et de sa référence.\n";
constexpr const char* help_en =
    "Usage: facteur bench [parse|validate|rules|documents|views|facturx|archive|intake|\n"
    "                      receivables]...\n"
    "                     [--json] [--xsd FILE|FOLDER] [--folder FOLDER]\n"
    "                     [--fsync-delay MS] [--invoices N] [--clients N] [--items N]\n\n"
    "Measures this machine: one figure a line, beside a baseline measured in the same run.\n"
    "Without a name, everything. --folder: where to write (removed after); choose the disk that\n"
    "the data is on. --xsd: the UBL Invoice schema, or a folder with ubl-2.1/ and cii-d22b/ as\n"
    "published, for the baseline that also validates.\n"
    "--fsync-delay: makes each sync of \"archive\" and its baseline slower.\n";

struct Bench {
  std::string_view name;
  void (*run)(const BenchOptions& options, const Report& report);
};
constexpr Bench benches[] = {
    {"documents", bench_documents},
    {"parse", bench_parse},
    {"views", bench_views},
    {"facturx", bench_facturx},
    {"validate", bench_validate},
    {"rules", bench_rules},
    {"archive", bench_archive},
    {"intake", bench_intake},
    {"receivables", bench_receivables},
};

struct Usage : std::runtime_error {
  using std::runtime_error::runtime_error;
};

int whole_number(const std::string& option, const std::string& text, int least, int most) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < least || value > most)
    throw Usage(option + " " + text + " ?");
  return value;
}

struct Choice {
  BenchOptions options;
  std::vector<const Bench*> benches;
};

const Bench* find_bench(const std::string& name) {
  const auto* found = std::ranges::find(benches, name, &Bench::name);
  if (found == std::end(benches)) throw Usage(name + " ?");
  return found;
}

Choice choose(std::span<const std::string> arguments) {
  Choice choice;
  BenchOptions& options = choice.options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (!word.starts_with("--")) {
      choice.benches.push_back(find_bench(word));
      continue;
    }
    if (word == "--json") {
      options.json = true;
      continue;
    }
    if (i + 1 == arguments.size()) throw Usage(word + " ?");
    const std::string& value = arguments[++i];
    if (word == "--xsd")
      options.xsd = value;
    else if (word == "--folder")
      options.folder = value;
    else if (word == "--invoices")
      options.invoices = whole_number(word, value, 1, 1'000'000);
    else if (word == "--clients")
      options.clients = whole_number(word, value, 1, 256);
    else if (word == "--items")
      options.items = whole_number(word, value, 1, 10'000'000);
    else if (word == "--fsync-delay")
      options.fsync_delay = std::chrono::milliseconds(whole_number(word, value, 0, 10'000));
    else
      throw Usage(word + " ?");
  }
  if (choice.benches.empty())
    for (const Bench& bench : benches) choice.benches.push_back(&bench);
  return choice;
}

void print_json(std::ostream& out, const Figure& figure) {
  nlohmann::ordered_json line = {{"bench", figure.bench},
                                 {"what", figure.what},
                                 {"value", figure.value},
                                 {"unit", figure.unit}};
  if (!figure.baseline.empty()) {
    line["baseline"] = figure.baseline;
    line["baseline_value"] = figure.baseline_value;
  }
  out << line.dump() << std::endl;
}

// Three significant digits.
std::string short_number(double value) {
  char buffer[64];
  const int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed, decimals);
  return {buffer, end.ptr};
}

void print_line(std::ostream& out, const Figure& figure) {
  out << std::left << std::setw(10) << figure.bench << std::setw(34) << figure.what << std::right
      << std::setw(10) << short_number(figure.value) << " " << std::left << std::setw(4)
      << figure.unit;
  if (!figure.baseline.empty())
    out << std::right << std::setw(10) << short_number(figure.baseline_value) << " " << std::left
        << std::setw(4) << figure.unit << figure.baseline;
  out << std::endl;
}

}  // namespace

int bench_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
  const Language language = language_of_environment();
  if (std::ranges::find(arguments, "--help") != arguments.end()) {
    out << in(language, help_fr, help_en);
    return 0;
  }
  try {
    const Choice choice = choose(arguments);
    const Report report = [&](const Figure& figure) {
      choice.options.json ? print_json(out, figure) : print_line(out, figure);
    };
    for (const Bench* bench : choice.benches) bench->run(choice.options, report);
    return 0;
  } catch (const Usage& usage) {
    err << usage.what() << "\n" << in(language, help_fr, help_en);
  } catch (const std::exception& error) {
    err << "facteur bench: " << error.what() << "\n";
  }
  return 2;
}

}  // namespace facteur::gateway::cli
