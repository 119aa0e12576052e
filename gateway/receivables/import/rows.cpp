#include "gateway/receivables/import/rows.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "formats/utf8.h"

namespace facteur::gateway::receivables {
namespace {

using formats::Text;

constexpr std::size_t longest_field = 4096;
constexpr std::size_t most_columns = 256;

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto first = static_cast<unsigned char>(text.front());
    if (first < 0x80) {
      text.remove_prefix(1);
      continue;
    }
    const auto before = text;
    if (formats::take_code_point(text) == formats::replacement_character &&
        !before.starts_with("\xEF\xBF\xBD"))
      return false;
  }
  return true;
}

std::string from_latin_1(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char byte : bytes) formats::append_utf8(text, static_cast<unsigned char>(byte));
  return text;
}

std::string decoded(const std::string& text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  std::string_view bytes = text;
  if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
  return is_utf8(bytes) ? std::string(bytes) : from_latin_1(bytes);
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(blanks) - first + 1));
}

// The one that stands most often in the header.
char separator_of(std::string_view header) {
  char best = ',';
  for (const char candidate : {';', '\t'})
    if (std::count(header.begin(), header.end(), candidate) >
        std::count(header.begin(), header.end(), best))
      best = candidate;
  return best;
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

// One record, as RFC 4180 has it; `closed` is false when a quote is never closed.
bool Rows::next_record(std::vector<std::string>& fields, bool& closed) {
  fields.clear();
  closed = true;
  if (at_ >= text_.size()) return false;
  std::string field;
  bool quoted = false;
  for (; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (c == '\n') ++line_;
    if (quoted) {
      if (c != '"')
        field += c;
      else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"')
        field += text_[++at_];
      else
        quoted = false;
    } else if (c == '"' && field.empty()) {
      quoted = true;
    } else if (c == separator_) {
      fields.push_back(std::move(field));
      field.clear();
    } else if (c == '\n') {
      ++at_;
      break;
    } else {
      field += c;
    }
  }
  closed = !quoted;
  fields.push_back(std::move(field));
  return true;
}

void Rows::read_header(const std::vector<Column>& columns) {
  separator_ = separator_of(std::string_view(text_).substr(0, text_.find('\n')));
  std::vector<std::string> header;
  bool closed = true;
  if (!next_record(header, closed) || !closed || header.size() > most_columns)
    throw TableFault{1, {"pas de ligne d'en-tête", "no header line"}};
  for (std::string& name : header) name = folded(name);
  width_ = header.size();
  for (const Column& column : columns) {
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
  rows.text_ = decoded(text);
  rows.read_header(columns);
  return rows;
}

Rows Rows::of_json(std::string_view text, const std::vector<Column>& columns) {
  const Text shape = {"un tableau JSON d'objets est attendu",
                      "a JSON array of objects is expected"};
  const auto array = nlohmann::json::parse(text, nullptr, false);
  if (!array.is_array()) throw TableFault{1, shape};
  Rows rows;
  rows.json_ = true;
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
  if (json_) {
    if (ready_.empty()) return false;
    row = std::move(ready_.back());
    ready_.pop_back();
    return true;
  }
  std::vector<std::string> record;
  bool closed = true;
  do {
    row.line = line_;
    if (!next_record(record, closed)) return false;
  } while (record.size() == 1 && trimmed(record[0]).empty());
  row.fault.reset();
  row.fields.assign(places_.size(), {});
  for (std::size_t i = 0; i < places_.size(); ++i)
    if (places_[i] && *places_[i] < record.size())
      row.fields[i] = exact_ ? record[*places_[i]] : trimmed(record[*places_[i]]);
  if (!closed)
    row.fault = never_closed();
  else if (record.size() != width_)
    row.fault = wrong_width(record.size(), width_);
  else if (!exact_)
    row.fault = fault_of(row.fields);
  return true;
}

}  // namespace facteur::gateway::receivables
