#include "gateway/cli/remind.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <ostream>

#include "gateway/cli/arguments.h"
#include "gateway/cli/text_table.h"
#include "gateway/receivables/money.h"
#include "gateway/receivables/reminder_cases.h"
#include "gateway/receivables/report_json.h"
#include "gateway/store/reading.h"

namespace facteur::gateway::cli {
namespace {

using namespace receivables;

constexpr std::string_view help_fr =
    "facteur remind --on DATE --dry-run [--data DIR] [--tenant SIREN] [--scenario FILE]\n"
    "               [--json] [--lang fr|en]\n"
    "\n"
    "Dit pour chaque client ce qui serait envoyé ce jour-là, ou pourquoi rien ne l'est.\n"
    "Sans --tenant : toutes les entreprises. Sans --scenario : le scénario standard.\n"
    "Sans --data : le dossier var.\n";
constexpr std::string_view help_en =
    "facteur remind --on DATE --dry-run [--data DIR] [--tenant SIREN] [--scenario FILE]\n"
    "               [--json] [--lang fr|en]\n"
    "\n"
    "Says for each customer what would be sent on that day, or why nothing would.\n"
    "Without --tenant: all companies. Without --scenario: the standard one.\n"
    "Without --data: the folder var.\n";

constexpr std::size_t largest_scenario = 1u << 20;

Scenario scenario_of(const Arguments& arguments) {
  const auto file = arguments.value("scenario");
  if (!file) return standard_scenario();
  std::ifstream stream(*file, std::ios::binary);
  if (!stream) throw UsageError({*file + " : illisible", *file + ": cannot be read"});
  std::string text(largest_scenario, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return parse_scenario(text, *file);
}

std::vector<std::string> tenants_of(const Arguments& arguments, store::Connection& connection) {
  if (const auto tenant = arguments.value("tenant")) return {*tenant};
  std::vector<std::string> tenants;
  for (auto& [tenant] : connection.rows<std::string>(
           "SELECT DISTINCT tenant FROM receivable_accounts ORDER BY tenant"))
    tenants.push_back(tenant);
  return tenants;
}

void print_json(std::ostream& out, const std::string& tenant,
                const std::vector<PlannedReminder>& plan, Language language) {
  const auto report_language = language == Language::fr ? ReportLanguage::fr : ReportLanguage::en;
  for (const PlannedReminder& reminder : plan) {
    nlohmann::ordered_json json = {{"tenant", tenant}};
    json.update(to_json(reminder, report_language));
    out << dump(json) << '\n';
  }
}

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

void print_text(std::ostream& out, const std::string& tenant, formats::Date on,
                const std::vector<PlannedReminder>& plan, Language language) {
  const bool french = language == Language::fr;
  const std::vector<TableColumn> columns = {{french ? "  pièce" : "  item"},
                                            {french ? "échéance" : "due"},
                                            {french ? "ouvert" : "open", Align::right},
                                            {""},
                                            {french ? "relancer" : "send"},
                                            {french ? "motif" : "reason"}};
  out << tenant << in(language, ", relances du ", ", reminders of ") << on.to_string()
      << in(language, " (rien n'est envoyé)\n", " (nothing is sent)\n");
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

void check_mode(const Arguments& arguments) {
  if (arguments.has("send"))
    throw UsageError({"cette version prépare les relances sans les envoyer : --dry-run",
                      "this version plans reminders and does not send them: --dry-run"});
  if (!arguments.has("dry-run")) throw UsageError({"--dry-run manque", "--dry-run is missing"});
}

int run(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  check_mode(arguments);
  const Language language = arguments.language();
  const formats::Date on = arguments.required_date("on");
  const Scenario scenario = scenario_of(arguments);
  const auto reading = store::open_for_reading(arguments.value("data").value_or("var"));
  if (!reading.connection) {
    err << "facteur remind: " << in(language, reading.problem) << '\n';
    return 2;
  }
  for (const std::string& tenant : tenants_of(arguments, *reading.connection)) {
    const auto plan = plan_reminders(*reading.connection, tenant, scenario, on);
    if (arguments.has("json"))
      print_json(out, tenant, plan, language);
    else
      print_text(out, tenant, on, plan, language);
  }
  return 0;
}

}  // namespace

int remind_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
  if (std::find(arguments.begin(), arguments.end(), "--help") != arguments.end()) {
    out << in(language_asked(arguments), help_fr, help_en);
    return 0;
  }
  try {
    return run(Arguments(arguments, {"data", "tenant", "on", "scenario", "lang"},
                         {"dry-run", "send", "json"}),
               out, err);
  } catch (const UsageError& error) {
    err << "facteur remind: " << in(language_asked(arguments), error.text) << '\n';
  } catch (const std::exception& error) {
    err << "facteur remind: " << error.what() << '\n';
  }
  return 2;
}

}  // namespace facteur::gateway::cli
