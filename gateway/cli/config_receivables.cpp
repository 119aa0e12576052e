#include "gateway/cli/config_receivables.h"

#include <functional>
#include <map>

#include "formats/bank_numbers.h"

namespace facteur::gateway::cli {
namespace {

using receivables::reminders::Creditor;
using Value = toml::value;
using Setter = std::function<void(Config&, const Value&)>;

[[noreturn]] void refuse(const std::string& what, const Value& where) {
  throw ConfigError(toml::format_error(what, where, "here"));
}

std::string text(const Value& value) {
  return toml::get<std::string>(value);
}

template <class Number>
Number number(const Value& value, std::int64_t lowest, std::int64_t highest) {
  const auto given = toml::get<std::int64_t>(value);
  if (given < lowest || given > highest)
    refuse("must be from " + std::to_string(lowest) + " to " + std::to_string(highest), value);
  return static_cast<Number>(given);
}

template <class Choice>
struct Named {
  std::string_view name;
  Choice choice;
};

template <class Choice, std::size_t N>
Choice chosen(const Value& value, const Named<Choice> (&names)[N]) {
  const std::string given = text(value);
  std::string known;
  for (const auto& [name, choice] : names) {
    if (name == given) return choice;
    known.append(known.empty() ? "" : ", ").append(name);
  }
  refuse("must be one of: " + known, value);
}

std::string mail_address(const Value& value) {
  const std::string address = text(value);
  if (!address.empty() && !delivery::is_mail_address(address)) refuse("no mail address", value);
  return address;
}

using Security = delivery::MailServer::Security;
using namespace receivables;

constexpr Named<Security> securities[] = {
    {"none", Security::none}, {"starttls", Security::starttls}, {"tls", Security::tls}};
constexpr Named<std::optional<RateMode>> rate_modes[] = {
    {"by_debtor", std::nullopt},
    {"per_semester", RateMode::per_semester},
    {"fixed_at_start", RateMode::fixed_at_start}};
constexpr Named<PartPayment> part_payments[] = {{"principal_first", PartPayment::principal_first},
                                                {"interest_first", PartPayment::interest_first}};
constexpr Named<CreditEffect> credit_effects[] = {{"from_start", CreditEffect::from_start},
                                                  {"on_its_day", CreditEffect::on_its_day}};
constexpr Named<Rounding> roundings[] = {{"line", Rounding::each_line}, {"sum", Rounding::sum}};
constexpr Named<DayCount> day_counts[] = {{"act/365", DayCount::act_365},
                                          {"act/act", DayCount::act_act}};
constexpr Named<IndemnityUnit> indemnity_units[] = {{"invoice", IndemnityUnit::invoice},
                                                    {"instalment", IndemnityUnit::instalment}};
constexpr Named<DisputedPart> disputed_parts[] = {{"included", DisputedPart::included},
                                                  {"left_out", DisputedPart::left_out}};

const std::map<std::string, Setter>& setters() {
  using V = const Value&;
  static const std::map<std::string, Setter> table = {
      {"mail.host", [](Config& c, V v) { c.mail.server.host = text(v); }},
      {"mail.port",
       [](Config& c, V v) { c.mail.server.port = number<std::uint16_t>(v, 1, 65535); }},
      {"mail.security", [](Config& c, V v) { c.mail.server.security = chosen(v, securities); }},
      {"mail.user", [](Config& c, V v) { c.mail.server.user = text(v); }},
      {"mail.password_file", [](Config& c, V v) { c.mail.password_file = text(v); }},
      {"mail.timeout_seconds",
       [](Config& c, V v) { c.mail.server.timeout_seconds = number<int>(v, 1, 300); }},
      {"mail.ca_file", [](Config& c, V v) { c.mail.server.ca_file = text(v); }},
      {"mail.bounces", [](Config& c, V v) { c.mail.bounces = mail_address(v); }},
      {"reminders.enabled", [](Config& c, V v) { c.reminders = toml::get<bool>(v); }},
      {"reminders.scenarios", [](Config& c, V v) { c.scenarios = text(v); }},
      {"reminders.hour", [](Config& c, V v) { c.reminder_hour = number<int>(v, 0, 23); }},
      {"messages.templates", [](Config& c, V v) { c.reminder_templates = text(v); }},
      {"late_payment.rates", [](Config& c, V v) { c.late_payment_rates = text(v); }},
      {"late_payment.rate_mode",
       [](Config& c, V v) { c.interest.rate_mode = chosen(v, rate_modes); }},
      {"late_payment.part_payment",
       [](Config& c, V v) { c.interest.part_payment = chosen(v, part_payments); }},
      {"late_payment.credit_note",
       [](Config& c, V v) { c.interest.credit_effect = chosen(v, credit_effects); }},
      {"late_payment.rounding", [](Config& c, V v) { c.interest.rounding = chosen(v, roundings); }},
      {"late_payment.day_count",
       [](Config& c, V v) { c.interest.day_count = chosen(v, day_counts); }},
      {"late_payment.indemnity",
       [](Config& c, V v) { c.interest.indemnity_unit = chosen(v, indemnity_units); }},
      {"late_payment.disputed_part",
       [](Config& c, V v) { c.interest.disputed_part = chosen(v, disputed_parts); }},
  };
  return table;
}

std::optional<formats::Date> day(const Value& value) {
  if (!value.is_local_date()) refuse("a day is written as in 2026-01-31", value);
  const toml::local_date& written = value.as_local_date();
  return formats::Date::of(written.year, static_cast<unsigned>(written.month) + 1, written.day);
}

using CreditorSetter = std::function<void(Creditor&, const Value&)>;

const std::map<std::string, CreditorSetter>& creditor_setters() {
  using V = const Value&;
  static const std::map<std::string, CreditorSetter> table = {
      {"siren", [](Creditor& c, V v) { c.siren = text(v); }},
      {"name", [](Creditor& c, V v) { c.name = text(v); }},
      {"address", [](Creditor& c, V v) { c.address = text(v); }},
      {"sender_name", [](Creditor& c, V v) { c.sender_name = text(v); }},
      {"sender_role", [](Creditor& c, V v) { c.sender_role = text(v); }},
      {"email", [](Creditor& c, V v) { c.email = mail_address(v); }},
      {"phone", [](Creditor& c, V v) { c.phone = text(v); }},
      {"city", [](Creditor& c, V v) { c.city = text(v); }},
      {"iban",
       [](Creditor& c, V v) {
         c.iban = text(v);
         std::erase(c.iban, ' ');
         if (formats::fault_of_iban(c.iban) != formats::IbanFault::none) refuse("no IBAN", v);
       }},
      {"iban_since", [](Creditor& c, V v) { c.iban_since = day(v); }},
  };
  return table;
}

}  // namespace

bool set_of_receivables(Config& config, const std::string& key, const Value& value) {
  const auto setter = setters().find(key);
  if (setter == setters().end()) return false;
  setter->second(config, value);
  return true;
}

Creditor creditor(const Value& entry) {
  Creditor creditor;
  for (const auto& [key, value] : entry.as_table()) {
    const auto setter = creditor_setters().find(key);
    if (setter == creditor_setters().end()) refuse("unknown key creditor." + key, value);
    setter->second(creditor, value);
  }
  if (creditor.siren.empty()) refuse("creditor.siren is missing", entry);
  return creditor;
}

}  // namespace facteur::gateway::cli
