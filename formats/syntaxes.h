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
};

// `name_space` is empty for an element that has none.
std::optional<ReadableSyntax> find_syntax(std::string_view name_space, std::string_view local);

}  // namespace facteur::formats
