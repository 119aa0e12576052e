#include "gateway/flows/pipeline.h"

#include <Poco/Data/SQLite/SQLiteException.h>

#include <future>
#include <nlohmann/json.hpp>

#include "formats/verdict.h"
#include "gateway/flows/archived_source.h"
#include "gateway/flows/checks.h"
#include "gateway/flows/text_spool.h"
#include "gateway/flows/verdict_report.h"
#include "gateway/lifecycle/set_status.h"

namespace facteur::gateway::flows {
namespace {

constexpr std::size_t batch_limit = 32;
constexpr std::size_t waiting_limit = 50'000;
constexpr unsigned failure_limit = 3;
constexpr const char* platform = "platform";

std::string dump(const nlohmann::json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

struct Pipeline::Judged {
  Flow flow;
  formats::Verdict verdict;
  std::optional<InvoiceFacts> facts;
  Parties parties;
  Decision decision;
  std::optional<std::int64_t> invoice;
  bool stale = false;  // another run has done this step
};

Pipeline::Pipeline(store::Store& store, Evidence& evidence, directory::Directory& directory,
                   PipelineOptions options)
    : store_(store), evidence_(evidence), directory_(directory), options_(std::move(options)) {
  const auto left = store_.read([](store::Connection& c) {
    return c.rows<std::string>("SELECT id FROM flows WHERE state <> 'done' ORDER BY updated_at");
  });
  for (const auto& [id] : left) queue_.push_back({id, nullptr});
  for (unsigned i = 0; i < options_.workers; ++i) threads_.emplace_back([this] { worker_loop(); });
}

Pipeline::~Pipeline() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (auto& thread : threads_) thread.join();
}

void Pipeline::enqueue(const std::string& flow, std::string_view bytes) {
  {
    std::lock_guard lock(mutex_);
    const bool keep = bytes.size() <= options_.kept_bytes &&
                      bytes_waiting_ + bytes.size() <= options_.memory_limit;
    if (keep) bytes_waiting_ += bytes.size();
    queue_.push_back({flow, keep ? std::make_shared<const std::string>(bytes) : nullptr});
  }
  wake_.notify_one();
}

bool Pipeline::idle() const {
  std::lock_guard lock(mutex_);
  return queue_.empty() && working_ == 0;
}

bool Pipeline::overloaded() const {
  std::lock_guard lock(mutex_);
  return queue_.size() > waiting_limit;
}

PipelineStatistics Pipeline::statistics() const {
  std::lock_guard lock(mutex_);
  return {accepted_, rejected_, queue_.size()};
}

// Waits for work; empty when the pipeline is stopping. What failed before is tried alone.
std::vector<Pipeline::Work> Pipeline::take_batch() {
  std::vector<Work> batch;
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
  if (stopping_) return batch;
  while (!queue_.empty() && batch.size() < batch_limit) {
    const bool alone = queue_.front().failures > 0;
    if (alone && !batch.empty()) break;
    if (queue_.front().bytes) bytes_waiting_ -= queue_.front().bytes->size();
    batch.push_back(std::move(queue_.front()));
    queue_.pop_front();
    if (alone) break;
  }
  ++working_;
  return batch;
}

void Pipeline::worker_loop() {
  for (;;) {
    std::vector<Work> batch = take_batch();
    if (batch.empty()) return;
    try {
      const Work& first = batch.front();
      if (first.failures < failure_limit || !give_up(first.flow)) process(batch);
    } catch (const Poco::Data::SQLite::ConstraintViolationException& error) {
      try_again(std::move(batch), error.displayText(), Blame::document);
    } catch (const Poco::Exception& error) {
      try_again(std::move(batch), error.displayText(), Blame::platform);
    } catch (const ArchiveUnavailable& error) {
      try_again(std::move(batch), error.what(), Blame::platform);
    } catch (const std::bad_alloc& error) {
      try_again(std::move(batch), error.what(), Blame::platform);
    } catch (const std::exception& error) {
      try_again(std::move(batch), error.what(), Blame::document);
    }
    std::lock_guard lock(mutex_);
    --working_;
  }
}

// Nothing is lost: the flows stand in the database as they were. A full disk or a stopped archive
// never counts against a document: it waits until they are well again.
void Pipeline::try_again(std::vector<Work> batch, const std::string& failure, Blame blame) {
  options_.log("error pipeline: " + failure + " (" + std::to_string(batch.size()) +
               " flows, first " + batch.front().flow + ")");
  std::this_thread::sleep_for(std::chrono::seconds(1));
  std::lock_guard lock(mutex_);
  const unsigned counted = blame == Blame::document ? 1 : 0;
  for (Work& work : batch)
    queue_.push_back({std::move(work.flow), nullptr, work.failures + counted});
}

void Pipeline::process(const std::vector<Work>& batch) {
  std::vector<std::unique_ptr<Judged>> judged;
  for (const Work& work : batch)
    if (auto one = judge(work)) judged.push_back(std::move(one));
  check(judged);
  seal_and_route(judged);
}

// Null when the flow is done already.
std::unique_ptr<Pipeline::Judged> Pipeline::judge(const Work& work) {
  auto flow = store_.read([&](store::Connection& c) { return find_flow(c, work.flow); });
  if (!flow || flow->state == "done") return nullptr;
  auto judged = std::make_unique<Judged>();
  judged->verdict = judge_document(work, *flow);
  judged->flow = std::move(*flow);
  if (judged->verdict.invoice && formats::is_invoice(judged->verdict.identity.kind)) {
    const InvoiceFacts facts = read_facts(*judged->verdict.invoice);
    const auto seller = directory_.resolve(facts.seller), buyer = directory_.resolve(facts.buyer);
    judged->parties.issuer = seller ? std::optional(seller->tenant) : std::nullopt;
    judged->parties.recipient = buyer ? std::optional(buyer->tenant) : std::nullopt;
    if (facts.self_billed()) std::swap(judged->parties.issuer, judged->parties.recipient);
    judged->facts = facts;
  }
  judged->decision =
      decide(judged->flow, judged->verdict, judged->facts ? &*judged->facts : nullptr,
             judged->parties, options_.issuers == Issuers::unclaimed);
  judged->verdict.invoice.reset();  // a batch of large models would be much to hold
  return judged;
}

formats::Verdict Pipeline::judge_document(const Work& work, const Flow& flow) const {
  const auto attachments = std::make_shared<TextSpool>(options_.spool);
  const formats::RuleSelection rules{.sets = {}, .requirements = options_.requirements};
  if (work.bytes) {
    formats::MemorySource source(*work.bytes);
    return formats::judge(source, rules, {}, attachments);
  }
  ArchivedSource source(evidence_.archive(), flow.sha256);
  formats::Verdict verdict = formats::judge(source, rules, {}, attachments);
  source.drain();
  return verdict;
}

void Pipeline::check(std::vector<std::unique_ptr<Judged>>& batch) {
  std::vector<std::future<void>> writes;
  for (auto& judged : batch) {
    if (judged->flow.state != "received") continue;
    writes.push_back(store_.submit(
        [this, one = judged.get()](store::Transaction& t) { record_check(t, *one); }));
  }
  for (auto& write : writes) write.wait();
  for (auto& write : writes) write.get();
}

namespace {

void append_step(store::Transaction& t, const Flow& flow, const char* kind,
                 const nlohmann::json& data) {
  t.append({kind, flow.tenant, flow.id, platform, dump(data)});
}

void insert_verdict(store::Transaction& t, const std::string& flow,
                    const formats::Verdict& verdict) {
  t.sql().execute(
      "INSERT INTO verdicts (flow, format, document, profile, structure, valid, rule_sets, "
      "findings, "
      "findings_beyond) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      flow, formats::name(verdict.identity.format), formats::name(verdict.identity.kind),
      verdict.profile, verdict.structure, verdict.valid, rule_sets_json(verdict),
      findings_json(verdict), verdict.findings_beyond);
}

std::optional<std::string> earlier_flow(store::Transaction& t, const InvoiceFacts& facts) {
  const auto row = t.sql().row<std::string>(
      "SELECT flow FROM invoices WHERE seller_key = ? AND number = ? AND issue_year = ? "
      "AND status <> 213",
      facts.seller_key, facts.number, facts.issue_year);
  return row ? std::optional(std::get<0>(*row)) : std::nullopt;
}

void insert_vat(store::Transaction& t, std::int64_t invoice, const InvoiceFacts& facts) {
  std::int64_t position = 0;
  for (const VatFacts& line : facts.vat)
    t.sql().execute(
        "INSERT INTO invoice_vat (invoice, position, category, rate, total) VALUES (?, ?, ?, ?, ?)",
        invoice, ++position, line.category, line.rate, line.total);
}

std::int64_t insert_invoice(store::Transaction& t, const Flow& flow, const InvoiceFacts& facts,
                            const std::optional<std::string>& seller_tenant,
                            const std::optional<std::string>& buyer_tenant, int status) {
  const std::int64_t invoice = std::get<0>(*t.sql().row<std::int64_t>(
      "INSERT INTO invoices (flow, tenant, seller_tenant, seller_key, seller_name, buyer_tenant, "
      "buyer_name, buyer_key, number, issue_date, issue_year, type_code, currency, total, payable, "
      "due_date, delivery_date, payment_terms, contact, business_process, vat_point, status, "
      "status_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
      flow.id, flow.tenant, seller_tenant, facts.seller_key, facts.seller_name, buyer_tenant,
      facts.buyer_name, facts.buyer_key, facts.number, facts.issue_date, facts.issue_year,
      facts.type_code, facts.currency, facts.total, facts.payable, facts.due_date,
      facts.delivery_date, facts.payment_terms, facts.buyer_contact, facts.business_process,
      facts.vat_point, status, t.now().microseconds));
  insert_vat(t, invoice, facts);
  return invoice;
}

}  // namespace

// The transaction of the check. The state guards against a second run of the same step.
void Pipeline::record_check(store::Transaction& t, Judged& judged) const {
  const Flow& flow = judged.flow;
  const auto now = t.sql().row<std::string>("SELECT state FROM flows WHERE id = ?", flow.id);
  if (std::get<0>(*now) != "received") {
    judged.stale = true;
    return;
  }
  const auto& verdict = judged.verdict;
  append_step(t, flow, "flow.identified",
              {{"format", formats::name(verdict.identity.format)},
               {"document", formats::name(verdict.identity.kind)},
               {"profile", verdict.profile}});
  append_step(t, flow, "flow.structure_checked", {{"structure", verdict.structure}});
  append_step(t, flow, "flow.rules_checked",
              {{"valid", verdict.valid}, {"findings", verdict.findings.size()}});
  if (judged.decision.accepted) {
    if (const auto other = earlier_flow(t, *judged.facts))
      judged.decision = duplicate(*judged.facts, *other);
    append_step(t, flow, "flow.uniqueness_checked", {{"unique", judged.decision.accepted}});
  }
  insert_verdict(t, flow.id, verdict);

  const Decision& decision = judged.decision;
  const bool self_billed = judged.facts && judged.facts->self_billed();
  if (decision.status != 0) {
    const auto& seller = self_billed ? judged.parties.recipient : judged.parties.issuer;
    const auto& buyer = self_billed ? judged.parties.issuer : judged.parties.recipient;
    judged.invoice = insert_invoice(t, flow, *judged.facts, seller, buyer, decision.status);
  }
  t.sql().execute(
      "UPDATE flows SET state = 'checked', ack_status = ?, ack_details = ?, updated_at = ?, "
      "flow_type = ?, profile = CASE profile WHEN 'Undefined' THEN ? ELSE profile END, "
      "processing_rule = CASE processing_rule WHEN 'Undefined' THEN ? ELSE processing_rule END, "
      "invoice = ? WHERE id = ?",
      decision.accepted ? "Ok" : "Error", decision.ack_details, t.now().microseconds,
      !judged.facts ? "Undefined"
      : self_billed ? "SupplierInvoice"
                    : "CustomerInvoice",
      profile_name(verdict.profile), decision.accepted ? "B2B" : "Undefined", judged.invoice,
      flow.id);
  if (decision.status == 0) {
    append_step(t, flow, "flow.refused",
                {{"details", nlohmann::json::parse(decision.ack_details)}});
    return;
  }
  const bool stays = decision.accepted && !(judged.parties.recipient && judged.parties.issuer);
  lifecycle::set_status(t, {flow.id, flow.tenant, judged.invoice, decision.status,
                            stays ? "NON_TRANSMISE" : decision.reason, decision.comment});
}

// The sender of a document that no try could process is told, rather than left waiting for ever.
// One that was checked already is fine in itself and stays until it can be sealed: false.
bool Pipeline::give_up(const std::string& id) {
  return store_.write([&id](store::Transaction& t) {
    const auto flow = find_flow(t.sql(), id);
    if (!flow || flow->state != "received") return false;
    const std::string details = unprocessable().ack_details;
    t.sql().execute(
        "UPDATE flows SET state = 'done', ack_status = 'Error', ack_details = ?, updated_at = ? "
        "WHERE id = ?",
        details, t.now().microseconds, id);
    append_step(t, *flow, "flow.refused", {{"details", nlohmann::json::parse(details)}});
    return true;
  });
}

void Pipeline::seal_and_route(std::vector<std::unique_ptr<Judged>>& batch) {
  std::erase_if(batch, [](const auto& judged) { return judged->stale; });
  if (batch.empty()) return;
  std::vector<std::string> reports;
  reports.reserve(batch.size());
  std::vector<archive::Deposit> deposits;
  for (const auto& judged : batch)
    reports.push_back(report_json(judged->verdict, judged->flow.id, judged->flow.sha256));
  for (std::size_t i = 0; i < batch.size(); ++i) {
    archive::Deposit deposit;
    deposit.type = archive::EntryType::verdict;
    deposit.tenant = batch[i]->flow.tenant;
    deposit.subject = batch[i]->flow.id;
    deposit.actor = platform;
    deposit.media_type = "application/json";
    deposit.bytes = reports[i];
    const int year = batch[i]->facts ? batch[i]->facts->issue_year : 0;
    deposit.retention_until_day = retention_day(std::max(year, 2026));
    deposits.push_back(std::move(deposit));
  }
  auto kept = evidence_.deposit(deposits);
  std::vector<std::future<void>> writes;
  for (std::size_t i = 0; i < batch.size(); ++i)
    writes.push_back(store_.submit([this, one = batch[i].get(), entry = kept.items()[i].entry](
                                       store::Transaction& t) { record_route(t, *one, entry); }));
  for (auto& write : writes) write.wait();
  for (auto& write : writes) write.get();
  kept.recorded();
  for (const auto& judged : batch) ++(judged->decision.accepted ? accepted_ : rejected_);
}

// The transaction of sealing and routing.
void Pipeline::record_route(store::Transaction& t, const Judged& judged,
                            std::int64_t report_entry) const {
  const Flow& flow = judged.flow;
  const auto now = t.sql().row<std::string, std::string, std::optional<std::int64_t>>(
      "SELECT state, ack_status, invoice FROM flows WHERE id = ?", flow.id);
  const auto& [state, ack_status, invoice] = *now;
  if (state != "checked") return;
  t.sql().execute("UPDATE verdicts SET archive_entry = ? WHERE flow = ?", report_entry, flow.id);
  t.sql().execute("UPDATE flows SET state = 'done' WHERE id = ?", flow.id);
  append_step(t, flow, "flow.sealed", {{"entry", flow.archive_entry}, {"report", report_entry}});
  if (ack_status != "Ok") return;
  if (!judged.parties.recipient) {
    append_step(t, flow, "invoice.unreachable", {{"invoice", *invoice}});
    return;
  }
  if (!judged.parties.issuer) {
    append_step(t, flow, "invoice.not_vouched", {{"invoice", *invoice}});
    return;
  }
  lifecycle::set_status(t, {flow.id, flow.tenant, invoice, 201, "", ""});
  append_step(t, flow, "invoice.routed",
              {{"invoice", *invoice}, {"recipient", *judged.parties.recipient}});
}

}  // namespace facteur::gateway::flows
