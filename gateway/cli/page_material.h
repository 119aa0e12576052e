// What pages are drawn with, from where Debian's packages put it: the letters of fonts-liberation2
// and the sRGB profile of icc-profiles-free. Nothing of it is read before it is asked for.
#pragma once

#include "formats/facturx/colour_profile.h"
#include "formats/pdf/truetype.h"

namespace facteur::gateway::cli {

// Liberation Sans. Throw std::runtime_error, with the package to install, when a file is missing or
// cannot be used.
formats::pdf::FontPair load_fonts();
formats::facturx::ColourProfile load_colours();

}  // namespace facteur::gateway::cli
