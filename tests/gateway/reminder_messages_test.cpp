#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "gateway/cli/page_material.h"
#include "gateway/receivables/reminders/checklist.h"
#include "gateway/receivables/reminders/sample.h"
#include "gateway/receivables/reminders/templates.h"
#include "gateway/receivables/reminders/variables.h"
#include "gateway/receivables/reminders/wording.h"
#include "tests/gateway/receivables_fixture.h"

using namespace facteur::gateway::receivables::reminders;
using Catch::Contains;
using facteur::gateway::test::date;

namespace {

constexpr Tone tones[] = {Tone::courtesy, Tone::approve, Tone::friendly, Tone::firm,
                          Tone::last,     Tone::formal,  Tone::thanks};
constexpr MessageLanguage languages[] = {MessageLanguage::fr, MessageLanguage::en};

TemplateSet with_fonts() {
  TemplateSet templates;
  templates.fonts =
      std::make_shared<facteur::formats::pdf::FontPair>(facteur::gateway::cli::load_fonts());
  return templates;
}

const TemplateSet& templates() {
  static const TemplateSet set = with_fonts();
  return set;
}

ComposedMessage composed(const ReminderFacts& facts) {
  auto result = compose(facts, templates());
  if (const auto* problems = std::get_if<std::vector<Problem>>(&result))
    for (const Problem& problem : *problems) UNSCOPED_INFO(problem.place + " " + problem.text.en);
  REQUIRE(std::holds_alternative<ComposedMessage>(result));
  return std::get<ComposedMessage>(std::move(result));
}

std::vector<Problem> problems_of(const ReminderFacts& facts) {
  auto result = compose(facts, templates());
  REQUIRE(std::holds_alternative<std::vector<Problem>>(result));
  return std::get<std::vector<Problem>>(std::move(result));
}

// With plain spaces, to be compared with what a test can be read with.
std::string plain(std::string text) {
  for (const std::string space : {"\u00a0", "\u202f"})
    for (std::size_t at = 0; (at = text.find(space, at)) != std::string::npos;)
      text.replace(at, space.size(), " ");
  return text;
}

std::string joined(std::string text) {
  for (char& c : text)
    if (c == '\n') c = ' ';
  return plain(text);
}

Wording rendered(const std::string& source, const Values& values, std::vector<Problem>& problems) {
  return TemplateText("fr/test.mustache", source, MessageLanguage::fr).render(values, problems);
}

}  // namespace

TEST_CASE("every tone is composed in both languages") {
  for (const MessageLanguage language : languages)
    for (const Tone tone : tones) {
      INFO(to_string(language) << " " << to_string(tone));
      const ComposedMessage message = composed(sample_facts(tone, language));
      CHECK_FALSE(message.subject.empty());
      CHECK(message.template_version.size() == 64);
      CHECK_THAT(message.text, Contains("Claire Morel"));
      CHECK_THAT(message.html, Contains("Claire Morel"));
      for (const std::string* text : {&message.subject, &message.text, &message.html}) {
        CHECK_THAT(*text, !Contains("{{"));
        CHECK_THAT(*text, !Contains("FR7630006000011234567890189"));
      }
      CHECK(message.attachments.size() == (tone == Tone::last || tone == Tone::formal ? 1 : 0));
      if (const char* folder = std::getenv("FACTEUR_SHOW")) {
        const std::string stem = std::string(folder) + "/" + std::string(to_string(language)) +
                                 "-" + std::string(to_string(tone));
        std::ofstream(stem + ".txt") << message.subject << "\n\n" << message.text;
        std::ofstream(stem + ".html") << message.html;
        for (const Attachment& file : message.attachments)
          std::ofstream(stem + ".pdf", std::ios::binary) << file.bytes;
      }
    }
}

TEST_CASE("before the due date nothing speaks of penalties") {
  const char* words[] = {"énalit", "intérêts", "indemnité", "demeure", "L441",        "tribunal",
                         "penalt", "indemnit", "court",     "notice",  "late-payment"};
  for (const MessageLanguage language : languages)
    for (const Tone tone : {Tone::courtesy, Tone::approve, Tone::thanks}) {
      const ComposedMessage message = composed(sample_facts(tone, language));
      for (const char* word : words) CHECK_THAT(message.text, !Contains(word));
    }
}

TEST_CASE(
    "a message shows its items, what is held back, credits and payments, and what they come to") {
  const std::string text = plain(composed(sample_facts(Tone::friendly, MessageLanguage::fr)).text);
  CHECK_THAT(text, Contains("Facture FA202500499"));
  CHECK_THAT(text, Contains("Commande 4500012345"));
  CHECK_THAT(text, Contains("205 approuvée"));
  CHECK_THAT(text, Contains("dont non demandé (litige ou promesse) 110,40 €"));
  CHECK_THAT(text, Contains("Avoir AV202500017"));
  CHECK_THAT(text, Contains("-50,00 €"));
  CHECK_THAT(text, Contains("Nous avons bien reçu 5 000,00 €"));
  CHECK_THAT(text, Contains("FA202500731"));
  // 7000.00 + 1310.40 - 110.40 - 200.00 - 50.00
  CHECK_THAT(text, Contains("régler 7 950,00 €"));
  CHECK_THAT(joined(text), Contains("IBAN se termine par 0189"));
}

TEST_CASE("several currencies are never added up") {
  ReminderFacts facts = sample_facts(Tone::friendly, MessageLanguage::fr);
  facts.items[1].open = {30'00, 2, "USD"};
  facts.items[1].held = 0;
  CHECK_THAT(plain(composed(facts).text), Contains("régler 6 750,00 € et 30,00 USD"));
}

TEST_CASE("a message that would ask for nothing, or for less, is not composed") {
  ReminderFacts facts = sample_facts(Tone::last, MessageLanguage::fr);
  facts.unapplied = {{-9'000'00, 2, "EUR"}};
  const auto problems = problems_of(facts);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code == "NOTHING_TO_PAY");
}

TEST_CASE("a public buyer is told the law of public contracts, a consumer no claim") {
  for (const MessageLanguage language : languages)
    for (const Tone tone : {Tone::firm, Tone::last, Tone::formal}) {
      ReminderFacts facts = sample_facts(tone, language);
      facts.debtor.kind = facteur::gateway::receivables::DebtorKind::public_buyer;
      const std::string text = composed(facts).text;
      CHECK_THAT(text, Contains("L2192-13") && Contains("D2192-35"));
      CHECK_THAT(text, !Contains("L441-10") && !Contains("injonction"));
      if (tone == Tone::formal) continue;
      facts.debtor.kind = facteur::gateway::receivables::DebtorKind::consumer;
      facts.claim.reset();
      CHECK_THAT(composed(facts).text, !Contains("L441") && !Contains("indemni"));
    }
}

TEST_CASE("what strangers wrote stays text") {
  ReminderFacts facts = sample_facts(Tone::firm, MessageLanguage::fr);
  facts.items[0].number = "<b>{{total}}</b>\r\nBcc: x";
  facts.debtor.contact_name = "<script>\n\nA";
  const ComposedMessage message = composed(facts);
  CHECK_THAT(message.html, !Contains("<script>") && !Contains("<b>"));
  CHECK_THAT(message.html, Contains("&lt;b&gt;{{total}}&lt;/b&gt;  Bcc: x"));
  CHECK(message.subject.find_first_of("\r\n") == std::string::npos);
  CHECK_THAT(message.text, Contains("<script>  A"));
}

TEST_CASE("a variable without a value is a problem with template, line and name") {
  ReminderFacts facts = sample_facts(Tone::firm, MessageLanguage::fr);
  facts.creditor.name.clear();
  const auto problems = problems_of(facts);
  REQUIRE_FALSE(problems.empty());
  CHECK(problems[0].code == "MISSING_VARIABLE");
  CHECK(problems[0].place == "fr/firm.mustache:1: creditor");
  facts.creditor.name = "A";
  facts.creditor.sender_name.clear();
  REQUIRE(problems_of(facts).size() == 1);
  CHECK(problems_of(facts)[0].place == "sender_name");
}

TEST_CASE("a letter without fonts is a problem, a mail is not") {
  const TemplateSet bare;
  CHECK(std::holds_alternative<ComposedMessage>(
      compose(sample_facts(Tone::firm, MessageLanguage::fr), bare)));
  const auto result = compose(sample_facts(Tone::formal, MessageLanguage::fr), bare);
  REQUIRE(std::holds_alternative<std::vector<Problem>>(result));
  CHECK(std::get<std::vector<Problem>>(result)[0].code == "NO_FONTS");
}

TEST_CASE("the same facts give the same bytes") {
  const ReminderFacts facts = sample_facts(Tone::formal, MessageLanguage::fr);
  const ComposedMessage first = composed(facts), second = composed(facts);
  CHECK(first.text == second.text);
  CHECK(first.html == second.html);
  CHECK(first.attachments[0].bytes == second.attachments[0].bytes);
}

TEST_CASE("a formal notice that lacks an element is refused") {
  const auto refused = [](const std::string& place, auto&& change) {
    ReminderFacts facts = sample_facts(Tone::formal, MessageLanguage::fr);
    change(facts);
    INFO(place);
    const auto problems = problems_of(facts);
    CHECK(std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) {
      return problem.place.find(place) != std::string::npos;
    }));
  };
  refused("creditor.address", [](auto& facts) { facts.creditor.address.clear(); });
  refused("debtor.address", [](auto& facts) { facts.debtor.address.clear(); });
  refused("customer", [](auto& facts) { facts.debtor.name.clear(); });
  refused("sender_name", [](auto& facts) { facts.creditor.sender_name.clear(); });
  refused("pay_by", [](auto& facts) { facts.pay_by.reset(); });
  refused("pay_by", [](auto& facts) { facts.pay_by = date("2025-09-22"); });  // 7 days
  refused("pay_by", [](auto& facts) { facts.pay_by = date("2025-10-01"); });  // 16 days
  refused("total_with_claim", [](auto& facts) { facts.claim.reset(); });
  refused("items: FA202500512", [](auto& facts) { facts.items[1].days_late = 0; });
  refused("items: FA202500512",
          [](auto& facts) { facts.items[1].held = facts.items[1].open.units; });
  refused("total", [](auto& facts) { facts.unapplied[0].units = -9'000'00; });
}

TEST_CASE("each element of a formal notice is looked for in its words") {
  const ReminderFacts facts = sample_facts(Tone::formal, MessageLanguage::fr);
  CHECK(formal_notice_problems(facts, "").size() > 20);
  const struct {
    const char* word;
    const char* place;
  } elements[] = {{"demeure", "words"},         {"441-10", "basis"},
                  {"1231-6", "basis"},          {"1344", "basis"},
                  {"LE VENDEUR", "creditor"},   {"FA202500499", "items"},
                  {"01/05/2025", "items"},      {"31/05/2025", "items"},
                  {"359,36", "claim.interest"}, {"80,00", "claim.indemnity"}};
  const std::string whole =
      "LE VENDEUR SAS\n35 rue d'Exemple\n92100 BOULOGNE-BILLANCOURT\nATELIERS DUPONT & FILS\n"
      "12 quai de la Tournelle\n69002 LYON\nClaire Morel, le 15 septembre 2025\nMISE EN DEMEURE\n"
      "FA202500499 01/05/2025 31/05/2025 7 000,00 €\nFA202500512 30/05/2025 30/06/2025 "
      "1 310,40 €\nAV202500017 -50,00 € 359,36 € 80,00 €\ntotal 8 389,36 € avant le "
      "25 septembre 2025, L441-10, 1344, 1231-6, sinon le tribunal";
  CHECK(formal_notice_problems(facts, whole).empty());
  for (const auto& [word, place] : elements) {
    std::string without = whole;
    for (std::size_t at = 0; (at = without.find(word, at)) != std::string::npos;)
      without.replace(at, std::string(word).size(), "-");
    if (std::string(word) == "demeure")
      for (std::size_t at = 0; (at = without.find("DEMEURE", at)) != std::string::npos;)
        without.replace(at, 7, "-");
    INFO(word);
    const auto problems = formal_notice_problems(facts, without);
    REQUIRE_FALSE(problems.empty());
    CHECK_THAT(problems[0].place, Contains(place));
  }
}

TEST_CASE("templates are read strictly") {
  const std::set<std::string, std::less<>> names = {"a"}, blocks = {"table"};
  const auto first = [&](const std::string& source) {
    const auto found =
        TemplateText("fr/test.mustache", source, MessageLanguage::fr).check(names, blocks);
    return found.empty() ? "" : found[0].code + " " + found[0].place;
  };
  CHECK(first("subject: {{a}}\n\n{{> table}}") == "");
  CHECK(first("subject: x\n\n{{b}}") == "UNKNOWN_VARIABLE fr/test.mustache:3: b");
  CHECK(first("subject: x\n\n{{> a}}") == "UNKNOWN_VARIABLE fr/test.mustache:3: a");
  CHECK(first("subject: x\n{{#a}}\n") == "TEMPLATE_TAG fr/test.mustache:2: a");
  CHECK(first("subject: x\n{{/a}}") == "TEMPLATE_TAG fr/test.mustache:2: a");
  CHECK(first("subject: x\n{{a") == "TEMPLATE_TAG fr/test.mustache:2");
  CHECK(first("Bonjour") == "TEMPLATE_SUBJECT fr/test.mustache:1");
}

TEST_CASE("lines of a paragraph are joined, sections leave no trace, French spaces are set") {
  const Values values = {{"a", "A ; B"}, {"no", std::nullopt}, {"table", ""}};
  std::vector<Problem> problems;
  const Wording wording = rendered(
      "subject: S :\n\nune\nligne\\\net {{a}} !\n{{#no}}\nrien\n{{/no}}\n{{^no}}\nfin\n{{/no}}\n\n"
      "# Titre\n\n{{> table}}\n\n« dit »\n",
      values, problems);
  CHECK(problems.empty());
  CHECK(wording.subject == "S\u00a0:");
  REQUIRE(wording.passages.size() == 4);
  CHECK(wording.passages[0].text == "une ligne\net A ; B\u202f! fin");
  CHECK(wording.passages[1] == Passage{Passage::Kind::heading, "Titre"});
  CHECK(wording.passages[2] == Passage{Passage::Kind::block, "table"});
  CHECK(wording.passages[3].text == "«\u00a0dit\u00a0»");
}

TEST_CASE("dates and amounts are written as their language writes them") {
  const auto fr = MessageLanguage::fr, en = MessageLanguage::en;
  CHECK(written(date("2026-03-12"), fr) == "12\u00a0mars 2026");
  CHECK(written(date("2026-03-01"), fr) == "1er\u00a0mars 2026");
  CHECK(written(date("2026-03-12"), en) == "12\u00a0March 2026");
  CHECK(written(Amount{1'200'50, 2, "EUR"}, fr) == "1\u202f200,50\u00a0€");
  CHECK(written(Amount{1'200'50, 2, "EUR"}, en) == "€1,200.50");
  CHECK(percent("12.15", fr) == "12,15\u00a0%");
  CHECK(percent("12.15", en) == "12.15%");
}
