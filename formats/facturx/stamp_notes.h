// What is to be said of a supplier's pages: why they are refused, and what was repaired. Included
// by this folder's sources only.
#pragma once

#include <cstdint>

#include "formats/finding.h"

namespace facteur::formats::facturx {

enum class Note : std::uint8_t {
  // Reasons to refuse:
  unreadable,
  too_large,
  swelling,
  password,
  encrypted,
  is_signed,
  form_language,
  has_invoice,
  // Repairs:
  metadata,
  metadata_of_parts,
  colours,
  annotations,
  form,
  fonts,
  images,
  compression,
  files,
};

// Set "conversion".
Finding finding_of(Note note);

}  // namespace facteur::formats::facturx
