#include "gateway/cli/remind_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "gateway/cli/text_table.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/report_json.h"

namespace facteur::gateway::cli {

using namespace receivables;

namespace {

std::string headline(const PlannedReminder& reminder, Language language) {
  std::string line = printable(reminder.customer_name + " (" + reminder.customer_key + ") : ");
  if (reminder.send) {
    line.append(in(language, "niveau ", "level ")).append(std::to_string(*reminder.level));
    line.append(", ");
    line += reminder.channel + ", ";
  } else {
    line += in(language, "rien, ", "nothing, ");
  }
  return line + in(language, reminder.reason);
}

}  // namespace

void print_reminders_json(std::ostream& out, const std::string& tenant,
                          const std::vector<PlannedReminder>& plan, Language language) {
  const auto report_language = language == Language::fr ? ReportLanguage::fr : ReportLanguage::en;
  for (const PlannedReminder& reminder : plan) {
    nlohmann::ordered_json json = {{"tenant", tenant}};
    json.update(to_json(reminder, report_language));
    out << dump(json) << '\n';
  }
}

void print_reminders(std::ostream& out, const std::string& tenant, formats::Date on, bool sent,
                     const std::vector<PlannedReminder>& plan, Language language) {
  const bool french = language == Language::fr;
  const std::vector<TableColumn> columns = {{french ? "  pièce" : "  item"},
                                            {french ? "échéance" : "due"},
                                            {french ? "ouvert" : "open", Align::right},
                                            {""},
                                            {french ? "relancer" : "send"},
                                            {french ? "motif" : "reason"}};
  out << tenant << in(language, ", relances du ", ", reminders of ") << on.to_string()
      << (sent ? "" : in(language, " (rien n'est envoyé)", " (nothing is sent)")) << '\n';
  for (const PlannedReminder& reminder : plan) {
    out << '\n' << headline(reminder, language) << '\n';
    std::vector<std::vector<std::string>> rows;
    for (const PlannedItem& planned : reminder.items)
      rows.push_back(
          {"  " + planned.item.number, planned.item.due_on.to_string(),
           display_of(planned.item.open, planned.item.exponent, french), planned.item.currency,
           std::string(planned.send ? in(language, "oui", "yes") : in(language, "non", "no")),
           in(language, planned.reason)});
    print_table(out, columns, rows);
  }
  const auto messages = std::count_if(plan.begin(), plan.end(), [](auto& r) { return r.send; });
  out << '\n'
      << plan.size() << in(language, " client(s), ", " customer(s), ") << messages
      << in(language, " message(s)\n", " message(s)\n");
}

}  // namespace facteur::gateway::cli
