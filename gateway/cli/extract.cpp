#include "gateway/cli/extract.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>
#include <stdexcept>
#include <system_error>

#include "formats/facturx/read.h"
#include "formats/read.h"
#include "gateway/cli/arguments.h"
#include "gateway/cli/text_table.h"
#include "gateway/flows/file_source.h"

namespace facteur::gateway::cli {
namespace {

using formats::Finding;
using formats::Severity;
using formats::facturx::EmbeddedFile;
using formats::facturx::HybridPdf;

constexpr std::string_view help_fr =
    "facteur extract ENTRÉE.pdf SORTIE.xml [--lang fr|en]\n"
    "facteur extract --list [--json] ENTRÉE.pdf\n"
    "facteur extract --all DOSSIER ENTRÉE.pdf\n"
    "\n"
    "Sort la facture d'un PDF hybride (Factur-X, ZUGFeRD, XRechnung), octet pour octet.\n"
    "SORTIE - : sur la sortie standard.\n"
    "\n"
    "  --list          les fichiers joints : nom, type, relation, taille annoncée\n"
    "  --all DOSSIER   écrit tous les fichiers joints dans DOSSIER, qui est créé s'il manque ;\n"
    "                  un fichier existant n'est jamais remplacé\n"
    "\n"
    "Code de sortie : 0 une facture, sans défaut de contenant ; 1 aucune, plusieurs, ou un défaut "
    ";\n"
    "2 impossible à faire.\n";
constexpr std::string_view help_en =
    "facteur extract IN.pdf OUT.xml [--lang fr|en]\n"
    "facteur extract --list [--json] IN.pdf\n"
    "facteur extract --all FOLDER IN.pdf\n"
    "\n"
    "Takes the invoice out of a hybrid PDF (Factur-X, ZUGFeRD, XRechnung), byte by byte.\n"
    "OUT -: to standard output.\n"
    "\n"
    "  --list         the attached files: name, type, relationship, stated size\n"
    "  --all FOLDER   writes all attached files into FOLDER, which is made if it is missing; a\n"
    "                 file that exists is never replaced\n"
    "\n"
    "Exit status: 0 one invoice in a sound container; 1 none, several, or a fault; 2 cannot be "
    "done.\n";

std::string bytes_of(const std::string& file) try {
  flows::FileSource source(file);
  const std::size_t most = formats::Limits().bytes;
  std::string bytes;
  for (auto piece = source.next(); !piece.empty(); piece = source.next()) {
    bytes += piece;
    if (bytes.size() > most) {
      throw UsageError({file + " : trop volumineux", file + ": too large"});
    }
  }
  return bytes;
} catch (const std::system_error& error) {
  throw std::runtime_error(file + ": " + error.code().message());
}

void write(std::ostream& stream, const std::string& file, const std::string& bytes) {
  stream << bytes;
  if (!stream.flush()) {
    throw UsageError({file + " : ne peut pas être écrit", file + ": cannot be written"});
  }
}

int report(const HybridPdf& pdf, Language language, std::ostream& err) {
  int status = pdf.invoice() ? 0 : 1;
  for (const Finding& finding : pdf.findings()) {
    if (finding.severity == Severity::fatal) status = 1;
    err << finding.location << in(language, " : ", ": ") << printable(in(language, finding.message))
        << '\n';
  }
  return status;
}

int extract_invoice(const std::string& in_file, const std::string& out_file, Language language,
                    std::ostream& out, std::ostream& err) {
  const std::string bytes = bytes_of(in_file);
  const HybridPdf pdf(bytes);
  if (!pdf.xml().empty()) {
    if (out_file == "-") {
      write(out, out_file, pdf.xml());
    } else {
      std::ofstream stream(out_file, std::ios::binary | std::ios::trunc);
      write(stream, out_file, pdf.xml());
    }
  }
  return report(pdf, language, err);
}

nlohmann::ordered_json json_of(const EmbeddedFile& file, bool is_invoice) {
  nlohmann::ordered_json line = {{"name", file.name},
                                 {"mime", file.mime},
                                 {"relationship", file.relationship},
                                 {"description", file.description},
                                 {"invoice", is_invoice},
                                 {"inNameTree", file.in_name_tree},
                                 {"associated", file.associated},
                                 {"annotated", file.annotated}};
  if (file.stated_size) line["statedSize"] = *file.stated_size;
  return line;
}

int list(const std::string& in_file, bool json, Language language, std::ostream& out,
         std::ostream& err) {
  const std::string bytes = bytes_of(in_file);
  const HybridPdf pdf(bytes);
  for (std::size_t i = 0; i < pdf.files().size(); ++i) {
    const EmbeddedFile& file = pdf.files()[i];
    const bool is_invoice = pdf.invoice() == i;
    if (json) {
      out << json_of(file, is_invoice)
                 .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
          << '\n';
      continue;
    }
    out << printable(file.name) << '\t' << printable(file.mime) << '\t' << file.relationship << '\t'
        << (file.stated_size ? std::to_string(*file.stated_size) : "-")
        << (is_invoice ? in(language, "\tfacture", "\tinvoice") : "") << '\n';
  }
  return report(pdf, language, err);
}

// The name without any folder; never one that means something to the file system.
std::string safe_name(const std::string& name) {
  std::string safe = name.substr(name.find_last_of("/\\:") + 1);
  if (safe.empty() || safe.find_first_not_of('.') == std::string::npos) safe = "attachment";
  return safe;
}

std::filesystem::path free_path(const std::filesystem::path& folder, const std::string& name) {
  const std::filesystem::path wanted = std::filesystem::path(safe_name(name)).filename();
  std::filesystem::path path = folder / wanted;
  for (int i = 2;
       std::filesystem::symlink_status(path).type() != std::filesystem::file_type::not_found; ++i) {
    path =
        folder / (wanted.stem().string() + "-" + std::to_string(i) + wanted.extension().string());
  }
  return path;
}

int extract_all(const std::string& in_file, const std::string& folder, Language language,
                std::ostream& out, std::ostream& err) {
  const std::string bytes = bytes_of(in_file);
  HybridPdf pdf(bytes);
  std::filesystem::create_directories(folder);
  int status = 0;
  for (std::size_t i = 0; i < pdf.files().size(); ++i) {
    const std::string& name = pdf.files()[i].name;
    const auto content = pdf.content(i);
    if (!content) {
      err << printable(name)
          << in(language, " : ne peut pas être décodé\n", ": cannot be decoded\n");
      status = 1;
      continue;
    }
    const auto path = free_path(folder, name);
    std::ofstream stream(path, std::ios::binary);
    write(stream, path.string(), *content);
    out << printable(path.string()) << '\n';
  }
  return std::max(status, report(pdf, language, err));
}

int run(std::span<const std::string> given, std::ostream& out, std::ostream& err) {
  std::vector<std::string> files, options;
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (!given[i].starts_with("--")) {
      files.push_back(given[i]);
      continue;
    }
    options.push_back(given[i]);
    const bool valued = given[i] == "--all" || given[i] == "--lang";
    if (valued && i + 1 < given.size()) options.push_back(given[++i]);
  }
  const Arguments arguments(options, {"all", "lang"}, {"list", "json"});
  const auto folder = arguments.value("all");
  const std::size_t wanted = folder || arguments.has("list") ? 1 : 2;
  if (files.size() != wanted) {
    throw UsageError(
        {"fichiers attendus : ENTRÉE.pdf SORTIE.xml", "files expected: IN.pdf OUT.xml"});
  }
  const Language language = arguments.language();
  if (folder) return extract_all(files[0], *folder, language, out, err);
  if (arguments.has("list")) return list(files[0], arguments.has("json"), language, out, err);
  return extract_invoice(files[0], files[1], language, out, err);
}

}  // namespace

int extract_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
  const Language language = language_asked(arguments);
  if (std::ranges::find(arguments, "--help") != arguments.end()) {
    out << in(language, help_fr, help_en);
    return 0;
  }
  try {
    return run(arguments, out, err);
  } catch (const UsageError& error) {
    err << "facteur extract: " << in(language, error.text) << '\n';
  } catch (const std::exception& error) {
    err << "facteur extract: " << error.what() << '\n';
  }
  return 2;
}

}  // namespace facteur::gateway::cli
