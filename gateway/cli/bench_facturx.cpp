// Hybrid PDFs, beside what libqpdf takes to rewrite the same file.
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>
#include <stdexcept>

#include "formats/facturx/make.h"
#include "formats/facturx/read.h"
#include "gateway/cli/bench_run.h"
#include "gateway/cli/page_material.h"
#include "gateway/cli/sample_invoice.h"

namespace facteur::gateway::cli {
namespace {

constexpr int lines = 40;

void rewrite(const std::string& pdf) {
  QPDF document;
  document.processMemoryFile("bench", pdf.data(), pdf.size());
  QPDFWriter writer(document);
  writer.setOutputMemory();
  writer.write();
}

void extract(const std::string& pdf) {
  if (formats::facturx::HybridPdf(pdf).xml().empty()) throw std::runtime_error("no invoice in it");
}

std::string kilobytes(const std::string& bytes) {
  return std::to_string((bytes.size() + 512) / 1024) + " KB";
}

}  // namespace

void bench_facturx(const BenchOptions&, const Report& report) {
  const auto fonts = load_fonts();
  const auto colours = load_colours();
  const std::string invoice = sample_invoice("BENCH-1", lines);
  formats::Reading reading;
  const auto made = formats::facturx::make(invoice, {}, {fonts, colours}, reading);
  if (!made) throw std::runtime_error("the sample invoice cannot be read");
  const std::string& pdf = made->pdf;
  const auto seconds = median_seconds({[&] { extract(pdf); }, [&] { rewrite(pdf); }});
  report({"facturx", "extract, " + kilobytes(pdf), seconds[0] * 1e3, "ms", "libqpdf rewrites it",
          seconds[1] * 1e3});
}

}  // namespace facteur::gateway::cli
