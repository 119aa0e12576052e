// Rules about shapes with their scopes, registers and checks: the tables of schemas/shapes.h but
// for the automaton, whose paths stand in `patterns`.
#pragma once

#include "schemas/compile/shape_notation.h"
#include "schemas/shapes.h"

namespace facteur::schemas::compile {

struct ShapeRuleRow {
  std::string id, path, fr, en, condition;
  bool unless;
  std::string severity;
  const char* kind;
  unsigned count;
};

struct ShapeTestRow {
  std::string kind, fold;
  bool negated;
  std::string literal;

  bool operator==(const ShapeTestRow&) const = default;
};

struct ShapeScopeRow {
  std::uint16_t register_count = 0;
  std::vector<ShapeCheck> checks;
};

// A path, and what to do with an element at its end: open a scope or count.
struct ShapePattern {
  bool anchored;  // from the root of the document; else the end of any path
  std::vector<ShapeStep> steps;
  bool opens;
  std::uint16_t index;  // of the opening or count
};

struct ShapeOpeningRow {
  ShapeOpening opening;
  unsigned pattern;  // of those of one pattern that fit an element the first opens; 0: any opens
};

struct ShapeProgram {
  std::vector<ShapeRuleRow> rules;
  std::vector<ShapeTestRow> tests;
  std::vector<ShapeRegister> registers;
  std::vector<ShapeScopeRow> scopes;
  std::vector<ShapeToken> tokens;
  std::vector<ShapeOpeningRow> openings;
  std::vector<ShapeCount> counts;
  std::vector<ShapeCount> everywhere;
  std::vector<ShapePattern> patterns;
  std::vector<std::string> attributes;  // sorted
  std::uint16_t empty_values = no_shape;
};

ShapeProgram build_program(const ShapeNotation& notation);

}  // namespace facteur::schemas::compile
