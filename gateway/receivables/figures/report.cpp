#include "gateway/receivables/figures/report.h"

#include <nlohmann/json.hpp>

#include "gateway/receivables/csv.h"
#include "gateway/receivables/figures/catalogue.h"
#include "gateway/receivables/figures/follow_up.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables::figures {
namespace {

using Json = nlohmann::ordered_json;

std::string in(ReportLanguage language, std::string_view fr, std::string_view en) {
  return std::string(language == ReportLanguage::fr ? fr : en);
}

// "260 000,00 / 310 000,00 × 91 = 76,32"
std::string formula_text(const Definition& definition, const Answer& answer, unsigned exponent,
                         ReportLanguage language) {
  if (!answer.value) return {};
  FormulaText result(exponent);
  result.sign(answer.more_than ? " > " : " = ");
  if (definition.unit == Unit::percent || definition.unit == Unit::days) result.days(*answer.value);
  if (definition.unit == Unit::percent) result.sign(" %");
  const bool repeats = definition.unit == Unit::money;
  const formats::Text ending = repeats ? formats::Text() : result.text();
  return in(language, answer.formula.fr + ending.fr, answer.formula.en + ending.en);
}

Json detail_of(const Definition& definition, const Answer& answer, unsigned exponent,
               ReportLanguage language) {
  Json detail = {{"title", in(language, definition.title_fr, definition.title_en)},
                 {"definition", in(language, definition.definition_fr, definition.definition_en)},
                 {"version", definition.version},
                 {"unit", to_string(definition.unit)}};
  if (answer.value) detail["formula"] = formula_text(definition, answer, exponent, language);
  detail["operands"] = Json::object();
  for (const Operand& operand : answer.operands)
    detail["operands"][std::string(operand.name)] = written(operand.value, operand.unit, exponent);
  if (definition.items != Items::none) detail["items"] = to_string(definition.items);
  if (!answer.value) detail["reason"] = answer.reason;
  return detail;
}

// Open disputes by reason, by owner and by age.
Json disputes_json(const Portfolio& portfolio) {
  Json json;
  for (const auto& [name, groups] : dispute_groups(portfolio)) {
    json[std::string(name)] = Json::array();
    for (const DisputeGroup& group : groups)
      json[std::string(name)].push_back({{"key", group.key},
                                         {"count", group.count},
                                         {"amount", decimal_of(group.units, portfolio.exponent)}});
  }
  return json;
}

}  // namespace

std::string_view to_string(Unit unit) {
  constexpr std::string_view names[] = {"days", "percent", "money", "count"};
  return names[static_cast<std::size_t>(unit)];
}

std::string_view to_string(Items items) {
  constexpr std::string_view names[] = {
      "",     "receivables", "not_due", "overdue",  "credit_notes", "unapplied",
      "fees", "sales",       "paid",    "disputed", "forgotten",    "open"};
  return names[static_cast<std::size_t>(items)];
}

Json to_json(const Portfolio& portfolio, ReportLanguage language) {
  Json json = {{"currency", portfolio.currency}}, details = Json::object();
  for (const Definition& definition : catalogue()) {
    const Answer answer = definition.compute(portfolio);
    const std::string name(definition.name);
    json[name] = answer.value ? Json(written(answer, definition.unit, portfolio.exponent)) : Json();
    details[name] = detail_of(definition, answer, portfolio.exponent, language);
  }
  json["disputes"] = disputes_json(portfolio);
  json["details"] = std::move(details);
  return json;
}

Json to_json(const Bridge& bridge) {
  Json json = {{"opening", decimal_of(bridge.opening, bridge.exponent)}};
  for (const BridgeLine& line : bridge.lines)
    json[std::string(line.name)] = decimal_of(line.units, bridge.exponent);
  json["closing"] = decimal_of(bridge.closing, bridge.exponent);
  return json;
}

std::string to_csv(const std::vector<Portfolio>& portfolios, ReportLanguage language) {
  std::string csv = "currency,name,value,unit,reason,formula,title\n";
  for (const Portfolio& portfolio : portfolios)
    for (const Definition& definition : catalogue()) {
      const Answer answer = definition.compute(portfolio);
      for (const std::string& field :
           {portfolio.currency, std::string(definition.name),
            written(answer, definition.unit, portfolio.exponent),
            std::string(to_string(definition.unit)), std::string(answer.reason),
            formula_text(definition, answer, portfolio.exponent, language)})
        csv += csv_field(field) + ',';
      csv += csv_field(in(language, definition.title_fr, definition.title_en)) + '\n';
    }
  return csv;
}

}  // namespace facteur::gateway::receivables::figures
