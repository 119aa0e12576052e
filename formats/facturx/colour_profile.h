// An ICC profile for the colours of the pages (ISO 15076-1), as a PDF/A output intent carries it.
//
// Loaded and deflated once, used by any number of documents at the same time.
#pragma once

#include <string>
#include <string_view>

namespace facteur::formats::facturx {

class ColourProfile {
 public:
  // The bytes of an .icc file for RGB: sRGB, say. Throws std::runtime_error for any other.
  explicit ColourProfile(std::string_view icc);

  const std::string& deflated() const { return deflated_; }  // zlib

 private:
  std::string deflated_;
};

}  // namespace facteur::formats::facturx
