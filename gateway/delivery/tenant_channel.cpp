#include "gateway/delivery/tenant_channel.h"

#include <nlohmann/json.hpp>

#include "gateway/flows/flow.h"
#include "gateway/lifecycle/set_status.h"

namespace facteur::gateway::delivery {
namespace {

using nlohmann::json;

// The same file as the recipient sees it: what one side calls a customer's invoice is the other's
// supplier's invoice.
flows::Flow recipients_flow(const flows::Flow& deposit, const std::string& recipient,
                            const std::string& id, store::Transaction& t) {
  flows::Flow flow = deposit;
  flow.id = id;
  flow.tenant = recipient;
  flow.direction = "In";
  flow.flow_type = deposit.flow_type == "CustomerInvoice" ? "SupplierInvoice" : "CustomerInvoice";
  flow.rule_source = "Computed";
  flow.tracking_id.reset();
  flow.actor = "platform";
  flow.submitted_at = flow.updated_at = t.tick();
  flow.ack_status = "Ok";
  flow.ack_details = "[]";
  flow.state = "done";
  return flow;
}

void deliver(store::Transaction& t, const store::LoggedEvent& routed, const std::string& id) {
  const auto deposit = flows::find_flow(t.sql(), routed.event.subject);
  if (!deposit) throw std::logic_error("a routed flow that does not exist");
  const auto data = json::parse(routed.event.data);
  const std::string recipient = data.at("recipient");
  const std::int64_t invoice = data.at("invoice");
  const flows::Flow flow = recipients_flow(*deposit, recipient, id, t);
  flows::insert_flow(t, flow);
  for (const int code : {202, 203})
    lifecycle::set_status(t, {deposit->id, deposit->tenant, invoice, code, "", ""});
  const json delivered = {{"invoice", invoice}, {"recipient", recipient}, {"flow", flow.id}};
  t.append({invoice_delivered, deposit->tenant, deposit->id, "platform", delivered.dump()});
}

}  // namespace

std::unique_ptr<store::LogReader> follow_routed_invoices(
    store::Store& store, flows::Random random, std::function<void(const std::string&)> log) {
  return std::make_unique<store::LogReader>(
      store, "delivery.tenant", "invoice.routed",
      [&store, random = std::move(random)](const std::vector<store::LoggedEvent>& events) {
        const auto change = [&store, random, events](store::Transaction& t) {
          for (const auto& event : events) deliver(t, event, flows::new_uuid(store.now(), random));
        };
        return store::LogReader::Step{change, nullptr};
      },
      std::move(log));
}

}  // namespace facteur::gateway::delivery
