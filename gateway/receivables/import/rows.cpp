#include "gateway/receivables/import/rows.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "formats/utf8.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Text;

constexpr std::size_t longest_field = 4096;
constexpr std::size_t most_columns = 256;

std::string trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(blanks) - first + 1));
}

std::string folded(std::string_view name) {
  std::string text = trimmed(name);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

// A value of JSON as a field of CSV would have it.
std::string field_of(const nlohmann::json& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return trimmed(value.get_ref<const std::string&>());
  return value.dump();
}

// What keeps the fields of a row from being looked at.
std::optional<Text> fault_of(const std::vector<std::string>& fields) {
  for (const std::string& field : fields) {
    if (field.size() > longest_field)
      return Text{"un champ dépasse 4096 octets", "a field exceeds 4096 bytes"};
    const bool control = std::any_of(field.begin(), field.end(), [](char c) {
      return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
    });
    if (control) return Text{"un caractère de contrôle", "a control character"};
  }
  return std::nullopt;
}

Text never_closed() {
  return {"un guillemet n'est jamais fermé", "a quote is never closed"};
}

Text wrong_width(std::size_t fields, std::size_t header) {
  const std::string found = std::to_string(fields), expected = std::to_string(header);
  return {found + " champs, l'en-tête en a " + expected,
          found + " fields where the header has " + expected};
}

}  // namespace

void Rows::read_header(const std::vector<Column>& columns) {
  auto row = csv_->next();
  if (!row || row->fields.size() > most_columns)
    throw TableFault{1, {"pas de ligne d'en-tête", "no header line"}};
  std::vector<std::string>& header = row->fields;
  for (std::string& name : header) name = folded(name);
  width_ = header.size();
  for (const Column& column : columns) {
    if (std::count(header.begin(), header.end(), column.name) > 1)
      throw TableFault{1,
                       {"la colonne " + std::string(column.name) + " est là deux fois",
                        "the column " + std::string(column.name) + " is there twice"}};
    const auto found = std::find(header.begin(), header.end(), std::string(column.name));
    if (found == header.end() && column.required)
      throw TableFault{1,
                       {"la colonne " + std::string(column.name) + " manque",
                        "the column " + std::string(column.name) + " is missing"}};
    places_.push_back(found == header.end()
                          ? std::nullopt
                          : std::optional(static_cast<std::size_t>(found - header.begin())));
  }
}

Rows Rows::of_csv(const std::string& text, const std::vector<Column>& columns, bool exact) {
  Rows rows;
  rows.exact_ = exact;
  rows.text_ = std::make_unique<const std::string>(formats::to_utf8(text));
  rows.csv_.emplace(*rows.text_, formats::guess_separator(*rows.text_));
  rows.read_header(columns);
  return rows;
}

Rows Rows::of_json(std::string_view text, const std::vector<Column>& columns) {
  const Text shape = {"un tableau JSON d'objets est attendu",
                      "a JSON array of objects is expected"};
  const auto array = nlohmann::json::parse(text, nullptr, false);
  if (!array.is_array()) throw TableFault{1, shape};
  Rows rows;
  for (const auto& object : array) {
    Row row;
    row.line = rows.ready_.size() + 1;
    row.fields.resize(columns.size());
    if (!object.is_object()) row.fault = shape;
    for (std::size_t i = 0; i < columns.size() && object.is_object(); ++i)
      if (const auto found = object.find(columns[i].name); found != object.end())
        row.fields[i] = field_of(*found);
    if (!row.fault) row.fault = fault_of(row.fields);
    rows.ready_.push_back(std::move(row));
  }
  std::reverse(rows.ready_.begin(), rows.ready_.end());
  return rows;
}

bool Rows::next(Row& row) {
  if (csv_) return next_of_csv(row);
  if (ready_.empty()) return false;
  row = std::move(ready_.back());
  ready_.pop_back();
  return true;
}

bool Rows::next_of_csv(Row& row) {
  const auto record = next_record();
  if (!record && !csv_->open_quote()) return false;
  row.fault.reset();
  row.fields.assign(places_.size(), {});
  if (!record) {
    if (ended_) return false;
    ended_ = true;
    row.line = csv_->line();
    row.fault = never_closed();
    return true;
  }
  row.line = record->line;
  const auto& fields = record->fields;
  for (std::size_t i = 0; i < places_.size(); ++i)
    if (places_[i] && *places_[i] < fields.size())
      row.fields[i] = exact_ ? fields[*places_[i]] : trimmed(fields[*places_[i]]);
  if (fields.size() != width_)
    row.fault = wrong_width(fields.size(), width_);
  else if (!exact_)
    row.fault = fault_of(row.fields);
  return true;
}

// The next that holds more than blanks.
std::optional<formats::CsvRow> Rows::next_record() {
  auto record = csv_->next();
  while (record && record->fields.size() == 1 && trimmed(record->fields[0]).empty())
    record = csv_->next();
  return record;
}

}  // namespace facteur::gateway::receivables
