// The reader's TermBinder run backwards: from a model, along a tree of terms, to elements.
#pragma once

#include <cstdint>
#include <vector>

#include "formats/model.h"
#include "formats/writing/element_tree.h"
#include "formats/writing/requirements.h"
#include "formats/writing/scope.h"
#include "formats/writing/value_form.h"

namespace facteur::formats {

// An element opens only when something below it is written. Where values compete for a place, the
// lowest element above them that may repeat is repeated; what still finds no place stays
// unclaimed. Use once.
class TermPlacer {
 public:
  TermPlacer(const schemas::Grammar& grammar, const Invoice& invoice, const Scope& scope,
             ValueForms& forms);

  // The root element of the document, in tree().
  std::uint32_t place(const schemas::Document& document);

  const ElementTree& tree() const { return tree_; }
  // Does a written element carry this node?
  bool claimed(Node node) const { return claimed_[node.index()]; }
  // Was there a place, but no form for the value?
  bool unreadable(Node node) const { return unreadable_[node.index()]; }

 private:
  struct Fragment {
    std::uint32_t element = 0;
    Requirements requirements;  // that elements above it have to satisfy
  };
  using Fragments = std::vector<Fragment>;

  const schemas::Type& type_of(std::uint16_t binding) const;
  bool is_text(std::uint16_t binding) const;
  bool is_required(std::uint16_t binding) const;
  bool is_wanted(std::uint16_t binding) const;

  void occurrences(std::uint16_t binding, Node context, Fragments& found);
  bool is_excess(Node node, Node context) const;
  void carry(std::uint16_t binding, Node node, const Requirements& needed, Fragments& found);
  void carry_value(std::uint16_t binding, Node node, Fragment fragment, Fragments& found);
  std::string_view whole_note(const schemas::Binding& binding, Node note);
  void attribute_values(std::uint32_t element, Node context);
  void carry_group(std::uint16_t binding, Node node, Fragment fragment, Fragments& found);
  void fill(std::uint16_t binding, Node context, bool may_repeat, Fragments& instances);
  void spread(std::uint16_t binding, Fragments& instances);
  void add_company(std::uint16_t binding, Node context, Fragment& instance);
  void qualify(std::uint16_t binding, std::size_t number, Fragment& instance);
  void copy(std::uint16_t binding, Node context, Fragment& instance);
  void settle(std::uint16_t binding, Fragment& fragment);
  void demand(std::uint32_t element, const std::vector<std::uint16_t>& path, std::string_view text);
  bool lacks_copy(std::uint32_t element) const;
  void complete(std::uint32_t element);
  void discard(std::uint32_t element);

  bool own_attribute(std::uint16_t binding, std::size_t alternative, Node node,
                     std::string_view& value) const;
  bool needs(std::uint16_t binding, std::size_t alternative, Requirements& needed) const;
  std::string_view meant(const schemas::Condition& condition) const;
  std::vector<Node> candidates(std::uint16_t term, std::uint16_t within, Node context) const;
  std::vector<Node> groups(Term group, Node context) const;

  const schemas::Grammar& grammar_;
  const Invoice& invoice_;
  const Scope& scope_;
  ValueForms& forms_;
  Probes probes_;
  ElementTree tree_;
  std::uint16_t root_type_ = schemas::nothing;
  std::vector<bool> claimed_, unreadable_;
};

}  // namespace facteur::formats
