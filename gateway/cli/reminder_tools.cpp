#include "gateway/cli/reminder_tools.h"

#include <algorithm>

#include "gateway/cli/look.h"
#include "gateway/cli/page_material.h"
#include "gateway/delivery/bounce.h"
#include "gateway/receivables/reminders/templates.h"

namespace facteur::gateway::cli {
namespace {

using namespace receivables::reminders;

std::shared_ptr<const formats::pdf::FontPair> fonts_of_machine() {
  try {
    return std::make_shared<const formats::pdf::FontPair>(load_fonts());
  } catch (const std::runtime_error&) {
    return nullptr;  // each letter then says that fonts are missing
  }
}

std::shared_ptr<const TemplateSet> templates_of(const Config& config) {
  auto templates = config.reminder_templates.empty()
                       ? std::make_shared<TemplateSet>()
                       : std::make_shared<TemplateSet>(config.reminder_templates);
  templates->fonts = fonts_of_machine();
  for (const LookConfig& look : config.looks)
    templates->looks[look.siren] = load_look(look.logo, look.colour);
  return templates;
}

// Who writes for a tenant that the configuration says nothing of: the company itself, by letter, as
// nobody is named who could get an answer by mail.
Creditor unnamed_creditor(store::Connection& sql, const std::string& tenant) {
  Creditor creditor;
  creditor.siren = tenant;
  const auto row = sql.row<std::string>("SELECT name FROM tenants WHERE siren = ?", tenant);
  creditor.name = creditor.sender_name = row ? std::get<0>(*row) : tenant;
  return creditor;
}

std::string domain_of(const Config& config) {
  for (const Creditor& creditor : config.creditors) {
    const auto at = creditor.email.find('@');
    if (at != std::string::npos) return creditor.email.substr(at + 1);
  }
  return "localhost";
}

}  // namespace

receivables::ScenarioSet configured_scenarios(const Config& config) {
  return config.scenarios.empty() ? receivables::ScenarioSet::built_in()
                                  : receivables::ScenarioSet::from_folder(config.scenarios);
}

Tools reminder_tools(const Config& config) {
  Tools tools{configured_scenarios(config)};
  tools.compose = [templates = templates_of(config)](const ReminderFacts& facts) {
    return compose(facts, *templates);
  };
  if (!config.mail.server.host.empty())
    tools.post = [server = config.mail.server](const delivery::Mail& mail) {
      return delivery::send_mail(server, mail);
    };
  tools.creditor = [creditors = config.creditors](store::Connection& sql,
                                                  const std::string& tenant) {
    for (const Creditor& creditor : creditors)
      if (creditor.siren == tenant) return creditor;
    return unnamed_creditor(sql, tenant);
  };
  if (!config.mail.bounces.empty())
    tools.envelope_sender = [bounces = config.mail.bounces](const std::string& message_id) {
      return delivery::bounce_address(bounces, message_id);
    };
  tools.mail_domain = domain_of(config);
  return tools;
}

}  // namespace facteur::gateway::cli
