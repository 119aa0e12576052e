#include "gateway/http/ledger_exports.h"

#include <nlohmann/json.hpp>
#include <sstream>

#include "gateway/http/problems.h"
#include "gateway/http/queries.h"
#include "gateway/receivables/accounting/fec.h"
#include "gateway/receivables/transfer/tables.h"

namespace facteur::gateway::http {
namespace {

using namespace receivables;

Response as_file(std::string type, const std::string& name, std::string body) {
  Response response;
  response.type = std::move(type);
  response.body = std::move(body);
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + name + "\"");
  return response;
}

Response export_table(store::Store& store, const Request& request) {
  const std::string name(request.parameter("table"));
  std::string csv;
  store.read([&](store::Connection& sql) {
    write_tables(
        sql, request.principal.tenant,
        [&](const LedgerTable&, std::string_view lines) { csv += lines; }, name);
  });
  if (csv.empty()) throw Refused{not_found()};
  return as_file("text/csv; charset=utf-8", name + ".csv", std::move(csv));
}

Response export_fec(store::Store& store, const Request& request) {
  accounting::FecOptions options;
  options.chart = accounting::standard_chart();
  options.from = query_date(request, "from");
  options.until = query_date(request, "to");
  std::ostringstream text;
  const auto result = store.read([&](store::Connection& sql) {
    return accounting::write_fec(sql, request.principal.tenant, options, text);
  });
  if (!result.missing_rates.empty())
    throw Refused{{409, "RATE_MISSING",
                   "le cours d'une devise manque : exporter en ligne de commande",
                   "the rate of a currency is missing: export from the command line",
                   *result.missing_rates.begin()}};
  std::string closing = options.until ? options.until->to_string() : "";
  std::erase(closing, '-');
  return as_file("text/plain; charset=utf-8", request.principal.tenant + "FEC" + closing + ".txt",
                 text.str());
}

Response digest(store::Store& store, const Request& request) {
  Response response;
  response.body = nlohmann::json{
      {"sha256", store.read([&](store::Connection& sql) {
         return ledger_digest(sql, request.principal.tenant);
       })}}.dump();
  return response;
}

using Export = Response (*)(store::Store&, const Request&);

Handler handler_of(store::Store& store, Export work) {
  return [&store, work](Request& request) {
    try {
      return work(store, request);
    } catch (const Refused& refused) {
      return answer(request, refused.problem);
    }
  };
}

}  // namespace

std::vector<Route> ledger_exports(store::Store& store) {
  // The names before the parameter: the first route that fits is taken.
  return {
      {"GET", "/api/v1/exports/digest", Access::reader, 0, false, handler_of(store, digest)},
      {"GET", "/api/v1/exports/fec", Access::reader, 0, false, handler_of(store, export_fec)},
      {"GET", "/api/v1/exports/{table}", Access::reader, 0, false, handler_of(store, export_table)},
  };
}

}  // namespace facteur::gateway::http
