// Host tool: compiles the files of schemas/codes/ to sorted C++ tables.
//   compile_codes OUTPUT NAME.codes...
//
// A file holds lines of columns with one tab between them; # starts a comment line.
//   @title FRENCH ENGLISH, @standard TEXT, @source TEXT, @version TEXT, @date YYYY-MM-DD
//   CODE FRENCH ENGLISH [FROM [UNTIL]]    dates YYYY-MM-DD, both inclusive; empty: no limit
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <tuple>
#include <vector>

#include "schemas/compile/tables.h"

using facteur::schemas::compile::Error;

namespace {

using Columns = std::vector<std::string>;

struct Row {
  std::string code, fr, en, from, until;
};

struct List {
  std::string id;
  std::map<std::string, Columns> facts;  // by key, "@title"; without the key
  std::vector<Row> rows;
};

Columns split(const std::string& line) {
  Columns columns;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t tab = std::min(line.find('\t', at), line.size());
    columns.push_back(line.substr(at, tab - at));
    at = tab + 1;
  }
  return columns;
}

void require_date(const std::string& text, const std::string& where) {
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                      text.find_first_not_of("0123456789-") == std::string::npos;
  if (!text.empty() && !shaped) throw Error(where + ": not a date: " + text);
}

Row row_of(Columns columns, const std::string& where) {
  if (columns.size() < 3 || columns.size() > 5 || columns[0].empty())
    throw Error(where + ": expected code, French, English and up to two dates");
  columns.resize(5);
  require_date(columns[3], where);
  require_date(columns[4], where);
  return {columns[0], columns[1], columns[2], columns[3], columns[4]};
}

void check(const List& list) {
  for (const auto& [key, count] : std::map<std::string, std::size_t>{
           {"@title", 2}, {"@standard", 1}, {"@source", 1}, {"@version", 1}, {"@date", 1}}) {
    const auto found = list.facts.find(key);
    if (found == list.facts.end() || found->second.size() != count)
      throw Error(list.id + ": " + key + " is missing or has the wrong number of columns");
  }
  require_date(list.facts.at("@date")[0], list.id);
  for (std::size_t i = 1; i < list.rows.size(); ++i) {
    const Row &before = list.rows[i - 1], &row = list.rows[i];
    if (before.code == row.code && (before.until.empty() || row.from <= before.until))
      throw Error(list.id + ": two rows of " + row.code + " overlap");
  }
}

List read(const std::filesystem::path& path) {
  std::ifstream in(path);
  if (!in) throw Error("cannot open " + path.string());
  List list;
  list.id = path.stem().string();
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    Columns columns = split(line);
    if (line[0] == '@') {
      list.facts[columns[0]] = Columns(columns.begin() + 1, columns.end());
    } else {
      list.rows.push_back(row_of(std::move(columns), list.id));
    }
  }
  std::sort(list.rows.begin(), list.rows.end(), [](const Row& a, const Row& b) {
    return std::tie(a.code, a.from) < std::tie(b.code, b.from);
  });
  check(list);
  return list;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char byte : text) {
    if (byte == '"' || byte == '\\') out += '\\';
    out += byte;
  }
  return out + '"';
}

std::string day(const std::string& date) {
  const auto number = [&date](std::size_t at, std::size_t size) {
    return std::to_string(std::stoi(date.substr(at, size)));
  };
  return "{std::chrono::year{" + number(0, 4) + "}, std::chrono::month{" + number(5, 2) +
         "}, std::chrono::day{" + number(8, 2) + "}}";
}

void emit_row(const Row& row, std::ostream& out) {
  out << "  {" << quoted(row.code) << ", " << quoted(row.fr) << ", " << quoted(row.en);
  if (!row.from.empty() || !row.until.empty())
    out << ", " << (row.from.empty() ? "CodeRow::always" : day(row.from));
  if (!row.until.empty()) out << ", " << day(row.until);
  out << "},\n";
}

void emit(const List& list, std::ostream& out) {
  out << "constexpr CodeRow " << list.id << "_rows[] = {\n";
  for (const Row& row : list.rows) emit_row(row, out);
  out << "};\nconstexpr std::string_view " << list.id << "_current[] = {\n";
  for (const Row& row : list.rows) {
    if (row.until.empty()) out << "  " << quoted(row.code) << ",\n";
  }
  const auto fact = [&list](const char* key, std::size_t column = 0) {
    return quoted(list.facts.at(key)[column]);
  };
  out << "};\n}  // namespace\nconstinit const CodeList " << list.id << "{{" << quoted(list.id)
      << ", " << fact("@title", 0) << ", " << fact("@title", 1) << ", " << fact("@standard") << ", "
      << fact("@source") << ", " << fact("@version") << ", " << day(list.facts.at("@date")[0])
      << "},\n  " << list.id << "_current, " << list.id << "_rows};\nnamespace {\n";
}

void emit(const std::vector<List>& lists, std::ostream& out) {
  out << "// Compiled from schemas/codes/.\n#include \"schemas/code_lists.h\"\n\n"
         "namespace facteur {\nnamespace codes {\nnamespace {\n";
  for (const List& list : lists) emit(list, out);
  out << "}  // namespace\n}  // namespace codes\n\nnamespace {\n"
         "constexpr const CodeList* lists[] = {\n";
  for (const List& list : lists) out << "  &codes::" << list.id << ",\n";
  out << "};\n}  // namespace\n\n"
         "std::span<const CodeList* const> all_code_lists() { return lists; }\n\n"
         "}  // namespace facteur\n";
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 3) throw Error("usage: compile_codes OUTPUT NAME.codes...");
  std::vector<List> lists;
  for (int i = 2; i < argc; ++i) lists.push_back(read(argv[i]));
  std::sort(lists.begin(), lists.end(), [](const List& a, const List& b) { return a.id < b.id; });
  std::ofstream out(argv[1]);
  emit(lists, out);
  if (!out.flush()) throw Error(std::string("cannot write ") + argv[1]);
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 2;
}
