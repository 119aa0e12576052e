#include "schemas/compile/shape_emit.h"

#include <algorithm>
#include <sstream>

#include "schemas/compile/shape_automaton.h"

namespace facteur::schemas::compile {
namespace {

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

const char* spelled(bool value) {
  return value ? "true" : "false";
}

// Rows of one table: C++ has no empty arrays, hence std::array.
class Table {
 public:
  Table(const char* type, const char* name) : type_(type), name_(name) {}
  std::ostream& row() {
    rows_ << "  ";
    ++count_;
    return rows_;
  }
  std::size_t count() const { return count_; }
  void write(std::ostream& out) const {
    out << "constexpr std::array<" << type_ << ", " << count_ << "> " << name_ << "{{\n"
        << rows_.str() << "}};\n\n";
  }

 private:
  const char* type_;
  const char* name_;
  std::ostringstream rows_;
  std::size_t count_ = 0;
};

std::string guard(const ShapeGuard& guard) {
  return "{" + std::to_string(guard.scope) + ", " + spelled(guard.inside) + "}";
}

std::string count_row(const ShapeCount& row) {
  std::ostringstream text;
  text << "{" << row.attribute << ", " << row.target << ", " << row.test << ", "
       << unsigned{row.distance} << ", " << guard(row.guard) << "},\n";
  return text.str();
}

void emit_rules(const ShapeProgram& program, std::ostream& out) {
  Table rules("ShapeRule", "rules"), tests("ShapeTest", "tests");
  for (const ShapeRuleRow& row : program.rules) {
    rules.row() << "{" << quoted(row.id) << ", ShapeRule::Severity::" << row.severity
                << ", ShapeRule::Kind::" << row.kind << ", " << row.count << ", "
                << quoted(row.path) << ", " << quoted(row.fr) << ", " << quoted(row.en) << ", "
                << quoted(row.condition) << ", " << spelled(row.unless) << "},\n";
  }
  for (const ShapeTestRow& row : program.tests) {
    tests.row() << "{ShapeTest::Kind::" << row.kind << ", ShapeTest::Fold::" << row.fold << ", "
                << spelled(row.negated) << ", " << quoted(row.literal) << "},\n";
  }
  rules.write(out);
  tests.write(out);
}

constexpr const char* token_kinds[] = {"range", "inside", "negate", "all", "any"};

void emit_scopes(const ShapeProgram& program, std::ostream& out) {
  Table registers("ShapeRegister", "registers"), scopes("ShapeScope", "scopes"),
      checks("ShapeCheck", "checks"), tokens("ShapeToken", "tokens"),
      everywhere("ShapeCount", "everywhere"), attributes("std::string_view", "attributes");
  for (const ShapeRegister& row : program.registers) {
    registers.row() << "{" << row.scope << ", " << row.offset << ", " << row.rule << ", "
                    << row.maximum << "},\n";
  }
  for (const ShapeScopeRow& scope : program.scopes) {
    scopes.row() << "{" << scope.register_count << ", " << checks.count() << ", "
                 << scope.checks.size() << "},\n";
    for (const ShapeCheck& row : scope.checks) {
      checks.row() << "{" << row.first_token << ", " << row.token_count << ", " << row.rule << ", "
                   << row.target << ", " << row.source << ", " << unsigned{row.distance} << "},\n";
    }
  }
  for (const ShapeToken& row : program.tokens) {
    tokens.row() << "{ShapeToken::Kind::" << token_kinds[static_cast<std::size_t>(row.kind)] << ", "
                 << row.subject << ", " << row.minimum << ", " << row.maximum << "},\n";
  }
  for (const ShapeCount& row : program.everywhere) everywhere.row() << count_row(row);
  for (const std::string& name : program.attributes) attributes.row() << quoted(name) << ",\n";
  for (const Table* table : {&registers, &scopes, &checks, &tokens, &everywhere, &attributes}) {
    table->write(out);
  }
}

void emit_states(const ShapeProgram& program, const ShapeAutomaton& automaton, std::ostream& out) {
  Table states("ShapeState", "states"), edges("ShapeEdge", "edges"),
      openings("ShapeOpening", "openings"), counts("ShapeCount", "counts"),
      otherwise("std::uint16_t", "otherwise"), endings("std::string_view", "endings");
  for (const ShapeStateRow& state : automaton.states) {
    const bool text = std::any_of(state.counts.begin(), state.counts.end(), [&](auto index) {
      const ShapeCount& row = program.counts[index];
      return row.attribute == no_shape && program.tests[row.test].kind != "any";
    });
    states.row() << "{" << edges.count() << ", " << state.edges.size() << ", " << openings.count()
                 << ", " << state.openings.size() << ", " << counts.count() << ", "
                 << state.counts.size() << ", " << spelled(text) << "},\n";
    for (const ShapeEdge& edge : state.edges) {
      edges.row() << "{" << edge.name << ", " << edge.state << "},\n";
    }
    for (const auto index : state.openings) {
      const ShapeOpening& row = program.openings[index].opening;
      openings.row() << "{" << row.scope << ", " << guard(row.guard) << "},\n";
    }
    for (const auto index : state.counts) counts.row() << count_row(program.counts[index]);
  }
  for (const auto state : automaton.otherwise) otherwise.row() << state << ",\n";
  for (const std::string& ending : automaton.endings) endings.row() << quoted(ending) << ",\n";
  for (const Table* table : {&states, &edges, &openings, &counts, &otherwise, &endings}) {
    table->write(out);
  }
}

}  // namespace

void emit_shapes(const ShapeNotation& notation, const std::vector<std::string>& names,
                 const std::string& variable, std::ostream& out) {
  const ShapeProgram program = build_program(notation);
  const ShapeAutomaton automaton = build_shape_automaton(program, names);
  out << "// Compiled from the notation of shapes in schemas/rules/.\n"
         "#include <array>\n\n#include \"schemas/shapes.h\"\n\n"
         "namespace facteur::schemas {\nnamespace {\n\n";
  emit_rules(program, out);
  emit_scopes(program, out);
  emit_states(program, automaton, out);
  out << "}  // namespace\n\nextern const Shapes " << variable << ";\nconstinit const Shapes "
      << variable << "{" << quoted(notation.set) << ", " << quoted(notation.profile) << ", "
      << spelled(notation.when_asked) << ", " << quoted(notation.only)
      << ",\n    rules, tests, registers, scopes, checks, tokens, states, edges, openings, "
         "counts,\n"
         "    everywhere, attributes, otherwise, endings, "
      << automaton.start << ", " << program.empty_values << ", " << quoted(notation.empty_allowed)
      << "};\n\n}  // namespace facteur::schemas\n";
}

}  // namespace facteur::schemas::compile
