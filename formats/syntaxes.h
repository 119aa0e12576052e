// The syntaxes that this house reads, told by their root element.
#pragma once

#include <optional>
#include <string_view>

#include "formats/model.h"
#include "schemas/grammar.h"

namespace facteur::formats {

struct ReadableSyntax {
  const schemas::Grammar* grammar;
  const schemas::Document* document;
  Syntax syntax;
  std::string_view name;  // as people call it: "UBL"
};

// Of one that is XML: not of Syntax::json.
ReadableSyntax description_of(Syntax syntax);

// `name_space` is empty for an element that has none.
std::optional<ReadableSyntax> find_syntax(std::string_view name_space, std::string_view local);

// Which rules a document says that it follows: BT-24 of an invoice, MDT-3 of a life-cycle message,
// TT-29 of the first invoice in a report. Without outer space; empty when it does not say.
std::string_view stated_profile(const Invoice& document);

}  // namespace facteur::formats
