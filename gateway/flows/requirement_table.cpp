#include "gateway/flows/requirement_table.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include "formats/rule_book.h"
#include "formats/rules.h"
#include "gateway/flows/requirement_files.h"
#include "gateway/flows/toml_table.h"
#include "schemas/code_lists.h"

namespace facteur::gateway::flows {
namespace {

using formats::Requirement;
using formats::RequirementSet;
using formats::Severity;

constexpr std::size_t most_requirements = 1000;
constexpr std::size_t longest_name = 64;

// What findings are called that no set of rules has.
constexpr std::string_view reserved_ids[] = {"SYNTAX",    "ENCODING",  "MALFORMED",  "UNKNOWN-ROOT",
                                             "TOO-LARGE", "CONTAINER", "UNSUPPORTED"};

Term read_term(const TomlTable& table) {
  const std::string id = table.text("term");
  for (const TermFacts& facts : all_terms())
    if (facts.id == id && facts.profiles != 0) return facts.term;
  refuse(table.at("term"),
         {"terme inconnu : " + id + " ; écrivez-le comme la norme : BT-13, BT-47-1, EXT-FR-FE-01",
          "unknown term: " + id + "; write it as the standard does: BT-13, BT-47-1, EXT-FR-FE-01"});
}

formats::Observed read_observed(const TomlTable& table) {
  formats::Observed observed{read_term(table), table.text("scheme", "")};
  if (!observed.scheme.empty() && facts(observed.term)->type != DataType::identifier)
    refuse(table.at("scheme"), {"seuls les identifiants ont un schéma ; ôtez scheme",
                                "only identifiers have a scheme; leave scheme out"});
  return observed;
}

// A term whose values are compared.
formats::Observed read_value_term(const TomlTable& table) {
  const formats::Observed observed = read_observed(table);
  const DataType type = facts(observed.term)->type;
  if (type == DataType::group)
    refuse(table.at("term"), {"un groupe n'a pas de valeur ; nommez un terme BT, ou demandez "
                              "asks = \"present\" ou \"count\"",
                              "a group has no value; name a BT term, or write asks = \"present\" "
                              "or \"count\""});
  if (type == DataType::binary)
    refuse(table.at("term"), {"un fichier joint n'est pas un texte ; voyez asks = \"attachment\"",
                              "an attached file is no text; see asks = \"attachment\""});
  return observed;
}

formats::Pattern read_pattern(const TomlTable& table, const std::string& key) {
  auto result = formats::Pattern::compile(table.text(key));
  if (const auto* fault = std::get_if<formats::PatternFault>(&result)) {
    const std::string at = std::to_string(fault->at + 1);
    refuse(table.at(key), {key + ", caractère " + at + " : " + fault->what.fr,
                           key + ", character " + at + ": " + fault->what.en});
  }
  return std::get<formats::Pattern>(std::move(result));
}

// `least` and `most` from min and max, of which one must be there.
template <typename Asked>
Asked with_limits(const TomlTable& table, Asked asked) {
  if (!table.has("min") && !table.has("max"))
    refuse(table.value(), {"min ou max manque", "min or max is missing"});
  asked.least = table.number("min", 0);
  asked.most = table.number("max", asked.most);
  if (asked.most < asked.least)
    refuse(table.at("max"), {"max est plus petit que min", "max is smaller than min"});
  return asked;
}

formats::Asked read_present(const TomlTable& table) {
  return formats::CountAsked{.observed = read_observed(table), .least = 1};
}

formats::Asked read_count(const TomlTable& table) {
  return with_limits(table, formats::CountAsked{.observed = read_observed(table)});
}

formats::Asked read_one_of(const TomlTable& table) {
  table.at("values");
  return formats::ValueAsked{read_value_term(table), table.texts("values")};
}

formats::Asked read_code(const TomlTable& table) {
  const CodeList* list = find_code_list(table.text("list"));
  if (list == nullptr)
    refuse(table.at("list"),
           {"liste de codes inconnue, voir facteur codes", "unknown code list, see facteur codes"});
  return formats::CodeAsked{read_value_term(table), list};
}

formats::Asked read_pattern_asked(const TomlTable& table) {
  return formats::PatternAsked{read_value_term(table), table.text("pattern"),
                               read_pattern(table, "pattern")};
}

formats::Asked read_length(const TomlTable& table) {
  return with_limits(table, formats::LengthAsked{.observed = read_value_term(table)});
}

formats::Asked read_attachment(const TomlTable& table) {
  formats::AttachmentAsked asked{.least = table.number("min", 1),
                                 .media_types = table.texts("media_types"),
                                 .descriptions = table.texts("descriptions"),
                                 .name = std::nullopt,
                                 .name_text = table.text("name", "")};
  if (table.has("name")) asked.name = read_pattern(table, "name");
  return asked;
}

struct Kind {
  std::string_view name;
  std::array<std::string_view, 4> keys;  // beside those of every requirement
  formats::Asked (*read)(const TomlTable& table);
};
constexpr Kind kinds[] = {
    {"present", {"term", "scheme"}, read_present},
    {"count", {"term", "scheme", "min", "max"}, read_count},
    {"one-of", {"term", "scheme", "values"}, read_one_of},
    {"code", {"term", "scheme", "list"}, read_code},
    {"pattern", {"term", "scheme", "pattern"}, read_pattern_asked},
    {"length", {"term", "scheme", "min", "max"}, read_length},
    {"attachment", {"min", "media_types", "descriptions", "name"}, read_attachment},
};

const Kind& kind_of(const toml::value& value) {
  if (!value.is_table() || !value.contains("asks"))
    refuse(value, {"la clé asks manque : present, count, one-of, code, pattern, length, attachment",
                   "the key asks is missing: present, count, one-of, code, pattern, length, "
                   "attachment"});
  const toml::value& asks = value.at("asks");
  for (const Kind& kind : kinds)
    if (asks.is_string() && asks.as_string().str == kind.name) return kind;
  refuse(asks, {"asks : present, count, one-of, code, pattern, length ou attachment",
                "asks: present, count, one-of, code, pattern, length or attachment"});
}

bool is_name(std::string_view text) {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  return !text.empty() && text.size() <= longest_name &&
         text.find_first_not_of(letters) == text.npos;
}

std::string read_id(const TomlTable& table) {
  const std::string id = table.text("id");
  if (!is_name(id))
    refuse(table.at("id"), {"un id a des lettres sans accent, des chiffres, . _ -, 64 au plus",
                            "an id has letters, digits, . _ -, at most 64 of them"});
  const bool reserved =
      std::find(std::begin(reserved_ids), std::end(reserved_ids), id) != std::end(reserved_ids);
  if (reserved || id.starts_with("FACTEUR-"))
    refuse(table.at("id"), {"cet id est réservé, choisissez-en un autre",
                            "this id is reserved, choose another one"});
  return id;
}

Severity read_severity(const TomlTable& table) {
  if (!table.has("severity")) return Severity::fatal;
  const std::string text = table.text("severity");
  for (const Severity one : {Severity::fatal, Severity::warning, Severity::information})
    if (text == formats::name(one)) return one;
  refuse(table.at("severity"),
         {"severity : fatal, warning ou information", "severity: fatal, warning or information"});
}

Requirement read_requirement(const toml::value& value) {
  const Kind& kind = kind_of(value);
  std::vector<std::string_view> keys{"id", "severity", "asks", "message"};
  keys.insert(keys.end(), kind.keys.begin(), kind.keys.end());
  std::erase(keys, "");
  const TomlTable table(value, keys);
  return {read_id(table), read_severity(table), table.sentence("message"), kind.read(table)};
}

std::vector<Requirement> read_all(const TomlTable& file) {
  const toml::value& list = file.at("requirement");
  if (!list.is_array() || list.as_array().empty() || list.as_array().size() > most_requirements)
    refuse(list, {"de 1 à 1000 exigences, chacune sous [[requirement]]",
                  "from 1 to 1000 requirements, each below [[requirement]]"});
  std::vector<Requirement> requirements;
  std::set<std::string> ids;
  for (const toml::value& one : list.as_array()) {
    requirements.push_back(read_requirement(one));
    const std::string& id = requirements.back().id;
    if (!ids.insert(id).second)
      refuse(one.at("id"), {"l'id " + id + " est donné deux fois, changez l'un des deux",
                            "the id " + id + " is given twice, change one of them"});
  }
  return requirements;
}

std::vector<std::string> read_numbers(const TomlTable& table, const std::string& key,
                                      std::size_t digits) {
  std::vector<std::string> numbers = table.texts(key);
  const std::string length = std::to_string(digits);
  for (const std::string& number : numbers)
    if (number.size() != digits || number.find_first_not_of("0123456789") != number.npos)
      refuse(table.at(key), {key + " : « " + number + " » n'a pas " + length + " chiffres",
                             key + ": \"" + number + "\" has not " + length + " digits"});
  return numbers;
}

formats::PartyCondition read_party(const toml::value& value, bool may_be_every) {
  const TomlTable table(value, {"every", "siren", "siret", "vat", "address"});
  formats::PartyCondition party;
  if (table.has("every")) {
    const toml::value& every = table.at("every");
    if (!may_be_every || !every.is_boolean() || !every.as_boolean() || value.as_table().size() != 1)
      refuse(every, {"every = true vaut pour l'acheteur, et sans autre clé",
                     "every = true is for the buyer, and without any other key"});
    party.every = true;
    return party;
  }
  party.sirens = read_numbers(table, "siren", 9);
  party.sirets = read_numbers(table, "siret", 14);
  party.vats = table.texts("vat");
  party.addresses = table.texts("address");
  for (const std::string& address : party.addresses)
    if (address.find(':') == address.npos)
      refuse(table.at("address"), {"une adresse s'écrit avec son schéma : 0225:200000008",
                                   "an address is written with its scheme: 0225:200000008"});
  if (value.as_table().empty())
    refuse(value, {"dites qui : siren, siret, vat ou address (pour tout acheteur : every = true)",
                   "say who: siren, siret, vat or address (for every buyer: every = true)"});
  return party;
}

std::vector<std::string> read_types(const TomlTable& file) {
  if (!file.has("document")) return {};
  const TomlTable table(file.at("document"), {"types"});
  std::vector<std::string> types = table.texts("types");
  for (const std::string& type : types)
    if (!codes::invoice_types.contains(type) && !codes::credit_note_types.contains(type))
      refuse(table.at("types"), {"type de document inconnu : " + type +
                                     ", voir facteur codes invoice_types, credit_note_types",
                                 "unknown document type: " + type +
                                     ", see facteur codes invoice_types, credit_note_types"});
  return types;
}

std::string read_name(const std::string& file) {
  const std::string name = std::filesystem::path(file).stem();
  const bool official = formats::is_rule_set_name(name) ||
                        formats::find_rule_set(name) != nullptr || name == "structure" ||
                        name.starts_with("facteur");
  if (!is_name(name) || official)
    throw RequirementError(
        {file + " : le nom du fichier est celui du jeu : lettres sans accent, chiffres, . _ -, et "
                "pas celui d'un jeu officiel ; renommez-le",
         file + ": the name of the file is that of the set: letters, digits, . _ -, and not that "
                "of an official set; rename it"});
  return name;
}

RequirementSet read_set(const toml::value& root, const std::string& name) {
  const TomlTable file(root, {"title", "version", "valid_from", "valid_until", "buyer", "seller",
                              "document", "requirement"});
  RequirementSet set;
  set.name = name;
  set.title = file.sentence("title");
  set.version = file.text("version");
  set.valid_from = file.date("valid_from");
  set.valid_until = file.date("valid_until");
  if (set.valid_from && set.valid_until && *set.valid_until < *set.valid_from)
    refuse(file.at("valid_until"),
           {"valid_until est avant valid_from", "valid_until is before valid_from"});
  set.buyer = read_party(file.at("buyer"), true);
  if (file.has("seller")) set.seller = read_party(file.at("seller"), false);
  set.types = read_types(file);
  set.requirements = read_all(file);
  return set;
}

}  // namespace

RequirementSet read_requirement_set(std::string_view toml, const std::string& file) {
  const std::string name = read_name(file);
  return read_set(parse_toml(toml, file), name);
}

}  // namespace facteur::gateway::flows
