#include "gateway/http/invoice_routes.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "archive/proof.h"
#include "gateway/flows/invoices.h"
#include "gateway/http/embedded_openapi.h"
#include "gateway/http/lookup.h"
#include "gateway/http/problems.h"
#include "gateway/lifecycle/statuses.h"

namespace facteur::gateway::http {
namespace {

using Json = nlohmann::ordered_json;

constexpr int page_default = 50, page_limit = 200;

std::optional<flows::InvoiceRecord> invoice_of(store::Connection& sql, const flows::Flow& flow) {
  return flow.invoice ? flows::find_invoice(sql, *flow.invoice) : std::nullopt;
}

// What a list shows of a flow that carries an invoice.
Json row(const flows::Flow& flow, const std::optional<flows::InvoiceRecord>& invoice, bool french) {
  Json row = {{"flowId", flow.id},
              {"name", flow.name},
              {"submittedAt", to_string(flow.submitted_at)},
              {"acknowledgement", flow.ack_status}};
  if (!invoice) return row;
  row["number"] = invoice->number;
  row["seller"] = invoice->seller_name;
  row["buyer"] = invoice->buyer_name;
  row["issueDate"] = invoice->issue_date;
  row["dueDate"] = invoice->due_date ? Json(*invoice->due_date) : Json();
  row["currency"] = invoice->currency;
  row["total"] = invoice->total;
  row["status"] = {{"code", invoice->status},
                   {"name", lifecycle::name(invoice->status, french)},
                   {"at", to_string(invoice->status_at)}};
  return row;
}

Json life_cycle(store::Connection& sql, const std::string& deposit, bool french) {
  Json steps = Json::array();
  for (const auto& status : flows::statuses_of(sql, deposit)) {
    Json step = {{"code", status.code},
                 {"name", lifecycle::name(status.code, french)},
                 {"at", to_string(status.at)}};
    if (!status.reason.empty()) {
      step["reason"] = status.reason;
      if (const auto* reason = lifecycle::find_reason(status.reason))
        step["reasonText"] = reason->label.in(french);
    }
    if (!status.comment.empty()) step["comment"] = status.comment;
    steps.push_back(std::move(step));
  }
  return steps;
}

// Stored in both languages; told in the caller's.
Json findings(const flows::VerdictRecord& verdict, bool french) {
  Json told = Json::array();
  for (Json finding : Json::parse(verdict.findings)) {
    finding["message"] = finding.at(french ? "fr" : "en");
    finding.erase("fr");
    finding.erase("en");
    told.push_back(std::move(finding));
  }
  return told;
}

Response list(FlowService& service, Request& request) {
  const auto book = query(request, "book").value_or("sales");
  if (book != "sales" && book != "purchases")
    return answer(request, invalid_field("book", "sales, purchases"));
  int limit = page_default;
  const auto asked = query(request, "limit").value_or(std::to_string(page_default));
  const auto [end, error] = std::from_chars(asked.data(), asked.data() + asked.size(), limit);
  if (error != std::errc() || end != asked.data() + asked.size() || limit < 1 || limit > page_limit)
    return answer(request, invalid_field("limit", "1 to " + std::to_string(page_limit)));

  const bool french = request.language == Language::fr;
  Json content = {{"invoices", Json::array()}};
  service.store.read([&](store::Connection& sql) {
    const auto which = book == "sales" ? flows::Book::sales : flows::Book::purchases;
    const auto found = flows::list_invoices(sql, request.principal.tenant, which,
                                            query(request, "before").value_or(""), limit);
    for (const auto& flow : found)
      content["invoices"].push_back(row(flow, invoice_of(sql, flow), french));
    if (static_cast<int>(found.size()) == limit) content["next"] = found.back().id;
  });
  return json_answer(content);
}

Response show(FlowService& service, Request& request) {
  const bool french = request.language == Language::fr;
  std::optional<Json> shown =
      service.store.read([&](store::Connection& sql) -> std::optional<Json> {
        const auto flow =
            flows::find_flow(sql, request.principal.tenant, request.parameter("flowId"));
        if (!flow) return std::nullopt;
        const auto invoice = invoice_of(sql, *flow);
        const std::string deposit = invoice ? invoice->deposit : flow->id;
        Json detail = row(*flow, invoice, french);
        detail["flowType"] = flow->flow_type;
        detail["direction"] = flow->direction;
        detail["sha256"] = flow->sha256;
        detail["size"] = flow->size;
        detail["archiveEntry"] = flow->archive_entry;
        detail["lifeCycle"] = life_cycle(sql, deposit, french);
        if (const auto verdict = flows::verdict_of(sql, deposit)) {
          detail["profile"] = verdict->profile;
          detail["findings"] = findings(*verdict, french);
          detail["findingsBeyond"] = verdict->findings_beyond;
        }
        return detail;
      });
  return shown ? json_answer(*shown) : answer(request, not_found());
}

Response prove(FlowService& service, Request& request) {
  const auto flow = service.store.read([&](store::Connection& sql) {
    return flows::find_flow(sql, request.principal.tenant, request.parameter("flowId"));
  });
  if (!flow) return answer(request, not_found());
  auto& archive = service.evidence.archive();
  const auto entry = static_cast<std::uint64_t>(flow->archive_entry);
  auto proof = archive.prove(entry);
  if (!proof && proof.error().code == archive::ErrorCode::not_sealed_yet && archive.seal())
    proof = archive.prove(entry);
  if (!proof) throw std::runtime_error("archive: " + proof.error().detail);
  Response response;
  response.type = "text/plain; charset=utf-8";
  response.body = archive::format_proof(*proof);
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"" + flow->id + ".proof\"");
  return response;
}

}  // namespace

std::vector<Route> invoice_routes(FlowService& service) {
  using Action = Response (*)(FlowService&, Request&);
  const auto bound = [&service](Action action) {
    return [&service, action](Request& request) { return action(service, request); };
  };
  return {
      {"GET", "/api/v1/invoices", Access::reader, 0, false, bound(list)},
      {"GET", "/api/v1/flows/{flowId}", Access::reader, 0, false, bound(show)},
      {"GET", "/api/v1/flows/{flowId}/proof", Access::reader, 0, false, bound(prove)},
      {"GET", "/api/v1/openapi.json", Access::reader, 0, false,
       [](Request&) {
         Response response;
         response.body = embedded_openapi[0].content;
         return response;
       }},
  };
}

}  // namespace facteur::gateway::http
