// Reads any bytes as a hybrid PDF: its container, each attachment, its pages; and judges it.
#include "formats/facturx/read.h"
#include "formats/verdict.h"
#include "tests/fuzz/fuzz.h"

using namespace facteur;
using namespace facteur::formats;
using facteur::fuzz::require;

namespace {

// Small enough for small inputs to meet them.
facturx::ReadLimits small_limits() {
  facturx::ReadLimits limits;
  limits.xml_bytes = 50'000;
  limits.file_bytes = 20'000;
  limits.files = 20;
  return limits;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::as_text(data, size);
  const facturx::ReadLimits limits = small_limits();
  facturx::HybridPdf pdf(bytes, limits);
  require(pdf.files().size() <= limits.files);
  require(pdf.xml().size() <= limits.xml_bytes);
  require(!pdf.invoice() || *pdf.invoice() < pdf.files().size());
  require(pdf.invoice() || !pdf.findings().empty());
  for (const Finding& finding : pdf.findings()) {
    require(!finding.message.fr.empty() && !finding.message.en.empty());
  }
  for (std::size_t i = 0; i < pdf.files().size(); ++i) {
    require(pdf.content(i).value_or("").size() <= limits.file_bytes);
  }
  pdf.pages();
  if (is_pdf(bytes)) judge(bytes);
  return 0;
}
