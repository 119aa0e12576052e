// Writing a document: a model in, bytes of a syntax out, and what the syntax could not carry.
//
// There is one writer for all syntaxes. It walks the tree of terms of the target (schemas/*.terms)
// from the root and looks in the model for what each element carries: order, cardinality, data
// types and attributes come from the grammar, conditions of the tree are run backwards, constants
// stand in the tree (`writes`). The bytes depend on the model and the target only: UTF-8, two
// spaces a level, prefixes as the grammar declares them.
//
// Values of the same syntax are written as they stand; values of another one are brought into the
// form of the target: dates, VAT point date codes, the currency of amounts. Nothing is invented but
// constants, and nothing is dropped without a word in `losses`.
//
// Pure functions; safe from several threads at once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/byte_sink.h"
#include "formats/finding.h"
#include "formats/model.h"

namespace facteur::formats {

// What a conversion has to say of one value: set "conversion", and the rule is
// - NO-PLACE    the target has no place for the term (or not for one more of it)
// - UNREADABLE  the value is not of the term's data type, and the target cannot write it as it is
// - QUALIFIER   the value is there, but not an attribute of it
// - MERGED      the same value stands there already, and is written once
// - DERIVED     the target demands a value that the model does not have; one was written
// - UNBOUND     an element of the source that no term carries (see unbound.h)
// Severity `warning` where the result says less than the source did; else `information`.
struct Written {
  std::string bytes;
  std::vector<Finding> losses;

  bool complete() const;  // no loss of severity `warning`
};

// The UBL document that carries this invoice: an Invoice, or a CreditNote by its type code
// (UNTDID 1001 as EN 16931 divides it). A UBL document stays what it is.
Syntax ubl_syntax_of(const Invoice& invoice);

// `target` is one of the syntaxes with a grammar that terms are bound to. `specification` stands
// for BT-24 when it is not empty; terms that its profile does not have are then left out.
Written write(const Invoice& invoice, Syntax target, std::string_view specification = {});
// The same piece by piece, for documents of any size; returns the losses. Throws what the sink
// throws.
std::vector<Finding> write(const Invoice& invoice, Syntax target, ByteSink& sink,
                           std::string_view specification = {});

}  // namespace facteur::formats
