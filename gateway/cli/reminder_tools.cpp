#include "gateway/cli/reminder_tools.h"

#include "gateway/cli/message_setup.h"
#include "gateway/delivery/bounce.h"
#include "gateway/receivables/reminders/claim.h"

namespace facteur::gateway::cli {

using namespace receivables::reminders;

receivables::ScenarioSet configured_scenarios(const Config& config) {
  return config.scenarios.empty() ? receivables::ScenarioSet::built_in()
                                  : receivables::ScenarioSet::from_folder(config.scenarios);
}

Tools reminder_tools(const Config& config) {
  Tools tools{configured_scenarios(config)};
  tools.compose = [templates = message_templates(config)](const ReminderFacts& facts) {
    return compose(facts, *templates);
  };
  if (!config.mail.server.host.empty())
    tools.post = [server = mail_server(config)](const delivery::Mail& mail) {
      return delivery::send_mail(server, mail);
    };
  tools.creditor = [config](store::Connection& sql, const std::string& tenant) {
    return creditor_of(config, sql, tenant);
  };
  tools.claim = [rates = late_rates(config), settings = config.interest](
                    store::Connection& sql, const std::string& tenant, const ReminderFacts& facts) {
    return claim_of(sql, tenant, facts, rates, settings);
  };
  if (!config.mail.bounces.empty())
    tools.envelope_sender = [bounces = config.mail.bounces](const std::string& message_id) {
      return delivery::bounce_address(bounces, message_id);
    };
  tools.mail_domain = mail_domain(config);
  return tools;
}

}  // namespace facteur::gateway::cli
