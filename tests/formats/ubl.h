// A small UBL invoice to take apart in tests of the reader.
#pragma once

#include <string>
#include <string_view>

#include "formats/read.h"

namespace facteur::test {

// Structurally valid; the root is on line 1, each child of the root on a line of its own.
std::string small_invoice();
std::string small_credit_note();

// The small invoice with `addition` right before the first `place`; fails the test without one.
std::string small_invoice_with(std::string_view addition, std::string_view place);

// "SYNTAX" of the first finding, its English message and so on; empty without findings.
std::string first_rule(const formats::Reading& reading);
std::string first_message(const formats::Reading& reading);
std::string first_location(const formats::Reading& reading);

// The first value of `term` anywhere in the invoice; a null node when there is none.
formats::Node find(const formats::Invoice& invoice, Term term);

}  // namespace facteur::test
