#include "formats/syntaxes.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "formats/xml_space.h"

namespace facteur::formats {
namespace {

struct Row {
  const schemas::Grammar* grammar;
  std::string_view document;  // as the notation names it
  Syntax syntax;
  std::string_view name;
};

constexpr std::array rows{
    Row{&schemas::ubl, "ubl_invoice", Syntax::ubl_invoice, "UBL"},
    Row{&schemas::ubl, "ubl_credit_note", Syntax::ubl_credit_note, "UBL"},
    Row{&schemas::cii, "cii", Syntax::cii, "CII"},
    Row{&schemas::cdar, "cdar", Syntax::cdar, "CDAR"},
    Row{&schemas::flux10, "flux10", Syntax::flux10, "Flux 10"},
};

ReadableSyntax describe(const Row& row) {
  const auto& documents = row.grammar->documents;
  const auto found = std::find_if(
      documents.begin(), documents.end(),
      [&row](const schemas::Document& document) { return document.name == row.document; });
  if (found == documents.end()) throw std::logic_error("a syntax without a document");
  return {row.grammar, &*found, row.syntax, row.name};
}

}  // namespace

ReadableSyntax description_of(Syntax syntax) {
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [syntax](const Row& row) { return row.syntax == syntax; });
  if (found == rows.end()) throw std::logic_error("a form of the model that is no syntax");
  return describe(*found);
}

std::optional<ReadableSyntax> find_syntax(std::string_view name_space, std::string_view local) {
  for (const Row& row : rows) {
    const ReadableSyntax syntax = describe(row);
    const schemas::Name& root = syntax.grammar->names[syntax.document->root];
    if (root.local() == local && syntax.grammar->namespaces[root.name_space] == name_space) {
      return syntax;
    }
  }
  return std::nullopt;
}

std::string_view stated_profile(const Invoice& document) {
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
