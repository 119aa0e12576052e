// A supplier's own pages as Factur-X: the invoice put into a PDF that somebody else made.
//
// Only where that can be done honestly. What the pages show never changes: what PDF/A-3b lacks is
// added where it follows from the file (metadata, a colour profile for device colours, flags,
// defaults that must be stated), and each such repair is a finding of severity `information`. What
// else keeps the file from PDF/A-3b (a font that is not embedded, a script, device CMYK ...) is a
// reason to refuse, by the clause of the standard; so are a signature, which any change breaks, a
// password, and an invoice that is in the file already. A refused page can be replaced by our own
// (make.h).
#pragma once

#include <optional>
#include <string_view>

#include "formats/facturx/make.h"

namespace facteur::formats::facturx {

// `page`: the supplier's PDF. `bytes`: the invoice, as for make(); of the options, the view is not
// used. `Made::pdf` is empty when the page is refused: `Made::findings` then end with the
// reasons, of severity `fatal`, in the sets "conversion" (rules PAGE-*) and "pdfa3". Where the page
// and the invoice do not say the same, warnings of set "facteur" say so (FACTEUR-PDF-*).
//
// Nothing when no invoice can be read from `bytes`: `reading` says why. Pure; bounded in memory and
// time, whatever the bytes are.
std::optional<Made> stamp(std::string_view page, std::string_view bytes, const MakeOptions& options,
                          const ColourProfile& colours, Reading& reading);

}  // namespace facteur::formats::facturx
