// Puts elements into the model as the bindings of a grammar say.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "formats/invoice_builder.h"
#include "schemas/grammar.h"

namespace facteur::formats {

struct AttributeView {
  std::string_view name;  // as written, with prefix
  std::string_view local;
  std::string_view name_space;  // empty: none
  std::string_view value;
  // Of xsi:type only: the namespace of the type that the value names, null when its prefix has
  // none.
  std::string_view type_name_space = {};
};

// Where an open element stands in the tree of terms and in the model.
struct Place {
  std::uint16_t binding = schemas::nothing;
  std::uint32_t element = 0;                       // of the builder
  std::uint32_t record = InvoiceBuilder::none;     // the node that the element carries
  std::uint32_t group = InvoiceBuilder::document;  // the nearest group at or above
};

class TermBinder {
 public:
  TermBinder(const schemas::Grammar& grammar, InvoiceBuilder& builder)
      : grammar_(grammar), builder_(builder) {}

  // The binding of a child; `nothing` when neither it nor anything below it carries a term.
  std::uint16_t child(std::uint16_t binding, std::uint16_t name) const;
  // Opens a bound element (already in the builder) of a type of the grammar.
  Place open(const Place& parent, std::uint16_t binding, std::uint32_t element, std::uint16_t type,
             std::span<const AttributeView> attributes);
  // True when close() will look at the element's text.
  bool wants_text(const Place& place) const;
  void close(const Place& place, std::string_view text);

 private:
  struct Pending {
    std::uint16_t binding;
    std::uint32_t record, group, element;
  };
  // Decided when the document ends.
  struct Late {
    std::uint16_t binding;
    std::uint32_t record;
    std::string own_attribute;
  };
  struct Slot {
    std::uint16_t number;
    std::string text;
  };

  struct Own {
    const AttributeView* attribute = nullptr;  // that the conditions look at
    bool spent = false;                        // the term says what it says
  };

  Own carry(Place& place, const schemas::Binding& binding,
            std::span<const AttributeView> attributes);
  void carry_attributes(const Place& place, std::uint16_t type, Own own,
                        std::span<const AttributeView> attributes);
  void carry_attribute_values(const Place& place, const schemas::Binding& binding,
                              std::span<const AttributeView> attributes);
  bool is_value(const schemas::Binding& binding, std::string_view attribute) const;
  std::uint32_t parent_for(const schemas::Alternative& alternative, std::uint32_t group,
                           std::uint32_t element);
  void qualify(const schemas::Alternative& alternative, std::uint32_t element,
               std::string_view text);
  void split(const Place& place, const schemas::Binding& binding, std::string_view text);
  const schemas::Alternative* choose(const schemas::Binding& binding,
                                     const std::string_view* own_attribute) const;
  bool holds(const schemas::Condition& condition, std::string_view text) const;
  void settle();
  void settle_late();

  const schemas::Grammar& grammar_;
  InvoiceBuilder& builder_;
  std::vector<Pending> pending_;  // of the one open anchor: anchors do not nest
  std::vector<Slot> slots_;
  std::vector<Late> late_;
};

}  // namespace facteur::formats
