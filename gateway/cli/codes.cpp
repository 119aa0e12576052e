#include "gateway/cli/codes.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "gateway/cli/arguments.h"
#include "gateway/cli/text_table.h"
#include "gateway/http/code_sheets.h"

namespace facteur::gateway::cli {
namespace {

using http::CodeSheet;
using Json = nlohmann::ordered_json;

constexpr std::string_view help_fr =
    "facteur codes [LISTE] [--on DATE] [--json] [--lang fr|en]\n"
    "\n"
    "Sans LISTE : les listes de codes, leur source et leur version.\n"
    "Avec LISTE : ses codes et ce qu'ils veulent dire, avec leurs dates ; avec --on, ceux de\n"
    "ce jour-là seulement.\n";
constexpr std::string_view help_en =
    "facteur codes [LIST] [--on DATE] [--json] [--lang fr|en]\n"
    "\n"
    "Without LIST: the code lists, their source and version.\n"
    "With LIST: its codes and what they mean, with their dates; with --on, only those of that\n"
    "day.\n";

void print_lists(std::ostream& out, bool french) {
  std::vector<std::vector<std::string>> rows;
  for (const CodeListFacts& facts : http::code_sheets())
    rows.push_back({std::string(facts.id), std::string(french ? facts.title_fr : facts.title_en),
                    std::string(facts.standard), std::string(facts.version),
                    http::limit(facts.date)});
  print_table(out,
              {{french ? "liste" : "list"},
               {french ? "titre" : "title"},
               {french ? "norme" : "standard"},
               {"version"},
               {french ? "depuis" : "since"}},
              rows);
}

void print_sheet(std::ostream& out, const CodeSheet& sheet, bool french) {
  const CodeListFacts& facts = sheet.facts;
  out << (french ? facts.title_fr : facts.title_en) << ", " << facts.standard << '\n'
      << facts.source << ", " << facts.version << ", " << http::limit(facts.date) << "\n\n";
  std::vector<std::vector<std::string>> rows;
  for (const auto& [code, row] : sheet.rows)
    rows.push_back(
        {code, std::string(row.name(french)), http::limit(row.from), http::limit(row.until)});
  print_table(
      out,
      {{"code"}, {french ? "nom" : "name"}, {french ? "du" : "from"}, {french ? "au" : "until"}},
      rows);
}

void print_lists_as_json(std::ostream& out, bool french) {
  for (const CodeListFacts& facts : http::code_sheets())
    out << http::to_json(facts, french).dump() << '\n';
}

int run(std::string_view list, const Arguments& arguments, std::ostream& out) {
  const bool french = arguments.language() == Language::fr;
  const bool json = arguments.has("json");
  if (list.empty()) {
    if (arguments.has("on")) throw UsageError({"--on demande une LISTE", "--on needs a LIST"});
    json ? print_lists_as_json(out, french) : print_lists(out, french);
    return 0;
  }
  const auto sheet = http::code_sheet(list, arguments.date("on"));
  if (!sheet) {
    const std::string name = printable(list);
    throw UsageError({name + " : liste inconnue, voir facteur codes",
                      name + ": no such list, see facteur codes"});
  }
  if (json)
    out << http::to_json(*sheet, french).dump() << '\n';
  else
    print_sheet(out, *sheet, french);
  return 0;
}

}  // namespace

int codes_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
  if (std::ranges::find(arguments, "--help") != arguments.end()) {
    out << in(language_asked(arguments), help_fr, help_en);
    return 0;
  }
  std::string_view list;
  if (!arguments.empty() && !arguments[0].starts_with("--")) {
    list = arguments[0];
    arguments = arguments.subspan(1);
  }
  try {
    return run(list, Arguments(arguments, {"on", "lang"}, {"json"}), out);
  } catch (const UsageError& error) {
    err << "facteur codes: " << in(language_asked(arguments), error.text) << '\n';
    return 2;
  }
}

}  // namespace facteur::gateway::cli
