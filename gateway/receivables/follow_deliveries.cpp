#include "gateway/receivables/follow_deliveries.h"

#include <nlohmann/json.hpp>

#include "gateway/delivery/tenant_channel.h"
#include "gateway/receivables/cashed.h"
#include "gateway/receivables/ledger.h"

namespace facteur::gateway::receivables {
namespace {

void open_for(store::Transaction& t, const store::LoggedEvent& delivered) {
  using Text = std::string;
  using MaybeText = std::optional<std::string>;
  const std::int64_t invoice = nlohmann::json::parse(delivered.event.data).at("invoice");
  auto row = t.sql()
                 .row<MaybeText, Text, Text, MaybeText, Text, Text, Text, MaybeText, MaybeText,
                      MaybeText, Text, Text, Text>(
                     "SELECT seller_tenant, buyer_key, buyer_name, contact, number, type_code, "
                     "issue_date, "
                     "due_date, payment_terms, delivery_date, currency, payable, total FROM "
                     "invoices WHERE id = ?",
                     invoice);
  if (!row) throw std::logic_error("a delivered invoice that does not exist");
  auto& [seller, key, name, contact, number, type, issued, due, terms, delivery, currency, payable,
         total] = *row;
  if (!seller) return;  // the seller keeps its ledger elsewhere
  NewReceivable receivable;
  receivable.tenant = *seller;
  receivable.invoice_id = invoice;
  receivable.flow_id = delivered.event.subject;
  receivable.customer_key = key;
  receivable.customer_name = name;
  receivable.contact = contact;
  receivable.number = number;
  receivable.type_code = type;
  receivable.issue_date = issued;
  receivable.due_date = due;
  receivable.payment_terms = terms.value_or("");
  receivable.delivery_date = delivery;
  receivable.currency = currency;
  receivable.payable = payable;
  receivable.total = total;
  const Opening opening = open_receivable(t, receivable);
  if (opening.outcome == Opening::Outcome::opened) put_invoice_vat(t, opening.item, invoice);
}

}  // namespace

std::unique_ptr<store::LogReader> follow_deliveries(store::Store& store,
                                                    std::function<void(const std::string&)> log) {
  return std::make_unique<store::LogReader>(
      store, "receivables", delivery::invoice_delivered,
      [](const std::vector<store::LoggedEvent>& events) {
        const auto change = [events](store::Transaction& t) {
          for (const auto& event : events) open_for(t, event);
        };
        return store::LogReader::Step{change, nullptr};
      },
      std::move(log));
}

}  // namespace facteur::gateway::receivables
