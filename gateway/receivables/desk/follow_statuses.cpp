#include <algorithm>
#include <stdexcept>

#include "gateway/delivery/tenant_channel.h"
#include "gateway/lifecycle/set_status.h"
#include "gateway/receivables/acts.h"
#include "gateway/receivables/desk/dispute_reasons.h"
#include "gateway/receivables/desk/disputes.h"
#include "gateway/receivables/desk/follow.h"
#include "gateway/receivables/desk/promises.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using store::Transaction;
using Number = std::int64_t;
using Text = std::string;

struct StatusRow {
  Number id = 0;
  int code = 0;
  Text reason, comment, actor;
  Date on;
};

struct ItemOfStatus {
  Number item;
  Text tenant;
};

enum class Does { nothing, disputes, withdraws, closes, promises };

struct Rule {
  int code;
  Does does;
};

// Statuses of XP Z12-012 that mean something to the desk.
constexpr Rule rules[] = {
    {204, Does::withdraws},  // taken in charge
    {205, Does::withdraws},  // approved
    {206, Does::disputes},   // partially approved
    {207, Does::disputes},   // in dispute
    {208, Does::disputes},   // suspended
    {209, Does::withdraws},  // completed
    {210, Does::closes},     // refused
    {211, Does::promises},   // payment sent
    {213, Does::closes},     // rejected
    {220, Does::closes},     // cancelled
};

Does what_it_does(int code) {
  const auto* rule = std::ranges::find(rules, code, &Rule::code);
  return rule == std::end(rules) ? Does::nothing : rule->does;
}

std::vector<ItemOfStatus> items_of(Transaction& t, Number status) {
  std::vector<ItemOfStatus> items;
  for (const auto& [item, tenant] : t.sql().rows<Number, Text>(
           "SELECT i.id, a.tenant FROM statuses s JOIN receivable_items i ON i.invoice = s.invoice"
           " JOIN receivable_accounts a ON a.id = i.account WHERE s.id = ?",
           status))
    items.push_back({item, tenant});
  return items;
}

std::optional<StatusRow> find_status_row(Transaction& t, Number id) {
  const auto row = t.sql().row<Number, std::optional<Text>, std::optional<Text>, Text, Number>(
      "SELECT code, reason, comment, actor, at FROM statuses WHERE id = ?", id);
  if (!row) return std::nullopt;
  const auto& [code, reason, comment, actor, at] = *row;
  return StatusRow{id,    static_cast<int>(code),       reason.value_or(""), comment.value_or(""),
                   actor, *Date::parse(paris_day({at}))};
}

// Free text of a partner: what may not be kept is left out.
Text note_of(const StatusRow& status) {
  return check_note("note", status.comment) ? Text() : status.comment;
}

void dispute_item(Transaction& t, const Acting& acting, const StatusRow& status, Number item) {
  if (t.sql().row<Number>("SELECT 1 FROM disputes WHERE status = ? AND item = ?", status.id, item))
    return;
  NewDispute dispute;
  dispute.item = item;
  dispute.reason = Text(dispute_reason_of_status(status.reason).code);
  dispute.note = note_of(status);
  dispute.status = status.id;
  // Refused when nothing is open, or all of it is in dispute already: then nothing is to be done.
  (void)open_dispute(t, acting, dispute);
}

void close_disputes(Transaction& t, const Acting& acting, Number item, bool all,
                    const Text& outcome) {
  for (const Dispute& dispute : disputes(t.sql(), acting.tenant, {*acting.on, true, {}, item}))
    if (all || dispute.status) (void)close_dispute(t, acting, dispute.id, {outcome});
}

void promise_item(Transaction& t, const Acting& acting, const StatusRow& status, Number item) {
  NewPromise promise;
  promise.items = {item};
  promise.promised_on = status.on;
  promise.source = "status";
  promise.note = note_of(status);
  Acting once_a_status = acting;
  once_a_status.idempotency_key =
      "status:" + std::to_string(status.id) + ":" + std::to_string(item);
  (void)make_promise(t, once_a_status, promise);
}

// The ledger follows the same log: an invoice whose delivery it has yet to look at is waited for.
void wait_for_ledger(Transaction& t, Number status) {
  if (t.sql().row<Number>("SELECT 1 FROM statuses s JOIN events e ON e.subject = s.flow"
                          " WHERE s.id = ? AND e.kind = ? AND e.seq > coalesce("
                          "  (SELECT seq FROM cursors WHERE reader = 'receivables'), 0)",
                          status, delivery::invoice_delivered))
    throw std::runtime_error("the ledger has not come to this invoice yet");
}

void follow_event(Transaction& t, const store::LoggedEvent& event) {
  const auto status =
      t.sql().row<Number, Number>("SELECT id, code FROM statuses WHERE event = ?", event.seq);
  if (!status || what_it_does(static_cast<int>(std::get<1>(*status))) == Does::nothing) return;
  if (items_of(t, std::get<0>(*status)).empty()) wait_for_ledger(t, std::get<0>(*status));
  follow_status(t, std::get<0>(*status));
}

}  // namespace

void follow_status(Transaction& transaction, Number id) {
  const auto status = find_status_row(transaction, id);
  if (!status) throw std::invalid_argument("no such status");
  for (const auto& [item, tenant] : items_of(transaction, id)) {
    const Acting acting{tenant, status->actor, status->on, {}};
    switch (what_it_does(status->code)) {
      case Does::disputes:
        dispute_item(transaction, acting, *status, item);
        break;
      case Does::withdraws:
        close_disputes(transaction, acting, item, false, "withdrawn");
        break;
      case Does::closes:
        close_disputes(transaction, acting, item, true, "status");
        (void)cancel(transaction, item,
                     {status->on, "status " + std::to_string(status->code), status->actor});
        break;
      case Does::promises:
        promise_item(transaction, acting, *status, item);
        break;
      case Does::nothing:
        break;
    }
  }
}

std::unique_ptr<store::LogReader> follow_statuses(store::Store& store,
                                                  std::function<void(const std::string&)> log) {
  return std::make_unique<store::LogReader>(
      store, "desk", lifecycle::status_set,
      [](const std::vector<store::LoggedEvent>& events) {
        const auto change = [events](Transaction& t) {
          for (const auto& event : events) follow_event(t, event);
        };
        return store::LogReader::Step{change, nullptr};
      },
      std::move(log));
}

}  // namespace facteur::gateway::receivables
