#include "gateway/cli/ledger_export.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <ostream>

#include "gateway/cli/arguments.h"
#include "gateway/receivables/accounting/fec.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/transfer/tables.h"
#include "gateway/store/reading.h"

namespace facteur::gateway::cli {
namespace {

using namespace receivables;
using store::Connection;

std::string text_of_file(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw UsageError({file + " : illisible", file + ": cannot be read"});
  return {std::istreambuf_iterator<char>(stream), {}};
}

accounting::Chart chart_of(const Arguments& arguments) {
  const auto file = arguments.value("accounts");
  return file ? accounting::parse_chart(text_of_file(*file), *file) : accounting::standard_chart();
}

// "USD=1.0850,GBP=0.8612"
std::map<std::string, formats::Decimal> rates_of(const std::string& text) {
  std::map<std::string, formats::Decimal> rates;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(',', at), text.size());
    const std::string rate = text.substr(at, end - at);
    at = end + 1;
    const auto equals = rate.find('=');
    const auto value = equals == std::string::npos
                           ? std::optional<formats::Decimal>()
                           : formats::Decimal::parse(rate.substr(equals + 1));
    if (equals != 3 || !value || !value->units(6) || *value->units(6) <= 0)
      throw UsageError({rate + " : un cours s'écrit USD=1.0850, pour un euro",
                        rate + ": a rate is written USD=1.0850, for one euro"});
    rates.emplace(rate.substr(0, equals), *value);
  }
  return rates;
}

accounting::FecOptions fec_options(const Arguments& arguments) {
  const std::string separator = arguments.value("separator").value_or("tab");
  if (separator != "tab" && separator != "bar")
    throw UsageError(
        {separator + " : --separator est tab ou bar", separator + ": --separator is tab or bar"});
  accounting::FecOptions options;
  options.chart = chart_of(arguments);
  options.separator = separator == "bar" ? '|' : '\t';
  options.from = arguments.date("from");
  options.until = arguments.date("to");
  options.rates = rates_of(arguments.value("rates").value_or(""));
  return options;
}

void warn_of_name(const std::filesystem::path& file, const std::string& tenant,
                  const accounting::FecOptions& options, Language language, std::ostream& err) {
  if (accounting::is_fec_name(file.filename().string(), tenant, options.until)) return;
  const std::string expected = tenant + "FEC";
  err << "facteur ledger: " << file.filename().string()
      << in(language, " : l'administration attend un fichier nommé ",
            ": the administration expects a file named ")
      << expected
      << in(language, " suivi du jour de clôture AAAAMMJJ (LPF A47 A-1)\n",
            " followed by the closing day YYYYMMDD (LPF A47 A-1)\n");
}

int export_fec(const Arguments& arguments, Connection& connection, std::ostream& out,
               std::ostream& err) {
  const std::filesystem::path file = *arguments.value("fec");
  const std::string tenant = arguments.required("tenant");
  const Language language = arguments.language();
  const auto options = fec_options(arguments);
  warn_of_name(file, tenant, options, language, err);
  std::ofstream stream(file, std::ios::binary);
  const auto result = accounting::write_fec(connection, tenant, options, stream);
  stream.close();
  if (!stream)
    throw UsageError(
        {file.string() + " : ne peut être écrit", file.string() + ": cannot be written"});
  for (const std::string& currency : result.missing_rates)
    err << "facteur ledger: " << currency
        << in(language,
              " : le cours manque ; ses écritures ne sont pas dans le fichier (--rates)\n",
              ": the rate is missing; its entries are not in the file (--rates)\n");
  out << result.entries << in(language, " écritures, ", " entries, ") << result.lines
      << in(language, " lignes, débit ", " lines, debit ") << decimal_of(result.debit, 2)
      << in(language, ", crédit ", ", credit ") << decimal_of(result.credit, 2) << '\n';
  return result.missing_rates.empty() ? 0 : 1;
}

int export_tables(const Arguments& arguments, Connection& connection, std::ostream& out) {
  const std::filesystem::path folder = *arguments.value("out");
  std::filesystem::create_directories(folder);
  std::map<std::string_view, std::ofstream> files;
  write_tables(connection, arguments.required("tenant"),
               [&](const LedgerTable& table, std::string_view lines) {
                 const auto file = folder / (std::string(table.name) + ".csv");
                 const auto at = files.try_emplace(table.name, file, std::ios::binary).first;
                 at->second << lines;
               });
  for (auto& [name, stream] : files) {
    stream.close();
    if (!stream)
      throw UsageError({std::string(name) + ".csv : ne peut être écrit",
                        std::string(name) + ".csv: cannot be written"});
    out << (folder / (std::string(name) + ".csv")).string() << '\n';
  }
  return 0;
}

// Opens the data folder; says on `err` why it cannot.
store::Reading open(const Arguments& arguments, std::ostream& err) {
  auto reading = store::open_for_reading(arguments.value("data").value_or("var"));
  if (!reading.connection)
    err << "facteur ledger: " << in(arguments.language(), reading.problem) << '\n';
  return reading;
}

}  // namespace

int ledger_export(std::span<const std::string> given, std::ostream& out, std::ostream& err) {
  const Arguments arguments(
      given,
      {"data", "tenant", "fec", "out", "from", "to", "separator", "accounts", "rates", "lang"}, {});
  if (arguments.has("fec") == arguments.has("out"))
    throw UsageError({"--fec ou --out : l'un des deux", "--fec or --out: one of the two"});
  arguments.required("tenant");
  const auto reading = open(arguments, err);
  if (!reading.connection) return 2;
  return arguments.has("fec") ? export_fec(arguments, *reading.connection, out, err)
                              : export_tables(arguments, *reading.connection, out);
}

int ledger_digest_verb(std::span<const std::string> given, std::ostream& out, std::ostream& err) {
  const Arguments arguments(given, {"data", "tenant", "lang"}, {});
  const std::string tenant = arguments.required("tenant");
  const auto reading = open(arguments, err);
  if (!reading.connection) return 2;
  out << ledger_digest(*reading.connection, tenant) << '\n';
  return 0;
}

}  // namespace facteur::gateway::cli
