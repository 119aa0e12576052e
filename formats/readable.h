// Readable views: a document as pages (PDF 1.7, A4) or as one web page (HTML) for people, in French
// or English.
//
// A view shows every value of the document: what the layout has no place for stands under "other
// information". The structured document stays the original, and the view says so. The same input
// gives the same bytes. A text is cut at 100,000 bytes and pages stop at 3,000; both say so.
#pragma once

#include <string>

#include "formats/model.h"
#include "formats/pdf/document.h"
#include "formats/readable/look.h"
#include "formats/status_message.h"

namespace facteur::formats {

struct ViewOptions {
  ViewOptions(bool in_french) : french(in_french) {}  // NOLINT: the language alone says enough

  bool french;
  std::string stamp;  // where the document stands, "Encaissée le 12/12/2026"; empty: none
  readable::Look look;
};

// Pure; safe from several threads, with the same fonts. The caller has loaded these (Liberation
// Sans draws all that French and English need).
std::string readable_pdf(const Invoice& invoice, const pdf::FontPair& fonts,
                         const ViewOptions& options);
std::string readable_pdf(const StatusMessage& message, const pdf::FontPair& fonts,
                         const ViewOptions& options);

// One file in UTF-8 that asks for nothing else: no script, no address, style and logo inside. Texts
// of the document are escaped and cannot become markup.
std::string readable_html(const Invoice& invoice, const ViewOptions& options);
std::string readable_html(const StatusMessage& message, const ViewOptions& options);

}  // namespace facteur::formats
