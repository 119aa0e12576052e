#include "gateway/cli/ledger_alerts.h"

#include <nlohmann/json.hpp>
#include <ostream>

#include "gateway/cli/arguments.h"
#include "gateway/cli/data_folder.h"
#include "gateway/receivables/desk/desk_json.h"

namespace facteur::gateway::cli {
namespace {

using namespace receivables;

int try_out(const std::string& json, const Arguments& arguments, store::Store& store,
            std::ostream& out, std::ostream& err) {
  const auto definition = parse_alert(nlohmann::json::parse(json, nullptr, false));
  if (const DeskRefusal* refused = refusal(definition)) {
    err << "facteur ledger: " << refused->field << ": " << in(arguments.language(), refused->text)
        << '\n';
    return 1;
  }
  const auto trial = store.read([&](store::Connection& sql) {
    return try_alert(sql, arguments.required("tenant"), std::get<AlertDefinition>(definition),
                     arguments.required_date("on"));
  });
  out << dump(to_json(trial)) << '\n';
  return 0;
}

}  // namespace

int ledger_alerts(std::span<const std::string> given, std::ostream& out, std::ostream& err) {
  const Arguments arguments(given, {"data", "tenant", "on", "try", "lang"}, {"json"});
  const std::string tenant = arguments.required("tenant");
  const formats::Date on = arguments.required_date("on");
  const auto store = open_data_folder(arguments.value("data").value_or("var"));
  if (const auto definition = arguments.value("try"))
    return try_out(*definition, arguments, *store, out, err);
  store->write([&](store::Transaction& t) { return raise_alerts(t, tenant, on); });
  for (const Raising& raising :
       store->read([&](store::Connection& sql) { return raised(sql, tenant); }))
    out << dump(to_json(raising)) << '\n';
  return 0;
}

}  // namespace facteur::gateway::cli
