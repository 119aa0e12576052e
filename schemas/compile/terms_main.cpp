// Host tool: compiles terms.tsv to a C++ table sorted by term.
//   compile_terms OUTPUT TERMS-TSV
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <vector>

#include "schemas/compile/tables.h"

using facteur::schemas::compile::Error;
using facteur::schemas::compile::term_number;

namespace {

using Columns = std::vector<std::string>;  // id, group, type, occurrences, French, English

Columns split(const std::string& line) {
  Columns columns;
  std::istringstream in(line);
  for (std::string column; std::getline(in, column, '\t');) columns.push_back(column);
  if (columns.size() != 6) throw Error("expected six columns: " + line);
  return columns;
}

std::string type_name(std::string word) {
  if (const auto dash = word.find('-'); dash != std::string::npos) word[dash] = '_';
  return "DataType::" + word;
}

void emit(const std::map<unsigned, Columns>& rows, std::ostream& out) {
  out << "// Compiled from schemas/terms.tsv.\n#include \"schemas/terms.h\"\n\n"
         "namespace facteur {\nnamespace {\n\nconstexpr TermFacts rows[] = {\n";
  for (const auto& [number, row] : rows) {
    out << "  {Term{" << number << "}, Term{" << (row[1] == "document" ? 0 : term_number(row[1]))
        << "}, " << type_name(row[2]) << ", " << (row[3][0] == '1' ? "true" : "false") << ", "
        << (row[3].back() == 'n' ? "true" : "false") << ", \"" << row[0] << "\", \"" << row[4]
        << "\", \"" << row[5] << "\"},\n";
  }
  out << "};\n\n}  // namespace\n\n"
         "std::span<const TermFacts> all_terms() { return rows; }\n\n}  // namespace facteur\n";
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 3) throw Error("usage: compile_terms OUTPUT TERMS-TSV");
  std::ifstream in(argv[2]);
  if (!in) throw Error(std::string("cannot open ") + argv[2]);
  std::map<unsigned, Columns> rows;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    Columns columns = split(line);
    const unsigned number = term_number(columns[0]);
    if (!rows.emplace(number, std::move(columns)).second) throw Error("twice: " + line);
  }
  std::ofstream out(argv[1]);
  emit(rows, out);
  if (!out.flush()) throw Error(std::string("cannot write ") + argv[1]);
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 2;
}
