#include "gateway/cli/bank_import.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <sstream>
#include <vector>

#include "formats/bank/read.h"
#include "gateway/cli/arguments.h"
#include "gateway/cli/data_folder.h"
#include "gateway/cli/text_table.h"
#include "gateway/receivables/bank/import.h"
#include "gateway/receivables/bank/mapping.h"
#include "gateway/receivables/bank/report.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::cli {
namespace {

using namespace receivables;
using Json = nlohmann::ordered_json;

const std::string actor = "command-line";
constexpr std::size_t largest_mapping = 1u << 20;

std::optional<std::string> content_of(const std::string& file, std::size_t most = SIZE_MAX) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::nullopt;
  std::string content;
  char piece[64 * 1024];
  while (content.size() < most && (stream.read(piece, sizeof piece), stream.gcount() > 0))
    content.append(piece, static_cast<std::size_t>(stream.gcount()));
  if (stream.bad() || (!stream && !stream.eof())) return std::nullopt;
  return content;
}

// What stands before options and after them: the files.
struct Split {
  std::vector<std::string> options, files;
};
Split split(std::span<const std::string> given) {
  constexpr std::string_view switches[] = {"--json"};
  Split result;
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (!given[i].starts_with("--")) {
      result.files.push_back(given[i]);
      continue;
    }
    result.options.push_back(given[i]);
    const bool alone =
        std::find(std::begin(switches), std::end(switches), given[i]) != std::end(switches);
    if (!alone && i + 1 < given.size()) result.options.push_back(given[++i]);
  }
  return result;
}

formats::bank::ReadOptions read_options(const Arguments& arguments) {
  formats::bank::ReadOptions options;
  const auto file = arguments.value("mapping");
  if (!file) {
    options.csv = {bank::standard_mapping()};
    return options;
  }
  const auto text = content_of(*file, largest_mapping);
  if (!text) throw UsageError({*file + " : illisible", *file + ": cannot be read"});
  options.csv = {bank::parse_mapping(*text, *file)};
  options.csv_chosen = true;
  return options;
}

// A camt.054 gives the transactions of sums that stand in a camt.053: it goes before it.
bool gives_details(const std::string& file) {
  const auto head = content_of(file, 1);
  return head && head->find("BkToCstmrDbtCdtNtfctn") != std::string::npos;
}

class Importer {
 public:
  Importer(const Arguments& arguments, store::Store& store)
      : store_(store),
        tenant_(arguments.required("tenant")),
        options_(read_options(arguments)),
        language_(arguments.language()),
        json_(arguments.has("json")) {}

  // What is to be printed about the file.
  struct Output {
    std::string out, err;
    int exit = 0;
  };
  Output import(const std::string& file) const {
    std::ostringstream out, err;
    const auto bytes = content_of(file);
    if (!bytes) {
      err << "facteur bank: " << printable(file)
          << in(language_, " : illisible", ": cannot be read") << '\n';
      return {{}, err.str(), 2};
    }
    const auto result = bank::import_file(store_, {tenant_, file, *bytes, actor}, options_);
    for (const auto& fault : result.faults) print(err, file, fault, {});
    for (const auto& remark : result.remarks)
      print(err, file, remark, in(language_, "remarque ", "remark "));
    if (!result.faults.empty()) return {{}, err.str(), 1};
    if (json_) {
      print_json(out, file, result);
    } else {
      print_text(out, file, result);
    }
    return {out.str(), err.str(), 0};
  }

 private:
  void print(std::ostream& err, const std::string& file, const formats::bank::Fault& fault,
             std::string_view kind) const {
    err << printable(file) << ':';
    if (fault.line != 0) err << fault.line << ':';
    err << ' ' << kind << fault.code << ": " << printable(in(language_, fault.message)) << '\n';
  }

  void print_json(std::ostream& out, const std::string& file, const bank::Import& result) const {
    const auto language = language_ == Language::fr ? ReportLanguage::fr : ReportLanguage::en;
    for (const bank::ImportedMovement& movement : result.movements) {
      Json json = {{"file", file}};
      json.update(bank::to_json(movement, language));
      out << dump(json) << '\n';
    }
  }

  void print_text(std::ostream& out, const std::string& file, const bank::Import& result) const {
    const bool french = language_ == Language::fr;
    out << printable(file) << ": " << formats::bank::to_string(result.reading.format) << ", "
        << result.reading.statements.size() << in(language_, " relevé(s), ", " statement(s), ")
        << result.movements.size() << in(language_, " mouvement(s)\n", " movement(s)\n");
    const std::vector<TableColumn> columns = {{"  date"},
                                              {french ? "montant" : "amount", Align::right},
                                              {""},
                                              {french ? "payeur" : "payer"},
                                              {french ? "sort" : "outcome"},
                                              {french ? "client" : "customer"},
                                              {french ? "motif" : "reason"}};
    std::vector<std::vector<std::string>> rows;
    for (const auto& [id, entry, exponent, state, earlier, movement, outcome] : result.movements) {
      const auto units = movement->amount.units(exponent).value_or(0);
      const bool credit = movement->direction == formats::bank::Direction::credit;
      rows.push_back({"  " + movement->booked_on.to_string(),
                      display_of(credit ? units : -units, exponent, french), movement->currency,
                      movement->payer, std::string(to_string(outcome.outcome)),
                      outcome.customer.value_or(""), in(language_, outcome.reason)});
    }
    print_table(out, columns, rows);
  }

  store::Store& store_;
  const std::string tenant_;
  const formats::bank::ReadOptions options_;
  const Language language_;
  const bool json_;
};

}  // namespace

int bank_import(std::span<const std::string> given, std::ostream& out, std::ostream& err) {
  const auto [options, files] = split(given);
  const Arguments arguments(options, {"data", "tenant", "mapping", "lang"}, {"json"});
  if (files.empty()) throw UsageError({"aucun fichier", "no file"});
  const std::string tenant = arguments.required("tenant");
  const auto store = open_data_folder(arguments.value("data").value_or("var"));
  ensure_tenant(*store, tenant);
  const Importer importer(arguments, *store);
  // Imported in the order in which they serve each other, printed in the order given.
  std::vector<std::size_t> order(files.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto details =
      std::stable_partition(order.begin(), order.end(),
                            [&files = files](std::size_t i) { return gives_details(files[i]); });
  std::vector<std::optional<Importer::Output>> outputs(files.size());
  for (auto place = order.begin(); place != details; ++place)
    outputs[*place] = importer.import(files[*place]);
  int exit = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!outputs[i]) outputs[i] = importer.import(files[i]);
    out << outputs[i]->out;
    err << outputs[i]->err;
    exit = std::max(exit, outputs[i]->exit);
    outputs[i]->out.clear();
  }
  return exit;
}

}  // namespace facteur::gateway::cli
