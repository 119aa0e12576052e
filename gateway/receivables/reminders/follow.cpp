#include "gateway/receivables/reminders/follow.h"

#include <nlohmann/json.hpp>

#include "gateway/lifecycle/set_status.h"
#include "gateway/receivables/reminder_cases.h"
#include "gateway/receivables/reminders/actions.h"
#include "gateway/receivables/reminders/joined_text.h"

namespace facteur::gateway::receivables::reminders {
namespace {

using store::Transaction;

void cancel_for_invoice(Transaction& transaction, std::int64_t invoice) {
  const auto planned = transaction.sql().rows<std::int64_t, std::string>(
      "SELECT DISTINCT i.id, p.tenant FROM receivable_items i"
      " JOIN planned_reminder_items pi ON pi.item = i.id"
      " JOIN planned_reminders p ON p.id = pi.planned"
      " WHERE i.invoice = ? AND p.state IN ('planned', 'confirmed')",
      invoice);
  if (planned.empty()) return;
  const LegalState legal = legal_state_of(transaction.sql(), invoice).state;
  if (legal.gate == Gate::open) return;
  for (const auto& [item, tenant] : planned)
    cancel_planned(
        transaction, tenant, {&item, 1},
        joined({"statut de la facture : ", "status of the invoice: "}, legal.explanation));
}

}  // namespace

void cancel_after_settlement(Transaction& transaction, const Settlement& settlement) {
  std::vector<std::int64_t> items;
  for (const Part& part : settlement.parts) items.push_back(part.item);
  const formats::Text reason =
      settlement.undoes
          ? formats::Text{"un lettrage a été défait", "an application was undone"}
          : formats::Text{"un règlement ou un avoir a été imputé", "money or a credit was applied"};
  cancel_planned(transaction, settlement.tenant, items, reason, settlement.effective_on);
}

std::unique_ptr<store::LogReader> follow_statuses(store::Store& store,
                                                  std::function<void(const std::string&)> log) {
  return std::make_unique<store::LogReader>(
      store, "reminders.status", lifecycle::status_set,
      [](const std::vector<store::LoggedEvent>& events) {
        const auto change = [events](Transaction& t) {
          for (const auto& event : events) {
            const auto data = nlohmann::json::parse(event.event.data);
            if (data.contains("invoice") && data["invoice"].is_number_integer())
              cancel_for_invoice(t, data["invoice"]);
          }
        };
        return store::LogReader::Step{change, nullptr};
      },
      std::move(log));
}

}  // namespace facteur::gateway::receivables::reminders
