// Element trees as tables: what the notation files (*.types, *.terms, *.syntax) say, compiled.
//
// A Grammar describes all documents of one family of syntaxes: the names, the types (which children
// in which order, or which text), and for each document where its business terms stand. Everything
// is constant, without pointers to anything but other tables, and safe to read from any thread.
// Indexes are positions in the table of that kind; `nothing` stands for "none".
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace facteur::schemas {

inline constexpr std::uint16_t nothing = 0xFFFF;
inline constexpr std::uint16_t unbounded = 0xFFFF;

// The lexical space of a text (XML Schema part 2).
enum class Lexical : std::uint8_t {
  string,
  normalized_string,
  token,
  decimal,
  integer,
  boolean,
  date,
  time,
  date_time,
  base64,
  language,
  any_uri,
  id,
  oid_qualifier,  // OIDAsURI or OIDAsURN (XAdES)
};

// What may stand inside an element.
enum class Content : std::uint8_t {
  text,      // characters only, of the type's lexical space
  elements,  // children only, in the order of the type's particles
  mixed,     // such children with any characters between them
  empty,     // nothing at all
};

// An element name. Names are sorted by namespace, then local part.
struct Name {
  std::string_view qualified;   // "cac:TaxTotal"; NUL-terminated
  std::uint16_t prefix_size;    // of "cac:"
  std::uint16_t name_space;     // index of its URI
  std::uint16_t declared_type;  // where its namespace declares it globally, else `nothing`

  std::string_view local() const { return qualified.substr(prefix_size); }
};

struct Attribute {
  std::string_view name;  // no namespace: attributes of our syntaxes have none
  Lexical lexical;
  bool required;
  std::uint8_t carried_as;    // facteur::Attribute + 1, 0 when the model does not carry it
  std::uint16_t restriction;  // or `nothing`
};

// What narrows the lexical space of an attribute; of its value without outer space.
struct Restriction {
  std::uint16_t minimum_length, maximum_length;  // in characters; maximum or `unbounded`
  std::string_view fixed;                        // the only value; empty: any
};

// One place that a child may take.
struct Particle {
  // Instead of a name: any element outside the namespace in `type` (any at all when `nothing`).
  static constexpr std::uint16_t any_lax = nothing;         // checked where it is declared
  static constexpr std::uint16_t any_strict = nothing - 1;  // must be declared

  std::uint16_t name;
  std::uint16_t type;  // `nothing`: any content, checked where it is declared
  std::uint16_t minimum;
  std::uint16_t maximum;  // or `unbounded`
};

struct Type {
  std::string_view name;     // "udt:AmountType"; in UBL without the prefix, which is the element's
  std::uint16_t name_space;  // of `name`; `nothing` when it has no prefix
  Content content;
  Lexical lexical;  // of text
  std::uint16_t first_particle, particle_count;
  std::uint16_t first_attribute, attribute_count;
  // A type with choices or repeated groups is an automaton: its first state, before any child; the
  // state after particle i is the i + 1st from there. `nothing`: the particles are one sequence.
  std::uint16_t first_state;
};

// Which particles may follow: `successors`, counted from the type's first particle.
struct State {
  std::uint16_t first_successor, successor_count;
  bool accepting;  // the element may end here
};

// When does an alternative hold? The text found at `slot` is compared.
struct Condition {
  enum class Test : std::uint8_t { exact, boolean, folded, same_as_term };
  std::uint16_t slot;  // see Binding::slot and Binding::own_attribute
  Test test;
  std::uint16_t term;        // same_as_term: a term of the document read earlier
  std::string_view literal;  // folded: in upper case
};

// What a writer puts here: any value, one without an identification scheme, an IBAN (ISO 13616), a
// currency other than that of the invoice.
enum class Form : std::uint8_t { any, plain, iban, foreign };

// What an element carries, if its condition holds.
struct Alternative {
  static constexpr std::uint16_t document = 1;
  std::uint16_t term;       // number of the Term; 0: nothing
  std::uint16_t within;     // 0: nearest group above; `document`; else number of a group's Term
  std::uint16_t condition;  // or `nothing`: holds
  // facteur::Attribute + 1: the text qualifies the value `term` beside it. 0: it is the value.
  std::uint8_t attribute;
  // What a writer looks at where a syntax has two places for one term: it puts values of another
  // form into the other place.
  Form form;
};

// One element of the tree of terms, or an attribute of the one above it.
struct Binding {
  std::uint16_t name;                      // `nothing`: an attribute
  std::uint16_t particle;                  // its place in its parent's type; `nothing`: the root
  std::uint16_t first_child, child_count;  // in the order in which the grammar wants them
  std::uint16_t first_alternative, alternative_count;
  // The text of this element decides about others: it is kept under this number until the anchor
  // above it closes. `nothing` when it decides nothing.
  std::uint16_t slot;
  // Alternatives wait until the anchor closes; else they are decided when this element closes.
  bool waits;
  // Conditions of this element and of those below are decided when it closes.
  bool anchor;
  // Alternatives are decided at the end of the document: a term that they look at comes later.
  bool late;
  // An attribute of this element (slot `own`) that its conditions look at; or, of a binding without
  // a name, the attribute that it stands for.
  std::string_view own_attribute;
  // "#AAI#text": the text is split into a code (term) and the rest (term). 0 when it is not.
  std::uint16_t code_term, rest_term;
  // The same, where the code qualifies the rest: facteur::Attribute + 1, else 0.
  std::uint8_t code_attribute;
  // The text that a writer gives to this element where the one above it is written and neither a
  // term nor a condition says what stands here. Empty: the element is left out.
  std::string_view constant;
  // A writer repeats the value of this term here, where the element above is written and the model
  // says nothing else. The term is one of the document, or of the group that the alternative names.
  // 0: nothing. With another term beside it: the sum of both, or their difference.
  std::uint16_t copied_term, added_term;
  bool subtracts;

  static constexpr std::uint16_t own = 0xFFFE;
};

struct Document {
  std::string_view name;  // "ubl_invoice"
  std::uint16_t root, type, binding;
};

struct Grammar {
  std::span<const std::string_view> namespaces;
  std::span<const Name> names;
  std::span<const Type> types;
  std::span<const Attribute> attributes;
  std::span<const Restriction> restrictions;
  std::span<const Particle> particles;
  std::span<const State> states;
  std::span<const std::uint16_t> successors;
  std::span<const Binding> bindings;
  std::span<const Alternative> alternatives;
  std::span<const Condition> conditions;
  std::span<const Document> documents;

  // The index of a namespace or name; `nothing` when the grammar does not know it.
  std::uint16_t find_namespace(std::string_view uri) const;
  std::uint16_t find_name(std::uint16_t name_space, std::string_view local) const;
};

// UBL 2.1 Invoice and CreditNote, as far as they reach.
extern const Grammar ubl;
// UN/CEFACT Cross Industry Invoice D22B, uncoupled.
extern const Grammar cii;
// UN/CEFACT Cross Domain Acknowledgement and Response D22B, uncoupled.
extern const Grammar cdar;
// French e-reporting (flux 10), schemas of the DGFiP v3.1.
extern const Grammar flux10;

}  // namespace facteur::schemas
