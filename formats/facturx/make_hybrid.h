// Pages and an invoice put together: what PDF/A-3 and Factur-X ask of the file around them.
// Included by this folder's sources only.
#pragma once

#include <string>
#include <vector>

#include "formats/facturx/colour_profile.h"
#include "formats/facturx/make_files.h"
#include "formats/facturx/make_metadata.h"
#include "formats/facturx/profiles.h"
#include "formats/model.h"

class QPDF;

namespace facteur::formats::facturx {

inline constexpr std::string_view program = "Facteur";  // as metadata name it

// Midnight UTC of BT-2; 1970-01-01 where it cannot be read.
std::chrono::sys_seconds day_of_issue(const Invoice& invoice);

struct Contents {
  const Profile* profile = nullptr;
  std::string xml;
  std::vector<FileToEmbed> attachments;
  DocumentFacts facts;
  char conformance = 'B';  // level of PDF/A-3 that the pages have
};

// The colours of the pages are RGB or grey of this profile (ISO 19005-3 §6.2.3).
void set_output_intent(QPDF& pdf, const ColourProfile& colours);

// Adds the invoice, its attachments and the metadata.
void add_contents(QPDF& pdf, Contents contents);

// The file: PDF 1.7 with a classic cross-reference table and an identifier that depends on the
// contents alone. Streams stay compressed as they are.
std::string written(QPDF& pdf);

}  // namespace facteur::formats::facturx
