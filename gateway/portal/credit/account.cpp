// One customer's account: what is open, what was received and what it paid, reminders that left,
// what holds items back, people to talk to, what is to be done.
#include "gateway/portal/credit/credit.h"
#include "gateway/portal/display.h"
#include "gateway/portal/texts.h"
#include "gateway/receivables/account_view.h"
#include "gateway/receivables/agenda.h"
#include "gateway/receivables/customers.h"
#include "gateway/receivables/holds.h"
#include "gateway/receivables/lettering.h"

namespace facteur::gateway::portal {
namespace {

using namespace receivables;

constexpr std::int64_t most_receipts = 25, most_reminders = 25;

Values balance_values(const std::vector<CustomerBalance>& balances, Language language) {
  Values list{Values::type::list};
  for (const CustomerBalance& balance : balances) {
    Values one;
    const auto amount = [&](std::int64_t units) {
      return money(units, balance.exponent, balance.currency, language);
    };
    set_text(one, "net", amount(balance.net));
    set_text(one, "overdue", balance.overdue == 0 ? "" : amount(balance.overdue));
    list.push_back(one);
  }
  return list;
}

std::string_view hold_key(HoldKind kind) {
  constexpr std::string_view keys[] = {"hold.promise", "hold.dispute", "hold.plan",
                                       "hold.exclusion"};
  return keys[static_cast<std::size_t>(kind)];
}

Values open_values(const OpenItem& item, const std::map<std::int64_t, ItemHolds>& holds,
                   formats::Date on, Language language) {
  Values values, held{Values::type::list};
  set_item(values, item, on, language);
  if (const auto found = holds.find(item.id); found != holds.end())
    for (const Hold& hold : found->second.holds) {
      Values one;
      set_text(one, "label", text(hold_key(hold.kind), language));
      set_text(one, "amount", money(hold.units, item.exponent, item.currency, language));
      set_text(one, "reason", say(hold.reason, language));
      held.push_back(one);
    }
  values.set("holds", held);
  return values;
}

// Codes are derived from all movements of an account: of one with very many they are left out.
std::map<std::int64_t, Letter> letters_of(store::Connection& sql, const std::string& tenant,
                                          const std::string& key) {
  constexpr std::int64_t most_movements = 5000;
  std::map<std::int64_t, Letter> letters;
  for (const auto& [account] : sql.rows<std::int64_t>(
           "SELECT id FROM receivable_accounts WHERE tenant = ? AND customer_key = ?", tenant,
           key)) {
    const auto count = sql.row<std::int64_t>(
        "SELECT count(*) FROM (SELECT 1 FROM receivable_movements WHERE account = ? LIMIT ?)",
        account, most_movements);
    if (std::get<0>(*count) < most_movements) letters.merge(lettering_of(sql, account));
  }
  return letters;
}

void set_letter(Values& values, const std::map<std::int64_t, Letter>& letters, std::int64_t item) {
  const auto found = letters.find(item);
  set_text(values, "letter", found == letters.end() ? "" : found->second.code);
}

Values receipt_values(const ReceiptView& receipt, Language language) {
  Values values, applied{Values::type::list};
  const auto amount = [&](std::int64_t units) {
    return money(units, receipt.exponent, receipt.currency, language);
  };
  for (const AppliedPart& part : receipt.applied) {
    Values one;
    set_text(one, "number", part.number);
    set_text(one, "amount", amount(part.units));
    applied.push_back(one);
  }
  set_text(values, "reference", receipt.reference);
  set_text(values, "day", day(receipt.received_on, language));
  set_text(values, "amount", amount(receipt.units));
  set_text(values, "unapplied", receipt.unapplied == 0 ? "" : amount(receipt.unapplied));
  values.set("applied", applied);
  return values;
}

Values reminder_values(const SentReminder& reminder, Language language) {
  Values values;
  std::string numbers;
  for (const std::string& number : reminder.numbers)
    numbers.append(numbers.empty() ? "" : ", ").append(number);
  set_text(values, "day", day(reminder.sent_on, language));
  set_text(values, "level", std::to_string(reminder.level));
  set_text(values, "channel", text_or("channel." + reminder.channel, language, reminder.channel));
  set_text(values, "outcome",
           reminder.outcome == "sent"
               ? ""
               : text_or("outcome." + reminder.outcome, language, reminder.outcome));
  set_text(values, "contact", reminder.contact.value_or(""));
  set_text(values, "numbers", numbers);
  return values;
}

Values contact_values(const Contact& contact, Language language) {
  Values values;
  set_text(values, "name", contact.name);
  set_text(values, "role", text_or("role." + contact.role, language, contact.role));
  set_text(values, "email", contact.email.value_or(""));
  set_text(values, "phone", contact.phone.value_or(""));
  set_text(values, "unreachable", contact.unreachable.value_or(""));
  return values;
}

Values task_values(const Task& task, Language language) {
  Values values;
  set_text(values, "kind", say(label(task.kind), language));
  set_text(values, "reason", say(task.reason, language));
  set_text(values, "day", day(task.due_on, language));
  values.set("late", task.late);
  return values;
}

template <class T, class ToValues>
Values list_of(const std::vector<T>& all, ToValues to_values) {
  Values list{Values::type::list};
  for (const T& one : all) list.push_back(to_values(one));
  return list;
}

void add_account(store::Connection& sql, const std::string& tenant, const std::string& key,
                 formats::Date on, Language language, Values& values) {
  const auto items = open_items(sql, tenant, {on, {}}, key);
  const auto holds = holds_on(sql, tenant, on);
  const auto letters = letters_of(sql, tenant, key);
  TaskFilter filter;
  filter.on = on;
  filter.customer_key = key;
  filter.limit = 50;
  values.set("balances", balance_values(balances_of(sql, tenant, key, on), language));
  values.set("items", list_of(items, [&](const OpenItem& item) {
               Values row = open_values(item, holds, on, language);
               set_letter(row, letters, item.id);
               return row;
             }));
  values.set("receipts",
             list_of(receipts_of(sql, tenant, key, most_receipts), [&](const ReceiptView& one) {
               Values row = receipt_values(one, language);
               set_letter(row, letters, one.item);
               return row;
             }));
  values.set("reminders",
             list_of(sent_reminders(sql, tenant, key, most_reminders),
                     [&](const SentReminder& one) { return reminder_values(one, language); }));
  values.set("contacts", list_of(contacts_of(sql, tenant, key), [&](const Contact& one) {
               return contact_values(one, language);
             }));
  values.set("tasks", list_of(agenda(sql, tenant, filter),
                              [&](const Task& one) { return task_values(one, language); }));
}

}  // namespace

http::Response show_account(const Site& site, const http::Request& request,
                            const Visitor& visitor) {
  const std::string key(request.parameter("key"));
  const std::string& tenant = visitor.principal.tenant;
  const formats::Date on = today(site);
  Values values;
  const bool known = site.data.ledger->read([&](store::Connection& sql) {
    const auto customer = find_customer(sql, tenant, key);
    if (!customer) return false;
    values.set("title", customer->name);
    values.set("room_customers", true);
    set_text(values, "name", customer->name);
    set_text(values, "key", customer->key);
    set_text(values, "siren", customer->siren.value_or(""));
    set_text(values, "group", customer->group.value_or(""));
    set_text(values, "segment", customer->segment);
    set_text(values, "day", day(on, visitor.language));
    add_account(sql, tenant, key, on, visitor.language, values);
    return true;
  });
  if (!known) return site.refusal(request, visitor, 404, "error.not_found");
  return site.page(request, visitor, "account", std::move(values));
}

}  // namespace facteur::gateway::portal
