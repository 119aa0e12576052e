#include "gateway/receivables/bank/mapping.h"

#include <algorithm>
#include <sstream>
#include <toml.hpp>

#include "gateway/receivables/bank/embedded_mappings.h"

namespace facteur::gateway::receivables::bank {
namespace {

using formats::bank::CsvColumn;
using formats::bank::CsvMapping;

constexpr std::string_view keys[] = {"name",         "separator", "heading",  "skip",   "date",
                                     "decimal_sign", "account",   "currency", "columns"};

[[noreturn]] void refuse(const std::string& what, const toml::value& where) {
  throw MappingError(toml::format_error(what, where, "here"));
}

void check_keys(const toml::value& table) {
  for (const auto& [key, value] : table.as_table())
    if (std::find(std::begin(keys), std::end(keys), key) == std::end(keys))
      refuse("unknown key: " + key, value);
}

// One text or a list of them.
std::vector<std::string> texts(const toml::value& value) {
  if (value.is_string()) return {value.as_string().str};
  if (!value.is_array()) refuse("must be a text or a list of texts", value);
  std::vector<std::string> all;
  for (const toml::value& one : value.as_array()) {
    if (!one.is_string()) refuse("must be a text", one);
    all.push_back(one.as_string().str);
  }
  return all;
}

CsvColumn column_of(const std::string& name, const toml::value& where) {
  for (const CsvColumn column : formats::bank::all_csv_columns())
    if (formats::bank::to_string(column) == name) return column;
  refuse("unknown column: " + name, where);
}

char separator_of(const toml::value& file) {
  const auto text = toml::find_or<std::string>(file, "separator", "auto");
  if (text == "auto") return '\0';
  if (text.size() != 1) refuse("separator is one character, or \"auto\"", file);
  return text[0];
}

char decimal_sign_of(const toml::value& file) {
  const auto text = toml::find_or<std::string>(file, "decimal_sign", ",");
  if (text != "," && text != ".") refuse("decimal_sign is \",\" or \".\"", file);
  return text[0];
}

CsvMapping read_mapping(const toml::value& file) {
  check_keys(file);
  CsvMapping mapping;
  mapping.name = toml::find<std::string>(file, "name");
  mapping.separator = separator_of(file);
  mapping.heading = toml::find_or(file, "heading", true);
  mapping.skip = toml::find_or(file, "skip", 0u);
  if (file.contains("date")) mapping.date_formats = texts(toml::find(file, "date"));
  mapping.decimal_sign = decimal_sign_of(file);
  mapping.account = toml::find_or<std::string>(file, "account", "");
  mapping.currency = toml::find_or<std::string>(file, "currency", "");
  for (const auto& [name, value] : toml::find(file, "columns").as_table())
    mapping.columns[column_of(name, value)] = texts(value);
  return mapping;
}

}  // namespace

CsvMapping parse_mapping(std::string_view text, const std::string& file_name) {
  std::istringstream stream{std::string(text)};
  try {
    return read_mapping(toml::parse(stream, file_name));
  } catch (const MappingError&) {
    throw;
  } catch (const std::exception& error) {  // toml11's own: syntax, missing key, wrong type
    throw MappingError(error.what());
  }
}

CsvMapping standard_mapping() {
  return parse_mapping(embedded_mappings[0].content, "standard.toml");
}

}  // namespace facteur::gateway::receivables::bank
