#include "gateway/cli/complete.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ostream>
#include <stdexcept>
#include <system_error>

#include "formats/json_read.h"
#include "gateway/cli/arguments.h"
#include "gateway/cli/text_table.h"
#include "gateway/flows/file_source.h"
#include "gateway/flows/text_spool.h"
#include "gateway/http/completion.h"

namespace facteur::gateway::cli {
namespace {

using formats::Figure;
using formats::Outcome;
using http::CompletedDocument;

constexpr std::string_view help_fr =
    "facteur complete [--recompute] [--explain | --json] [--lang fr|en] ENTRÉE SORTIE\n"
    "\n"
    "Calcule ce qui manque à une facture (UBL, CII, JSON) et se déduit du reste : prix nets, "
    "lignes,\n"
    "remises, ventilation de la TVA, totaux. Ce que la facture donne n'est pas modifié : un\n"
    "écart est signalé. SORTIE - : sur la sortie standard, et le reste sur la sortie d'erreur.\n"
    "\n"
    "  --recompute   remplace les valeurs données qui diffèrent\n"
    "  --explain     explique chaque nombre\n"
    "  --json        de même, un objet JSON par ligne\n"
    "\n"
    "Code de sortie : 0 facture complète, 1 il manque une donnée, 2 impossible à faire.\n";
constexpr std::string_view help_en =
    "facteur complete [--recompute] [--explain | --json] [--lang fr|en] IN OUT\n"
    "\n"
    "Computes what an invoice (UBL, CII, JSON) leaves out and follows from the rest: net prices, "
    "lines,\n"
    "allowances, VAT breakdown, totals. What the invoice gives is not changed: a difference is\n"
    "told. OUT -: to standard output, and the rest to standard error.\n"
    "\n"
    "  --recompute   replaces given values that differ\n"
    "  --explain     explains each number\n"
    "  --json        the same, one JSON object a line\n"
    "\n"
    "Exit status: 0 the invoice is complete, 1 something is missing, 2 cannot be done.\n";

struct Files {
  std::string in, out;
};

struct Split {
  Files files;
  std::vector<std::string> options;
};

// Files may stand before, between and after the options.
Split split(std::span<const std::string> arguments) {
  Split result;
  std::vector<std::string> files;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (!arguments[i].starts_with("--")) {
      files.push_back(arguments[i]);
      continue;
    }
    result.options.push_back(arguments[i]);
    if (arguments[i] == "--lang" && i + 1 < arguments.size())
      result.options.push_back(arguments[++i]);
  }
  if (files.size() != 2)
    throw UsageError({"deux fichiers attendus : ENTRÉE SORTIE", "two files expected: IN OUT"});
  result.files = {files[0], files[1]};
  return result;
}

std::string_view word(Outcome outcome, bool french) {
  switch (outcome) {
    case Outcome::added:
      return french ? "ajouté" : "added";
    case Outcome::agrees:
      return french ? "exact" : "agrees";
    case Outcome::differs:
      return french ? "diffère, gardé" : "differs, kept";
    case Outcome::replaced:
      return french ? "remplacé" : "replaced";
    case Outcome::needs:
      return french ? "manque" : "missing";
  }
  return {};
}

void explain(std::ostream& out, const std::vector<Figure>& figures, bool french) {
  std::vector<std::vector<std::string>> rows;
  for (const Figure& figure : figures)
    rows.push_back({figure.path, std::string(word(figure.outcome, french)), printable(figure.given),
                    figure.computed, french ? figure.reason.fr : figure.reason.en});
  print_table(out,
              {{french ? "où" : "where"},
               {""},
               {french ? "donné" : "given", Align::right},
               {french ? "calculé" : "computed", Align::right},
               {french ? "pourquoi" : "why"}},
              rows);
}

// What a user should know without having asked: differences, replacements, what is missing.
bool worth_telling(const Figure& figure) {
  return figure.outcome != Outcome::added && figure.outcome != Outcome::agrees;
}

void report(const CompletedDocument& done, const Arguments& arguments, std::ostream& asked,
            std::ostream& err) {
  const bool french = arguments.language() == Language::fr;
  const auto& figures = done.completion.figures;
  if (arguments.has("json")) {
    for (const Figure& figure : figures)
      asked << http::to_json(figure, french)
                   .dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)
            << '\n';
  } else if (arguments.has("explain")) {
    explain(asked, figures, french);
  } else {
    std::vector<Figure> told;
    std::ranges::copy_if(figures, std::back_inserter(told), worth_telling);
    if (!told.empty()) explain(err, told, french);
  }
  for (const formats::Finding& loss : done.losses)
    err << "facteur complete: " << printable(loss.location) << ": "
        << printable(french ? loss.message.fr : loss.message.en) << '\n';
}

// Of XML as it streams, of JSON whole: its form is ours, and no attachment is too large for memory.
formats::Reading read_file(const std::string& path) try {
  flows::FileSource opening(path);
  std::string_view piece = opening.next();
  if (formats::looks_like_json(piece)) {
    const std::size_t most = formats::Limits().bytes;
    std::string bytes;
    for (; !piece.empty() && bytes.size() <= most; piece = opening.next()) bytes += piece;
    return formats::read_json(bytes);
  }
  flows::FileSource source(path);
  return formats::read(source, {},
                       std::make_shared<flows::TextSpool>(std::filesystem::temp_directory_path()));
} catch (const std::system_error& error) {
  throw std::runtime_error(path + ": " + error.code().message());
}

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << bytes;
  if (!file.flush())
    throw UsageError({path + " : ne peut pas être écrit", path + ": cannot be written"});
}

int run(const Files& files, const Arguments& arguments, std::ostream& out, std::ostream& err) {
  if (arguments.has("json") && arguments.has("explain"))
    throw UsageError({"--json ou --explain, pas les deux", "--json or --explain, not both"});
  const Language language = arguments.language();
  const formats::Reading reading = read_file(files.in);
  const auto done = http::complete_document(reading, arguments.has("recompute"));
  if (!done) {
    err << "facteur complete: " << printable(files.in) << ": "
        << in(language, http::why_not(reading)) << '\n';
    return 2;
  }
  const bool to_stdout = files.out == "-";
  if (to_stdout)
    out << done->bytes;
  else
    write_file(files.out, done->bytes);
  report(*done, arguments, to_stdout ? err : out, err);
  return done->completion.complete() ? 0 : 1;
}

}  // namespace

int complete_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
  if (std::ranges::find(arguments, "--help") != arguments.end()) {
    out << in(language_asked(arguments), help_fr, help_en);
    return 0;
  }
  try {
    const Split given = split(arguments);
    return run(given.files, Arguments(given.options, {"lang"}, {"recompute", "explain", "json"}),
               out, err);
  } catch (const UsageError& error) {
    err << "facteur complete: " << in(language_asked(arguments), error.text) << '\n';
  } catch (const std::exception& error) {
    err << "facteur complete: " << error.what() << '\n';
  }
  return 2;
}

}  // namespace facteur::gateway::cli
