// Optional content (ISO 19005-3, 6.9): layers that a reader can switch.
#include <set>

#include "formats/pdfa/families.h"

namespace facteur::formats::pdfa {
namespace {

constexpr Rule has_name{.id = "6.9-1",
                        .sentence = {"Une configuration de contenu optionnel a un nom.",
                                     "A configuration of optional content has a name."}};
constexpr Rule unique_name{
    .id = "6.9-2",
    .sentence = {"Les noms des configurations de contenu optionnel sont uniques.",
                 "The names of configurations of optional content are unique."}};
constexpr Rule complete_order{
    .id = "6.9-3",
    .sentence = {"La clé Order d'une configuration nomme tous les groupes du fichier.",
                 "The Order key of a configuration names all groups of the file."}};
constexpr Rule no_automatic_state{
    .id = "6.9-4",
    .sentence = {"Une configuration de contenu optionnel n'a pas de clé AS.",
                 "A configuration of optional content has no AS key."}};

constexpr const Rule* rules[] = {&has_name, &unique_name, &complete_order, &no_automatic_state};

std::string string_entry(const Object& dictionary, const char* key) {
  Object value = entry(dictionary, key);
  return value.isString() ? value.getStringValue() : std::string();
}

std::set<std::string> group_names(const Object& properties) {
  std::set<std::string> names;
  Object groups = entry(properties, "/OCGs");
  for (int i = 0; groups.isArray() && i < groups.getArrayNItems(); ++i) {
    const std::string name = string_entry(groups.getArrayItem(i), "/Name");
    if (!name.empty()) names.insert(name);
  }
  return names;
}

void take_ordered(Object list, std::set<std::string>& missing, int depth) {
  constexpr int deepest = 32;
  for (int i = 0; depth < deepest && i < list.getArrayNItems(); ++i) {
    Object item = list.getArrayItem(i);
    if (item.isArray()) take_ordered(item, missing, depth + 1);
    if (item.isDictionary()) missing.erase(string_entry(item, "/Name"));
  }
}

void check_configuration(Examination& on, const Object& configuration,
                         const std::set<std::string>& groups, std::set<std::string>& names) {
  const std::string place = place_of(configuration, "catalog");
  const std::string name = string_entry(configuration, "/Name");
  if (name.empty()) {
    on.found.add(has_name, place);
  } else if (!names.insert(name).second) {
    on.found.add_value(unique_name, place, name);
  }
  Object order = entry(configuration, "/Order");
  if (order.isArray()) {
    std::set<std::string> missing = groups;
    take_ordered(order, missing, 0);
    if (!missing.empty()) on.found.add_value(complete_order, place, *missing.begin());
  }
  if (has(configuration, "/AS")) on.found.add(no_automatic_state, place);
}

}  // namespace

void check_optional_content(Examination& on) {
  const Object properties = entry(on.catalog(), "/OCProperties");
  if (!has_entries(properties)) return;
  const std::set<std::string> groups = group_names(properties);
  std::set<std::string> names;
  const Object usual = entry(properties, "/D");
  if (Object(usual).isDictionary()) check_configuration(on, usual, groups, names);
  Object others = entry(properties, "/Configs");
  for (int i = 0; others.isArray() && i < others.getArrayNItems(); ++i) {
    const Object other = others.getArrayItem(i);
    if (Object(other).isDictionary()) check_configuration(on, other, groups, names);
  }
}

RuleList optional_content_rules() {
  return rules;
}

}  // namespace facteur::formats::pdfa
