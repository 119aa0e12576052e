#include "gateway/cli/message_setup.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "gateway/cli/look.h"
#include "gateway/cli/page_material.h"

namespace facteur::gateway::cli {
namespace {

using receivables::reminders::Creditor;
using receivables::reminders::TemplateSet;

std::string read_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw std::runtime_error(file.string() + ": cannot be read");
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::shared_ptr<const formats::pdf::FontPair> fonts_of_machine() {
  try {
    return std::make_shared<const formats::pdf::FontPair>(load_fonts());
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

std::string domain_of(std::string_view address) {
  const auto at = address.rfind('@');
  return at == std::string_view::npos ? std::string() : std::string(address.substr(at + 1));
}

std::string tenant_name(store::Connection& connection, const std::string& tenant) {
  const auto row = connection.row<std::string>("SELECT name FROM tenants WHERE siren = ?", tenant);
  return row ? std::get<0>(*row) : tenant;
}

}  // namespace

std::shared_ptr<const TemplateSet> message_templates(const Config& config) {
  auto templates = std::make_shared<TemplateSet>(config.reminder_templates);
  templates->fonts = fonts_of_machine();
  for (const LookConfig& look : config.looks)
    templates->looks[look.siren] = load_look(look.logo, look.colour);
  return templates;
}

delivery::MailServer mail_server(const Config& config) {
  delivery::MailServer server = config.mail.server;
  if (config.mail.password_file.empty()) return server;
  server.password = read_file(config.mail.password_file);
  while (server.password.ends_with('\n') || server.password.ends_with('\r'))
    server.password.pop_back();
  return server;
}

receivables::LateRates late_rates(const Config& config) {
  if (config.late_payment_rates.empty()) return receivables::LateRates::standard();
  return receivables::LateRates::parse(read_file(config.late_payment_rates),
                                       config.late_payment_rates.string());
}

Creditor creditor_of(const Config& config, store::Connection& connection,
                     const std::string& tenant) {
  const auto known = std::find_if(config.creditors.begin(), config.creditors.end(),
                                  [&](const Creditor& each) { return each.siren == tenant; });
  if (known == config.creditors.end()) {
    Creditor unnamed;
    unnamed.siren = tenant;
    unnamed.name = unnamed.sender_name = tenant_name(connection, tenant);
    return unnamed;
  }
  Creditor creditor = *known;
  if (creditor.name.empty()) creditor.name = tenant_name(connection, tenant);
  return creditor;
}

std::string mail_domain(const Config& config) {
  std::string domain = domain_of(config.mail.bounces);
  for (const Creditor& creditor : config.creditors)
    if (domain.empty()) domain = domain_of(creditor.email);
  return domain.empty() ? "localhost" : domain;
}

}  // namespace facteur::gateway::cli
