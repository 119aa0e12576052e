#include "gateway/http/flow_routes.h"

#include <nlohmann/json.hpp>

#include "formats/read.h"
#include "formats/write.h"
#include "gateway/flows/spool.h"
#include "gateway/http/file_part.h"
#include "gateway/http/flow_json.h"
#include "gateway/http/multipart.h"
#include "gateway/http/problems.h"

namespace facteur::gateway::http {
namespace {

constexpr std::size_t flow_info_limit = 16 * 1024;
constexpr std::size_t form_overhead = 64 * 1024;  // boundaries, headers, flowInfo
constexpr std::size_t json_limit = 64 * 1024;

// The form of createFlow, read part by part; the file goes to the spool as it arrives.
struct Form {
  std::optional<std::string> flow_info;
  bool has_file = false;
};

std::optional<Problem> read_flow_info(MultipartReader& parts, Form& form) {
  if (form.flow_info) return repeated_part("flowInfo");
  form.flow_info.emplace();
  char buffer[4096];
  while (const std::size_t count = parts.read(buffer, sizeof buffer)) {
    form.flow_info->append(buffer, count);
    if (form.flow_info->size() > flow_info_limit) return invalid_json("flowInfo: too long");
  }
  return std::nullopt;
}

std::optional<Problem> read_form(MultipartReader& parts, Form& form, flows::Spool& spool,
                                 std::size_t limit) {
  while (const auto header = parts.next()) {
    std::optional<Problem> problem;
    if (header->name == "flowInfo")
      problem = read_flow_info(parts, form);
    else if (header->name == "file" && std::exchange(form.has_file, true))
      problem = repeated_part("file");
    else if (header->name == "file")
      problem = read_file_part(parts, *header, spool, limit);
    else
      problem = unknown_part(header->name.substr(0, 64));
    if (parts.failure()) return parts.failure();
    if (problem) return problem;
  }
  if (parts.failure()) return parts.failure();
  if (!form.flow_info) return missing_part("flowInfo");
  if (!form.has_file) return missing_part("file");
  return std::nullopt;
}

Response create_flow(FlowService& service, Request& request) {
  const auto received = receive_form(service, request);
  if (const auto* problem = std::get_if<Problem>(&received)) return answer(request, *problem);
  Response response;
  response.status = 202;
  response.body = full_flow_info_json(std::get<flows::Flow>(received));
  return response;
}

Response search_flows(FlowService& service, Request& request) {
  const auto parsed = parse_search(request.body);
  if (const auto* problem = std::get_if<Problem>(&parsed)) return answer(request, *problem);
  const auto& search = std::get<ParsedSearch>(parsed);
  auto found = service.store.read([&](store::Connection& sql) {
    return flows::search_flows(sql, request.principal.tenant, search.search, search.cursor,
                               search.limit + 1);
  });
  std::optional<Instant> more;
  if (found.size() > static_cast<std::size_t>(search.limit)) {
    found.pop_back();
    more = found.back().updated_at;
  }
  Response response;
  response.body = search_content_json(search, found, more, request.language);
  return response;
}

// A file name in a header: the plain ASCII form, and the exact one of RFC 6266 §4.3 beside it.
std::string content_disposition(const std::string& name) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string plain, exact;
  for (const unsigned char c : name) {
    const bool safe = std::isalnum(c) || c == '-' || c == '_' || c == '.';
    plain += safe ? static_cast<char>(c) : '_';
    if (safe)
      exact += static_cast<char>(c);
    else
      exact += {'%', digits[c >> 4], digits[c & 15]};
  }
  return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + exact;
}

std::string read_original(FlowService& service, const flows::Flow& flow) {
  auto object = service.evidence.archive().read_object(*archive::from_hex(flow.sha256));
  if (!object)
    throw std::runtime_error("archive: " + object.error().place + ": " + object.error().detail);
  return std::move(*object);
}

// An invoice in the other syntax: CII for UBL, UBL for CII and for the CII in a PDF. Made when it
// is asked for, since it follows from the archived original.
std::optional<std::string> converted(const std::string& original) {
  const formats::Reading reading = formats::read(original);
  if (!reading.invoice || !formats::is_invoice(reading.identity.kind)) return std::nullopt;
  const bool to_cii = reading.invoice->syntax() != formats::Syntax::cii;
  const auto target = to_cii ? formats::Syntax::cii : formats::ubl_syntax_of(*reading.invoice);
  return formats::write(*reading.invoice, target).bytes;
}

Response get_flow(FlowService& service, Request& request) {
  const std::string_view id = request.parameter("flowId");
  const auto flow = service.store.read(
      [&](store::Connection& sql) { return flows::find_flow(sql, request.principal.tenant, id); });
  if (!flow) return answer(request, not_found());
  const auto asked = request.query.find("docType");
  const std::string type = asked == request.query.end() ? "Metadata" : asked->second;
  service.accounts.log_access(request.principal, "flow.read", flow->id, type);
  if (type == "Metadata") {
    Response response;
    response.body = flow_json(*flow, request.language);
    return response;
  }
  if (type == "Converted") {
    auto bytes = converted(read_original(service, *flow));
    if (!bytes) return answer(request, not_converted());
    return file_answer("application/xml", std::move(*bytes), "converted-" + flow->name);
  }
  if (type == "Original") {
    std::string bytes = read_original(service, *flow);
    const bool pdf = formats::is_pdf(bytes);
    return file_answer(pdf ? "application/pdf" : "application/xml", std::move(bytes), flow->name);
  }
  if (type == "ReadableView") {
    flows::ArchivedSource original(service.evidence.archive(), flow->sha256);
    auto view = service.readable_view(*flow, original, {request.language, false, ""});
    if (!view) return answer(request, no_readable_view());
    return file_answer("application/pdf", std::move(*view), flow->name + ".pdf");
  }
  return answer(request, invalid_field("docType", "Metadata, Original, Converted, ReadableView"));
}

Response get_health(FlowService& service, Request& request) {
  const bool up =
      !service.evidence.archive().stopped() && service.store.read([](store::Connection& sql) {
        return sql.row<std::int64_t>("SELECT 1").has_value();
      });
  if (!up) return answer(request, overloaded());
  return {};
}

}  // namespace

Response file_answer(std::string type, std::string bytes, const std::string& name) {
  Response response;
  response.type = std::move(type);
  response.body = std::move(bytes);
  response.headers.emplace_back("Content-Disposition", content_disposition(name));
  // Foreign bytes must not run in our origin, whatever a browser takes them for.
  response.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
  return response;
}

std::variant<flows::Flow, Problem> receive_form(FlowService& service, const Request& request) {
  if (service.pipeline.overloaded()) return overloaded();
  const auto boundary = multipart_boundary(request.header("content-type"));
  if (!boundary) return not_multipart();
  MultipartReader parts(*request.source, *boundary);
  flows::Spool spool(service.spool);
  Form form;
  if (auto problem = read_form(parts, form, spool, service.file_limit)) return std::move(*problem);
  auto parsed = parse_flow_info(*form.flow_info);
  if (auto* problem = std::get_if<Problem>(&parsed)) return std::move(*problem);
  const auto& [info, announced] = std::get<ParsedFlowInfo>(parsed);
  if (spool.size() == 0) return empty_file();
  const std::string_view bytes = spool.finish();
  const std::string sha256 = spool.sha256();
  if (announced && *announced != sha256) return checksum_mismatch(sha256);
  return service.intake.accept(request.principal, info, bytes, sha256);
}

std::vector<Route> flow_routes(FlowService& service) {
  using Action = Response (*)(FlowService&, Request&);
  const auto bound = [&service](Action action) {
    return [&service, action](Request& request) { return action(service, request); };
  };
  const std::size_t form_limit = service.file_limit + form_overhead;
  return {
      {"POST", "/v1/flows", Access::member, form_limit, true, bound(create_flow)},
      {"POST", "/v1/flows/search", Access::reader, json_limit, false, bound(search_flows)},
      {"GET", "/v1/flows/{flowId}", Access::reader, 0, false, bound(get_flow)},
      {"GET", "/v1/healthcheck", Access::anyone, 0, false, bound(get_health)},
  };
}

}  // namespace facteur::gateway::http
