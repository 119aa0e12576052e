#include "schemas/compile/notation.h"

#include <sstream>

namespace facteur::schemas::compile {
namespace {

using Words = std::vector<std::string>;

Words split(const std::string& line) {
  std::istringstream in(line);
  Words words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

void expect(bool good, const char* what) {
  if (!good) throw Error(what);
}

std::vector<std::string> split_at(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, separator);) parts.push_back(part);
  return parts;
}

struct Range {
  unsigned minimum, maximum;  // maximum 0: unbounded
};

Range range(const std::string& text) {
  const auto dots = text.find("..");
  expect(dots != std::string::npos, "expected MIN..MAX");
  const std::string maximum = text.substr(dots + 2);
  return {static_cast<unsigned>(std::stoul(text.substr(0, dots))),
          maximum == "n" ? 0U : static_cast<unsigned>(std::stoul(maximum))};
}

ContentRow content_row(const Words& words) {
  ContentRow row;
  row.name = words[0];
  const std::size_t count = row.is_group() ? 1 : 2;
  expect(words.size() == count + 1, "expected: ELEMENT TYPE MIN..MAX, or a group");
  if (!row.is_group()) row.type = words[1];
  const Range occurrences = range(words[count]);
  row.minimum = occurrences.minimum;
  row.maximum = occurrences.maximum;
  return row;
}

RestrictionLine restriction(const std::string& line, const Words& words) {
  expect(words.size() >= 5, "expected: restrict NAME LEXICAL (length MIN..MAX | fixed VALUE)");
  RestrictionLine result{words[1], words[2], 0, 0, {}};
  if (words[3] == "length") {
    const Range length = range(words[4]);
    result.minimum = length.minimum;
    result.maximum = length.maximum;
  } else {
    expect(words[3] == "fixed", "expected length or fixed");
    result.fixed = line.substr(line.find(words[4], line.find(" fixed ") + 7));
  }
  return result;
}

AttributeRow attribute_row(const Words& words) {
  expect(words.size() == 3 || words.size() == 4, "expected: ATTRIBUTE LEXICAL 1|0..1 [CARRIED-AS]");
  expect(words[2] == "1" || words[2] == "0..1", "expected 1 or 0..1");
  return {words[0], words[1], words.size() == 4 ? words[3] : "", words[2] == "1"};
}

// TERM [holds #CODE#REST] [in GROUP] [if PATH (=|~|at-end) VALUE], or @ATTRIBUTE of TERM [if ...]
AlternativeText alternative(const std::string& text) {
  const Words words = split(text);
  expect(!words.empty(), "expected a term");
  AlternativeText result;
  result.term = words[0];
  std::size_t at = 1;
  if (words[0][0] == '@') {
    expect(words.size() > 2 && words[1] == "of", "expected: @ATTRIBUTE of TERM");
    result.attribute = words[0].substr(1);
    result.term = words[2];
    at = 3;
  }
  if (at + 1 < words.size() && words[at] == "holds") {
    const auto parts = split_at(words[at + 1], '#');  // "#@subject#" has two
    const bool qualifies = parts.size() == 2 && parts[1][0] == '@';
    expect(qualifies || parts.size() == 3, "expected: holds #TERM#TERM, or #@ATTRIBUTE#");
    result.code_term = parts[1];
    if (!qualifies) result.rest_term = parts[2];
    at += 2;
  }
  if (at + 1 < words.size() && words[at] == "in") {
    result.within = words[at + 1];
    at += 2;
  }
  if (at + 3 < words.size() && words[at] == "if") {
    result.path = words[at + 1];
    result.test = words[at + 2];
    result.value = words[at + 3];
    const bool known = result.test == "=" || result.test == "~" || result.test == "at-end";
    expect(known, "expected =, ~ or at-end");
    at += 4;
  }
  if (at + 1 < words.size() && words[at] == "only") {
    result.form = words[at + 1];
    at += 2;
  }
  expect(at == words.size(), "expected: TERM [in GROUP] [if PATH = VALUE] [only FORM]");
  return result;
}

TermRow term_row(const std::string& line) {
  const Words words = split(line);
  TermRow row;
  row.names = split_at(words[0], '|');
  std::string rest = line.substr(line.find(words[0]) + words[0].size());
  if (const auto writes = rest.find(" writes "); writes != std::string::npos) {
    row.constant = rest.substr(rest.find_first_not_of(' ', writes + 8));
    rest.erase(writes);
  }
  if (words.size() > 2 && words[words.size() - 2] == "copies") {
    row.copied = words.back();
    rest.erase(rest.rfind("copies"));
  }
  if (words.back() == "nested") {
    row.nested = true;
    rest.erase(rest.rfind("nested"));
  }
  for (const std::string& part : split_at(rest, ',')) {
    if (!split(part).empty()) row.alternatives.push_back(alternative(part));
  }
  return row;
}

void namespace_line(const Words& words, Notation& notation) {
  const bool none = words.size() == 2 && words[1] == "-";
  const bool global = words.size() == 4 && words[2] == "global";
  expect(none || words.size() == 3 || global, "expected: namespace PREFIX [global] URI");
  notation.namespaces.push_back({none ? "" : words[1], none ? "" : words.back(), global});
}

void statement(const std::string& line, Notation& notation) {
  const Words words = split(line);
  if (words[0] == "namespace") {
    namespace_line(words, notation);
  } else if (words[0] == "restrict") {
    notation.restrictions.push_back(restriction(line, words));
  } else if (words[0] == "data") {
    expect(words.size() == 3, "expected: data NAME LEXICAL");
    notation.data.push_back({words[1], words[2], {}});
  } else if (words[0] == "type") {
    const bool mixed = words.size() == 3 && words[2] == "mixed";
    expect(words.size() == 2 || mixed, "expected: type NAME [mixed]");
    notation.types.push_back({words[1], mixed, {}, {}});
  } else if (words[0] == "element") {
    expect(words.size() == 3, "expected: element NAME TYPE");
    notation.declarations.push_back({words[1], words[2]});
  } else if (words[0] == "syntax") {
    expect(words.size() == 4, "expected: syntax NAME ROOT TYPE");
    notation.syntaxes.push_back({words[1], words[2], words[3]});
  } else if (words[0] == "terms") {
    expect(words.size() >= 2, "expected: terms SYNTAX...");
    notation.terms.push_back({Words(words.begin() + 1, words.end()), {}});
  } else {
    throw Error("unknown statement " + words[0]);
  }
}

// The list that a row of this depth belongs to: the children of the last row one level up.
template <typename Row>
std::vector<Row>& rows_at(std::vector<Row>& top, std::size_t depth) {
  std::vector<Row>* rows = &top;
  for (; depth > 1; --depth) {
    expect(!rows->empty(), "indented too far");
    rows = &rows->back().rows;
  }
  return *rows;
}

void type_row(Words words, std::size_t depth, ElementType& type) {
  if (words[0][0] == '@') {
    words[0].erase(0, 1);
    type.attributes.push_back(attribute_row(words));
  } else {
    rows_at(type.rows, depth).push_back(content_row(words));
  }
}

void row(const std::string& line, std::size_t depth, const std::string& owner, Notation& notation) {
  if (owner == "data") {
    notation.data.back().attributes.push_back(attribute_row(split(line)));
  } else if (owner == "type") {
    type_row(split(line), depth, notation.types.back());
  } else if (owner == "terms") {
    rows_at(notation.terms.back().rows, depth).push_back(term_row(line));
  } else {
    throw Error("a row without a statement");
  }
}

}  // namespace

void read_notation(std::istream& in, const std::string& file, Notation& notation) {
  std::string owner;
  unsigned number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    const auto indent = line.find_first_not_of(' ');
    if (indent == std::string::npos || line[indent] == '#') continue;
    try {
      if (indent == 0) {
        owner = split(line)[0];
        statement(line, notation);
      } else {
        expect(indent % 2 == 0, "indent by two spaces a level");
        row(line, indent / 2, owner, notation);
      }
    } catch (const std::exception& error) {
      throw Error(file + ":" + std::to_string(number) + ": " + error.what());
    }
  }
}

}  // namespace facteur::schemas::compile
