#include "gateway/portal/service_data.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "formats/identify.h"
#include "gateway/flows/checks.h"
#include "gateway/flows/invoices.h"
#include "gateway/flows/spool.h"
#include "gateway/http/deposit_routes.h"
#include "gateway/http/flow_json.h"
#include "gateway/http/problems.h"
#include "gateway/lifecycle/statuses.h"
#include "gateway/receivables/aged_balance.h"
#include "gateway/receivables/invoice_item.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::portal {
namespace {

using flows::Flow;
using flows::InvoiceRecord;
using nlohmann::json;

constexpr int page_rows = 25;
constexpr int inadmissible = 501;  // shown for what could not be read as an invoice at all
constexpr int confidentially_factored = 226;
constexpr std::int64_t rejections_seconds = 30 * 24 * 3600;

formats::Date today(Instant now) {
  return formats::Date::parse(paris_day(now)).value();
}

Money money_of(std::int64_t units, unsigned exponent, const std::string& currency) {
  return {receivables::decimal_of(units, exponent), currency};
}

// A flow with the invoice that it carries, when it could be read.
struct Subject {
  Flow flow;
  std::optional<InvoiceRecord> invoice;

  bool sale() const { return flow.flow_type != "SupplierInvoice"; }
  const std::string& deposit() const { return invoice ? invoice->deposit : flow.id; }
};

Subject subject_of(store::Connection& sql, Flow flow) {
  auto invoice = flow.invoice ? flows::find_invoice(sql, *flow.invoice) : std::nullopt;
  return {std::move(flow), std::move(invoice)};
}

int shown_status(const Subject& subject) {
  if (subject.invoice) return subject.invoice->status;
  return subject.flow.ack_status == "Error" ? inadmissible : 0;
}

InvoiceRow row_of(store::Connection& sql, const Subject& subject, formats::Date on) {
  InvoiceRow row;
  row.flow_id = subject.flow.id;
  row.file_name = subject.flow.name;
  row.status = shown_status(subject);
  row.status_at = subject.flow.updated_at;
  if (!subject.invoice) return row;
  const InvoiceRecord& invoice = *subject.invoice;
  row.number = invoice.number;
  row.seller = invoice.seller_name;
  row.buyer = invoice.buyer_name;
  row.issue_date = invoice.issue_date;
  row.due_date = invoice.due_date.value_or("");
  row.total = Money{invoice.total, invoice.currency};
  row.status_at = invoice.status_at;
  if (!subject.sale()) return row;
  const auto item = receivables::item_of_invoice(sql, subject.flow.tenant, invoice.id, on);
  if (!item) return row;
  row.due_date = item->due_on.to_string();
  row.open_amount = money_of(item->open, item->exponent, item->currency);
  return row;
}

InvoicePage invoices(http::FlowService& service, const Principal& who, Direction direction,
                     const std::string& cursor) {
  const auto book = direction == Direction::issued ? flows::Book::sales : flows::Book::purchases;
  const auto on = today(service.store.now());
  return service.store.read([&](store::Connection& sql) {
    auto found = flows::list_invoices(sql, who.tenant, book, cursor, page_rows + 1);
    InvoicePage page;
    if (found.size() > page_rows) {
      found.pop_back();
      page.next = found.back().id;
    }
    for (Flow& flow : found) page.rows.push_back(row_of(sql, subject_of(sql, std::move(flow)), on));
    return page;
  });
}

Summary summary(http::FlowService& service, const Principal& who) {
  const Instant now = service.store.now();
  return service.store.read([&](store::Connection& sql) {
    Summary sums;
    for (const auto& line : receivables::aged_balance(sql, who.tenant, {today(now), {}}).totals) {
      std::int64_t late = 0;
      for (std::size_t i = 1; i < line.buckets.size(); ++i) late += line.buckets[i];
      if (line.net != 0) sums.open.push_back(money_of(line.net, line.exponent, line.currency));
      if (late != 0) sums.overdue.push_back(money_of(late, line.exponent, line.currency));
    }
    sums.rejected = flows::count_rejected(
        sql, who.tenant, Instant{now.microseconds - rejections_seconds * 1'000'000});
    return sums;
  });
}

FlowFinding finding_of(const json& kept) {
  FlowFinding finding;
  finding.severity = kept.at("severity");
  finding.rule = kept.at("rule");
  finding.terms = kept.at("terms").get<std::vector<std::string>>();
  finding.location = kept.at("location");
  finding.line = kept.at("line");
  finding.fr = kept.at("fr");
  finding.en = kept.at("en");
  return finding;
}

// An error of the acknowledgement that no rule found: a duplicate, another's invoice.
FlowFinding refusal_of(const json& detail) {
  FlowFinding finding;
  finding.severity = "fatal";
  finding.rule = detail.at("reasonCode");
  finding.terms = {detail.at("item").get<std::string>()};
  finding.fr = detail.at("fr");
  finding.en = detail.at("en");
  return finding;
}

void add_findings(FlowDetail& detail, const Flow& flow,
                  const std::optional<flows::VerdictRecord>& verdict) {
  bool fatal = false;
  if (verdict) {
    detail.profile = verdict->profile;
    detail.findings_beyond = verdict->findings_beyond;
    for (const json& kept : json::parse(verdict->findings)) {
      detail.findings.push_back(finding_of(kept));
      fatal = fatal || detail.findings.back().severity == "fatal";
    }
  }
  if (fatal || flow.ack_status != "Error") return;
  std::vector<FlowFinding> refusals;
  for (const json& one : json::parse(flow.ack_details))
    if (one.at("level") == "Error") refusals.push_back(refusal_of(one));
  detail.findings.insert(detail.findings.begin(), refusals.begin(), refusals.end());
}

// What the seller's platform and the factor say between themselves is not the buyer's to see
// (lifecycle.md §1: 200, 201 and 213 at emission stay with the seller, 226 with the factor).
bool shown_to_buyer(int code) {
  if (code == 202 || code == 203) return true;
  const auto* status = lifecycle::find_status(code);
  return status && status->phase == lifecycle::Phase::processing && code != confidentially_factored;
}

void add_steps(FlowDetail& detail, const std::vector<flows::StatusRecord>& statuses) {
  for (const auto& status : statuses)
    if (detail.direction == Direction::issued || shown_to_buyer(status.code))
      detail.steps.push_back({status.code, status.at, status.reason, status.comment});
}

ArchiveFacts archive_facts(archive::Archive& archive, const Flow& flow) {
  ArchiveFacts facts;
  facts.sha256 = flow.sha256;
  facts.entry = static_cast<std::uint64_t>(flow.archive_entry);
  const auto entry = archive.entry(facts.entry);
  if (!entry)
    throw std::runtime_error("archive: " + entry.error().place + ": " + entry.error().detail);
  facts.sealed_at = {entry->time};
  const auto head = archive.newest_checkpoint();
  if (head.size <= facts.entry) return facts;
  facts.tree_size = head.size;
  facts.root = archive::to_hex(head.root);
  return facts;
}

// Whether the platform still has something to do, so that a reader may wait for it.
bool moves(const Subject& subject) {
  if (subject.flow.state != "done") return true;
  return subject.invoice && subject.invoice->status == 201 &&
         subject.invoice->buyer_tenant.has_value();
}

std::optional<FlowDetail> flow(http::FlowService& service, const Principal& who,
                               const std::string& id, bool readable_views) {
  const auto on = today(service.store.now());
  std::optional<Flow> found;
  auto detail = service.store.read([&](store::Connection& sql) -> std::optional<FlowDetail> {
    found = flows::find_flow(sql, who.tenant, id);
    if (!found) return std::nullopt;
    const Subject subject = subject_of(sql, *found);
    FlowDetail shown;
    shown.invoice = row_of(sql, subject, on);
    shown.direction = subject.sale() ? Direction::issued : Direction::received;
    if (subject.invoice) shown.syntax = found->syntax;  // else it is only what was announced
    shown.size = static_cast<std::uint64_t>(found->size);
    shown.submitted_at = found->submitted_at;
    shown.moving = moves(subject);
    shown.readable = readable_views && subject.invoice;
    shown.invoice_read = subject.invoice.has_value();
    add_findings(shown, *found, flows::verdict_of(sql, subject.deposit()));
    add_steps(shown, flows::statuses_of(sql, subject.deposit()));
    return shown;
  });
  if (detail) detail->archive = archive_facts(service.evidence.archive(), *found);
  return detail;
}

std::optional<Document> document(http::FlowService& service, const Principal& who,
                                 const std::string& id, DocumentKind kind) {
  const auto found = service.store.read(
      [&](store::Connection& sql) { return flows::find_flow(sql, who.tenant, id); });
  const auto hash = found ? archive::from_hex(found->sha256) : std::nullopt;
  if (!hash) return std::nullopt;
  if (kind == DocumentKind::original) {
    auto object = service.evidence.archive().read_object(*hash);
    if (!object)
      throw std::runtime_error("archive: " + object.error().place + ": " + object.error().detail);
    const bool pdf = formats::is_pdf(*object);
    return Document{pdf ? "application/pdf" : "application/xml", found->name, std::move(*object)};
  }
  const auto language = who.language == "en" ? http::Language::en : http::Language::fr;
  flows::ArchivedSource original(service.evidence.archive(), found->sha256);
  const bool web = kind == DocumentKind::view;
  auto view = service.readable_view(*found, original, {language, web, ""});
  if (!view) return std::nullopt;
  if (web) return Document{"text/html", "", std::move(*view)};
  return Document{"application/pdf", found->name + ".pdf", std::move(*view)};
}

UploadResult problem(http::Problem why) {
  return {{}, {}, std::move(why)};
}

UploadResult upload(http::FlowService& service, flows::Bundles& bundles, const Principal& who,
                    const std::string& name, http::BodySource& file) {
  if (service.pipeline.overloaded()) return problem(http::overloaded());
  if (!http::plain_file_name(name)) return problem(http::invalid_file_name());
  flows::Spool spool(service.spool);
  std::string buffer(64 * 1024, '\0');
  while (const std::size_t count = file.read(buffer.data(), buffer.size()))
    spool.append(std::string_view(buffer).substr(0, count));
  if (file.failure()) return problem(*file.failure());
  if (spool.size() == 0) return problem(http::empty_file());
  const std::string_view bytes = spool.finish();
  if (flows::looks_like_archive(bytes)) {
    auto result = bundles.accept(who, name, bytes, spool.sha256());
    if (const auto* refusal = std::get_if<flows::ArchiveRefusal>(&result))
      return problem(http::refused_archive(*refusal));
    return {{}, std::get<flows::Bundles::Taken>(result).bundle.id, {}};
  }
  flows::FlowInfo info;
  info.name = name;
  info.syntax = flows::syntax_by_content(bytes);
  return {service.intake.accept(who, info, bytes, spool.sha256()).id, {}, {}};
}

std::optional<BundleDetail> bundle(http::FlowService& service, const Principal& who,
                                   const std::string& id) {
  const auto on = today(service.store.now());
  return service.store.read([&](store::Connection& sql) -> std::optional<BundleDetail> {
    auto found = flows::find_bundle(sql, who.tenant, id);
    if (!found) return std::nullopt;
    BundleDetail detail{std::move(found->name), found->submitted_at, {}, {}};
    for (flows::BundleFile& file : found->files) {
      if (!file.flow) {
        detail.ignored.push_back(std::move(file.path));
        continue;
      }
      InvoiceRow row = row_of(sql, subject_of(sql, std::move(*file.flow)), on);
      row.file_name = std::move(file.path);
      detail.rows.push_back(std::move(row));
    }
    return detail;
  });
}

}  // namespace

PortalData portal_data(http::FlowService& service, flows::Bundles& bundles, bool readable_views) {
  PortalData data;
  data.invoices = [&service](const Principal& who, Direction direction, const std::string& cursor) {
    return invoices(service, who, direction, cursor);
  };
  data.summary = [&service](const Principal& who) { return summary(service, who); };
  data.flow = [&service, readable_views](const Principal& who, const std::string& id) {
    return flow(service, who, id, readable_views);
  };
  data.document = [&service](const Principal& who, const std::string& id, DocumentKind kind) {
    return document(service, who, id, kind);
  };
  data.upload = [&](const Principal& who, const std::string& name, http::BodySource& file) {
    return upload(service, bundles, who, name, file);
  };
  data.bundle = [&service](const Principal& who, const std::string& id) {
    return bundle(service, who, id);
  };
  data.ledger = &service.store;
  return data;
}

}  // namespace facteur::gateway::portal
