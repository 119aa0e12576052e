#include "formats/syntaxes.h"

#include <algorithm>
#include <array>

#include "formats/xml_space.h"

namespace facteur::formats {
namespace {

constexpr std::array grammars{&schemas::ubl, &schemas::cii, &schemas::cdar, &schemas::flux10};

struct Named {
  std::string_view document;  // as the notation names it
  Syntax syntax;
};

constexpr std::array names{
    Named{"ubl_invoice", Syntax::ubl_invoice},
    Named{"ubl_credit_note", Syntax::ubl_credit_note},
    Named{"cii", Syntax::cii},
    Named{"cdar", Syntax::cdar},
    Named{"flux10", Syntax::flux10},
};

const schemas::Document* document_of(const schemas::Grammar& grammar, std::uint16_t root) {
  const auto found =
      std::find_if(grammar.documents.begin(), grammar.documents.end(),
                   [root](const schemas::Document& document) { return document.root == root; });
  return found == grammar.documents.end() ? nullptr : &*found;
}

}  // namespace

std::optional<ReadableSyntax> find_syntax(std::string_view name_space, std::string_view local) {
  for (const schemas::Grammar* grammar : grammars) {
    const std::uint16_t space = grammar->find_namespace(name_space);
    const std::uint16_t root =
        space == schemas::nothing ? schemas::nothing : grammar->find_name(space, local);
    const schemas::Document* document =
        root == schemas::nothing ? nullptr : document_of(*grammar, root);
    if (document == nullptr) continue;
    const auto named = std::find_if(names.begin(), names.end(), [document](const Named& row) {
      return row.document == document->name;
    });
    if (named != names.end()) return ReadableSyntax{grammar, document, named->syntax};
  }
  return std::nullopt;
}

std::string_view profile_of(const Invoice& document) {
  const Node root = document.root();
  switch (document.syntax()) {
    case Syntax::cdar:
      return trim_xml_space(root.first(Term::MDG_1).first(Term::MDG_3).text(Term::MDT_3));
    case Syntax::flux10: {
      const Node invoice = root.first(Term::TB_2).first(Term::TG_8);
      return trim_xml_space(invoice.first(Term::TG_10).text(Term::TT_29));
    }
    default:
      return trim_xml_space(root.first(Term::BG_2).text(Term::BT_24));
  }
}

}  // namespace facteur::formats
