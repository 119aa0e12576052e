#include "gateway/http/rule_sheets.h"

#include <nlohmann/json.hpp>

#include "formats/rule_quirks.h"

namespace facteur::gateway::http {

using formats::Syntaxes;
using Json = nlohmann::ordered_json;

std::vector<std::string> names_of(Syntaxes syntaxes) {
  std::vector<std::string> names;
  if ((syntaxes & Syntaxes::ubl) != Syntaxes::none) names.emplace_back("ubl");
  if ((syntaxes & Syntaxes::cii) != Syntaxes::none) names.emplace_back("cii");
  if ((syntaxes & Syntaxes::cdar) != Syntaxes::none) names.emplace_back("cdar");
  return names;
}

std::string_view name_of(Term term, bool french) {
  const TermFacts* facts = facteur::facts(term);
  if (facts == nullptr) return "";
  return french ? facts->fr : facts->en;
}

Json to_json(const formats::RuleSet& set, bool french) {
  Json json = {{"name", set.name},       {"title", french ? set.title.fr : set.title.en},
               {"version", set.version}, {"valid_from", set.valid_from},
               {"source", set.source},   {"syntaxes", names_of(set.syntaxes)}};
  json["called_for"] = french ? set.call.said.fr : set.call.said.en;
  if (set.base != nullptr) {
    json["base"] = set.base->name;
    json["left_out"] = {{"ubl", formats::left_out(set, formats::Syntax::ubl_invoice)},
                        {"cii", formats::left_out(set, formats::Syntax::cii)}};
  }
  json["rules"] = formats::entries_of(set).size();
  return json;
}

Json to_json(const formats::RuleEntry& entry, bool french) {
  Json terms = Json::array();
  for (const Term term : entry.rule->terms) {
    if (term == Term::none) continue;
    terms.push_back({{"id", facteur::name(term)}, {"name", name_of(term, french)}});
  }
  const formats::Text text = text_of(*entry.rule);
  Json json = {{"id", entry.rule->id},
               {"severity", formats::name(entry.rule->severity)},
               {"terms", std::move(terms)},
               {"syntaxes", names_of(entry.syntaxes)},
               {"text", french ? text.fr : text.en}};
  for (const formats::Quirk* quirk : formats::quirks_of(entry.set->name, entry.rule->id))
    json["notes"].push_back({{"kind", formats::name(quirk->kind)},
                             {"text", french ? quirk->sentence.fr : quirk->sentence.en}});
  return json;
}

Json set_with_rules(const formats::RuleSet& set, bool french) {
  Json json = to_json(set, french);
  Json rules = Json::array();
  for (const formats::RuleEntry& entry : formats::entries_of(set))
    rules.push_back(to_json(entry, french));
  json["rules"] = std::move(rules);
  return json;
}

}  // namespace facteur::gateway::http
