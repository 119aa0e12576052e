#include "gateway/http/deposit_routes.h"

#include <nlohmann/json.hpp>

#include "gateway/flows/spool.h"
#include "gateway/http/file_part.h"
#include "gateway/http/lookup.h"
#include "gateway/http/problems.h"

namespace facteur::gateway::http {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t form_overhead = 16 * 1024;  // boundaries and headers
constexpr int accepted = 202;

Json to_json(const flows::Bundle& bundle) {
  Json files = Json::array();
  for (const flows::BundleFile& file : bundle.files) {
    Json one = {{"path", file.path}, {"taken", file.flow.has_value()}};
    if (file.flow) {
      one["flowId"] = file.flow->id;
      one["sha256"] = file.flow->sha256;
      one["acknowledgement"] = file.flow->ack_status;
    }
    files.push_back(std::move(one));
  }
  return {{"depositId", bundle.id},
          {"name", bundle.name},
          {"sha256", bundle.sha256},
          {"submittedAt", to_string(bundle.submitted_at)},
          {"files", std::move(files)}};
}

// The form holds the archive and nothing else. The result is the name of the file.
std::variant<std::string, Problem> read_form(MultipartReader& parts, flows::Spool& spool,
                                             std::size_t limit) {
  std::optional<std::string> name;
  while (const auto header = parts.next()) {
    if (header->name != "file") return unknown_part(header->name.substr(0, 64));
    if (name) return repeated_part("file");
    name = header->filename.value_or("");
    auto problem = read_file_part(parts, *header, spool, limit);
    if (parts.failure()) return *parts.failure();
    if (problem) return std::move(*problem);
  }
  if (parts.failure()) return *parts.failure();
  if (!name) return missing_part("file");
  if (spool.size() == 0) return empty_file();
  return name->empty() ? "archive" : std::move(*name);
}

Response take(FlowService& service, flows::Bundles& bundles, const Request& request) {
  if (service.pipeline.overloaded()) return answer(request, overloaded());
  const auto boundary = multipart_boundary(request.header("content-type"));
  if (!boundary) return answer(request, not_multipart());
  MultipartReader parts(*request.source, *boundary);
  flows::Spool spool(service.spool);
  const auto form = read_form(parts, spool, service.file_limit);
  if (const auto* problem = std::get_if<Problem>(&form)) return answer(request, *problem);
  const std::string_view bytes = spool.finish();
  const auto result =
      bundles.accept(request.principal, std::get<std::string>(form), bytes, spool.sha256());
  if (const auto* refusal = std::get_if<flows::ArchiveRefusal>(&result))
    return answer(request, refused_archive(*refusal));
  const auto& taken = std::get<flows::Bundles::Taken>(result);
  Response response = json_answer(to_json(taken.bundle));
  if (!taken.again) response.status = accepted;
  return response;
}

Response show(FlowService& service, const Request& request) {
  const auto id = request.parameter("depositId");
  const auto bundle = service.store.read([&](store::Connection& sql) {
    return flows::find_bundle(sql, request.principal.tenant, id);
  });
  if (!bundle) return answer(request, not_found());
  service.accounts.log_access(request.principal, "deposit.read", bundle->id, "");
  return json_answer(to_json(*bundle));
}

}  // namespace

Problem refused_archive(const flows::ArchiveRefusal& refusal) {
  using enum flows::ArchiveFault;
  const bool large = refusal.fault == too_large || refusal.fault == file_too_large;
  auto [fr, en] = refusal.message();
  return {large ? 413 : 422, std::string(refusal.code()), std::move(fr), std::move(en), {}};
}

std::vector<Route> deposit_routes(FlowService& service, flows::Bundles& bundles) {
  const std::size_t limit = service.file_limit + form_overhead;
  return {
      {"POST", "/api/v1/deposits", Access::member, limit, true,
       [&](Request& request) { return take(service, bundles, request); }},
      {"GET", "/api/v1/deposits/{depositId}", Access::reader, 0, false,
       [&](Request& request) { return show(service, request); }},
  };
}

}  // namespace facteur::gateway::http
