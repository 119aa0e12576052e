// An invoice that can still change: a plain tree of terms. Read an Invoice into it, alter it, and
// make an Invoice of it again.
//
// What the sender wrote (texts, attributes, order, lines) is kept; the places of elements in the
// document that it was read from are not: locations of the new invoice name its root.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/model.h"

namespace facteur::formats {

struct Draft {
  Term term = Term::none;
  std::string text;
  std::vector<std::pair<Attribute, std::string>> attributes;
  std::vector<Draft> children;
  std::optional<StoredText> stored = {};  // the text, when it is in a store

  // The first child with this term, or null. Children move when one is added.
  Draft* first(Term wanted);
  const Draft* first(Term wanted) const;
  std::string_view text_of(Term wanted) const;        // empty when absent
  std::string_view attribute(Attribute which) const;  // empty when absent

  // A new child after the last one whose term does not come after it in EN 16931-1.
  Draft& add(Term added, std::string value = {});
  // The same for several of one term, in their order.
  void add_all(std::vector<Draft> added);
};

// The document itself, Term::none: parent of the terms at document level.
Draft draft_of(const Invoice& invoice);
// `store`: that of the invoice which the draft was made of, if it had one.
Invoice invoice_of(const Draft& document, Syntax syntax,
                   std::shared_ptr<const TextStore> store = nullptr);

}  // namespace facteur::formats
