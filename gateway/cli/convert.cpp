#include "gateway/cli/convert.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <system_error>
#include <vector>

#include "formats/convert.h"
#include "gateway/cli/arguments.h"
#include "gateway/cli/convert_facturx.h"
#include "gateway/cli/convert_readable.h"
#include "gateway/cli/text_table.h"
#include "gateway/cli/verdict_text.h"
#include "gateway/flows/file_source.h"
#include "gateway/flows/text_spool.h"

namespace facteur::gateway::cli {
namespace {

using formats::Finding;
using Spool = std::shared_ptr<flows::TextSpool>;

constexpr std::string_view help_fr =
    "facteur convert --to ubl|cii|json|facturx|pdf|html [--profile P] [--json] [--lang fr|en]\n"
    "                ENTRÉE SORTIE\n"
    "\n"
    "Convertit une facture (UBL, CII, JSON, ou le PDF qui la contient) et rend compte, terme par\n"
    "terme, de ce que la cible ne dit pas. SORTIE - : sur la sortie standard.\n"
    "\n"
    "  --to FORME    ubl, cii, json, ou facturx : un PDF/A-3 à lire, la facture CII dedans ;\n"
    "                pdf, html : la facture à lire seule\n"
    "  --profile P   profil du résultat (BT-24) : en16931, extended-ctc-fr, factur-x-minimum,\n"
    "                factur-x-basicwl, factur-x-basic, factur-x-extended, peppol, xrechnung, ou "
    "un\n"
    "                identifiant de spécification ; pour facturx : minimum, basicwl, basic,\n"
    "                en16931, extended, extended-ctc-fr, xrechnung\n"
    "  --lang        la langue du compte rendu, et des pages\n"
    "  --stamp TEXTE    facture à lire : où elle en est, « Encaissée le 12/12/2026 »\n"
    "  --logo FICHIER   facture à lire : logo PNG ou JPEG, 512 Ko et 2000 pixels de côté au plus\n"
    "  --colour COULEUR facture à lire : des titres, #0B4F6C ; assez foncée pour être lue\n"
    "  --page PDF       pour facturx : les pages de ce PDF au lieu des nôtres, s'il peut être un\n"
    "                   PDF/A-3 sans que ce qu'il montre change ; sinon, la règle enfreinte est "
    "dite\n"
    "  --render-instead et dans ce cas, nos pages\n"
    "  --json        le compte rendu en JSON, un objet par ligne\n"
    "\n"
    "Code de sortie : 0 tout est conservé, 1 une perte ou une règle enfreinte est signalée,\n"
    "2 impossible à faire. Un PDF dont la facture enfreint une règle fatale n'est pas écrit.\n";
constexpr std::string_view help_en =
    "facteur convert --to ubl|cii|json|facturx|pdf|html [--profile P] [--json] [--lang fr|en]\n"
    "                IN OUT\n"
    "\n"
    "Converts an invoice (UBL, CII, JSON, or the PDF that holds it) and accounts term by term for\n"
    "what the target does not say. OUT -: to standard output.\n"
    "\n"
    "  --to FORM     ubl, cii, json, or facturx: a PDF/A-3 to read, with the invoice in CII "
    "inside;\n"
    "                pdf, html: the invoice to read alone\n"
    "  --profile P   profile of the result (BT-24): en16931, extended-ctc-fr, factur-x-minimum,\n"
    "                factur-x-basicwl, factur-x-basic, factur-x-extended, peppol, xrechnung, or a\n"
    "                specification identifier; for facturx: minimum, basicwl, basic, en16931,\n"
    "                extended, extended-ctc-fr, xrechnung\n"
    "  --lang        the language of the account, and of the pages\n"
    "  --stamp TEXT     readable invoice: where it stands, \"Paid on 2026-12-12\"\n"
    "  --logo FILE      readable invoice: logo, PNG or JPEG, at most 512 KB and 2000 pixels a "
    "side\n"
    "  --colour COLOUR  readable invoice: of the titles, #0B4F6C; dark enough to be read\n"
    "  --page PDF       for facturx: the pages of that PDF instead of ours, if it can be a "
    "PDF/A-3\n"
    "                   without a change to what it shows; if not, the broken rule is told\n"
    "  --render-instead and then, our pages\n"
    "  --json        the account as JSON, one object a line\n"
    "\n"
    "Exit status: 0 everything is kept, 1 a loss or a broken rule is reported, 2 cannot be done.\n"
    "A PDF with an invoice that breaks a fatal rule is not written.\n";

constexpr std::string_view valued_options[] = {"--to",   "--profile", "--lang", "--stamp",
                                               "--logo", "--colour",  "--page"};

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
    const bool valued = std::ranges::find(valued_options, argument) != std::end(valued_options);
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

// The input can be read again: a pipe is kept in the spool first.
formats::Opening opening_of(const std::string& file, const Spool& spool) {
  if (std::filesystem::is_regular_file(file)) {
    return [file] { return std::make_unique<flows::FileSource>(file); };
  }
  flows::FileSource source(file);
  const std::size_t most = formats::Limits().bytes;  // the reader refuses one byte more
  std::size_t taken = 0;
  for (auto piece = source.next(); !piece.empty() && taken <= most; piece = source.next()) {
    spool->append(piece);
    taken += piece.size();
  }
  return [spool, text = spool->finish()] { return spool->open(text); };
}

std::string specification_of(const Arguments& arguments) {
  const auto profile = arguments.value("profile");
  if (!profile) return {};
  if (const auto known = formats::specification_named(*profile)) return std::string(*known);
  if (profile->find(':') != std::string::npos) return *profile;
  throw UsageError({"profil inconnu : " + *profile, "unknown profile: " + *profile});
}

void write_out(const std::string& file, formats::ByteSource& bytes, std::ostream& out) {
  std::ofstream stream;
  if (file != "-") stream.open(file, std::ios::binary | std::ios::trunc);
  std::ostream& to = file == "-" ? out : stream;
  for (auto piece = bytes.next(); !piece.empty() && to; piece = bytes.next()) to << piece;
  if (!to.flush()) {
    throw UsageError({file + " : ne peut pas être écrit", file + ": cannot be written"});
  }
}

void write_out(const std::string& file, const std::string& bytes, std::ostream& out) {
  formats::MemorySource source(bytes);
  write_out(file, source, out);
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

struct Outcome {
  std::string bytes;  // empty when they are not to be written, or stored
  std::vector<Finding> findings;
  bool good = false;
  std::optional<formats::StoredText> stored = {};  // the bytes, when they are in the spool

  bool is_written() const { return stored || !bytes.empty(); }
};

// Nothing when no invoice can be read: `reading` says why.
std::optional<Outcome> as_facturx(const std::string& bytes, const Arguments& arguments,
                                  formats::Reading& reading) {
  auto made = make_facturx(bytes, arguments, reading, bytes_of);
  if (!made) return std::nullopt;
  const bool good = made->valid && made->faithful && !made->pdf.empty();
  return Outcome{made->valid ? std::move(made->pdf) : std::string(), std::move(made->findings),
                 good};
}

std::optional<Outcome> as_structured(formats::Target target, const std::string& file,
                                     const Arguments& arguments, const Spool& spool,
                                     formats::Reading& reading) try {
  auto done = formats::convert(opening_of(file, spool), target, specification_of(arguments), spool,
                               reading);
  if (!done) return std::nullopt;
  return Outcome{{}, std::move(done->findings), done->faithful, std::move(done->bytes)};
} catch (const std::system_error& error) {
  throw std::runtime_error(file + ": " + error.code().message());
}

std::optional<Outcome> converted(const std::string& file, const Arguments& arguments,
                                 const Spool& spool, formats::Reading& reading) {
  const std::string form = arguments.required("to");
  if (form == "facturx") return as_facturx(bytes_of(file), arguments, reading);
  const auto target = formats::target_named(form);
  if (!target)
    throw UsageError({"--to : ubl, cii, json, facturx, pdf ou html",
                      "--to: ubl, cii, json, facturx, pdf or html"});
  return as_structured(*target, file, arguments, spool, reading);
}

void say_unreadable(const std::string& file, const formats::Reading& reading, Language language,
                    std::ostream& err) {
  err << "facteur convert: " << printable(file) << ": ";
  if (reading.findings.empty()) {
    err << in(language, "ce n'est pas une facture", "this is no invoice") << '\n';
  } else {
    err << printable(in(language, reading.findings[0].message)) << '\n';
  }
}

int run(const Given& given, const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const Language language = arguments.language();
  const std::string form = arguments.required("to");
  if (is_readable_form(form))
    return write_readable(form, bytes_of(given.in), arguments,
                          [&](const std::string& bytes) { write_out(given.out, bytes, out); });
  formats::Reading reading;
  const Spool spool = std::make_shared<flows::TextSpool>(std::filesystem::temp_directory_path());
  const auto done = converted(given.in, arguments, spool, reading);
  if (!done) {
    say_unreadable(given.in, reading, language, err);
    return 2;
  }
  if (done->stored) write_out(given.out, *spool->open(*done->stored), out);
  if (!done->bytes.empty()) write_out(given.out, done->bytes, out);
  if (arguments.has("json")) {
    std::ostream& asked = given.out == "-" ? err : out;
    for (const Finding& finding : done->findings) asked << finding_line(finding, language) << '\n';
  } else {
    account_for_people(done->findings, language, err);
  }
  if (!done->is_written())
    err << "facteur convert: " << printable(given.out)
        << in(language, " n'est pas écrit : voir les règles ci-dessus\n",
              " is not written: see the rules above\n");
  return done->good ? 0 : 1;
}

}  // namespace

int convert_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
  if (std::ranges::find(arguments, "--help") != arguments.end()) {
    out << in(language_asked(arguments), help_fr, help_en);
    return 0;
  }
  try {
    const Given given = split(arguments);
    const Arguments known(given.options,
                          {"to", "profile", "lang", "stamp", "logo", "colour", "page"},
                          {"json", "render-instead"});
    return run(given, known, out, err);
  } catch (const UsageError& error) {
    err << "facteur convert: " << in(language_asked(arguments), error.text) << '\n';
  } catch (const std::exception& error) {
    err << "facteur convert: " << error.what() << '\n';
  }
  return 2;
}

}  // namespace facteur::gateway::cli
