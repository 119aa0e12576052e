#include "gateway/receivables/desk/alert_definition.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <nlohmann/json.hpp>

#include "gateway/delivery/mail.h"
#include "gateway/receivables/money.h"

namespace facteur::gateway::receivables {
namespace {

using Json = nlohmann::json;
using enum AlertAbout;
using enum AlertFieldType;

constexpr std::size_t most_conditions = 10;
constexpr std::size_t longest_name = 100;

constexpr std::string_view about_names[] = {"customer", "item", "receipt", "bank"};

constexpr AlertField fields[] = {
    {customer, "overdue_amount", amount, "montant échu", "overdue amount"},
    {customer, "overdue_days", whole, "jours de retard du plus ancien", "days late of the oldest"},
    {customer, "exposure", amount, "encours", "exposure"},
    {customer, "balance", amount, "solde", "balance"},
    {customer, "credit_balance", amount, "solde créditeur", "credit balance"},
    {customer, "unapplied_amount", amount, "encaissements non imputés", "unapplied money"},
    {customer, "unapplied_days", whole, "âge du plus ancien non imputé", "age of the oldest of it"},
    {customer, "open_items", whole, "pièces ouvertes", "open items"},
    {customer, "disputed_amount", amount, "montant en litige", "disputed amount"},
    {customer, "broken_promises", whole, "promesses non tenues", "broken promises"},
    {item, "open_amount", amount, "montant ouvert", "open amount"},
    {item, "days_late", whole, "jours de retard", "days late"},
    {item, "days_to_due", whole, "jours avant l'échéance", "days before the due date"},
    {item, "disputed_amount", amount, "montant en litige", "disputed amount"},
    {receipt, "amount", amount, "montant reçu", "amount received"},
    {receipt, "unapplied_amount", amount, "non imputé", "unapplied"},
    {receipt, "new_payer", flag, "payeur jamais vu pour ce client", "payer new to the customer"},
    {receipt, "duplicate", flag, "même montant du même payeur depuis 10 jours",
     "same amount by the same payer within 10 days"},
    {bank, "days_since_statement", whole, "jours sans relevé", "days without a statement"},
};

struct Operator {
  std::string_view text;
  Comparison comparison;
};
constexpr Operator operators[] = {{"<", Comparison::less},
                                  {"<=", Comparison::at_most},
                                  {"=", Comparison::equal},
                                  {">=", Comparison::at_least},
                                  {">", Comparison::more}};

constexpr std::string_view keys[] = {"name", "about",      "currency", "all",
                                     "any",  "department", "owner",    "mail"};
constexpr std::string_view condition_keys[] = {"field", "op", "value"};

// What is wrong, thrown within this file alone.
struct Wrong {
  DeskRefusal refusal;
};

[[noreturn]] void wrong(const std::string& where, std::string_view fr, std::string_view en) {
  throw Wrong{{"INVALID", where, {std::string(fr), std::string(en)}}};
}

void check_keys(const Json& json, const std::string& where,
                std::span<const std::string_view> known) {
  if (!json.is_object()) wrong(where, "objet JSON attendu", "expected a JSON object");
  for (const auto& [key, value] : json.items())
    if (std::ranges::find(known, key) == known.end())
      wrong(where + "." + key, "clé inconnue", "unknown key");
}

std::string text_of(const Json& json, const char* key, const std::string& otherwise = "") {
  const auto found = json.find(key);
  if (found == json.end() || found->is_null()) return otherwise;
  const std::string where = std::string("definition.") + key;
  if (!found->is_string()) wrong(where, "texte attendu", "expected text");
  auto text = found->get<std::string>();
  if (text.size() > longest_name) wrong(where, "100 octets au plus", "at most 100 bytes");
  if (auto refused = check_note(where, text)) throw Wrong{*refused};
  return text;
}

std::int64_t value_of(const Json& json, const AlertField& field, unsigned exponent,
                      const std::string& where) {
  if (field.type == flag) {
    if (!json.is_boolean()) wrong(where, "true ou false attendu", "expected true or false");
    return json.get<bool>() ? 1 : 0;
  }
  if (field.type == whole) {
    constexpr std::int64_t limit = 1'000'000'000;
    if (!json.is_number_integer() || json.get<std::int64_t>() > limit ||
        json.get<std::int64_t>() < -limit)
      wrong(where, "nombre entier attendu", "expected a whole number");
    return json.get<std::int64_t>();
  }
  const auto units = json.is_string() ? units_of(json.get<std::string>(), exponent) : std::nullopt;
  if (!units)
    wrong(where, "montant attendu, en texte : \"100.00\"",
          "expected an amount as text: \"100.00\"");
  return *units;
}

AlertCondition condition_of(const Json& json, AlertAbout about, unsigned exponent,
                            const std::string& where) {
  check_keys(json, where, condition_keys);
  for (const auto key : condition_keys)
    if (!json.contains(key))
      wrong(where + "." + std::string(key), "clé nécessaire", "this key is needed");
  const auto* field = std::ranges::find_if(fields, [&](const AlertField& known) {
    return known.about == about && json["field"] == known.name;
  });
  if (field == std::end(fields))
    wrong(where + ".field", "champ inconnu pour ce sujet", "no such field of this subject");
  const auto* op =
      std::ranges::find_if(operators, [&](const Operator& o) { return json["op"] == o.text; });
  if (op == std::end(operators)) wrong(where + ".op", "<, <=, =, >= ou >", "<, <=, =, >= or >");
  if (field->type == flag && op->comparison != Comparison::equal)
    wrong(where + ".op", "ce champ ne se compare que par =", "this field goes with = alone");
  return {field, op->comparison, value_of(json["value"], *field, exponent, where + ".value")};
}

std::vector<AlertCondition> conditions_of(const Json& json, const char* key, AlertAbout about,
                                          unsigned exponent) {
  std::vector<AlertCondition> conditions;
  const auto found = json.find(key);
  if (found == json.end() || found->is_null()) return conditions;
  const std::string where = std::string("definition.") + key;
  if (!found->is_array() || found->size() > most_conditions)
    wrong(where, "liste de 10 conditions au plus", "expected a list of at most 10 conditions");
  for (std::size_t i = 0; i < found->size(); ++i)
    conditions.push_back(
        condition_of((*found)[i], about, exponent, where + "[" + std::to_string(i) + "]"));
  return conditions;
}

AlertDefinition parsed(const Json& json) {
  check_keys(json, "definition", keys);
  AlertDefinition alert;
  alert.name = text_of(json, "name");
  if (alert.name.empty()) wrong("definition.name", "nom nécessaire", "a name is needed");
  const auto* about = std::ranges::find(about_names, text_of(json, "about"));
  if (about == std::end(about_names))
    wrong("definition.about", "customer, item, receipt ou bank", "customer, item, receipt or bank");
  alert.about = static_cast<AlertAbout>(about - std::begin(about_names));
  alert.currency = text_of(json, "currency", "EUR");
  const unsigned exponent = exponent_of(alert.currency);
  alert.all = conditions_of(json, "all", alert.about, exponent);
  alert.any = conditions_of(json, "any", alert.about, exponent);
  if (alert.all.empty() && alert.any.empty())
    wrong("definition.all", "au moins une condition", "at least one condition");
  alert.department = text_of(json, "department", "credit");
  alert.owner = text_of(json, "owner");
  alert.mail = text_of(json, "mail");
  if (!alert.mail.empty() && !delivery::is_mail_address(alert.mail))
    wrong("definition.mail", "adresse électronique attendue", "expected an e-mail address");
  return alert;
}

bool meets(const AlertCondition& condition, const AlertFacts& facts) {
  const auto fact = facts.find(condition.field->name);
  if (fact == facts.end()) return false;
  switch (condition.comparison) {
    case Comparison::less:
      return fact->second < condition.value;
    case Comparison::at_most:
      return fact->second <= condition.value;
    case Comparison::equal:
      return fact->second == condition.value;
    case Comparison::at_least:
      return fact->second >= condition.value;
    case Comparison::more:
      return fact->second > condition.value;
  }
  return false;
}

}  // namespace

std::string_view to_string(AlertAbout about) {
  return about_names[static_cast<std::size_t>(about)];
}

std::span<const AlertField> alert_fields() {
  return fields;
}

bool AlertDefinition::holds(const AlertFacts& facts) const {
  const auto met = [&](const AlertCondition& condition) { return meets(condition, facts); };
  return std::ranges::all_of(all, met) && (any.empty() || std::ranges::any_of(any, met));
}

bool AlertDefinition::uses(std::string_view field) const {
  const auto names = [&](const AlertCondition& c) { return c.field->name == field; };
  return std::ranges::any_of(all, names) || std::ranges::any_of(any, names);
}

OrRefusal<AlertDefinition> parse_alert(const Json& json) {
  try {
    return parsed(json);
  } catch (const Wrong& error) {
    return error.refusal;
  }
}

}  // namespace facteur::gateway::receivables
