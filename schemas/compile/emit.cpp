#include "schemas/compile/emit.h"

#include <array>
#include <deque>
#include <sstream>
#include <utility>

namespace facteur::schemas::compile {
namespace {

// The notation's word and the C++ name of each lexical space.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> lexicals{{
    {"string", "string"},
    {"normalizedString", "normalized_string"},
    {"token", "token"},
    {"decimal", "decimal"},
    {"integer", "integer"},
    {"boolean", "boolean"},
    {"date", "date"},
    {"time", "time"},
    {"dateTime", "date_time"},
    {"base64Binary", "base64"},
    {"language", "language"},
    {"anyURI", "any_uri"},
    {"ID", "id"},
}};

// In the order of formats::Attribute (formats/model.h), which a test holds together.
constexpr std::array<std::string_view, 10> carried{
    "scheme_id", "scheme_version", "list_id",  "list_version", "currency",
    "unit",      "mime",           "filename", "label",        "format"};

std::string lexical(const std::string& word) {
  for (const auto& [notation, name] : lexicals) {
    if (notation == word) return "Lexical::" + std::string(name);
  }
  throw Error("unknown lexical space " + word);
}

std::size_t carried_as(const std::string& word) {
  if (word.empty()) return 0;
  for (std::size_t i = 0; i < carried.size(); ++i) {
    if (carried[i] == word) return i + 1;
  }
  throw Error("unknown attribute of the model " + word);
}

std::string quoted(const std::string& text) {
  return "\"" + text + "\"";
}

void emit_names(const Tables& tables, std::ostream& out) {
  out << "constexpr std::string_view namespaces[] = {\n";
  for (const auto& line : tables.notation.namespaces) out << "  " << quoted(line.uri) << ",\n";
  out << "};\n\nconstexpr Name names[] = {\n";
  for (const NameRow& row : tables.names) {
    out << "  {" << quoted(row.qualified) << ", " << row.qualified.find(':') + 1 << ", "
        << row.name_space << ", " << row.declared_type << "},\n";
  }
  out << "};\n\n";
}

void emit_data_types(const Tables& tables, std::ostream& attributes, std::ostream& types) {
  std::size_t first = 0;
  for (const DataType& data : tables.notation.data) {
    types << "  {" << quoted(data.name) << ", Content::text, " << lexical(data.lexical)
          << ", 0, 0, " << first << ", " << data.attributes.size() << "},\n";
    for (const AttributeRow& row : data.attributes) {
      attributes << "  {" << quoted(row.name) << ", " << lexical(row.lexical) << ", "
                 << (row.required ? "true" : "false") << ", " << carried_as(row.carried_as)
                 << "},\n";
    }
    first += data.attributes.size();
  }
}

void emit_element_types(const Tables& tables, std::ostream& particles, std::ostream& types) {
  const std::string wildcard = "other-than-";
  std::size_t first = 0;
  for (const ElementType& type : tables.notation.types) {
    types << "  {" << quoted(type.name) << ", Content::elements, Lexical::string, " << first << ", "
          << type.rows.size() << ", 0, 0},\n";
    for (const ElementRow& row : type.rows) {
      const bool any = row.name == "*";
      particles << "  {" << (any ? nothing : tables.name(row.name)) << ", "
                << (any ? tables.prefix(row.type.substr(wildcard.size())) : tables.type(row.type))
                << ", " << row.minimum << ", " << (row.maximum == 0 ? unbounded : row.maximum)
                << "},\n";
    }
    first += type.rows.size();
  }
}

void emit_types(const Tables& tables, std::ostream& out) {
  std::ostringstream attributes, particles, types;
  emit_data_types(tables, attributes, types);
  emit_element_types(tables, particles, types);
  out << "constexpr Attribute attributes[] = {\n"
      << attributes.str() << "};\n\nconstexpr Particle particles[] = {\n"
      << particles.str() << "};\n\nconstexpr Type types[] = {\n"
      << types.str() << "};\n\n";
}

void emit_conditions(const Tables& tables, std::ostream& out) {
  out << "constexpr Condition conditions[] = {\n";
  for (const ConditionRow& row : tables.conditions) {
    out << "  {" << row.slot << ", Condition::Test::" << row.test << ", " << row.term << ", "
        << quoted(row.literal) << "},\n";
  }
  out << "};\n\n";
}

void emit_binding(const Tables& tables, const Node& node, std::size_t first_child,
                  std::size_t first_alternative, std::ostream& bindings,
                  std::ostream& alternatives) {
  std::string code = "none", rest = "none";
  for (std::size_t i = 0; i < node.alternatives.size(); ++i) {
    const AlternativeText& text = node.alternatives[i];
    alternatives << "  {" << term_number(text.term) << ", "
                 << (text.within.empty() ? 0 : term_number(text.within)) << ", "
                 << node.conditions[i] << "},\n";
    if (!text.code_term.empty()) {
      code = text.code_term;
      rest = text.rest_term;
    }
  }
  bindings << "  {" << tables.name(node.name) << ", " << first_child << ", " << node.children.size()
           << ", " << first_alternative << ", " << node.alternatives.size() << ", " << node.slot
           << ", " << (node.waits ? "true" : "false") << ", " << (node.anchor ? "true" : "false")
           << ", " << quoted(node.own_attribute) << ", " << term_number(code) << ", "
           << term_number(rest) << "},\n";
}

// Roots first, then breadth first: the children of a node are neighbours.
void emit_bindings(const Tables& tables, std::ostream& out) {
  std::ostringstream bindings, alternatives;
  std::deque<const Node*> queue;
  for (const auto& root : tables.roots) queue.push_back(root.get());
  std::size_t next = queue.size(), alternative = 0;
  for (; !queue.empty(); queue.pop_front()) {
    const Node& node = *queue.front();
    emit_binding(tables, node, next, alternative, bindings, alternatives);
    next += node.children.size();
    alternative += node.alternatives.size();
    for (const auto& child : node.children) queue.push_back(child.get());
  }
  out << "constexpr Binding bindings[] = {\n"
      << bindings.str() << "};\n\nconstexpr Alternative alternatives[] = {\n"
      << alternatives.str() << "};\n\n";
}

void emit_documents(const Tables& tables, std::ostream& out) {
  out << "constexpr Document documents[] = {\n";
  for (std::size_t i = 0; i < tables.notation.syntaxes.size(); ++i) {
    const SyntaxLine& syntax = tables.notation.syntaxes[i];
    out << "  {" << quoted(syntax.name) << ", " << tables.name(syntax.root) << ", "
        << tables.type(syntax.type) << ", " << i << "},\n";
  }
  out << "};\n\n";
}

}  // namespace

void emit(const Tables& tables, const std::string& variable, std::ostream& out) {
  out << "// Compiled from the notation files of schemas/.\n"
         "#include \"schemas/grammar.h\"\n\nnamespace facteur::schemas {\nnamespace {\n\n";
  emit_names(tables, out);
  emit_types(tables, out);
  emit_bindings(tables, out);
  emit_conditions(tables, out);
  emit_documents(tables, out);
  out << "}  // namespace\n\nconstexpr Grammar " << variable
      << "{namespaces, names, types, attributes, particles,\n"
         "    bindings, alternatives, conditions, documents};\n\n"
         "}  // namespace facteur::schemas\n";
}

}  // namespace facteur::schemas::compile
