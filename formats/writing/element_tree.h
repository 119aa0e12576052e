// The elements of a document that is being composed, before any byte of it is written.
#pragma once

#include <cstdint>
#include <string_view>

#include "formats/growing_array.h"
#include "schemas/grammar.h"

namespace facteur::formats {

// An element, or an attribute that is a value of its own (its binding has no name): which binding
// it is an instance of, and what it holds.
struct OutElement {
  std::uint16_t binding = schemas::nothing;
  std::uint32_t record = 0;  // the node of the model that it carries; 0: none
  std::uint32_t first_child = 0, last_child = 0, next_sibling = 0;  // 0: none
  std::string_view text;       // owned by the model, the grammar or the ValueForms
  std::string_view attribute;  // value of the attribute that the binding looks at, when not empty
  std::uint16_t said = 0;      // bit n: Attribute n of the value is said by another element
  bool copy = false;           // carries a value that another element carries already
};

class ElementTree {
 public:
  explicit ElementTree(const schemas::Grammar& grammar) : grammar_(grammar) {
    elements_.push_back({});  // so that 0 is no element
  }

  std::uint32_t add(std::uint16_t binding) {
    OutElement element;
    element.binding = binding;
    elements_.push_back(element);
    return static_cast<std::uint32_t>(elements_.size() - 1);
  }
  OutElement& operator[](std::uint32_t element) { return elements_[element]; }
  const OutElement& operator[](std::uint32_t element) const { return elements_[element]; }

  // After the children that the grammar puts before it or beside it.
  void insert(std::uint32_t parent, std::uint32_t child);
  // The first value (its node) that the parent carries behind the place of such a child;
  // UINT32_MAX when there is none.
  std::uint32_t value_behind(std::uint32_t parent, std::uint16_t binding) const;
  // Takes the children of this binding that were read after `record` out of the parent;
  // none where there are more than `most`.
  std::vector<std::uint32_t> take_later(std::uint32_t parent, std::uint16_t binding,
                                        std::uint32_t record, std::size_t most);
  // The first child of this binding; 0 when there is none.
  std::uint32_t find(std::uint32_t parent, std::uint16_t binding) const;

 private:
  std::uint32_t first_value(std::uint32_t element) const;
  std::uint16_t particle(std::uint32_t element) const {
    return grammar_.bindings[elements_[element].binding].particle;
  }

  const schemas::Grammar& grammar_;
  GrowingArray<OutElement> elements_;
};

}  // namespace facteur::formats
