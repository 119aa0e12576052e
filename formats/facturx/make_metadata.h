// What a hybrid PDF says of itself: the information dictionary and, in the same words, the XMP
// packet (ISO 16684-1) with what PDF/A-3 and Factur-X ask for. Included by this folder's sources
// only.
#pragma once

#include <chrono>
#include <string>

#include "formats/facturx/profiles.h"

class QPDF;

namespace facteur::formats::facturx {

// UTF-8; what is empty is not said.
struct DocumentFacts {
  std::string title, author, subject, keywords;
  std::string creator;   // the program that the pages come from
  std::string producer;  // the program that wrote the file
  std::chrono::sys_seconds created, modified;
};

// "D:20261121104500Z", ISO 32000-1 §7.9.4.
std::string pdf_date(std::chrono::sys_seconds instant);

// The packet: `conformance` is the level of PDF/A-3, "A", "B" or "U".
std::string xmp_packet(const DocumentFacts& facts, const Profile& profile, char conformance);

// Replaces both in the file. The packet stays uncompressed, for those who search files for it.
void set_metadata(QPDF& pdf, const DocumentFacts& facts, const Profile& profile, char conformance);

}  // namespace facteur::formats::facturx
