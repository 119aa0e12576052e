#include "gateway/http/bank_routes.h"

#include <nlohmann/json.hpp>

#include "gateway/http/problems.h"
#include "gateway/receivables/bank/import.h"
#include "gateway/receivables/bank/listing.h"
#include "gateway/receivables/bank/mapping.h"
#include "gateway/receivables/bank/report.h"

namespace facteur::gateway::http {
namespace {

using namespace receivables;
using Json = nlohmann::ordered_json;

constexpr std::size_t largest_file = 64u << 20;  // bytes
constexpr std::size_t longest_name = 255;
constexpr std::int64_t usual_page = 100, largest_page = 1000;
constexpr int created = 201, unprocessable = 422;

ReportLanguage language_of(const Request& request) {
  return request.language == Language::fr ? ReportLanguage::fr : ReportLanguage::en;
}

Json faults_json(const std::vector<formats::bank::Fault>& faults, const Request& request) {
  Json list = Json::array();
  for (const auto& fault : faults) list.push_back(bank::to_json(fault, language_of(request)));
  return list;
}

Response refusal(const Request& request, const bank::Import& result) {
  const auto& first = result.faults.front();
  Response response =
      answer(request, {unprocessable, "BANK_FILE_REFUSED",
                       "Le relevé n'est pas importé : " + first.message.fr + ".",
                       "The statement is not imported: " + first.message.en + ".", first.code});
  Json json = Json::parse(response.body);
  json["faults"] = faults_json(result.faults, request);
  response.body = dump(json);
  return response;
}

// Only the standard mapping of CSV columns is known here; others are for the command line.
Response take(store::Store& store, const Request& request) {
  const std::string name = query_text(request, "name").value_or("statement");
  if (name.size() > longest_name) throw Refused{invalid_field("name", "1..255")};
  formats::bank::ReadOptions options;
  options.limits.bytes = largest_file;
  options.csv = {bank::standard_mapping()};
  const auto result = bank::import_file(
      store, {request.principal.tenant, name, request.body, request.principal.subject}, options);
  Response response;
  Json json = {{"file", nullptr}, {"repeated", result.booked_before.has_value()}};
  if (result.booked_before) {
    json["file"] = *result.booked_before;
  } else if (!result.file) {
    return refusal(request, result);
  } else {
    json["file"] = *result.file;
    response.status = created;
  }
  json["format"] = formats::bank::to_string(result.reading.format);
  json["statements"] = result.reading.statements.size();
  json["remarks"] = faults_json(result.remarks, request);
  json["movements"] = Json::array();
  for (const auto& movement : result.movements)
    json["movements"].push_back(camel_case(bank::to_json(movement, language_of(request))));
  response.body = dump(json);
  return response;
}

bank::Page page_of(const Request& request) {
  return {query_number(request, "after", 0, INT64_MAX),
          query_number(request, "limit", usual_page, largest_page)};
}

template <typename List, typename ToJson>
Json page_json(std::string_view name, const List& list, const bank::Page& page, ToJson to_json) {
  Json json = {{name, Json::array()}};
  for (const auto& one : list) json[name].push_back(camel_case(to_json(one)));
  const bool more = page.limit > 0 && std::ssize(list) == page.limit;
  json["next"] = more ? Json(list.back().id) : Json(nullptr);
  return json;
}

Json list_statements(const Desk& desk, const Request& request) {
  const bank::Page page = page_of(request);
  const auto list = desk.store.read([&](store::Connection& sql) {
    return bank::list_statements(sql, request.principal.tenant, page);
  });
  return page_json("statements", list, page, [](const auto& one) { return bank::to_json(one); });
}

Json list_movements(const Desk& desk, const Request& request) {
  const bank::Page page = page_of(request);
  const auto state = query_text(request, "state");
  if (state && !bank::is_outcome(*state))
    throw Refused{invalid_field("state", "applied, partly_applied, unapplied, ignored, reopened")};
  const auto list = desk.store.read([&](store::Connection& sql) {
    return bank::list_movements(sql, request.principal.tenant, state, page);
  });
  return page_json("movements", list, page,
                   [&](const auto& one) { return bank::to_json(one, language_of(request)); });
}

}  // namespace

std::vector<Route> bank_routes(store::Store& store, Clock clock) {
  const Desk desk{store, std::move(clock)};
  const auto post = [&store](Request& request) {
    try {
      return take(store, request);
    } catch (const Refused& refused) {
      return answer(request, refused.problem);
    }
  };
  return {
      {"POST", "/api/v1/bank/statements", Access::member, largest_file, false, post},
      {"GET", "/api/v1/bank/statements", Access::reader, 0, false,
       answering(desk, list_statements)},
      {"GET", "/api/v1/bank/movements", Access::reader, 0, false, answering(desk, list_movements)},
  };
}

}  // namespace facteur::gateway::http
