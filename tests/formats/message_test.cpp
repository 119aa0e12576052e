// What the messages of the rules say beside the rule itself.
#include <catch2/catch.hpp>

#include "formats/verdict.h"
#include "tests/formats/sample.h"

using namespace facteur;

namespace {

// The first finding of the rule on the base document with `what` replaced.
formats::Finding finding(std::string_view rule, std::string_view what, std::string_view with) {
  std::string document = test::sample("base.xml");
  test::replace_first(document, what, with);
  for (const formats::Finding& found : formats::judge(document).findings) {
    if (found.rule == rule) return found;
  }
  FAIL("not found: " << rule);
  return {};
}

bool says(const std::string& text, std::string_view part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("what is missing is called by its name, at the place that lacks it") {
  const auto found =
      finding("BR-33", "<cbc:AllowanceChargeReasonCode>95</cbc:AllowanceChargeReasonCode>", "");
  CHECK(says(found.message.fr, "(BT-97) ou "));
  CHECK(says(found.message.en, "(BT-98)."));
  CHECK(found.location == "/Invoice/cac:AllowanceCharge[1]");
}

TEST_CASE("a mandatory term given twice is told as such") {
  const auto found =
      finding("BR-06", "<cac:PartyLegalEntity>",
              "<cac:PartyLegalEntity><cbc:RegistrationName>Autre</cbc:RegistrationName>"
              "</cac:PartyLegalEntity><cac:PartyLegalEntity>");
  CHECK(says(found.message.fr, "plusieurs fois"));
}

TEST_CASE("a wrong value is quoted where it stands") {
  const auto found = finding("BR-27", "<cbc:PriceAmount currencyID=\"EUR\">100.00",
                             "<cbc:PriceAmount currencyID=\"EUR\">-100.00");
  CHECK(says(found.message.en, "Received: \"-100.00\"."));
  CHECK(found.location == "/Invoice/cac:InvoiceLine[1]/cac:Price[1]/cbc:PriceAmount[1]");
}

// A rule of the core may be asked twice: of the model, and of elements that no term carries.
TEST_CASE("every rule has a sentence in both languages, and its terms") {
  std::set<std::string_view> business, with_terms;
  for (const formats::Rule* rule : formats::find_rule_set("en16931")->rules()) {
    INFO(rule->id);
    const formats::Text text = formats::text_of(*rule);
    CHECK(text.fr.ends_with("."));
    CHECK(text.en.ends_with("."));
    CHECK_FALSE(says(text.fr, "{}"));
    if (rule->id.starts_with("BR-")) business.insert(rule->id);
    if (rule->terms[0] != Term::none) with_terms.insert(rule->id);
  }
  for (const std::string_view id : business) {
    INFO(id);
    CHECK(with_terms.contains(id));
  }
}

TEST_CASE("the registry lists each official rule") {
  std::set<std::string_view> ids;
  for (const formats::Rule* rule : formats::find_rule_set("en16931")->rules()) {
    ids.insert(rule->id);
  }
  // 201 assertions of the model and 22 code rules outside it; those of the syntaxes UBL and CII;
  // and two of ours, where the official engine stops with an error.
  CHECK(ids.size() == 223 + 756 + 583 + 2);
}
