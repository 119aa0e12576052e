#include "gateway/cli/ledger_import.h"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <ostream>

#include "gateway/cli/arguments.h"
#include "gateway/cli/data_folder.h"
#include "gateway/receivables/import/import.h"
#include "gateway/receivables/transfer/restore.h"

namespace facteur::gateway::cli {
namespace {

using namespace receivables;
using Json = nlohmann::ordered_json;

const std::string actor = "command-line";

struct Source {
  std::string_view name;  // of the argument and of the object in JSON
  const std::vector<Column>& (*columns)();
  ImportReport (*import)(store::Store&, const std::string&, Rows, const std::string&);
};

// Customers first: items name them.
constexpr Source sources[] = {{"customers", customer_columns, import_customers},
                              {"items", item_columns, import_items}};

std::string content_of(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw UsageError({file + " : illisible", file + ": cannot be read"});
  return {std::istreambuf_iterator<char>(stream), {}};
}

Rows rows_of(const std::string& file, const std::vector<Column>& columns) {
  const std::string content = content_of(file);
  const auto first = content.find_first_not_of(" \t\r\n");
  const bool json = first != std::string::npos && content[first] == '[';
  try {
    return json ? Rows::of_json(content, columns) : Rows::of_csv(content, columns);
  } catch (const TableFault& fault) {
    const std::string place = file + ":" + std::to_string(fault.line);
    throw UsageError({place + " : " + fault.reason.fr, place + ": " + fault.reason.en});
  }
}

struct Printer {
  Language language;
  bool json;
  std::ostream& out;
  std::ostream& err;
  Json result = Json::object(), refused = Json::array();

  void add(const Source& source, const std::string& file, const ImportReport& report) {
    result[source.name] = {{"added", report.added},
                           {"changed", report.changed},
                           {"unchanged", report.unchanged},
                           {"refused", report.refused.size()}};
    for (const Refusal& refusal : report.refused) {
      const std::string& reason = in(language, refusal.reason);
      err << file << ':' << refusal.line << ": " << refusal.code << ": " << reason << '\n';
      if (json)
        refused.push_back(
            {{"file", file}, {"line", refusal.line}, {"code", refusal.code}, {"reason", reason}});
    }
    if (!json) print_counts(source, report);
  }

  void print_counts(const Source& source, const ImportReport& report) {
    const bool french = language == Language::fr;
    const std::string_view name = !french                      ? source.name
                                  : source.name == "customers" ? "clients"
                                                               : "pièces";
    out << name << (french ? " : " : ": ") << report.added << (french ? " ajoutés, " : " added, ")
        << report.changed << (french ? " changés, " : " changed, ") << report.unchanged
        << (french ? " inchangés, " : " unchanged, ") << report.refused.size()
        << (french ? " refusés\n" : " refused\n");
  }

  void finish() {
    if (!json) return;
    result["refused"] = refused;
    out << result.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
  }
};

int restore(const std::string& folder, store::Store& store, const std::string& tenant,
            std::ostream& err) {
  try {
    restore_ledger(
        store, tenant,
        [&](std::string_view table) {
          return content_of(folder + '/' + std::string(table) + ".csv");
        },
        actor);
    return 0;
  } catch (const RestoreError& error) {
    err << "facteur ledger: " << error.what() << '\n';
    return 1;
  }
}

}  // namespace

int ledger_import(std::span<const std::string> given, std::ostream& out, std::ostream& err) {
  const Arguments arguments(given, {"data", "tenant", "customers", "items", "from", "lang"},
                            {"json"});
  const std::string tenant = arguments.required("tenant");
  const auto from = arguments.value("from");
  if (!from && !arguments.has("customers") && !arguments.has("items"))
    throw UsageError(
        {"--customers, --items ou --from manque", "--customers, --items or --from is missing"});
  const auto store = open_data_folder(arguments.value("data").value_or("var"));
  ensure_tenant(*store, tenant);
  if (from) return restore(*from, *store, tenant, err);
  Printer printer{arguments.language(), arguments.has("json"), out, err};
  bool all_taken = true;
  for (const Source& source : sources) {
    const auto file = arguments.value(source.name);
    if (!file) continue;
    const ImportReport report =
        source.import(*store, tenant, rows_of(*file, source.columns()), actor);
    printer.add(source, *file, report);
    all_taken = all_taken && report.refused.empty();
  }
  printer.finish();
  return all_taken ? 0 : 1;
}

}  // namespace facteur::gateway::cli
