#include "formats/write.h"

#include <algorithm>

#include "formats/syntaxes.h"
#include "formats/writing/losses.h"
#include "formats/writing/term_placer.h"
#include "formats/writing/xml_text.h"
#include "formats/xml_space.h"
#include "schemas/code_lists.h"

namespace facteur::formats {
namespace {

bool is_ubl(Syntax syntax) {
  return syntax == Syntax::ubl_invoice || syntax == Syntax::ubl_credit_note;
}

// A document that says more than a profile smaller than the core has keeps it.
Profile profile_of(const Invoice& invoice) {
  const Node process = invoice.root().first(Term::BG_2);
  return std::max(profile_named(process.text(Term::BT_24)), Profile::en16931);
}

}  // namespace

bool Written::complete() const {
  return std::none_of(losses.begin(), losses.end(),
                      [](const Finding& loss) { return loss.severity == Severity::warning; });
}

Syntax ubl_syntax_of(const Invoice& invoice) {
  if (is_ubl(invoice.syntax())) return invoice.syntax();
  const auto type = trim_xml_space(invoice.root().text(Term::BT_3));
  return codes::credit_note_types.contains(type) ? Syntax::ubl_credit_note : Syntax::ubl_invoice;
}

Written write(const Invoice& invoice, Syntax syntax, std::string_view specification) {
  StringSink sink;
  Written written;
  written.losses = write(invoice, syntax, sink, specification);
  written.bytes = sink.take();
  return written;
}

std::vector<Finding> write(const Invoice& invoice, Syntax syntax, ByteSink& sink,
                           std::string_view specification) {
  const ReadableSyntax target = description_of(syntax);
  const bool same = invoice.syntax() == syntax || (is_ubl(invoice.syntax()) && is_ubl(syntax));
  Scope scope;
  if (!same) scope = {profile_of(invoice), syntax == Syntax::cii};
  if (!specification.empty()) scope = {profile_named(specification), true};
  const schemas::Grammar& grammar = *target.grammar;
  ValueForms forms(invoice, grammar, scope, same);
  forms.replace(Term::BT_24, specification);
  TermPlacer placer(grammar, invoice, scope, forms);
  const std::uint32_t root = placer.place(*target.document);
  write_xml_text(grammar, *target.document, placer.tree(), root, invoice, forms, sink);
  return losses(invoice, grammar, placer, scope, forms, root, target.name);
}

}  // namespace facteur::formats
