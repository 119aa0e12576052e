#include "gateway/cli/remind.h"

#include <algorithm>
#include <fstream>
#include <ostream>

#include "gateway/cli/arguments.h"
#include "gateway/cli/remind_actions.h"
#include "gateway/cli/remind_bounces.h"
#include "gateway/cli/remind_preview.h"
#include "gateway/cli/remind_send.h"
#include "gateway/cli/remind_text.h"
#include "gateway/cli/reminder_tools.h"
#include "gateway/receivables/reminder_cases.h"
#include "gateway/store/reading.h"

namespace facteur::gateway::cli {
namespace {

using namespace receivables;

constexpr std::string_view help_fr =
    "facteur remind --on DATE (--dry-run|--send) [--data DIR] [--tenant SIREN]\n"
    "               [--scenario FILE] [--config FILE] [--letters DIR] [--json] [--lang fr|en]\n"
    "facteur remind list --tenant SIREN [--data DIR] [--json]\n"
    "facteur remind approve|cancel NUMERO --tenant SIREN [--data DIR] [--reason TEXTE]\n"
    "facteur remind bounces FICHIER|DOSSIER... [--data DIR] [--tenant SIREN] [--config FILE] "
    "[--json]\n"
    "facteur remind preview --template TON [--lang fr|en] [--config FILE] [--html|--pdf FILE]\n"
    "facteur remind preview --variables\n"
    "\n"
    "--dry-run   dit pour chaque client ce qui serait envoyé ce jour-là, ou pourquoi rien ne\n"
    "            l'est ; n'envoie rien\n"
    "--send      envoie ; une deuxième fois le même jour, rien ne part\n"
    "list        les relances prévues qui attendent un accord ou le serveur de messagerie\n"
    "approve     donne l'accord : la relance part au prochain envoi, si rien n'a changé\n"
    "cancel      annule une relance prévue\n"
    "bounces     des messages revenus (.eml) : le contact est noté injoignable\n"
    "preview     un modèle avec un cas inventé ; --variables dit ce qu'il peut nommer\n"
    "\n"
    "Sans --tenant : toutes les entreprises. Sans --data : le dossier var.\n"
    "--scenario  un seul scénario pour tous (avec --dry-run)\n"
    "--config    serveur de messagerie, expéditeurs, scénarios : celle du service\n"
    "--letters   dossier où mettre les courriers à poster, en PDF (avec --send)\n";
constexpr std::string_view help_en =
    "facteur remind --on DATE (--dry-run|--send) [--data DIR] [--tenant SIREN]\n"
    "               [--scenario FILE] [--config FILE] [--letters DIR] [--json] [--lang fr|en]\n"
    "facteur remind list --tenant SIREN [--data DIR] [--json]\n"
    "facteur remind approve|cancel NUMBER --tenant SIREN [--data DIR] [--reason TEXT]\n"
    "facteur remind bounces FILE|FOLDER... [--data DIR] [--tenant SIREN] [--config FILE] [--json]\n"
    "facteur remind preview --template TONE [--lang fr|en] [--config FILE] [--html|--pdf FILE]\n"
    "facteur remind preview --variables\n"
    "\n"
    "--dry-run   says for each customer what would be sent on that day, or why nothing would;\n"
    "            sends nothing\n"
    "--send      sends; a second time on the same day nothing leaves\n"
    "list        planned reminders that wait for agreement or for the mail server\n"
    "approve     agrees: the reminder leaves with the next ones, unless something has changed\n"
    "cancel      cancels a planned reminder\n"
    "bounces     mail that came back (.eml): the contact is noted as unreachable\n"
    "preview     a template with a made-up case; --variables says what it may name\n"
    "\n"
    "Without --tenant: all companies. Without --data: the folder var.\n"
    "--scenario  one scenario for everybody (with --dry-run)\n"
    "--config    mail server, senders, scenarios: that of the service\n"
    "--letters   folder that gets the letters to be posted, as PDF (with --send)\n";

constexpr std::size_t largest_scenario = 1u << 20;

ScenarioSet scenario_in(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw UsageError({file + " : illisible", file + ": cannot be read"});
  std::string text(largest_scenario, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return parse_scenario(text, file);
}

Config config_of(const Arguments& arguments) {
  const auto file = arguments.value("config");
  return file ? read_config(*file) : Config();
}

std::vector<std::string> tenants_of(const Arguments& arguments, store::Connection& connection) {
  if (const auto tenant = arguments.value("tenant")) return {*tenant};
  return creditors(connection);
}

void print_day(const Arguments& arguments, std::ostream& out, const SentDay& day, bool sent) {
  if (arguments.has("json"))
    print_reminders_json(out, day.tenant, day.reminders, arguments.language());
  else
    print_reminders(out, day.tenant, arguments.required_date("on"), sent, day.reminders,
                    arguments.language());
}

int dry_run(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const formats::Date on = arguments.required_date("on");
  const auto file = arguments.value("scenario");
  const ScenarioSet scenarios =
      file ? scenario_in(*file) : configured_scenarios(config_of(arguments));
  const auto reading = store::open_for_reading(arguments.value("data").value_or("var"));
  if (!reading.connection) {
    err << "facteur remind: " << in(arguments.language(), reading.problem) << '\n';
    return 2;
  }
  for (const std::string& tenant : tenants_of(arguments, *reading.connection))
    print_day(arguments, out, {tenant, plan_reminders(*reading.connection, tenant, scenarios, on)},
              false);
  return 0;
}

int send(const Arguments& arguments, std::ostream& out) {
  if (arguments.has("scenario"))
    throw UsageError({"--scenario ne va qu'avec --dry-run", "--scenario goes with --dry-run only"});
  const SendOrder order{arguments.value("data").value_or("var"), arguments.value("tenant"),
                        arguments.required_date("on"), arguments.value("letters").value_or("")};
  for (const SentDay& day : send_reminders(config_of(arguments), order))
    print_day(arguments, out, day, true);
  return 0;
}

int run(std::span<const std::string> given, std::ostream& out, std::ostream& err) {
  if (!given.empty() && (given[0] == "list" || given[0] == "approve" || given[0] == "cancel"))
    return remind_actions(given, out, err);
  if (!given.empty() && given[0] == "bounces") return remind_bounces(given.subspan(1), out, err);
  if (!given.empty() && given[0] == "preview") return remind_preview(given.subspan(1), out, err);
  const Arguments arguments(given,
                            {"data", "tenant", "on", "scenario", "config", "letters", "lang"},
                            {"dry-run", "send", "json"});
  if (arguments.has("dry-run") == arguments.has("send"))
    throw UsageError({"il faut --dry-run ou --send", "one of --dry-run and --send is needed"});
  return arguments.has("send") ? send(arguments, out) : dry_run(arguments, out, err);
}

}  // namespace

int remind_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
  if (std::find(arguments.begin(), arguments.end(), "--help") != arguments.end()) {
    out << in(language_asked(arguments), help_fr, help_en);
    return 0;
  }
  try {
    return run(arguments, out, err);
  } catch (const UsageError& error) {
    err << "facteur remind: " << in(language_asked(arguments), error.text) << '\n';
  } catch (const std::exception& error) {
    err << "facteur remind: " << error.what() << '\n';
  }
  return 2;
}

}  // namespace facteur::gateway::cli
