// Does a PDF keep to PDF/A-3b (ISO 19005-3:2012, level B)? Our own judge, with the clause and test
// numbers of the public veraPDF validation profile, so that findings can be compared one by one.
//
// A pure function of the bytes; safe to call from several threads at once. A file that is judged
// good here can still break a rule that is not asked (fonts in formats that are rarely embedded); a
// file that is judged bad breaks the rule that is named: whatever cannot be decided is left alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/finding.h"
#include "formats/rules.h"

namespace facteur::formats::pdfa {

// Parts 2 and 3 of ISO 19005 differ in what they say of embedded files and in the part number that
// the file claims; all else is judged alike. A file that claims part 2 is judged by part 2, with a
// warning that it is not part 3, since it only lacks what part 3 allows beyond it.
enum class Part : std::uint8_t { two = 2, three = 3 };

struct PdfaLimits {
  Part part = Part::three;  // two: also files that claim another part are judged by part 2
  std::size_t file = std::size_t{128} << 20;      // bytes; a longer file is not opened
  std::size_t inflated = std::size_t{256} << 20;  // bytes of all streams together, decoded
  std::size_t stream = std::size_t{64} << 20;     // bytes of one stream, decoded
  std::size_t pages = 100'000;                    // those beyond are not looked at
  std::size_t operators = 20'000'000;             // of all content streams together
};

// What the file says of itself in its XMP metadata; 0 and empty when it says nothing.
struct PdfaClaim {
  int part = 0;             // pdfaid:part
  std::string conformance;  // pdfaid:conformance: "A", "B" or "U" when it is right
};

struct PdfaVerdict {
  // False: not a PDF that can be opened, or beyond a limit. Then `findings` says why, in the set
  // "structure" with the rule "CONTAINER", and no rule was asked further.
  bool readable = false;
  bool passes = false;  // readable, and nothing fatal was found
  PdfaClaim claim;
  // Set "pdfa3", rule "6.1.2-1": clause and test number. Location "object 12 0", "page 2",
  // "catalog", "trailer", "XMP", or "byte 1234"; several of them, from the outside in, separated by
  // " / ". In the order of the clauses; the first ten of each rule.
  std::vector<Finding> findings;
  std::size_t findings_beyond = 0;  // found, but over the bounds: counted, not kept
};

PdfaVerdict judge_pdfa(std::string_view pdf, const PdfaLimits& limits = {});

// Every rule that the judge can ask, in the order of the clauses; static storage.
std::vector<const Rule*> pdfa_rules();

}  // namespace facteur::formats::pdfa
