#include "formats/shape_rules.h"

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

const Sentences& sentences(ShapeRule::Kind kind) {
  switch (kind) {
    case ShapeRule::Kind::at_most:
      return at_most_one;
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

Rule rule_of(const ShapeRule& row) {
  Rule rule;
  rule.id = row.id;
  rule.severity = row.fatal ? Severity::fatal : Severity::warning;
  if (!row.fr.empty()) {
    rule.sentence = {row.fr, row.en};
    return rule;
  }
  const bool attribute = row.path.find('@') != std::string_view::npos;
  rule.sentence = attribute ? sentences(row.kind).attribute : sentences(row.kind).element;
  rule.subject = {row.path, row.path};
  return rule;
}

std::vector<Rule> rules_of(const Shapes* shapes) {
  std::vector<Rule> rules;
  for (const ShapeRule& row : shapes->rules) rules.push_back(rule_of(row));
  return rules;
}

// The rules of each syntax, in the order of their tables.
struct Catalogue {
  const Shapes* shapes;
  std::vector<Rule> rules;
};
const std::vector<Catalogue>& catalogues() {
  static const std::vector<Catalogue> all = [] {
    std::vector<Catalogue> list;
    for (const schemas::Grammar* grammar : {&schemas::ubl, &schemas::cii}) {
      const Shapes* shapes = schemas::shapes_of(*grammar);
      list.push_back({shapes, rules_of(shapes)});
    }
    return list;
  }();
  return all;
}

}  // namespace

void list_shape_rules(std::string_view set, std::vector<const Rule*>& rules) {
  for (const Catalogue& catalogue : catalogues()) {
    for (std::size_t i = 0; i < catalogue.rules.size(); ++i) {
      if (catalogue.shapes->rules[i].set == set) rules.push_back(&catalogue.rules[i]);
    }
  }
}

void report_shapes(std::string_view set, const ShapeFindings& findings, Report& report) {
  for (const Catalogue& catalogue : catalogues()) {
    if (catalogue.shapes != findings.shapes) continue;
    const auto& rows = catalogue.shapes->rules;
    for (const ShapeFinding& finding : findings.kept) {
      if (rows[finding.rule].set != set) continue;
      report.add_at(catalogue.rules[finding.rule], finding.location, finding.line);
    }
    for (const auto& beyond : findings.beyond) {
      if (rows[beyond.rule].set == set) report.count_beyond(beyond.count);
    }
  }
}

}  // namespace facteur::formats
