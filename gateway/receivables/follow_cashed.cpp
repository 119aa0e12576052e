#include "gateway/receivables/follow_cashed.h"

#include <nlohmann/json.hpp>

#include "gateway/lifecycle/set_status.h"
#include "gateway/receivables/cashed.h"

namespace facteur::gateway::receivables {
namespace {

// Doing it twice does no harm: amounts that have their status are passed over.
void tell(store::Transaction& t, const store::LoggedEvent& prepared) {
  const auto data = nlohmann::json::parse(prepared.event.data);
  if (!data.contains("invoice")) return;
  const std::int64_t invoice = data.at("invoice"), item = data.at("item"),
                     application = data.at("application");
  const auto waiting = t.sql().row<std::int64_t>(
      "SELECT count(*) FROM cashed_amounts"
      " WHERE application = ? AND item = ? AND status IS NULL AND withdrawn = 0",
      application, item);
  if (std::get<0>(*waiting) == 0) return;
  const auto deposit = t.sql().row<std::string, std::string>(
      "SELECT flow, tenant FROM invoices WHERE id = ?", invoice);
  if (!deposit) throw std::logic_error("an item of an invoice that does not exist");
  const auto& [flow, tenant] = *deposit;
  const auto status = lifecycle::set_status(t, {flow, tenant, invoice, 212, "", "", "platform"});
  t.sql().execute(
      "UPDATE cashed_amounts SET status = ?"
      " WHERE application = ? AND item = ? AND status IS NULL AND withdrawn = 0",
      status, application, item);
}

}  // namespace

std::unique_ptr<store::LogReader> follow_cashed(store::Store& store,
                                                std::function<void(const std::string&)> log) {
  return std::make_unique<store::LogReader>(
      store, "cashed", cashed_prepared,
      [](const std::vector<store::LoggedEvent>& events) {
        const auto change = [events](store::Transaction& t) {
          for (const auto& event : events) tell(t, event);
        };
        return store::LogReader::Step{change, nullptr};
      },
      std::move(log));
}

}  // namespace facteur::gateway::receivables
