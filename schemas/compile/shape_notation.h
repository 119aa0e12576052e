// The notation of rules about shapes (schemas/rules/*.shape), read into plain values.
//
// Line by line; `#` opens a comment at the start of a line; two spaces a level.
// clang-format off
//   shapes SET [when-asked] [for PROFILE]    PROFILE: how the profiles begin that call for the set;
//                               when-asked: none does, the set has to be asked for
//   only PROFILE...             these are rules about documents of exactly those profiles
//   column N                    which column of the tables of profiles is meant (profile_notation.h)
//   note NAME PATH              what the element holds is remembered for `noted`
//   let NAME TEXT               `$NAME` stands for that text in what follows
//   codes NAME CODE...          a list for `in`; several rows of one NAME add up
//   codes NAME from LIST [with CODE...] [without CODE...]    one of schemas/codes/, or nearly so
//   no-empty-values ID SEVERITY [except ELEMENT]    every element without children has a value
//   say ID                      the sentences of a rule, on rows `fr` and `en` below it
//   SEVERITY: fatal, warning or information
//   pattern [WORDS]             what follows is a new pattern: see `at`
//   at PATH [| PATH] [except NAME...] [inside|outside PATH] [if|unless NAME]
//       The context: rules below it are asked of each such element. PATH from the root with `/`, else
//       of any element that ends it. Several `at` in a row share their rules. An element is looked at
//       in the first context of a pattern that it fits, as in Schematron.
//     below PATH       rows below it say their paths from there
//     ID SEVERITY RANGE TARGET [inside|outside PATH] [if|unless NAME]
//       How often TARGET occurs: 0, 1, 0..1, 1..n. `if`: asked only where a condition of the document
//       holds, of that NAME (formats/document_conditions.h).
//     ID SEVERITY holds CONDITION [if|unless NAME]
//       Continued by lines that start with `and` or `or`.
//     ID SEVERITY never [PATH]    a rule that cannot fail
//       fr SENTENCE    what the rule asks for; only those of `holds` do not say it themselves
//       en SENTENCE
// clang-format on
// TARGET is PATH [(=|!=) LITERAL]; LITERAL: a word, 'words', true() or false(). PATH has steps
// NAME[|NAME][[CONDITION]] between slashes, then @ATTRIBUTE, then functions: upper(), normal(),
// distinct(). `//` at its start: anywhere in the document. `*` at the start of a local name: any
// beginning. `.` is the context itself. PATH | PATH are counted together. CONDITION: [RANGE]
// TARGET, `PATH decimals N`, `PATH date 102`, `PATH in NAME` of codes, `PATH is FORM`
// (formats/value_forms.h), `PATH noted NAME` (the same as was noted before it in the document),
// `inside PATH`, with not, and, or, ( ).
#pragma once

#include <istream>
#include <map>
#include <memory>
#include <utility>

#include "schemas/compile/notation.h"

namespace facteur::schemas::compile {

struct ShapeCondition;

struct ShapeStep {
  std::vector<std::string> names;
  std::vector<std::string> except;
  std::shared_ptr<ShapeCondition> predicate;  // null: none
};

struct ShapePath {
  bool anywhere = false;  // starts with //
  bool absolute = false;  // starts with /
  std::vector<ShapeStep> steps;
  std::string attribute;
  bool upper = false, normal = false, distinct = false;
};

struct ShapeCondition {
  enum class Kind { target, inside, negate, all, any };
  Kind kind = Kind::target;
  ShapePath path;                     // target, inside
  std::vector<ShapePath> others;      // target: what is counted with it
  unsigned minimum = 1, maximum = 0;  // target; maximum 0xFFFF: unbounded
  std::string comparison,
      literal;  // target: "", "=", "!=", "decimals", "date", "boolean", "in", "is", "noted";
                // compiled: also "listed", "not in", "not listed", "note"
  std::vector<ShapeCondition> parts;
};

struct ShapeRow {
  std::string id, severity;
  bool holds = false, never = false;
  ShapeCondition condition;
  std::string path;  // as people read it
  bool guarded = false, guard_inside = false;
  ShapePath guard;
  std::string fr, en;
  std::string document_condition;
  bool unless = false;
  std::string kind;  // of ShapeRule, where the condition does not tell it
  unsigned count = 0;
};

// What `in` a list of codes is compiled to.
struct ShapeCodes {
  bool listed = false;  // in schemas/codes/
  std::string literal;
};

struct ShapeContext {
  unsigned pattern = 0;
  std::vector<ShapePath> paths;
  bool guarded = false, guard_inside = false;
  ShapePath guard;
  std::vector<ShapeRow> rows;
};

struct ShapeNotation {
  std::string set, profile;
  bool when_asked = false;
  std::string only;     // profiles, each between spaces; empty: all
  unsigned column = 0;  // of the tables of profiles, from 0
  std::map<std::string, ShapeCodes> codes;
  std::vector<std::pair<std::string, ShapePath>> notes;
  std::string empty_values, empty_values_severity;  // the rule's id; empty: no such rule
  std::string empty_allowed;                        // the element that it excepts
  struct Sentence {
    std::string fr, en;
  };
  std::map<std::string, Sentence> sentences;  // by rule, of those that rows do not say
  std::vector<ShapeContext> contexts;
};

// Adds what `in` says; throws Error with the file and line where it is not understood.
void read_shapes(std::istream& in, const std::string& file, ShapeNotation& notation);

}  // namespace facteur::schemas::compile
