// Host tool: compiles tables of terms to one C++ table sorted by term.
//   compile_terms OUTPUT TERMS-TSV...
#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <vector>

#include "schemas/compile/tables.h"

using facteur::schemas::compile::Error;
using facteur::schemas::compile::term_number;

namespace {

// id, group, type, occurrences, profiles, French, English; short French and English, or the same
// again
using Columns = std::vector<std::string>;

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, separator);) parts.push_back(part);
  return parts;
}

std::string type_name(std::string word) {
  if (word[0] == '@') return word == "@filename" ? "DataType::text" : "DataType::code";
  if (const auto dash = word.find('-'); dash != std::string::npos) word[dash] = '_';
  return "DataType::" + word;
}

std::string attribute_name(const std::string& word) {
  return word[0] == '@' ? "Attribute::" + word.substr(1) : "std::nullopt";
}

// In the order of Profile.
constexpr std::array<std::string_view, 7> profiles{"minimum",  "basic-wl", "basic",    "en16931",
                                                   "extended", "ctc-fr",   "xrechnung"};

// "basic+" is basic and all after it, "extended,ctc-fr" just these two.
unsigned profile_bits(const std::string& words) {
  unsigned bits = 0;
  if (words == "-") return bits;
  for (std::string word : split(words, ',')) {
    const bool above = word.back() == '+';
    if (above) word.pop_back();
    const auto found = std::find(profiles.begin(), profiles.end(), word);
    if (found == profiles.end()) throw Error("unknown profile " + word);
    const auto bit = static_cast<unsigned>(found - profiles.begin());
    bits |= above ? 0x7FU & ~((1U << bit) - 1U) : 1U << bit;
  }
  return bits;
}

void emit_groups(const std::map<unsigned, Columns>& rows, std::ostream& out) {
  out << "bool is_group(Term term) {\n  switch (static_cast<std::uint16_t>(term)) {\n";
  for (const auto& [number, row] : rows) {
    if (row[2] == "group") out << "    case " << number << ":\n";
  }
  out << "      return true;\n    default:\n      return false;\n  }\n}\n\n";
}

void emit(const std::map<unsigned, Columns>& rows, std::ostream& out) {
  out << "// Compiled from the tables of terms.\n#include \"schemas/terms.h\"\n\n"
         "namespace facteur {\nnamespace {\n\nconstexpr TermFacts rows[] = {\n";
  for (const auto& [number, row] : rows) {
    out << "  {Term{" << number << "}, Term{" << (row[1] == "document" ? 0 : term_number(row[1]))
        << "}, " << type_name(row[2]) << ", " << (row[3][0] == '1' ? "true" : "false") << ", "
        << (row[3].back() == 'n' ? "true" : "false") << ", " << attribute_name(row[2]) << ", "
        << profile_bits(row[4]) << ", \"" << row[0] << '"';
    for (std::size_t i = 5; i < row.size(); ++i) out << ", \"" << row[i] << '"';
    out << "},\n";
  }
  out << "};\n\n}  // namespace\n\n"
         "std::span<const TermFacts> all_terms() {\n  return rows;\n}\n\n";
  emit_groups(rows, out);
  out << "}  // namespace facteur\n";
}

void read(const char* file, std::map<unsigned, Columns>& rows) {
  std::ifstream in(file);
  if (!in) throw Error(std::string("cannot open ") + file);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    Columns columns = split(line, '\t');
    if (columns.size() == 7) columns.insert(columns.end(), {columns[5], columns[6]});
    if (columns.size() != 9) throw Error("expected seven or nine columns: " + line);
    const unsigned number = term_number(columns[0]);
    if (!rows.emplace(number, std::move(columns)).second) throw Error("twice: " + line);
  }
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 3) throw Error("usage: compile_terms OUTPUT TERMS-TSV...");
  std::map<unsigned, Columns> rows;
  for (int i = 2; i < argc; ++i) read(argv[i], rows);
  std::ofstream out(argv[1]);
  emit(rows, out);
  if (!out.flush()) throw Error(std::string("cannot write ") + argv[1]);
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 2;
}
