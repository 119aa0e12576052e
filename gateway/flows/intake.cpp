#include "gateway/flows/intake.h"

#include <nlohmann/json.hpp>

#include "formats/identify.h"

namespace facteur::gateway::flows {
namespace {

std::string_view media_type(std::string_view bytes) {
  return formats::is_pdf(bytes) ? "application/pdf" : "application/xml";
}

int civil_year(Instant instant) {
  return std::stoi(paris_day(instant).substr(0, 4));
}

archive::Deposit deposit_of(const Flow& flow, std::string_view bytes, Instant now) {
  archive::Deposit deposit;
  deposit.type = archive::EntryType::reception;
  deposit.tenant = flow.tenant;
  deposit.subject = flow.id;
  deposit.actor = flow.actor;
  deposit.media_type = media_type(bytes);
  deposit.bytes = bytes;
  deposit.note = flow.name;
  deposit.retention_until_day = retention_day(civil_year(now));
  return deposit;
}

void record(store::Transaction& t, Flow& flow, Instant at) {
  flow.submitted_at = flow.updated_at = at;
  insert_flow(t, flow);
  const nlohmann::json data = {{"sha256", flow.sha256}, {"size", flow.size}, {"name", flow.name}};
  t.append({"flow.received", flow.tenant, flow.id, flow.actor,
            data.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)});
}

}  // namespace

Flow Intake::flow_of(const accounts::Principal& sender, const Incoming& file) {
  Flow flow;
  flow.id = new_uuid(store_.now(), random_);
  flow.tenant = sender.tenant;
  flow.syntax = file.info.syntax;
  flow.profile = file.info.profile.value_or("Undefined");
  flow.processing_rule = file.info.processing_rule.value_or("Undefined");
  flow.rule_source = file.info.processing_rule ? "Input" : "Computed";
  flow.name = file.info.name;
  flow.tracking_id = file.info.tracking_id;
  flow.sha256 = file.sha256;
  flow.size = static_cast<std::int64_t>(file.bytes.size());
  flow.actor = sender.subject;
  return flow;
}

Flow Intake::accept(const accounts::Principal& sender, const FlowInfo& info, std::string_view bytes,
                    const std::string& sha256) {
  const Incoming file{info, bytes, sha256};
  return accept(sender, {&file, 1}, nullptr).front();
}

std::vector<Flow> Intake::accept(const accounts::Principal& sender, std::span<const Incoming> files,
                                 const Also& also) {
  std::vector<Flow> flows;
  std::vector<archive::Deposit> deposits;
  flows.reserve(files.size());  // deposits look at them
  for (const Incoming& file : files) {
    flows.push_back(flow_of(sender, file));
    deposits.push_back(deposit_of(flows.back(), file.bytes, store_.now()));
  }
  auto kept = evidence_.deposit(deposits);
  for (std::size_t i = 0; i < flows.size(); ++i) flows[i].archive_entry = kept.items()[i].entry;

  // Searches go on from an instant: no two flows may share one.
  flows = store_.write([&flows, &also](store::Transaction& t) {
    std::vector<Flow> recorded = flows;
    for (Flow& flow : recorded) record(t, flow, &flow == &recorded.front() ? t.now() : t.tick());
    if (also) also(t, recorded);
    return recorded;
  });
  kept.recorded();
  for (std::size_t i = 0; i < flows.size(); ++i) pipeline_.enqueue(flows[i].id, files[i].bytes);
  return flows;
}

}  // namespace facteur::gateway::flows
