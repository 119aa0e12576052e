#include "formats/shape_rules.h"

#include <algorithm>

#include "formats/document_conditions.h"
#include "schemas/grammar.h"

namespace facteur::formats {
namespace {

using schemas::ShapeRule;
using schemas::Shapes;

struct Sentences {
  Sentence element, attribute;
};

constexpr Sentences absent{{"L'élément {} n'est pas prévu : ne le transmettez pas.",
                            "The element {} is not provided for: leave it out."},
                           {"L'attribut {} n'est pas prévu : ne le transmettez pas.",
                            "The attribute {} is not provided for: leave it out."}};
constexpr Sentences at_most_one{
    {"L'élément {} figure au plus une fois.", "The element {} occurs at most once."},
    {"L'attribut {} figure au plus une fois.", "The attribute {} occurs at most once."}};
constexpr Sentences at_most_two{
    {"L'élément {} figure au plus deux fois.", "The element {} occurs at most twice."}, {}};
constexpr Sentences code{
    {"La valeur de {} appartient à sa liste de codes.", "The value of {} is in its code list."},
    {"La valeur de {} appartient à sa liste de codes.", "The value of {} is in its code list."}};
constexpr Sentences exactly_one{
    {"L'élément {} figure exactement une fois.", "The element {} occurs exactly once."},
    {"L'attribut {} est obligatoire.", "The attribute {} is required."}};
constexpr Sentences at_least_one{
    {"L'élément {} figure au moins une fois.", "The element {} occurs at least once."},
    {"L'attribut {} est obligatoire.", "The attribute {} is required."}};
constexpr Sentences without_effect{
    {"L'élément {} n'est pas prévu ; son chemin n'existe pas dans la syntaxe.",
     "The element {} is not provided for; its path does not exist in the syntax."},
    {"L'attribut {} n'est pas prévu ; le contrôle officiel ne l'atteint jamais.",
     "The attribute {} is not provided for; the official test never reaches it."}};

const Sentences& sentences(const ShapeRule& rule) {
  switch (rule.kind) {
    case ShapeRule::Kind::at_most:
      return rule.count == 2 ? at_most_two : at_most_one;
    case ShapeRule::Kind::code:
      return code;
    case ShapeRule::Kind::exactly:
      return exactly_one;
    case ShapeRule::Kind::at_least:
      return at_least_one;
    case ShapeRule::Kind::never:
      return without_effect;
    case ShapeRule::Kind::absent:
    case ShapeRule::Kind::other:
      break;
  }
  return absent;
}

Term term_of_id(std::string_view id) {
  constexpr std::string_view starts[] = {"BT-", "BG-", "EXT-FR-FE-", "MDT-", "MDG-"};
  const auto fits = [&](std::string_view start) { return id.starts_with(start); };
  if (std::ranges::none_of(starts, fits)) return Term::none;
  const auto found = std::ranges::find(all_terms(), id, &TermFacts::id);
  return found == all_terms().end() ? Term::none : found->term;
}

// The term that an id names: MDT-38 in "BR-FR-CDV-07_MDT-38_yes". None when it names none.
Term term_in(std::string_view id) {
  const auto begin = std::min(id.find('_'), id.size() - 1) + 1;
  return term_of_id(id.substr(begin, id.find('_', begin) - begin));
}

bool is_in_id(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

// The terms that a sentence names, as "BT-34" or "(BT-34)", behind those that are there already.
void add_terms_in(std::string_view sentence, std::array<Term, 4>& terms) {
  auto free = std::find(terms.begin(), terms.end(), Term::none);
  for (std::size_t at = 0; at < sentence.size() && free != terms.end();) {
    const auto end = std::find_if_not(sentence.begin() + static_cast<std::ptrdiff_t>(at),
                                      sentence.end(), is_in_id);
    const auto size = static_cast<std::size_t>(end - sentence.begin()) - at;
    const Term term = term_of_id(sentence.substr(at, size));
    if (term != Term::none && std::find(terms.begin(), free, term) == free) *free++ = term;
    at += size + 1;
  }
}

Rule rule_of(const ShapeRule& row, Syntaxes syntaxes) {
  Rule rule;
  rule.id = row.id;
  rule.syntaxes = syntaxes;
  rule.terms = {term_in(row.id)};
  rule.severity = static_cast<Severity>(row.severity);  // the same three, in the same order
  if (!row.fr.empty()) {
    rule.sentence = {row.fr, row.en};
    add_terms_in(row.en, rule.terms);
    return rule;
  }
  // What stands in brackets tells which of several elements is meant.
  const auto last = row.path.rfind('/') + 1;
  const bool attribute = row.path.substr(last).starts_with('@') && !row.path.ends_with(']');
  rule.sentence = attribute ? sentences(row).attribute : sentences(row).element;
  rule.subject = {row.path, row.path};
  return rule;
}

std::vector<Rule> rules_of(const Shapes& shapes, Syntaxes syntaxes) {
  std::vector<Rule> rules;
  for (const ShapeRule& row : shapes.rules) rules.push_back(rule_of(row, syntaxes));
  return rules;
}

// The rules of each table, in its order.
struct Catalogue {
  const Shapes* shapes;
  std::vector<Rule> rules;
};
const std::vector<Catalogue>& catalogues() {
  static const std::vector<Catalogue> all = [] {
    std::vector<Catalogue> list;
    for (const schemas::Grammar* grammar : {&schemas::ubl, &schemas::cii, &schemas::cdar}) {
      const Syntaxes syntaxes = grammar == &schemas::ubl   ? Syntaxes::ubl
                                : grammar == &schemas::cii ? Syntaxes::cii
                                                           : Syntaxes::cdar;
      for (const Shapes* shapes : schemas::shapes_of(*grammar)) {
        list.push_back({shapes, rules_of(*shapes, syntaxes)});
      }
    }
    return list;
  }();
  return all;
}

bool is_asked(const ShapeRule& rule, const Invoice& invoice) {
  if (rule.condition.empty()) return true;
  const DocumentCondition condition = find_document_condition(rule.condition);
  return condition == nullptr || condition(invoice) != rule.unless;
}

void report_one(const Catalogue& catalogue, const ShapeFindings& findings, const Invoice& invoice,
                Report& report) {
  const auto& rows = catalogue.shapes->rules;
  for (const ShapeFinding& finding : findings.kept) {
    if (!is_asked(rows[finding.rule], invoice)) continue;
    const Rule& rule = catalogue.rules[finding.rule];
    // Rules of the model say more of what they reach.
    if (!report.has_found(rule.id, finding.location)) {
      report.add_at(rule, finding.location, finding.line);
    }
  }
  for (const auto& beyond : findings.beyond) {
    const auto& row = rows[beyond.rule];
    if (is_asked(row, invoice) && report.has(row.id)) report.count_beyond(beyond.count);
  }
}

}  // namespace

void list_shape_rules(std::string_view set, std::vector<const Rule*>& rules) {
  for (const Catalogue& catalogue : catalogues()) {
    if (catalogue.shapes->set != set) continue;
    for (const Rule& rule : catalogue.rules) {
      const bool listed = std::any_of(rules.begin(), rules.end(),
                                      [&](const Rule* other) { return other->id == rule.id; });
      if (!listed) rules.push_back(&rule);  // a rule of the model may reach elements by table too
    }
  }
}

std::vector<const Rule*> shape_rules_by_syntax(std::string_view set) {
  std::vector<const Rule*> rules;
  for (const Catalogue& catalogue : catalogues()) {
    if (catalogue.shapes->set != set) continue;
    for (const Rule& rule : catalogue.rules) rules.push_back(&rule);
  }
  return rules;
}

void report_shapes(std::string_view set, const std::vector<ShapeFindings>& findings,
                   const Invoice& invoice, Report& report) {
  for (const ShapeFindings& found : findings) {
    if (found.shapes->set != set) continue;
    for (const Catalogue& catalogue : catalogues()) {
      if (catalogue.shapes == found.shapes) report_one(catalogue, found, invoice, report);
    }
  }
}

}  // namespace facteur::formats
