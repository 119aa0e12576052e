// Writing to the ledger: items are opened, movements are posted.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "gateway/receivables/customers.h"
#include "gateway/receivables/ledger.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/posting.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Date;
using store::Transaction;

// UNTDID 1001 codes of credit notes, as EN 16931 (BT-3) and XP Z12-012 list them.
constexpr std::string_view credit_note_types[] = {"81",  "83",  "261", "262", "296", "308", "381",
                                                  "396", "420", "458", "502", "503", "532"};
// Invoices for a payment on account; the self-billed one is French (XP Z12-012).
constexpr std::string_view down_payment_types[] = {"386", "500"};

bool is_one_of(std::string_view code, auto& codes) {
  return std::find(std::begin(codes), std::end(codes), code) != std::end(codes);
}

std::optional<Date> date_of(const std::optional<std::string>& text) {
  return text ? Date::parse(*text) : std::nullopt;
}

// A document read into what the ledger needs.
struct Draft {
  std::string kind;
  Date issued_on;
  DueDate due;
  unsigned exponent;
  std::int64_t units;
};

// A credit note is negative whatever its sign on paper; an invoice with a negative amount is a
// credit note by what it does.
Draft classified(const NewReceivable& receivable, Date issued_on, std::int64_t payable) {
  const bool credit = payable < 0 || is_one_of(receivable.type_code, credit_note_types);
  const bool down_payment = !credit && is_one_of(receivable.type_code, down_payment_types);
  DueDateInputs inputs;
  inputs.issue_date = issued_on;
  inputs.due_date = date_of(receivable.due_date);
  inputs.payment_terms = receivable.payment_terms;
  inputs.delivery_date = date_of(receivable.delivery_date);
  inputs.credit_note = credit;
  return {credit         ? "credit_note"
          : down_payment ? "down_payment"
                         : "invoice",
          issued_on, due_date(inputs), exponent_of(receivable.currency),
          credit && payable > 0 ? -payable : payable};
}

Opening refuse(Transaction& transaction, const NewReceivable& receivable,
               const std::string& reason) {
  const nlohmann::json data = {
      {"number", receivable.number}, {"flow", receivable.flow_id}, {"reason", reason}};
  const auto subject = receivable.invoice_id ? std::to_string(*receivable.invoice_id) : "";
  transaction.append({"receivable.refused", receivable.tenant, subject, "platform", data.dump()});
  return {Opening::Outcome::refused, 0, reason};
}

std::optional<std::int64_t> item_of_invoice(Transaction& transaction, std::int64_t invoice) {
  const auto row = transaction.sql().row<std::int64_t>(
      "SELECT id FROM receivable_items WHERE invoice = ?", invoice);
  return row ? std::optional(std::get<0>(*row)) : std::nullopt;
}

NewItem item_of(const NewReceivable& receivable, std::int64_t account, const Draft& draft) {
  NewItem item;
  item.account = account;
  item.invoice = receivable.invoice_id;
  item.number = receivable.number;
  item.kind = draft.kind;
  item.issued_on = draft.issued_on;
  item.due_on = draft.due.date;
  item.due_basis = to_string(draft.due.basis);
  item.units = draft.units;
  return item;
}

void append_opened(Transaction& transaction, const NewReceivable& receivable, const Draft& draft,
                   const std::string& customer_key, std::int64_t item) {
  const nlohmann::json data = {
      {"item", item},
      {"number", receivable.number},
      {"flow", receivable.flow_id},
      {"kind", draft.kind},
      {"customer", customer_key},
      {"currency", receivable.currency},
      {"amount", decimal_of(draft.units, draft.exponent)},
      {"documentTotal", receivable.total},
      {"dueDate", draft.due.date.to_string()},
      {"dueBasis", to_string(draft.due.basis)},
      {"dueExplanation", {{"fr", draft.due.explanation.fr}, {"en", draft.due.explanation.en}}}};
  const auto subject = std::to_string(receivable.invoice_id.value_or(item));
  transaction.append({"receivable.opened", receivable.tenant, subject, "platform", data.dump()});
}

}  // namespace

Opening open_receivable(Transaction& transaction, const NewReceivable& receivable) {
  if (receivable.invoice_id)
    if (const auto item = item_of_invoice(transaction, *receivable.invoice_id))
      return {Opening::Outcome::already_open, *item, {}};
  const auto issued_on = Date::parse(receivable.issue_date);
  if (!issued_on) return refuse(transaction, receivable, "ISSUE_DATE");
  const auto payable = units_of(receivable.payable, exponent_of(receivable.currency));
  if (!payable || *payable == INT64_MIN) return refuse(transaction, receivable, "AMOUNT");

  const Draft draft = classified(receivable, *issued_on, *payable);
  const Customer customer = customer_of_buyer(transaction, receivable.tenant,
                                              receivable.customer_key, receivable.customer_name);
  const Account account = account_for(transaction, receivable.tenant, customer.key, customer.name,
                                      receivable.contact, receivable.currency);
  const auto item = insert_item(transaction, item_of(receivable, account.id, draft), "platform");
  append_opened(transaction, receivable, draft, customer.key, item);
  return {Opening::Outcome::opened, item, {}};
}

void post(Transaction& transaction, const Movement& movement) {
  const auto item = find_item(transaction.sql(), movement.item);
  if (!item) throw std::invalid_argument("no such item in the ledger");
  insert_movement(transaction, *item,
                  {movement.effective_on, movement.kind, movement.units, {}, movement.actor});
  const nlohmann::json data = {{"kind", movement.kind},
                               {"effectiveOn", movement.effective_on.to_string()},
                               {"amount", decimal_of(movement.units, item->account.exponent)}};
  transaction.append({"receivable.moved", item->account.tenant, std::to_string(movement.item),
                      movement.actor, data.dump()});
}

}  // namespace facteur::gateway::receivables
