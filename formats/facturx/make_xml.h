// The XML that goes into a hybrid PDF: an invoice in CII, in a profile, and what is to be said of
// it. Included by this folder's sources only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/facturx/profiles.h"
#include "formats/facturx/read.h"
#include "formats/read.h"

namespace facteur::formats::facturx {

// Where the invoice is: the bytes themselves, or a file inside of the PDF that they are.
class Source {
 public:
  explicit Source(std::string_view bytes);

  std::string_view invoice() const { return container_ ? container_->xml() : bytes_; }
  HybridPdf* container() { return container_ ? &*container_ : nullptr; }  // with an invoice

 private:
  std::string_view bytes_;
  std::optional<HybridPdf> container_;
};

struct MadeXml {
  const Profile* profile = nullptr;
  std::string bytes;
  std::vector<Finding> findings;  // as of Made (make.h)
  bool faithful = false;
  bool valid = false;
};

// `profile`: null for profile_for() what the invoice says of itself. `reading.invoice` then is the
// invoice with the profile as its BT-24. Nothing when no invoice can be read.
std::optional<MadeXml> make_xml(std::string_view bytes, const Profile* profile, Reading& reading);

}  // namespace facteur::formats::facturx
