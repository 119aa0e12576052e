#include "gateway/cli/remind_actions.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <ostream>

#include "gateway/cli/arguments.h"
#include "gateway/cli/data_folder.h"
#include "gateway/cli/text_table.h"
#include "gateway/receivables/reminders/action_json.h"
#include "gateway/receivables/reminders/actions.h"
#include "gateway/receivables/report_json.h"
#include "gateway/store/reading.h"

namespace facteur::gateway::cli {
namespace {

using namespace receivables;
using reminders::Action;
using reminders::Decision;

constexpr std::string_view actor = "command line";

std::int64_t number_of(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number <= 0)
    throw UsageError({text + " : pas un numéro de relance", text + ": no number of a reminder"});
  return number;
}

void print_actions(std::ostream& out, const std::vector<Action>& actions, Language language) {
  std::vector<std::vector<std::string>> rows;
  for (const Action& action : actions)
    rows.push_back({std::to_string(action.id), printable(action.customer_key),
                    std::to_string(action.level), action.channel,
                    std::string(to_string(action.state)), action.planned_on.to_string(),
                    in(language, action.reason)});
  const bool french = language == Language::fr;
  print_table(out,
              {{french ? "numéro" : "number", Align::right},
               {french ? "client" : "customer"},
               {french ? "niveau" : "level", Align::right},
               {french ? "canal" : "channel"},
               {french ? "état" : "state"},
               {french ? "prévue le" : "planned on"},
               {""}},
              rows);
}

int list(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const Language language = arguments.language();
  const auto reading = store::open_for_reading(arguments.value("data").value_or("var"));
  if (!reading.connection) {
    err << "facteur remind: " << in(language, reading.problem) << '\n';
    return 2;
  }
  const auto actions = reminders::open_actions(*reading.connection, arguments.required("tenant"));
  if (!arguments.has("json")) {
    print_actions(out, actions, language);
    return 0;
  }
  for (const Action& action : actions)
    out << dump(reminders::to_json(*reading.connection, action)) << '\n';
  return 0;
}

int decide(const std::string& verb, std::int64_t id, const Arguments& arguments,
           std::ostream& err) {
  const Language language = arguments.language();
  const std::string tenant = arguments.required("tenant");
  const std::string reason = arguments.value("reason").value_or("");
  const auto store = open_data_folder(arguments.value("data").value_or("var"));
  const Decision decision = store->write([&](store::Transaction& t) {
    return verb == "approve"
               ? reminders::approve(t, tenant, id, std::string(actor))
               : reminders::cancel(t, tenant, id, {reason, reason}, std::string(actor));
  });
  if (decision == Decision::done || decision == Decision::already) return 0;
  err << "facteur remind: " << id
      << (decision == Decision::not_found
              ? in(language, " : aucune relance prévue sous ce numéro",
                   ": no reminder is planned under this number")
              : in(language, " : déjà partie ou annulée", ": it has left or was cancelled"))
      << '\n';
  return 1;
}

}  // namespace

int remind_actions(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
  const std::string& verb = arguments.front();
  if (verb == "list")
    return list(Arguments(arguments.subspan(1), {"data", "tenant", "lang"}, {"json"}), out, err);
  if (arguments.size() < 2)
    throw UsageError({verb + " : le numéro de la relance manque",
                      verb + ": the number of the reminder is missing"});
  return decide(verb, number_of(arguments[1]),
                Arguments(arguments.subspan(2), {"data", "tenant", "reason", "lang"}, {}), err);
}

}  // namespace facteur::gateway::cli
