#include "formats/facturx/colour_profile.h"

#include <qpdf/Pl_Flate.hh>
#include <qpdf/Pl_String.hh>
#include <stdexcept>

namespace facteur::formats::facturx {
namespace {

// ISO 15076-1 §7.2: the header is 128 bytes, with the colour space at 16 and a mark at 36.
bool is_rgb_profile(std::string_view icc) {
  return icc.size() > 128 && icc.substr(16, 4) == "RGB " && icc.substr(36, 4) == "acsp";
}

}  // namespace

ColourProfile::ColourProfile(std::string_view icc) {
  if (!is_rgb_profile(icc)) throw std::runtime_error("not a colour profile for RGB");
  Pl_String into("deflated", nullptr, deflated_);
  Pl_Flate deflate("profile", &into, Pl_Flate::a_deflate);
  deflate.write(reinterpret_cast<const unsigned char*>(icc.data()), icc.size());
  deflate.finish();
}

}  // namespace facteur::formats::facturx
