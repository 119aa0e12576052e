// Readable views: a document as pages for people, in French or English (PDF 1.7, A4).
//
// A view shows every value of the document: what the layout has no place for stands under "other
// information". The structured document stays the original, and the view says so. The same input
// gives the same bytes. Views stop at 3,000 pages and say so; a text is cut at 20,000 bytes.
#pragma once

#include <string>

#include "formats/model.h"
#include "formats/pdf/document.h"
#include "formats/status_message.h"

namespace facteur::formats {

// Pure; safe from several threads, with the same fonts. The caller has loaded these (Liberation
// Sans draws all that French and English need).
std::string readable_pdf(const Invoice& invoice, const pdf::FontPair& fonts, bool french);
std::string readable_pdf(const StatusMessage& message, const pdf::FontPair& fonts, bool french);

}  // namespace facteur::formats
