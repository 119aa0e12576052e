#include "gateway/cli/convert.h"

#include <algorithm>
#include <fstream>
#include <ostream>
#include <stdexcept>
#include <system_error>
#include <vector>

#include "formats/convert.h"
#include "gateway/cli/arguments.h"
#include "gateway/cli/text_table.h"
#include "gateway/cli/verdict_text.h"
#include "gateway/flows/file_source.h"

namespace facteur::gateway::cli {
namespace {

using formats::Finding;

constexpr std::string_view help_fr =
    "facteur convert --to ubl|cii|json [--profile P] [--json] [--lang fr|en] ENTRÉE SORTIE\n"
    "\n"
    "Convertit une facture (UBL, CII ou JSON) et rend compte, terme par terme, de ce que la\n"
    "cible ne dit pas. SORTIE - : sur la sortie standard.\n"
    "\n"
    "  --to FORME    ubl, cii ou json\n"
    "  --profile P   profil du résultat (BT-24) : en16931, extended-ctc-fr, factur-x-minimum,\n"
    "                factur-x-basicwl, factur-x-basic, factur-x-extended, peppol, xrechnung, ou "
    "un\n"
    "                identifiant de spécification\n"
    "  --json        le compte rendu en JSON, un objet par ligne\n"
    "\n"
    "Code de sortie : 0 tout est conservé, 1 une perte ou une règle enfreinte est signalée,\n"
    "2 impossible à faire.\n";
constexpr std::string_view help_en =
    "facteur convert --to ubl|cii|json [--profile P] [--json] [--lang fr|en] IN OUT\n"
    "\n"
    "Converts an invoice (UBL, CII or JSON) and accounts term by term for what the target does\n"
    "not say. OUT -: to standard output.\n"
    "\n"
    "  --to FORM     ubl, cii or json\n"
    "  --profile P   profile of the result (BT-24): en16931, extended-ctc-fr, factur-x-minimum,\n"
    "                factur-x-basicwl, factur-x-basic, factur-x-extended, peppol, xrechnung, or a\n"
    "                specification identifier\n"
    "  --json        the account as JSON, one object a line\n"
    "\n"
    "Exit status: 0 everything is kept, 1 a loss or a broken rule is reported, 2 cannot be done.\n";

struct Given {
  std::string in, out;
  std::vector<std::string> options;
};

Given split(std::span<const std::string> arguments) {
  Given given;
  std::vector<std::string> files;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (!argument.starts_with("--")) {
      files.push_back(argument);
      continue;
    }
    given.options.push_back(argument);
    const bool valued = argument == "--to" || argument == "--profile" || argument == "--lang";
    if (valued && i + 1 < arguments.size()) given.options.push_back(arguments[++i]);
  }
  if (files.size() != 2) {
    throw UsageError({"deux fichiers attendus : ENTRÉE SORTIE", "two files expected: IN OUT"});
  }
  given.in = files[0];
  given.out = files[1];
  return given;
}

// At most one byte more than a reader takes.
std::string bytes_of(const std::string& file) try {
  flows::FileSource source(file);
  const std::size_t most = formats::Limits().bytes;
  std::string bytes;
  for (auto piece = source.next(); !piece.empty() && bytes.size() <= most; piece = source.next()) {
    bytes += piece;
  }
  return bytes;
} catch (const std::system_error& error) {
  throw std::runtime_error(file + ": " + error.code().message());
}

std::string specification_of(const Arguments& arguments) {
  const auto profile = arguments.value("profile");
  if (!profile) return {};
  if (const auto known = formats::specification_named(*profile)) return std::string(*known);
  if (profile->find(':') != std::string::npos) return *profile;
  throw UsageError({"profil inconnu : " + *profile, "unknown profile: " + *profile});
}

void write_out(const std::string& file, const std::string& bytes, std::ostream& out) {
  if (file == "-") {
    out << bytes;
    return;
  }
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream << bytes;
  if (!stream.flush()) {
    throw UsageError({file + " : ne peut pas être écrit", file + ": cannot be written"});
  }
}

void account_for_people(const std::vector<Finding>& findings, Language language,
                        std::ostream& err) {
  for (const Finding& finding : findings) {
    err << finding.rule;
    for (const Term term : finding.terms) err << ' ' << name(term);
    if (finding.line != 0) err << in(language, ", ligne ", ", line ") << finding.line;
    if (!finding.location.empty()) err << ' ' << printable(finding.location);
    err << in(language, " : ", ": ") << printable(in(language, finding.message)) << '\n';
  }
}

int run(const Given& given, const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const Language language = arguments.language();
  const auto target = formats::target_named(arguments.required("to"));
  if (!target) throw UsageError({"--to : ubl, cii ou json", "--to: ubl, cii or json"});
  const std::string specification = specification_of(arguments);
  formats::Reading reading;
  const auto done = formats::convert(bytes_of(given.in), *target, specification, reading);
  if (!done) {
    err << "facteur convert: " << printable(given.in) << ": ";
    if (reading.findings.empty()) {
      err << in(language, "ce n'est pas une facture", "this is no invoice") << '\n';
    } else {
      err << printable(in(language, reading.findings[0].message)) << '\n';
    }
    return 2;
  }
  write_out(given.out, done->bytes, out);
  if (arguments.has("json")) {
    std::ostream& asked = given.out == "-" ? err : out;
    for (const Finding& finding : done->findings) asked << finding_line(finding, language) << '\n';
  } else {
    account_for_people(done->findings, language, err);
  }
  return done->faithful ? 0 : 1;
}

}  // namespace

int convert_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
  if (std::ranges::find(arguments, "--help") != arguments.end()) {
    out << in(language_of_environment(), help_fr, help_en);
    return 0;
  }
  try {
    const Given given = split(arguments);
    return run(given, Arguments(given.options, {"to", "profile", "lang"}, {"json"}), out, err);
  } catch (const UsageError& error) {
    err << "facteur convert: " << in(language_of_environment(), error.text) << '\n';
  } catch (const std::exception& error) {
    err << "facteur convert: " << error.what() << '\n';
  }
  return 2;
}

}  // namespace facteur::gateway::cli
