// What can be wrong with a PDF as the container of an invoice, in both languages.
#pragma once

#include <cstdint>
#include <string_view>

#include "formats/finding.h"

namespace facteur::formats::facturx {

enum class Fault : std::uint8_t {
  not_pdf,
  damaged,
  password,
  swelling,
  too_complex,
  no_invoice,
  wrong_name,          // {0} name of the file that is an invoice
  two_invoices,        // {0} their names
  broken_stream,       // {0} name
  filters,             // {0} name
  xml_too_large,       // {0} name, {1} limit
  wrong_relationship,  // {0} name, {1} relationship
  profile,             // {0} what the metadata says, {1} what the XML says
  zugferd_1,
  // Warnings:
  unusual_case,     // {0} name, {1} as it should be
  no_relationship,  // {0} name
  not_associated,   // {0} name
  not_in_names,     // {0} name
  no_metadata,
  other_name,      // {0} what the metadata says, {1} name
  unknown_level,   // {0} what the metadata says
  too_many_files,  // {0} limit
};

// Foreign text among the arguments is cut.
Finding finding_of(Fault fault, std::string_view first = {}, std::string_view second = {});

}  // namespace facteur::formats::facturx
