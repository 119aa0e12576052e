#include "gateway/receivables/desk/request_body.h"

#include <algorithm>

namespace facteur::gateway::receivables {
namespace {

using Json = nlohmann::json;

constexpr std::size_t longest_list = 1000;

bool is_date(const Json& value) {
  return value.is_string() && formats::Date::parse(value.get_ref<const std::string&>());
}

bool is_list(const Json& value, bool (*of)(const Json&)) {
  return value.is_array() && value.size() <= longest_list && std::ranges::all_of(value, of);
}

bool is_text(const Json& value) {
  return value.is_string();
}

bool is_whole(const Json& value) {
  return value.is_number_integer() &&
         (!value.is_number_unsigned() || value.get<std::uint64_t>() <= INT64_MAX);
}

bool is_instalment(const Json& value) {
  return value.is_object() && value.size() == 2 && value.contains("date") &&
         is_date(value["date"]) && value.contains("amount") && value["amount"].is_string();
}

struct Type {
  FieldType type;
  bool (*is)(const Json&);
  std::string_view fr, en;
};

constexpr Type types[] = {
    {FieldType::text, is_text, "texte", "text"},
    {FieldType::date, is_date, "date AAAA-MM-JJ", "date YYYY-MM-DD"},
    {FieldType::amount, is_text, "montant en texte, comme \"12.50\"",
     "amount as text, like \"12.50\""},
    {FieldType::flag, [](const Json& value) { return value.is_boolean(); }, "true ou false",
     "true or false"},
    {FieldType::whole, is_whole, "nombre entier", "whole number"},
    {FieldType::texts, [](const Json& value) { return is_list(value, is_text); }, "liste de textes",
     "list of texts"},
    {FieldType::wholes, [](const Json& value) { return is_list(value, is_whole); },
     "liste de nombres entiers", "list of whole numbers"},
    {FieldType::instalments, [](const Json& value) { return is_list(value, is_instalment); },
     "liste de {\"date\", \"amount\"}", "list of {\"date\", \"amount\"}"},
    {FieldType::object, [](const Json& value) { return value.is_object(); }, "objet JSON",
     "JSON object"},
};

DeskRefusal invalid(const std::string& field, std::string_view fr, std::string_view en) {
  return {"INVALID", field, {std::string(fr), std::string(en)}};
}

}  // namespace

std::optional<DeskRefusal> RequestBody::check() const {
  if (!json_.is_object()) return invalid("", "un objet JSON est attendu", "expected a JSON object");
  for (const auto& [name, value] : json_.items()) {
    const auto field = std::ranges::find(fields_, name, &DeskField::name);
    if (field == fields_.end()) return invalid(name, "champ inconnu", "unknown field");
    const Type& type = *std::ranges::find(types, field->type, &Type::type);
    if (!value.is_null() && !type.is(value))
      return invalid(name, "attendu : " + std::string(type.fr),
                     "expected: " + std::string(type.en));
  }
  for (const DeskField& field : fields_)
    if (field.required && !has(field.name))
      return invalid(std::string(field.name), "champ nécessaire", "this field is needed");
  return std::nullopt;
}

const Json& RequestBody::at(std::string_view name) const {
  static const Json nothing;
  const auto found = json_.find(std::string(name));
  return found == json_.end() ? nothing : *found;
}

bool RequestBody::has(std::string_view name) const {
  return !at(name).is_null();
}

std::string RequestBody::text(std::string_view name) const {
  return maybe_text(name).value_or("");
}

std::optional<std::string> RequestBody::maybe_text(std::string_view name) const {
  return has(name) ? std::optional(at(name).get<std::string>()) : std::nullopt;
}

std::optional<formats::Date> RequestBody::date(std::string_view name) const {
  return has(name) ? formats::Date::parse(at(name).get_ref<const std::string&>()) : std::nullopt;
}

bool RequestBody::flag(std::string_view name) const {
  return has(name) && at(name).get<bool>();
}

std::optional<std::int64_t> RequestBody::whole(std::string_view name) const {
  return has(name) ? std::optional(at(name).get<std::int64_t>()) : std::nullopt;
}

std::vector<std::string> RequestBody::texts(std::string_view name) const {
  return has(name) ? at(name).get<std::vector<std::string>>() : std::vector<std::string>();
}

std::vector<std::int64_t> RequestBody::wholes(std::string_view name) const {
  return has(name) ? at(name).get<std::vector<std::int64_t>>() : std::vector<std::int64_t>();
}

}  // namespace facteur::gateway::receivables
