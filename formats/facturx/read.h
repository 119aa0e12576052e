// The invoice in a hybrid PDF: Factur-X, ZUGFeRD 1 and 2, XRechnung as an attachment.
//
// Found as ISO 32000-1 (7.11.4) and ISO 19005-3 (6.8) have it: in the name tree of embedded files,
// among the associated files of the document, and, for the list of attachments, in annotations. The
// newest revision of a file counts; encryption is undone when the empty password does it. Bounded
// in memory and time, whatever the bytes are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/finding.h"

namespace facteur::formats::facturx {

struct EmbeddedFile {
  std::string name;          // UTF-8, at most 255 bytes, no control characters; may hold slashes
  std::string description;   // as the file has it, at most 255 bytes; empty when it has none
  std::string mime;          // "text/xml"; empty when not stated
  std::string relationship;  // AFRelationship: "Data", "Alternative", ...; empty when not stated
  std::optional<std::uint64_t> stated_size;  // in bytes; not checked
  bool in_name_tree = false;                 // where it was found
  bool associated = false;
  bool annotated = false;
};

// What the XMP metadata says: the properties of Factur-X and those of PDF/A, as written.
struct XmpFacts {
  bool present = false;    // there is metadata that could be read
  std::string name_space;  // of the properties of Factur-X or ZUGFeRD; empty when there are none
  std::string conformance_level, document_file_name, document_type, version;
  std::string pdfa_part, pdfa_conformance;
};

struct ReadLimits {
  std::size_t xml_bytes = 64u << 20;    // of the invoice
  std::size_t file_bytes = 100u << 20;  // of another embedded file, when its bytes are asked for
  std::size_t files = 1'000;            // that are listed
};

// For one thread at a time.
class HybridPdf {
 public:
  // `bytes` must outlive this. Never throws for what they hold: findings say it.
  explicit HybridPdf(std::string_view bytes, const ReadLimits& limits = {});
  ~HybridPdf();
  HybridPdf(HybridPdf&&) noexcept;

  // In the order of the name tree, then of the other places. Each stream once.
  const std::vector<EmbeddedFile>& files() const;
  const XmpFacts& xmp() const;
  // Which file is the invoice: the only one with a name that Factur-X or ZUGFeRD gives it; of
  // several, which is a finding, the first. Nothing when there is none.
  std::optional<std::size_t> invoice() const;
  // Its bytes. Empty when they cannot be had, which is a finding.
  const std::string& xml() const;
  // Nothing when they cannot be decoded, or are too many.
  std::optional<std::string> content(std::size_t file);

  // What the pages say, to look for facts in it (read_page.h); nothing when they cannot be read
  // with confidence. Read when it is asked for.
  std::optional<std::string> pages();

  // What is wrong with the container; set "structure", rule CONTAINER. The location begins with a
  // code of its own for each fault (read_faults.cpp). Fatal is what leaves in doubt which XML is
  // the invoice, or whether it is one; what is merely missing is a warning.
  const std::vector<Finding>& findings() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Does the profile that the XMP metadata announces contradict that of the XML (BT-24)?
std::optional<Finding> contradicting_profile(const XmpFacts& xmp, std::string_view profile);

}  // namespace facteur::formats::facturx
