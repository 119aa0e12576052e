// The notation with every name resolved to a number: the tables of schemas/grammar.h, not yet text.
#pragma once

#include <memory>

#include "schemas/compile/notation.h"
#include "schemas/grammar.h"

namespace facteur::schemas::compile {

// An element of a tree of terms, with what grammar.h's Binding needs.
struct Node {
  std::string name;
  std::uint16_t type = nothing;
  Node* parent = nullptr;
  std::size_t position = 0;  // among the elements of the parent's type
  std::vector<AlternativeText> alternatives;
  std::string constant, copied;
  std::vector<std::unique_ptr<Node>> children;  // by position
  std::uint16_t slot = nothing;
  bool waits = false, anchor = false;
  bool late = false;
  bool nested = false;  // what stands below it is what stands below its parent
  std::string own_attribute;
  std::vector<std::uint16_t> conditions;  // one an alternative, or `nothing`

  // An attribute of the parent, not an element of its own.
  bool is_attribute() const { return name[0] == '@'; }
};

struct ConditionRow {
  std::uint16_t slot;
  const char* test;
  std::uint16_t term;
  std::string literal;
};

struct NameRow {
  std::string qualified;
  std::uint16_t name_space;
  std::uint16_t declared_type;
};

struct Tables {
  Notation notation;
  std::vector<NameRow> names;
  std::vector<ConditionRow> conditions;
  std::vector<std::unique_ptr<Node>> roots;  // one a syntax, in the order of the notation

  std::uint16_t name(const std::string& qualified) const;
  std::uint16_t type(const std::string& name) const;  // data types first, then element types
  std::uint16_t prefix(const std::string& prefix) const;
  std::uint16_t name_space_of_type(const std::string& name) const;  // `nothing` without a prefix
  std::uint16_t restriction(const std::string& name) const;         // `nothing` when it is none
};

// The elements and wildcards of a type in the order of the notation, whatever group they stand in.
std::vector<const ContentRow*> particles(const std::vector<ContentRow>& rows);

// The number that schemas/terms.h gives to "BT-31", "BG-4", "BT-158-1", "EXT-FR-FE-BG-01",
// "tax-scheme"; 0 for "none".
std::uint16_t term_number(const std::string& term);

// Throws Error where a name, type or path does not exist or contradicts another.
Tables resolve(Notation notation);

}  // namespace facteur::schemas::compile
