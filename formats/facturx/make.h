// An invoice as Factur-X: a PDF/A-3b that people read, with the invoice in CII inside for machines.
//
// The pages are the readable view; libharu draws them and libqpdf makes the file of them. The XML
// is what `write` makes of the invoice in the profile, and it is judged before it goes in.
// Attachments of the invoice are files of the PDF too. The same input, options and clock give the
// same bytes.
//
// Pure; safe from several threads at once, with the same fonts and colours.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/facturx/colour_profile.h"
#include "formats/facturx/profiles.h"
#include "formats/pdf/truetype.h"
#include "formats/read.h"
#include "formats/readable.h"

namespace facteur::formats::facturx {

struct MakeOptions {
  const Profile* profile = nullptr;  // null: profile_for() what the invoice says of itself
  ViewOptions view{true};            // of the pages
  // When the file was made, for its metadata; without it, the day of issue (BT-2) at midnight UTC.
  std::optional<std::chrono::sys_seconds> clock;
};

struct Material {
  const pdf::FontPair& fonts;
  const ColourProfile& colours;
};

struct Made {
  std::string pdf;
  // As of a conversion (write.h, unbound.h): what the XML does not say that the source says. Then
  // what the rules find fatal in the XML, with the set and id of the rule.
  std::vector<Finding> findings;
  bool faithful = false;  // the XML says everything that the source says
  bool valid = false;     // the XML breaks no rule that its profile calls for
};

// From UBL, CII, our JSON form, or a PDF that holds an invoice, as `bytes` look; the other files of
// such a PDF are carried over, its pages are not. Nothing when no invoice can be read from them:
// `reading` says why.
std::optional<Made> make(std::string_view bytes, const MakeOptions& options,
                         const Material& material, Reading& reading);

}  // namespace facteur::formats::facturx
