// The notation of the schema files, read into plain values. Resolves nothing: see tables.h.
//
// Line by line; `#` opens a comment at the start of a line; indentation (two spaces a level) makes
// rows belong to the statement above, and in `terms` builds the tree. Statements:
// - namespace PREFIX [global] URI    (global: every element of it is declared; `namespace -`: names
//   without one)
// - element NAME TYPE    (declares one element of a namespace that is not global)
// - restrict NAME LEXICAL (length MIN..MAX | fixed VALUE)    (a LEXICAL for attributes)
// - data NAME LEXICAL    rows: ATTRIBUTE LEXICAL (1|0..1) [CARRIED-AS]
// - type NAME [mixed]    rows, in order:
//   - @ATTRIBUTE LEXICAL (1|0..1)
//   - ELEMENT TYPE MIN..MAX    (TYPE `anything`: any content)
//   - any-lax|any-strict other-than-PREFIX|every-namespace MIN..MAX
//   - sequence|choice MIN..MAX, with rows of its own below it
// - syntax NAME ROOT TYPE
// - terms SYNTAX...    rows, a tree: ELEMENT[|ELEMENT] [ALTERNATIVE, ...] [nested] [writes VALUE]
//   [copies TERM],
//   or @ATTRIBUTE TERM below the element that has it; see ubl/common.terms
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
struct RestrictionLine {
  std::string name, lexical;
  unsigned minimum = 0, maximum = 0;  // characters; maximum 0: any number
  std::string fixed;                  // empty: any value
};
struct AttributeRow {
  std::string name, lexical, carried_as;
  bool required = false;
};
struct DataType {
  std::string name, lexical;
  std::vector<AttributeRow> attributes;
};
struct ContentRow {
  std::string name, type;             // name also: any-lax, any-strict, sequence, choice
  unsigned minimum = 0, maximum = 0;  // maximum 0: unbounded
  std::vector<ContentRow> rows;       // of a sequence or choice

  bool is_group() const { return name == "sequence" || name == "choice"; }
  bool is_wildcard() const { return name == "any-lax" || name == "any-strict"; }
};
struct ElementType {
  std::string name;
  bool mixed = false;
  std::vector<AttributeRow> attributes;
  std::vector<ContentRow> rows;
};
struct DeclarationLine {
  std::string name, type;
};
struct SyntaxLine {
  std::string name, root, type;
};
struct AlternativeText {
  std::string term, within;          // within empty: nearest group above
  std::string attribute;             // of `@ATTRIBUTE of TERM`
  std::string path, test, value;     // path empty: always
  std::string code_term, rest_term;  // of `holds #A#B`
  std::string form;                  // of `only FORM`; empty: any
};
struct TermRow {
  std::vector<std::string> names;
  std::vector<AlternativeText> alternatives;
  std::string constant, copied;  // of `writes VALUE`, `copies TERM`
  bool nested = false;
  std::vector<TermRow> rows;
};
struct TermTree {
  std::vector<std::string> syntaxes;
  std::vector<TermRow> rows;
};

struct Notation {
  std::vector<NamespaceLine> namespaces;
  std::vector<RestrictionLine> restrictions;
  std::vector<DeclarationLine> declarations;
  std::vector<DataType> data;
  std::vector<ElementType> types;
  std::vector<SyntaxLine> syntaxes;
  std::vector<TermTree> terms;
};

// Adds what `in` says; throws Error with the file and line where it is not understood.
void read_notation(std::istream& in, const std::string& file, Notation& notation);

}  // namespace facteur::schemas::compile
