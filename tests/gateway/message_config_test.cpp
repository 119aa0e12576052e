// What the configuration says of mail, creditors, templates and late payment.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "gateway/cli/message_setup.h"
#include "tests/gateway/receivables_fixture.h"

using namespace facteur::gateway;
using namespace facteur::gateway::cli;
using namespace facteur::gateway::receivables;
using Catch::Contains;

namespace {

struct Files {
  std::filesystem::path put(const std::string& name, const std::string& text) {
    const auto file = folder.path / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
    return file;
  }
  Config read(const std::string& text) { return read_config(put("facteur.toml", text)); }
  void refused(const std::string& text, const std::string& why) {
    CHECK_THROWS_WITH(read(text), Contains(why));
  }
  test::Folder folder;
};

}  // namespace

TEST_CASE("the configuration that is delivered says the defaults") {
  const Config config = read_config(std::string(FACTEUR_SOURCE_DIR) + "/conf/facteur.toml");
  CHECK(config.mail.server.host.empty());
  CHECK_FALSE(config.interest.rate_mode);
  CHECK(config.interest.part_payment == PartPayment::principal_first);
  CHECK(config.creditors.empty());
}

TEST_CASE("mail, its password and where it comes back are read") {
  Files files;
  files.put("password", "geheim\r\n");
  const Config config = files.read(
      "[mail]\nhost = \"mx.example\"\nport = 587\nsecurity = \"starttls\"\nuser = \"u\"\n"
      "password_file = \"password\"\nca_file = \"ca.pem\"\nbounces = "
      "\"bounces@vendeur.example\"\n");
  const auto server = mail_server(config);
  CHECK(server.port == 587);
  CHECK(server.security == delivery::MailServer::Security::starttls);
  CHECK(server.password == "geheim");
  CHECK(server.ca_file == (files.folder.path / "ca.pem").string());
  CHECK(mail_domain(config) == "vendeur.example");
  const Config lost = files.read("[mail]\npassword_file = \"lost\"\n");
  CHECK_THROWS_WITH(mail_server(lost), Contains("lost"));
}

TEST_CASE("the points that the law leaves open are settings") {
  Files files;
  const Config config = files.read(
      "[late_payment]\nrate_mode = \"fixed_at_start\"\npart_payment = \"interest_first\"\n"
      "credit_note = \"on_its_day\"\nrounding = \"sum\"\nday_count = \"act/act\"\n"
      "indemnity = \"instalment\"\ndisputed_part = \"left_out\"\nrates = \"rates.toml\"\n");
  CHECK(config.interest.rate_mode == RateMode::fixed_at_start);
  CHECK(config.interest.part_payment == PartPayment::interest_first);
  CHECK(config.interest.credit_effect == CreditEffect::on_its_day);
  CHECK(config.interest.rounding == Rounding::sum);
  CHECK(config.interest.day_count == DayCount::act_act);
  CHECK(config.interest.indemnity_unit == IndemnityUnit::instalment);
  CHECK(config.interest.disputed_part == DisputedPart::left_out);
  CHECK_THROWS(late_rates(config));
  files.put("rates.toml", "[[half_years]]\nfrom = 2030-01-01\necb = \"3\"\n");
  CHECK(late_rates(config).of(test::date("2030-06-30")));
  CHECK_FALSE(late_rates(config).of(test::date("2026-01-01")));
}

TEST_CASE("a creditor is read, and named after the tenant where it has no name") {
  Files files;
  const Config config = files.read(
      "[[creditor]]\nsiren = \"100000009\"\nsender_name = \"Claire\"\nemail = \"c@v.example\"\n"
      "iban = \"FR76 3000 6000 0112 3456 7890 189\"\niban_since = 2019-04-01\n");
  test::Ledger ledger;
  ledger.store.write([](store::Transaction& t) {
    t.sql().execute("INSERT OR REPLACE INTO tenants (siren, name, created_at) VALUES (?, ?, 0)",
                    test::seller, "LE VENDEUR");
  });
  ledger.read([&](store::Connection& sql) {
    const auto creditor = creditor_of(config, sql, test::seller);
    CHECK(creditor.name == "LE VENDEUR");
    CHECK(creditor.iban == "FR7630006000011234567890189");
    CHECK(creditor.iban_since == test::date("2019-04-01"));
    const auto other = creditor_of(config, sql, "200000008");
    CHECK(other.email.empty());
    CHECK(other.sender_name == other.name);
  });
}

TEST_CASE("what is wrong in these sections is refused with its place") {
  Files files;
  files.refused("[mail]\nsecurity = \"ssl\"\n", "none, starttls, tls");
  files.refused("[mail]\nport = 0\n", "1 to 65535");
  files.refused("[mail]\nbounces = \"nobody\"\n", "no mail address");
  files.refused("[mail]\nhots = \"x\"\n", "unknown key mail.hots");
  files.refused("[late_payment]\nrate_mode = \"high\"\n", "per_semester");
  files.refused("[[creditor]]\nname = \"A\"\n", "siren is missing");
  files.refused("[[creditor]]\nsiren = \"1\"\niban = \"FR7630006000011234567890188\"\n", "no IBAN");
  files.refused("[[creditor]]\nsiren = \"1\"\niban_since = \"2019\"\n", "a day is written");
  files.refused("[[creditor]]\nsiren = \"1\"\nfax = \"1\"\n", "unknown key creditor.fax");
}

TEST_CASE("own templates stand in place of ours, and are refused when they are wrong") {
  Files files;
  files.put("own/fr/thanks.mustache", "subject: Merci {{customer}}\n\nReçu.\n");
  const Config config = files.read("[messages]\ntemplates = \"own\"\n");
  using namespace reminders;
  const auto templates = message_templates(config);
  const TemplateSet ours;
  CHECK(templates->version(Tone::thanks, MessageLanguage::fr) !=
        ours.version(Tone::thanks, MessageLanguage::fr));
  CHECK(templates->version(Tone::thanks, MessageLanguage::en) ==
        ours.version(Tone::thanks, MessageLanguage::en));
  files.put("own/fr/firm.mustache", "subject: x\n\n{{iban}}\n");
  CHECK_THROWS_WITH(message_templates(config), Contains("fr/firm.mustache:3: iban"));
}
