// Rules about the shape of a document, as tables: which elements and attributes may stand where,
// and how often, beyond what the grammar of its syntax says. What rules/*.shape say, compiled.
//
// The paths of all rules are one automaton over element names: each open element has a state, and
// a state says what to do with its element. Counts belong to scopes: a scope opens with an element
// that rules look at as a whole (the context of an official rule), has registers, and is judged
// when it closes. Everything is constant and safe to read from any thread. Indexes are positions in
// the table of that kind; `no_shape` stands for "none".
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace facteur::schemas {

struct Grammar;

inline constexpr std::uint16_t no_shape = 0xFFFF;

struct ShapeRule {
  // What the rule asks of its path; the sentence that people read follows from it.
  enum class Kind : std::uint8_t { absent, at_most, exactly, at_least, code, other, never };
  std::string_view id;  // as its publisher writes it
  enum class Severity : std::uint8_t { fatal, warning, information };
  Severity severity;
  Kind kind;            // never: the official test cannot fail; listed only
  std::uint16_t count;  // of at_most, exactly and at_least
  std::string_view path;
  std::string_view fr, en;     // instead of the sentence that the kind gives
  std::string_view condition;  // of the document, by name (formats/rules/): asked where it holds;
  bool unless;                 // or where it does not. Empty: always
};

// What the text of an element, or the value of an attribute, must be to be counted.
struct ShapeTest {
  enum class Kind : std::uint8_t {
    any,
    equal,     // to the literal
    decimals,  // at most as many digits after the point as the literal says
    date_102,  // YYYYMMDD, perhaps between spaces
    boolean,   // the xs:boolean that the literal names
    distinct,  // differs from the first value that this register has met
    among,     // one of the words of the literal, each between spaces
    listed,    // one of the codes of a list, by the id that the literal begins with; with "+CODE"
               // and without "-CODE" after it
    note,      // remembered under the name that is the literal, and not counted
    noted,     // the same as what has been remembered under that name
    form,      // of the form that the literal names (formats/value_forms.h)
  };
  enum class Fold : std::uint8_t { as_is, upper, normal };  // normal: white space collapsed
  Kind kind;
  Fold fold;
  bool negated;  // of equal, among and listed; an empty value is not outside a list
  std::string_view literal;
};

struct ShapeRegister {
  std::uint16_t scope;
  std::uint16_t offset;  // within the scope's registers
  std::uint16_t rule;    // found when the count exceeds `maximum`; or `no_shape`
  std::uint16_t maximum;
};

// Holds while a scope is open (`inside`), or is not. The element that opens it counts as inside.
struct ShapeGuard {
  std::uint16_t scope;  // or `no_shape`: always holds
  bool inside;
};

// Adds one to a register of an open scope.
struct ShapeCount {
  static constexpr std::uint8_t any_distance = 0xFF;
  std::uint16_t attribute;  // of the element, when the attribute is what counts; else `no_shape`
  std::uint16_t target;     // register
  std::uint16_t test;
  std::uint8_t distance;  // from the element up to the one that opened the scope
  ShapeGuard guard;
};

struct ShapeOpening {
  std::uint16_t scope;
  ShapeGuard guard;
};

// One step of a condition in postfix notation.
struct ShapeToken {
  enum class Kind : std::uint8_t { range, inside, negate, all, any };
  Kind kind;
  std::uint16_t subject;           // range: register; inside: scope
  std::uint16_t minimum, maximum;  // range
};

// Looked at when the scope closes.
struct ShapeCheck {
  std::uint16_t first_token, token_count;
  std::uint16_t rule;  // found when the condition does not hold; or `no_shape`, then:
  // when the condition holds, `source` (or 1 when `no_shape`) is added to `target`.
  std::uint16_t target, source;
  std::uint8_t distance;
};

struct ShapeScope {
  std::uint16_t register_count;
  std::uint16_t first_check, check_count;
};

struct ShapeEdge {
  std::uint16_t name, state;
};

struct ShapeState {
  std::uint16_t first_edge, edge_count;  // sorted by name
  std::uint16_t first_opening, opening_count;
  std::uint16_t first_count, count_count;  // those of attributes first
  bool wants_text;
};

struct Shapes {
  std::string_view set;      // "en16931"
  std::string_view profile;  // how the profiles begin that call for the set; empty: every one
  bool when_asked;           // no profile calls for the set
  // The profiles whose documents these rules are about, each between spaces; empty: all. A set can
  // have several tables, of which a document's profile selects one.
  std::string_view only;
  std::span<const ShapeRule> rules;
  std::span<const ShapeTest> tests;
  std::span<const ShapeRegister> registers;
  std::span<const ShapeScope> scopes;
  std::span<const ShapeCheck> checks;
  std::span<const ShapeToken> tokens;
  std::span<const ShapeState> states;
  std::span<const ShapeEdge> edges;
  std::span<const ShapeOpening> openings;
  std::span<const ShapeCount> counts;
  // Of every element, whatever its state: attributes that are looked for everywhere.
  std::span<const ShapeCount> everywhere;
  std::span<const std::string_view> attributes;  // sorted; attributes without a namespace
  // The state of a child that its parent's state has no edge for, by name.
  std::span<const std::uint16_t> otherwise;
  // Names that the grammar does not know go by how they end, longest first: their numbers follow
  // those of the grammar.
  std::span<const std::string_view> endings;
  std::uint16_t start;         // of the document, above its root
  std::uint16_t empty_values;  // the rule that no element without children is blank; or `no_shape`
  std::string_view empty_allowed;  // the element that it lets be blank, or empty
};

// The rules about documents of a grammar, set by set.
std::span<const Shapes* const> shapes_of(const Grammar& grammar);

}  // namespace facteur::schemas
