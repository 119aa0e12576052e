// The header boxes of a JPEG 2000 file (ISO/IEC 15444-1, annex I), as far as PDF/A asks for them.
#pragma once

#include <string_view>

namespace facteur::formats::pdfa {

struct Jpeg2000 {
  long channels = 0;          // components of the codestream
  long depth = 0;             // bits of a component; 0 when it is not said
  bool mixed_depths = false;  // a box of its own gives each component its depth
  long spaces = 0;            // colour specifications
  long best_spaces = 0;       // those with APPROX 1
  // Of the specification with APPROX 1, else of the only one; 0 when there is none.
  long method = 0;
  long enumerated = 0;
};

// Zeroes for what is not there; reads nothing but headers.
Jpeg2000 read_jpeg2000(std::string_view file);

}  // namespace facteur::formats::pdfa
