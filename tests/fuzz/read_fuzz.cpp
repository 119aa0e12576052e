// Reads any bytes as a document and walks whatever model comes out of them.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "formats/list_terms.h"
#include "formats/read.h"

using namespace facteur::formats;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void walk(const Invoice& invoice) {
  for (const ListedTerm& term : list_terms(invoice)) {
    require(term.node.line() > 0);
    require(!term.node.location().empty());
    require(static_cast<bool>(term.node.parent()));
    for (int i = 0; i <= static_cast<int>(Attribute::format); ++i) {
      term.node.attribute(static_cast<Attribute>(i));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  identify(bytes);
  const Reading reading = read(bytes);
  const bool clean = reading.findings.empty() && reading.findings_beyond == 0;
  require(reading.structure == (clean && reading.invoice.has_value()));
  require(reading.findings.size() <= Limits{}.findings + 1);
  for (const Finding& finding : reading.findings) require(!finding.message.fr.empty());
  if (reading.invoice) walk(*reading.invoice);
  return 0;
}
