// Facts and a template become subject, text, web page and letter.
#include <algorithm>

#include "formats/readable/display.h"
#include "formats/readable/letter.h"
#include "gateway/receivables/reminders/checklist.h"
#include "gateway/receivables/reminders/render.h"
#include "gateway/receivables/reminders/statement.h"
#include "gateway/receivables/reminders/templates.h"
#include "gateway/receivables/reminders/variables.h"
#include "gateway/receivables/reminders/wording.h"

namespace facteur::gateway::receivables::reminders {
namespace {

using formats::readable::Letter;
using formats::readable::LetterPart;
using formats::readable::Table;
using Tables = std::map<std::string, Table, std::less<>>;

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (end != 0) lines.push_back(one_line(text.substr(0, end)));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

bool needs_letter(const ReminderFacts& facts) {
  return facts.channel == Channel::letter || facts.tone == Tone::last || facts.tone == Tone::formal;
}

// A block without rows leaves nothing behind.
std::vector<Part> parts_of(std::vector<Passage> passages, const Tables& tables) {
  std::vector<Part> parts;
  for (Passage& passage : passages) {
    const bool is_block = passage.kind == Passage::Kind::block;
    const auto table = is_block ? tables.find(passage.text) : tables.end();
    if (is_block && table == tables.end()) continue;
    parts.push_back({std::move(passage), is_block ? &table->second : nullptr});
  }
  return parts;
}

// Who writes, by name: below every message that is no letter, which has room to sign.
Part signature_of(const ReminderFacts& facts) {
  const Creditor& creditor = facts.creditor;
  std::string lines;
  for (const std::string* line : {&creditor.sender_name, &creditor.sender_role, &creditor.name,
                                  &creditor.phone, &creditor.email})
    if (!line->empty()) lines += (lines.empty() ? "" : "\n") + one_line(*line);
  return {{Passage::Kind::paragraph, lines}, nullptr};
}

class LetterMaker {
 public:
  explicit LetterMaker(const ReminderFacts& facts) : facts_(facts) {}

  Letter letter(const Wording& wording, const std::vector<Part>& parts) const {
    Letter letter;
    letter.french = is_french(facts_.language);
    letter.sender = sender();
    letter.recipient = recipient();
    formats::readable::Facts& references = letter.references;
    add(references, say("Votre compte", "Your account"), facts_.debtor.key);
    add(references, say("Dossier", "Case"), facts_.reference);
    if (facts_.tone == Tone::formal && facts_.channel == Channel::letter)
      letter.delivery = say("Lettre recommandée avec avis de réception",
                            "Registered letter with acknowledgement of receipt");
    letter.place_and_date = place_and_date();
    letter.subject = wording.subject;
    for (const Part& part : parts) letter.parts.push_back(letter_part(part));
    letter.signature = signature();
    letter.legend = one_line(facts_.creditor.name) + " · SIREN " +
                    formats::readable::grouped_identifier(facts_.creditor.siren, "0002");
    return letter;
  }

 private:
  std::string say(const char* french, const char* english) const {
    return is_french(facts_.language) ? french : english;
  }

  static void add(formats::readable::Facts& to, std::string label, const std::string& value) {
    if (!value.empty()) to.push_back({std::move(label), one_line(value)});
  }

  formats::readable::Party sender() const {
    const Creditor& creditor = facts_.creditor;
    formats::readable::Party party{"", one_line(creditor.name), lines_of(creditor.address), {}};
    add(party.details, "SIREN", formats::readable::grouped_identifier(creditor.siren, "0002"));
    add(party.details, say("Téléphone", "Telephone"), creditor.phone);
    add(party.details, say("Courriel", "E-mail"), creditor.email);
    return party;
  }

  formats::readable::Party recipient() const {
    const Debtor& debtor = facts_.debtor;
    formats::readable::Party party{"", one_line(debtor.name), {}, {}};
    if (!debtor.contact_name.empty()) party.address.push_back(one_line(debtor.contact_name));
    for (std::string& line : lines_of(debtor.address)) party.address.push_back(std::move(line));
    return party;
  }

  std::string place_and_date() const {
    const std::string day = written(facts_.today, facts_.language);
    if (facts_.creditor.city.empty()) return is_french(facts_.language) ? "Le " + day : day;
    return one_line(facts_.creditor.city) + (is_french(facts_.language) ? ", le " : ", ") + day;
  }

  static LetterPart letter_part(const Part& part) {
    if (part.table) return {LetterPart::Kind::table, "", *part.table};
    const bool heading = part.passage.kind == Passage::Kind::heading;
    return {
        heading ? LetterPart::Kind::heading : LetterPart::Kind::paragraph, part.passage.text, {}};
  }

  formats::readable::Phrases signature() const {
    formats::readable::Phrases lines;
    using formats::readable::Tone;
    formats::readable::add(lines, one_line(facts_.creditor.sender_name), Tone::strong);
    formats::readable::add(lines, one_line(facts_.creditor.sender_role));
    formats::readable::add(lines, one_line(facts_.creditor.name));
    return lines;
  }

  const ReminderFacts& facts_;
};

// All words of a letter, for what is checked in it.
std::string words_of(const Letter& letter, const std::string& body) {
  std::string words;
  for (const auto* party : {&letter.sender, &letter.recipient}) {
    words += party->name + '\n';
    for (const std::string& line : party->address) words += line + '\n';
  }
  words += letter.place_and_date + '\n' + letter.subject + '\n' + body;
  for (const auto& phrase : letter.signature) words += phrase.text + '\n';
  return words;
}

const Problem no_sender = {"MISSING_VARIABLE",
                           "sender_name",
                           {"une personne doit signer : indiquer qui écrit pour le créancier",
                            "a person must sign: say who writes for the creditor"}};

const Problem no_fonts = {"NO_FONTS",
                          "PDF",
                          {"aucune police pour dessiner la lettre : installer fonts-liberation2",
                           "no fonts to draw the letter with: install fonts-liberation2"}};

// Asking for nothing, or for less, would be worse than not to ask.
const Problem nothing_to_pay = {
    "NOTHING_TO_PAY",
    "total",
    {"il ne reste rien à payer, avoirs et versements déduits : à imputer",
     "nothing is left to pay once credits and payments are deducted: apply them"}};

bool asks_for_nothing(const ReminderFacts& facts) {
  if (facts.tone == Tone::thanks) return false;
  const std::vector<Amount> sums = net_of(facts);
  return sums.empty() ||
         std::any_of(sums.begin(), sums.end(), [](const Amount& sum) { return sum.units <= 0; });
}

Attachment letter_file(const ReminderFacts& facts, const Letter& letter,
                       const TemplateSet& templates) {
  const auto look = templates.looks.find(facts.creditor.siren);
  const formats::readable::Look plain;
  const bool french = is_french(facts.language);
  const std::string name = facts.tone == Tone::formal
                               ? (french ? "mise-en-demeure" : "formal-notice")
                           : facts.tone == Tone::last ? (french ? "releve" : "statement")
                                                      : (french ? "lettre" : "letter");
  return {name + "-" + facts.today.to_string() + ".pdf", "application/pdf",
          formats::readable::letter_pdf(letter, *templates.fonts,
                                        look == templates.looks.end() ? plain : look->second)};
}

}  // namespace

std::variant<ComposedMessage, std::vector<Problem>> compose(const ReminderFacts& facts,
                                                            const TemplateSet& templates) {
  if (asks_for_nothing(facts)) return std::vector{nothing_to_pay};
  const Tables tables = tables_of(facts);
  Values values = values_of(facts);
  for (const BlockName& block : blocks())
    values[std::string(block.name)] =
        tables.contains(block.name) ? std::optional<std::string>("") : std::nullopt;
  std::vector<Problem> problems;
  Wording wording = templates.of(facts.tone, facts.language).render(values, problems);
  if (facts.creditor.sender_name.empty()) problems.push_back(no_sender);
  if (needs_letter(facts) && !templates.fonts) problems.push_back(no_fonts);
  if (!problems.empty()) return problems;
  std::vector<Part> parts = parts_of(wording.passages, tables);
  const Letter letter = LetterMaker(facts).letter(wording, parts);
  parts.push_back(signature_of(facts));
  ComposedMessage message;
  message.subject = wording.subject;
  message.text = plain_text(parts);
  message.html = web_page(wording.subject, parts, facts.language);
  message.template_version = templates.version(facts.tone, facts.language);
  if (!needs_letter(facts)) return message;
  if (facts.tone == Tone::formal) {
    problems = formal_notice_problems(facts, words_of(letter, message.text));
    if (!problems.empty()) return problems;
  }
  message.attachments.push_back(letter_file(facts, letter, templates));
  return message;
}

}  // namespace facteur::gateway::receivables::reminders
