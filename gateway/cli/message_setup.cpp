#include "gateway/cli/message_setup.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "gateway/cli/page_material.h"
#include "gateway/delivery/bounce.h"

namespace facteur::gateway::cli {
namespace {

using receivables::reminders::Creditor;
using receivables::reminders::TemplateSet;

std::string read_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(stream), {});
  if (!stream) throw std::runtime_error(file.string() + ": cannot be read");
  return bytes;
}

}  // namespace

TemplateSet load_templates(const Config& config, Looks looks,
                           const std::function<void(const std::string&)>& log) {
  TemplateSet templates(config.reminder_templates);
  templates.looks = std::move(looks);
  try {
    templates.fonts = std::make_shared<formats::pdf::FontPair>(load_fonts());
  } catch (const std::runtime_error& error) {
    log(std::string("warning no letters to customers: ") + error.what());
  }
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
  Creditor creditor;
  const auto known = std::find_if(config.creditors.begin(), config.creditors.end(),
                                  [&](const Creditor& each) { return each.siren == tenant; });
  if (known != config.creditors.end()) creditor = *known;
  creditor.siren = tenant;
  if (!creditor.name.empty()) return creditor;
  if (const auto row =
          connection.row<std::string>("SELECT name FROM tenants WHERE siren = ?", tenant))
    creditor.name = std::get<0>(*row);
  return creditor;
}

std::string envelope_sender(const Config& config, const std::string& message_id) {
  if (config.mail.bounces.empty()) return {};
  return delivery::bounce_address(config.mail.bounces, message_id);
}

std::string mail_domain(const Config& config) {
  const auto at = config.mail.bounces.rfind('@');
  return at == std::string::npos ? "localhost" : config.mail.bounces.substr(at + 1);
}

}  // namespace facteur::gateway::cli
