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

}  // namespace

Flow Intake::accept(const accounts::Principal& sender, const FlowInfo& info, std::string_view bytes,
                    const std::string& sha256) {
  Flow flow;
  flow.id = new_uuid(store_.now(), random_);
  flow.tenant = sender.tenant;
  flow.syntax = info.syntax;
  flow.profile = info.profile.value_or("Undefined");
  flow.processing_rule = info.processing_rule.value_or("Undefined");
  flow.rule_source = info.processing_rule ? "Input" : "Computed";
  flow.name = info.name;
  flow.tracking_id = info.tracking_id;
  flow.sha256 = sha256;
  flow.size = static_cast<std::int64_t>(bytes.size());
  flow.actor = sender.subject;

  archive::Deposit deposit;
  deposit.type = archive::EntryType::reception;
  deposit.tenant = flow.tenant;
  deposit.subject = flow.id;
  deposit.actor = flow.actor;
  deposit.media_type = media_type(bytes);
  deposit.bytes = bytes;
  deposit.note = flow.name;
  deposit.retention_until_day = retention_day(civil_year(store_.now()));
  auto kept = evidence_.deposit({&deposit, 1});
  flow.archive_entry = kept.items()[0].entry;

  flow = store_.write([&flow](store::Transaction& t) {
    flow.submitted_at = flow.updated_at = t.now();
    insert_flow(t, flow);
    const nlohmann::json data = {{"sha256", flow.sha256}, {"size", flow.size}, {"name", flow.name}};
    t.append({"flow.received", flow.tenant, flow.id, flow.actor,
              data.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)});
    return flow;
  });
  kept.recorded();
  pipeline_.enqueue(flow.id, bytes);
  return flow;
}

}  // namespace facteur::gateway::flows
