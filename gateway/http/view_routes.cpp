#include "gateway/http/view_routes.h"

#include "gateway/flows/invoices.h"
#include "gateway/http/problems.h"
#include "gateway/lifecycle/statuses.h"

namespace facteur::gateway::http {
namespace {

std::string_view query(const Request& request, const char* name, std::string_view otherwise) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? otherwise : found->second;
}

// "Encaissée – 12/12/2026 10:45"; empty for what has no status.
std::string stamp_of(store::Connection& sql, const flows::Flow& flow, bool french) {
  const auto invoice = flow.invoice ? flows::find_invoice(sql, *flow.invoice) : std::nullopt;
  if (!invoice || invoice->status == 0) return {};
  return lifecycle::name(invoice->status, french) + " – " +
         paris_display(invoice->status_at, french);
}

// Nothing for an answer that says what is wrong with the query.
std::optional<ViewOrder> order_of(const Request& request, std::optional<Problem>& problem) {
  const auto format = query(request, "format", "html");
  const auto language = query(request, "lang", request.language == Language::fr ? "fr" : "en");
  const auto stamp = query(request, "stamp", "false");
  if (format != "html" && format != "pdf") problem = invalid_field("format", "html, pdf");
  if (language != "fr" && language != "en") problem = invalid_field("lang", "fr, en");
  if (stamp != "true" && stamp != "false") problem = invalid_field("stamp", "true, false");
  if (problem) return std::nullopt;
  return ViewOrder{language == "fr" ? Language::fr : Language::en, format == "html", ""};
}

Response view(FlowService& service, Request& request) {
  std::optional<Problem> problem;
  auto order = order_of(request, problem);
  if (!order) return answer(request, *problem);
  const bool stamped = query(request, "stamp", "false") == "true";
  const auto flow = service.store.read([&](store::Connection& sql) {
    auto found = flows::find_flow(sql, request.principal.tenant, request.parameter("flowId"));
    if (found && stamped) order->stamp = stamp_of(sql, *found, order->language == Language::fr);
    return found;
  });
  if (!flow) return answer(request, not_found());
  service.accounts.log_access(request.principal, "flow.read", flow->id, "view");
  flows::ArchivedSource original(service.evidence.archive(), flow->sha256);
  auto rendered = service.readable_view(*flow, original, *order);
  if (!rendered) return answer(request, no_readable_view());
  if (order->web) return foreign_page(std::move(*rendered));
  return file_answer("application/pdf", std::move(*rendered), flow->name + ".pdf");
}

}  // namespace

Response foreign_page(std::string html) {
  Response response;
  response.type = "text/html; charset=utf-8";
  response.body = std::move(html);
  response.headers = {
      {"Content-Security-Policy",
       "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
       "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"},
      {"X-Frame-Options", "SAMEORIGIN"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Cache-Control", "no-store"},
  };
  return response;
}

std::vector<Route> view_routes(FlowService& service) {
  return {{"GET", "/api/v1/flows/{flowId}/view", Access::reader, 0, false,
           [&service](Request& request) { return view(service, request); }}};
}

}  // namespace facteur::gateway::http
