#include "gateway/cli/rules_text.h"

#include <ostream>

#include "formats/rule_quirks.h"
#include "gateway/cli/text_table.h"
#include "gateway/http/requirement_sheets.h"
#include "gateway/http/rule_sheets.h"

namespace facteur::gateway::cli {
namespace {

using formats::RuleEntry;
using formats::RuleSet;
using formats::Severity;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::vector<Term> terms_of(const formats::Rule& rule) {
  std::vector<Term> terms(rule.terms.begin(), rule.terms.end());
  std::erase(terms, Term::none);
  return terms;
}

std::vector<std::string> names_of(const std::vector<Term>& terms) {
  std::vector<std::string> names;
  for (const Term term : terms) names.push_back(name(term));
  return names;
}

std::string severity_for_people(Severity severity, bool french) {
  switch (severity) {
    case Severity::fatal:
      return french ? "erreur" : "error";
    case Severity::warning:
      return french ? "avertissement" : "warning";
    case Severity::information:
      break;
  }
  return "information";
}

std::string from_until(const formats::RequirementSet& set) {
  std::string text = set.valid_from ? set.valid_from->to_string() : "";
  if (set.valid_until) text += "/" + set.valid_until->to_string();
  return text;
}

}  // namespace

void print_sets(std::ostream& out, const flows::RequirementSets& requirements, bool french) {
  std::vector<std::vector<std::string>> rows;
  for (const RuleSet& set : formats::rule_sets())
    rows.push_back({std::string(set.name), std::string(set.version), std::string(set.valid_from),
                    std::string(set.source), std::to_string(formats::entries_of(set).size()),
                    std::string(french ? set.title.fr : set.title.en)});
  for (const auto& set : requirements)
    rows.push_back({set->name, set->version, from_until(*set), http::publisher(french),
                    std::to_string(set->requirements.size()),
                    french ? set->title.fr : set->title.en});
  print_table(out,
              {{french ? "jeu" : "set"},
               {"version"},
               {french ? "depuis" : "since"},
               {french ? "éditeur" : "publisher"},
               {french ? "règles" : "rules", Align::right},
               {french ? "titre" : "title"}},
              rows);
}

namespace {

// The rules of the base that the set does not ask, as lines of a readable length.
void print_left_out(std::ostream& out, const RuleSet& set, formats::Syntax syntax,
                    std::string_view name) {
  constexpr std::size_t longest = 98;
  std::string line = "  " + std::string(name) + ":";
  for (const std::string_view id : formats::left_out(set, syntax)) {
    if (line.size() + 1 + id.size() > longest) {
      out << line << '\n';
      line = "   ";
    }
    line += " " + std::string(id);
  }
  out << line << '\n';
}

void print_base(std::ostream& out, const RuleSet& set, bool french) {
  out << (french ? "Demande aussi les règles de " : "Asks the rules of ") << set.base->name
      << (french ? ", sauf :" : " too, but for:") << '\n';
  print_left_out(out, set, formats::Syntax::ubl_invoice, "UBL");
  print_left_out(out, set, formats::Syntax::cii, "CII");
}

void print_rule_table(std::ostream& out, const std::vector<std::vector<std::string>>& rows,
                      bool french) {
  print_table(out,
              {{french ? "règle" : "rule"},
               {french ? "gravité" : "severity"},
               {"syntaxes"},
               {french ? "termes" : "terms"},
               {french ? "texte" : "text"}},
              rows);
}

}  // namespace

void print_rules(std::ostream& out, const RuleSet& set, bool french) {
  out << (french ? set.title.fr : set.title.en) << ", " << set.version << '\n'
      << set.source << ", " << set.valid_from << '\n';
  out << (french ? "Appelé par : " : "Called for by: ")
      << (french ? set.call.said.fr : set.call.said.en) << '\n';
  if (set.base != nullptr) print_base(out, set, french);
  out << '\n';
  std::vector<std::vector<std::string>> rows;
  for (const RuleEntry& entry : formats::entries_of(set)) {
    const formats::Text text = text_of(*entry.rule);
    rows.push_back({std::string(entry.rule->id), severity_for_people(entry.rule->severity, french),
                    joined(http::names_of(entry.syntaxes)), joined(names_of(terms_of(*entry.rule))),
                    french ? text.fr : text.en});
  }
  print_rule_table(out, rows, french);
}

void print_rules(std::ostream& out, const formats::RequirementSet& set, bool french) {
  out << (french ? set.title.fr : set.title.en) << ", " << set.version << '\n'
      << http::publisher(french) << ", " << from_until(set) << '\n'
      << http::whom_it_is_about(set, french) << "\n\n";
  std::vector<std::vector<std::string>> rows;
  for (const formats::Requirement& requirement : set.requirements)
    rows.push_back({requirement.id, severity_for_people(requirement.severity, french),
                    joined(http::names_of(formats::Syntaxes::both)),
                    joined(names_of(formats::terms_of(requirement))),
                    french ? requirement.message.fr : requirement.message.en});
  print_rule_table(out, rows, french);
}

namespace {

std::string_view consequence(Severity severity, bool french) {
  if (severity == Severity::fatal)
    return french ? "Le document n'est pas conforme tant que ce n'est pas corrigé."
                  : "The document is not valid until this is corrected.";
  return french ? "Le document reste conforme ; une correction est conseillée."
                : "The document stays valid; correcting it is advised.";
}

class Lines {
 public:
  Lines(std::ostream& out, bool french) : out_(out), french_(french) {}

  // "  Severity: error"
  void add(std::string_view fr, std::string_view en, std::string_view text) {
    if (text.empty()) return;
    out_ << "  " << (french_ ? fr : en) << (french_ ? " : " : ": ") << text << '\n';
  }
  void add_severity(Severity severity) {
    add("Gravité", "Severity",
        severity_for_people(severity, french_) + ". " +
            std::string(consequence(severity, french_)));
  }
  void add_terms(const std::vector<Term>& terms) {
    std::vector<std::string> concerned;
    for (const Term term : terms) {
      const std::string_view known = http::name_of(term, french_);
      if (!known.empty()) concerned.push_back(name(term) + " " + std::string(known));
    }
    add("À vérifier", "Check", joined(concerned));
  }

 private:
  std::ostream& out_;
  bool french_;
};

}  // namespace

void explain(std::ostream& out, const RuleEntry& entry, bool french) {
  const formats::Rule& rule = *entry.rule;
  const formats::Text text = text_of(rule);
  out << rule.id << " (" << entry.set->name << ' ' << entry.set->version << ", "
      << entry.set->source << ")\n  " << (french ? text.fr : text.en) << '\n';
  Lines lines(out, french);
  lines.add_severity(rule.severity);
  lines.add("Syntaxes", "Syntaxes", joined(http::names_of(entry.syntaxes)));
  lines.add_terms(terms_of(rule));
  std::vector<std::string> others;
  for (const RuleSet* set : formats::also_asked_by(entry)) others.emplace_back(set->name);
  lines.add("Demandée aussi par", "Asked by", joined(others));
  for (const formats::Quirk* quirk : formats::quirks_of(entry.set->name, rule.id)) {
    const bool defect = quirk->kind == formats::QuirkKind::defect;
    lines.add(defect ? "Défaut du test officiel" : "Selon la syntaxe",
              defect ? "Defect of the official test" : "Depends on the syntax",
              french ? quirk->sentence.fr : quirk->sentence.en);
  }
}

void explain(std::ostream& out, const formats::RequirementSet& set,
             const formats::Requirement& requirement, bool french) {
  out << requirement.id << " (" << set.name << ' ' << set.version << ", " << http::publisher(french)
      << ")\n  " << (french ? requirement.message.fr : requirement.message.en) << '\n';
  Lines lines(out, french);
  lines.add_severity(requirement.severity);
  lines.add("Demandé", "Asked", http::what_is_asked(requirement, french));
  lines.add("Concerne", "About", http::whom_it_is_about(set, french));
  lines.add_terms(formats::terms_of(requirement));
}

}  // namespace facteur::gateway::cli
