#include "schemas/compile/emit.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <sstream>
#include <utility>

#include "schemas/compile/automaton.h"

namespace facteur::schemas::compile {
namespace {

// The notation's word and the C++ name of each lexical space.
constexpr std::array<std::pair<std::string_view, std::string_view>, 14> lexicals{{
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
    {"OIDQualifier", "oid_qualifier"},
}};

// In the order of facteur::Attribute (schemas/terms.h), which a test holds together.
constexpr std::array<std::string_view, 11> carried{
    "scheme_id", "scheme_version", "list_id", "list_version", "currency", "unit",
    "mime",      "filename",       "label",   "format",       "subject"};

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

// A table may be empty; an array may not.
void write_table(std::ostream& out, const char* type, const char* name, const std::string& rows) {
  if (rows.empty()) {
    out << "constexpr std::span<const " << type << "> " << name << ";\n\n";
  } else {
    out << "constexpr " << type << " " << name << "[] = {\n" << rows << "};\n\n";
  }
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

void emit_restrictions(const Tables& tables, std::ostream& out) {
  std::ostringstream rows;
  for (const RestrictionLine& line : tables.notation.restrictions) {
    rows << "  {" << line.minimum << ", " << (line.maximum == 0 ? unbounded : line.maximum) << ", "
         << quoted(line.fixed) << "},\n";
  }
  write_table(out, "Restriction", "restrictions", rows.str());
}

// The tables of types, filled side by side.
class TypeEmitter {
 public:
  explicit TypeEmitter(const Tables& tables) : tables_(tables) {}

  void emit(std::ostream& out) {
    for (const DataType& data : tables_.notation.data) add(data);
    for (const ElementType& type : tables_.notation.types) add(type);
    write_table(out, "Attribute", "attributes", attributes_.str());
    write_table(out, "Particle", "particles", particles_.str());
    write_table(out, "State", "states", states_.str());
    write_table(out, "std::uint16_t", "successors", successors_.str());
    write_table(out, "Type", "types", types_.str());
  }

  // The particle of an element of a tree of terms; `nothing` for a root.
  std::size_t particle(const Node& node) const {
    if (node.parent == nullptr || node.is_attribute()) return nothing;
    return first_particles_[node.parent->type] + node.position;
  }

 private:
  void add(const std::vector<AttributeRow>& rows) {
    for (const AttributeRow& row : rows) {
      const std::uint16_t narrowed = tables_.restriction(row.lexical);
      const std::string& base =
          narrowed == nothing ? row.lexical : tables_.notation.restrictions[narrowed].lexical;
      attributes_ << "  {" << quoted(row.name) << ", " << lexical(base) << ", "
                  << (row.required ? "true" : "false") << ", " << carried_as(row.carried_as) << ", "
                  << narrowed << "},\n";
    }
    attribute_count_ += rows.size();
  }

  void add(const DataType& data) {
    first_particles_.push_back(particle_count_);
    types_ << "  {" << quoted(data.name) << ", " << tables_.name_space_of_type(data.name)
           << ", Content::text, " << lexical(data.lexical) << ", 0, 0, " << attribute_count_ << ", "
           << data.attributes.size() << ", " << nothing << "},\n";
    add(data.attributes);
  }

  void add(const ElementType& type) {
    first_particles_.push_back(particle_count_);
    const Automaton automaton = build_automaton(type.rows);
    const bool flat = std::none_of(type.rows.begin(), type.rows.end(),
                                   [](const ContentRow& row) { return row.is_group(); });
    const char* content = type.mixed ? "mixed" : type.rows.empty() ? "empty" : "elements";
    types_ << "  {" << quoted(type.name) << ", " << tables_.name_space_of_type(type.name)
           << ", Content::" << content << ", Lexical::string, " << particle_count_ << ", "
           << automaton.rows.size() << ", " << attribute_count_ << ", " << type.attributes.size()
           << ", " << (flat ? nothing : state_count_) << "},\n";
    add(type.attributes);
    for (const ContentRow* row : automaton.rows) add(*row);
    if (!flat) add(automaton.states);
  }

  void add(const ContentRow& row) {
    const std::string other = "other-than-";
    std::uint16_t name = Particle::any_lax, type = nothing;
    if (!row.is_wildcard()) {
      name = tables_.name(row.name);
      type = tables_.type(row.type);
    } else {
      if (row.name == "any-strict") name = Particle::any_strict;
      if (row.type != "every-namespace") type = tables_.prefix(row.type.substr(other.size()));
    }
    particles_ << "  {" << name << ", " << type << ", " << row.minimum << ", "
               << (row.maximum == 0 ? unbounded : row.maximum) << "},\n";
    ++particle_count_;
  }

  void add(const std::vector<Automaton::State>& states) {
    for (const Automaton::State& state : states) {
      states_ << "  {" << successor_count_ << ", " << state.successors.size() << ", "
              << (state.accepting ? "true" : "false") << "},\n";
      for (const std::size_t next : state.successors) successors_ << "  " << next << ",\n";
      successor_count_ += state.successors.size();
    }
    state_count_ += states.size();
  }

  const Tables& tables_;
  std::vector<std::size_t> first_particles_;  // one a type
  std::ostringstream attributes_, particles_, states_, successors_, types_;
  std::size_t attribute_count_ = 0, particle_count_ = 0, state_count_ = 0, successor_count_ = 0;
};

void emit_conditions(const Tables& tables, std::ostream& out) {
  std::ostringstream rows;
  for (const ConditionRow& row : tables.conditions) {
    rows << "  {" << row.slot << ", Condition::Test::" << row.test << ", " << row.term << ", "
         << quoted(row.literal) << "},\n";
  }
  write_table(out, "Condition", "conditions", rows.str());
}

const char* truth(bool value) {
  return value ? "true" : "false";
}

// Where the children of a node begin, and its alternatives.
struct Starts {
  std::size_t children, alternatives;
};

void emit_alternatives(const Node& node, std::ostream& out) {
  for (std::size_t i = 0; i < node.alternatives.size(); ++i) {
    const AlternativeText& text = node.alternatives[i];
    out << "  {" << term_number(text.term) << ", "
        << (text.within.empty() ? 0 : term_number(text.within)) << ", " << node.conditions[i]
        << ", " << carried_as(text.attribute)
        << ", Form::" << (text.form.empty() ? "any" : text.form) << "},\n";
  }
}

// "#BT-21#BT-22" or "#@subject#": the parts of a text that opens with a code.
std::string split_columns(const Node& node) {
  for (const AlternativeText& text : node.alternatives) {
    const std::string& code = text.code_term;
    if (code.empty()) continue;
    if (code[0] == '@') return "0, 0, " + std::to_string(carried_as(code.substr(1)));
    return std::to_string(term_number(code)) + ", " + std::to_string(term_number(text.rest_term)) +
           ", 0";
  }
  return "0, 0, 0";
}

// "BT-149", "BT-146+BT-147", "BT-148-minus-BT-146": the terms that a writer copies.
std::string copied_columns(const std::string& copied) {
  if (copied.empty()) return "0, 0, false";
  const std::string minus = "-minus-";
  const auto difference = copied.find(minus);
  const auto at = difference == std::string::npos ? copied.find('+') : difference;
  const std::string first = std::to_string(term_number(copied.substr(0, at)));
  if (at == std::string::npos) return first + ", 0, false";
  const std::string second = copied.substr(at + (difference == at ? minus.size() : 1));
  return first + ", " + std::to_string(term_number(second)) + ", " + truth(difference == at);
}

void emit_binding(const Tables& tables, const Node& node, std::size_t particle, Starts starts,
                  std::ostream& out) {
  const Node& above =
      node.nested && node.parent != nullptr ? *node.parent : node;  // whose children these are
  const std::uint16_t name = node.is_attribute() ? nothing : tables.name(node.name);
  const std::string attribute = node.is_attribute() ? node.name.substr(1) : node.own_attribute;
  out << "  {" << name << ", " << particle << ", " << starts.children << ", "
      << above.children.size() << ", " << starts.alternatives << ", " << node.alternatives.size()
      << ", " << node.slot << ", " << truth(node.waits) << ", " << truth(node.anchor) << ", "
      << truth(node.late) << ", " << quoted(attribute) << ", " << split_columns(node) << ", "
      << quoted(node.constant) << ", " << copied_columns(node.copied) << "},\n";
}

// Roots first, then breadth first: the children of a node are neighbours.
void emit_bindings(const Tables& tables, const TypeEmitter& types, std::ostream& out) {
  std::ostringstream bindings, alternatives;
  std::deque<const Node*> queue;
  for (const auto& root : tables.roots) queue.push_back(root.get());
  std::map<const Node*, std::size_t> first_child;
  std::size_t next = queue.size(), alternative = 0;
  for (; !queue.empty(); queue.pop_front()) {
    const Node& node = *queue.front();
    first_child[&node] = next;
    const std::size_t children = node.nested ? first_child[node.parent] : next;
    emit_binding(tables, node, types.particle(node), {children, alternative}, bindings);
    emit_alternatives(node, alternatives);
    next += node.children.size();
    alternative += node.alternatives.size();
    for (const auto& child : node.children) queue.push_back(child.get());
  }
  write_table(out, "Binding", "bindings", bindings.str());
  write_table(out, "Alternative", "alternatives", alternatives.str());
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
  emit_restrictions(tables, out);
  TypeEmitter types(tables);
  types.emit(out);
  emit_bindings(tables, types, out);
  emit_conditions(tables, out);
  emit_documents(tables, out);
  out << "}  // namespace\n\nconstexpr Grammar " << variable
      << "{namespaces, names, types, attributes, restrictions, particles,\n"
         "    states, successors, bindings, alternatives, conditions, documents};\n\n"
         "}  // namespace facteur::schemas\n";
}

}  // namespace facteur::schemas::compile
