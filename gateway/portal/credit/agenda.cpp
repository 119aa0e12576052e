// What is to be done, late tasks first; a person closes a task with what came of it.
#include "gateway/receivables/agenda.h"

#include <algorithm>
#include <charconv>

#include "gateway/http/router.h"
#include "gateway/portal/credit/credit.h"
#include "gateway/portal/texts.h"
#include "gateway/receivables/desk/dispute_reasons.h"
#include "gateway/receivables/desk/task_outcome.h"

namespace facteur::gateway::portal {
namespace {

using receivables::Task;

Values row_of(const Task& task, Language language) {
  Values row;
  row.set("id", std::to_string(task.id));
  row.set("kind", say(label(task.kind), language));
  row.set("reason", say(task.reason, language));
  row.set("due", day(task.due_on, language));
  row.set("late", task.late);
  set_text(row, "customer", task.customer_name);
  row.set("link", percent_encoded(task.customer_key));
  set_text(row, "number", task.number);
  set_text(row, "amount",
           task.amount == 0 ? "" : money(task.amount, task.exponent, task.currency, language));
  row.set("department", task.department);
  set_text(row, "owner", task.owner);
  return row;
}

// "1 200,50" as a French user types it: "1200.50". What is no amount stays none.
std::string decimal_typed(std::string text) {
  std::erase_if(text, [](char c) { return c == ' '; });
  std::ranges::replace(text, ',', '.');
  return text;
}

constexpr std::string_view outcomes[] = {"done",      "promise",      "dispute",
                                         "no_answer", "wrong_person", "not_needed"};

}  // namespace

http::Response show_agenda(const Site& site, const http::Request& request, const Visitor& visitor) {
  const Language language = visitor.language;
  receivables::TaskFilter filter;
  filter.on = day_asked(request, "on", today(site));
  filter.limit = 200;
  if (const auto department = asked(request, "department"); !department.empty())
    filter.department = department;
  const auto tasks = site.data.ledger->read([&](store::Connection& sql) {
    return receivables::agenda(sql, visitor.principal.tenant, filter);
  });
  Values values, rows{Values::type::list}, choices{Values::type::list};
  for (const Task& task : tasks) rows.push_back(row_of(task, language));
  for (const std::string_view outcome : outcomes) {
    Values choice;
    choice.set("value", std::string(outcome));
    choice.set("label", std::string(text("outcome." + std::string(outcome), language)));
    choices.push_back(choice);
  }
  values.set("title", std::string(text("rooms.agenda", language)));
  values.set("room_agenda", true);
  values.set("on", filter.on.to_string());
  values.set("rows", rows);
  values.set("outcomes", choices);
  Values reasons{Values::type::list};
  for (const auto& reason : receivables::dispute_reasons()) {
    Values choice;
    choice.set("value", std::string(reason.code));
    choice.set("label", std::string(language == Language::fr ? reason.fr : reason.en));
    reasons.push_back(choice);
  }
  values.set("reasons", reasons);
  values.set("any", !tasks.empty());
  values.set("may_change", visitor.may_change());
  return site.page(request, visitor, "agenda", std::move(values));
}

http::Response close_agenda_task(const Site& site, const http::Request& request,
                                 const Visitor& visitor) {
  if (!visitor.may_change()) return site.refusal(request, visitor, 403, "error.read_only");
  const auto form = http::parse_form(request.body);
  const auto field = [&](const char* name) {
    const auto found = form.find(name);
    return found == form.end() ? std::string() : found->second;
  };
  const std::string_view given = request.parameter("task");
  std::int64_t task = 0;
  std::from_chars(given.data(), given.data() + given.size(), task);
  receivables::TaskOutcome outcome{field("outcome")};
  outcome.date = formats::Date::parse(field("date"));
  if (!field("amount").empty()) outcome.amount = decimal_typed(field("amount"));
  outcome.reason = field("reason");
  const receivables::Acting acting{
      visitor.principal.tenant, visitor.principal.subject, today(site), {}};
  const auto closed = site.data.ledger->write(
      [&](store::Transaction& t) { return close_with(t, acting, task, outcome); });
  if (const auto* refused = receivables::refusal(closed))
    return site.refusal(request, visitor, refused->code == "NOT_FOUND" ? 404 : 400,
                        refused->code == "NOT_FOUND" ? "error.not_found" : "error.outcome");
  return redirect("/portal/agenda");
}

}  // namespace facteur::gateway::portal
