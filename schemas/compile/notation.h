// The notation of the schema files, read into plain values. Resolves nothing: see tables.h.
//
// Line by line; `#` opens a comment at the start of a line; indentation (two spaces a level) makes
// rows belong to the statement above, and in `terms` builds the tree. Statements:
//   namespace PREFIX [global] URI
//   data NAME LEXICAL                 rows: ATTRIBUTE LEXICAL (1|0..1) [CARRIED-AS]
//   type NAME                         rows: ELEMENT TYPE MIN..MAX, or `* other-than-PREFIX
//   MIN..MAX` syntax NAME ROOT TYPE terms SYNTAX...                   rows: ELEMENT[|ELEMENT]
//   [ALTERNATIVE, ...]
#pragma once

#include <istream>
#include <stdexcept>
#include <string>
#include <vector>

namespace facteur::schemas::compile {

struct Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct NamespaceLine {
  std::string prefix, uri;
  bool global = false;
};
struct AttributeRow {
  std::string name, lexical, carried_as;
  bool required = false;
};
struct DataType {
  std::string name, lexical;
  std::vector<AttributeRow> attributes;
};
struct ElementRow {
  std::string name, type;
  unsigned minimum = 0, maximum = 0;  // maximum 0: unbounded
};
struct ElementType {
  std::string name;
  std::vector<ElementRow> rows;
};
struct SyntaxLine {
  std::string name, root, type;
};
struct AlternativeText {
  std::string term, within;          // within empty: nearest group above
  std::string path, test, value;     // path empty: always
  std::string code_term, rest_term;  // of `holds #A#B`
};
struct TermRow {
  std::vector<std::string> names;
  std::vector<AlternativeText> alternatives;
  std::vector<TermRow> children;
};
struct TermTree {
  std::vector<std::string> syntaxes;
  std::vector<TermRow> rows;
};

struct Notation {
  std::vector<NamespaceLine> namespaces;
  std::vector<DataType> data;
  std::vector<ElementType> types;
  std::vector<SyntaxLine> syntaxes;
  std::vector<TermTree> terms;
};

// Adds what `in` says; throws Error with the file and line where it is not understood.
void read_notation(std::istream& in, const std::string& file, Notation& notation);

}  // namespace facteur::schemas::compile
