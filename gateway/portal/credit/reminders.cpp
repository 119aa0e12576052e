// The reminders of a day: what would be sent, to whom, and why the rest is not. Nothing is sent
// here.
#include "gateway/receivables/reminders.h"

#include "gateway/portal/credit/credit.h"
#include "gateway/portal/display.h"
#include "gateway/portal/texts.h"
#include "gateway/receivables/reminder_cases.h"

namespace facteur::gateway::portal {
namespace {

using receivables::PlannedItem;
using receivables::PlannedReminder;

Values item_of(const PlannedItem& planned, formats::Date on, Language language) {
  Values row;
  set_item(row, planned.item, on, language);
  row.set("send", planned.send);
  row.set("reason", say(planned.reason, language));
  set_text(row, "status", say(planned.status, language));
  return row;
}

Values row_of(const PlannedReminder& reminder, formats::Date on, Language language) {
  Values row, items{Values::type::list};
  row.set("name", reminder.customer_name);
  row.set("link", percent_encoded(reminder.customer_key));
  row.set("send", reminder.send);
  row.set("approval", reminder.send && reminder.messages.front().level.approval);
  row.set("reason", say(reminder.reason, language));
  set_text(row, "contact", reminder.contact.value_or(""));
  set_text(row, "channel",
           reminder.channel.empty() ? "" : text("channel." + reminder.channel, language));
  for (const PlannedItem& item : reminder.items) items.push_back(item_of(item, on, language));
  row.set("items", items);
  return row;
}

}  // namespace

http::Response show_reminders(const Site& site, const http::Request& request,
                              const Visitor& visitor) {
  const Language language = visitor.language;
  const formats::Date on = day_asked(request, "on", today(site));
  const auto plan = site.data.ledger->read([&](store::Connection& sql) {
    return plan_reminders(sql, visitor.principal.tenant, receivables::standard_scenario(), on);
  });
  Values values, going{Values::type::list}, staying{Values::type::list};
  std::uint64_t sent = 0;
  for (const PlannedReminder& reminder : plan) {
    sent += reminder.send ? 1 : 0;
    (reminder.send ? going : staying).push_back(row_of(reminder, on, language));
  }
  values.set("title", std::string(text("rooms.reminders", language)));
  values.set("room_reminders", true);
  values.set("on", on.to_string());
  values.set("going", going);
  values.set("staying", staying);
  values.set("any_going", sent > 0);
  values.set("any_staying", plan.size() > sent);
  values.set("sent", show_count(sent, language));
  values.set("stayed", show_count(plan.size() - sent, language));
  return site.page(request, visitor, "reminders", std::move(values));
}

}  // namespace facteur::gateway::portal
