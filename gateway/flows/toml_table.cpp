#include "gateway/flows/toml_table.h"

#include <algorithm>
#include <sstream>

#include "formats/xml_space.h"
#include "gateway/flows/requirement_files.h"

namespace facteur::gateway::flows {
namespace {

using formats::Text;

constexpr std::size_t most_values = 10'000;
constexpr std::size_t longest_text = 1000;  // bytes
constexpr std::int64_t largest_number = 1'000'000;

[[noreturn]] void refuse_at(const toml::source_location& where, const Text& what) {
  const std::string place = where.file_name() + ":" + std::to_string(where.line());
  throw RequirementError({place + " : " + what.fr, place + ": " + what.en});
}

std::string text_of(const toml::value& given, const std::string& key) {
  if (!given.is_string())
    refuse(given, {key + " : un texte entre guillemets est attendu",
                   key + ": a text in quotes is expected"});
  const std::string text(formats::trim_xml_space(given.as_string().str));
  if (text.empty() || text.size() > longest_text)
    refuse(given, {key + " : texte vide, ou de plus de 1000 octets ; écrivez-en un",
                   key + ": the text is empty, or longer than 1000 bytes; write one"});
  return text;
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string text;
  for (const std::string_view word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

// The parser's own words, without the picture of the line that follows them.
std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

}  // namespace

toml::value parse_toml(std::string_view text, const std::string& file) {
  std::istringstream stream{std::string(text)};
  try {
    return toml::parse(stream, file);
  } catch (const toml::exception& error) {
    const std::string reason = first_line(error.what());
    refuse_at(error.location(),
              {"ce n'est pas du TOML bien écrit, corrigez cette ligne (" + reason + ")",
               "this is not well-written TOML, correct this line (" + reason + ")"});
  }
}

void refuse(const toml::value& where, const Text& what) {
  refuse_at(where.location(), what);
}

TomlTable::TomlTable(const toml::value& value, const std::vector<std::string_view>& keys)
    : value_(value) {
  if (!value.is_table()) refuse(value, {"une table est attendue ici", "a table is expected here"});
  for (const auto& [key, held] : value.as_table()) {
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
    refuse(held, {"clé inconnue : " + key + " ; ici vont : " + joined(keys),
                  "unknown key: " + key + "; here go: " + joined(keys)});
  }
}

const toml::value& TomlTable::at(const std::string& key) const {
  if (!has(key)) refuse(value_, {"la clé " + key + " manque", "the key " + key + " is missing"});
  return value_.at(key);
}

std::string TomlTable::text(const std::string& key) const {
  return text_of(at(key), key);
}

std::string TomlTable::text(const std::string& key, std::string_view otherwise) const {
  return has(key) ? text(key) : std::string(otherwise);
}

Text TomlTable::sentence(const std::string& key) const {
  const TomlTable both(at(key), {"fr", "en"});
  return {both.text("fr"), both.text("en")};
}

std::vector<std::string> TomlTable::texts(const std::string& key) const {
  if (!has(key)) return {};
  const toml::value& list = at(key);
  if (!list.is_array() || list.as_array().empty() || list.as_array().size() > most_values)
    refuse(list, {key + " : une liste de textes est attendue, [\"a\", \"b\"], de 1 à 10000",
                  key + ": a list of texts is expected, [\"a\", \"b\"], from 1 to 10000"});
  std::vector<std::string> result;
  for (const toml::value& one : list.as_array()) result.push_back(text_of(one, key));
  std::sort(result.begin(), result.end());
  return result;
}

std::size_t TomlTable::number(const std::string& key, std::size_t otherwise) const {
  if (!has(key)) return otherwise;
  const toml::value& given = at(key);
  if (!given.is_integer() || given.as_integer() < 0 || given.as_integer() > largest_number)
    refuse(given, {key + " : un nombre entier de 0 à 1000000 est attendu",
                   key + ": a whole number from 0 to 1000000 is expected"});
  return static_cast<std::size_t>(given.as_integer());
}

std::optional<formats::Date> TomlTable::date(const std::string& key) const {
  if (!has(key)) return std::nullopt;
  const toml::value& given = at(key);
  std::optional<formats::Date> result;
  if (given.is_local_date()) {
    const toml::local_date& day = given.as_local_date();
    result = formats::Date::of(day.year, static_cast<unsigned>(day.month) + 1,
                               static_cast<unsigned>(day.day));
  }
  if (!result)
    refuse(given, {key + " : une date est attendue, 2026-12-31 sans guillemets",
                   key + ": a date is expected, 2026-12-31 without quotes"});
  return result;
}

}  // namespace facteur::gateway::flows
