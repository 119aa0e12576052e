// Any bytes as our JSON form of an invoice; what is read without a finding must be written as JSON
// that reads as the same, and be fit for the XML syntaxes.
#include "formats/json_read.h"
#include "formats/json_write.h"
#include "formats/write.h"
#include "tests/fuzz/fuzz.h"

using namespace facteur;
using namespace facteur::formats;
using facteur::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Reading reading = read_json(fuzz::as_text(data, size));
  for (const Finding& finding : reading.findings) require(!finding.message.fr.empty());
  if (!reading.invoice) return 0;
  const std::string written = write_json(*reading.invoice);
  if (reading.structure) {
    const Reading again = read_json(written);
    require(again.structure && write_json(*again.invoice) == written);
  }
  for (const Syntax target : {Syntax::cii, ubl_syntax_of(*reading.invoice)}) {
    require(read(write(*reading.invoice, target).bytes).invoice.has_value());
  }
  return 0;
}
