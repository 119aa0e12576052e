// Repairs of a supplier's PDF that do not change what its pages show. Included by this folder's
// sources only.
#pragma once

#include <set>

#include "formats/facturx/make_metadata.h"
#include "formats/facturx/stamp_notes.h"

class QPDF;

namespace facteur::formats::facturx {

// What was repaired. May throw what libqpdf throws on a file that is damaged inside.
std::set<Note> repair(QPDF& pdf);

// Pages, fonts and images can have metadata of their own; true when there were some. They may need
// a schema that the packet of the document described.
bool drop_metadata_of_parts(QPDF& pdf);

// Are there device colours to declare, or rather: does no output intent for PDF/A say what they
// are?
bool lacks_output_intent(QPDF& pdf);

// What the file says of itself in its information dictionary. `created` is `otherwise` where it
// does not say.
DocumentFacts stated_facts(QPDF& pdf, std::chrono::sys_seconds otherwise);

// Is there a signature, or a place in the file that one covers?
bool carries_signature(QPDF& pdf);
bool is_xfa_form(QPDF& pdf);

}  // namespace facteur::formats::facturx
