// Whatever can be read can be written, in its own syntax and in the others, and what was written
// can be read.
#include "formats/read.h"
#include "formats/write.h"
#include "tests/fuzz/fuzz.h"

using namespace facteur;
using namespace facteur::formats;
using facteur::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Reading reading = read(fuzz::as_text(data, size));
  if (!reading.invoice) return 0;
  const Syntax own = reading.invoice->syntax();
  require(read(write(*reading.invoice, own).bytes).invoice.has_value());
  if (!is_invoice(reading.identity.kind)) return 0;
  for (const Syntax target : {Syntax::cii, ubl_syntax_of(*reading.invoice)}) {
    require(read(write(*reading.invoice, target).bytes).invoice.has_value());
  }
  return 0;
}
