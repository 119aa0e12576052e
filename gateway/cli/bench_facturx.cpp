// Making and reading hybrid PDFs, beside what libqpdf takes to rewrite the same file.
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>
#include <stdexcept>
#include <utility>

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

// From an invoice in UBL: read, written as CII in its profile, judged, drawn and put together.
void bench_facturx(const BenchOptions&, const Report& report) {
  const auto fonts = load_fonts();
  const auto colours = load_colours();
  const std::string invoice = sample_invoice("BENCH-1", lines);
  const auto make = [&] {
    formats::Reading reading;
    auto made = formats::facturx::make(invoice, {}, {fonts, colours}, reading);
    if (!made || !made->valid) throw std::runtime_error("the sample invoice makes no Factur-X");
    return std::move(made->pdf);
  };
  const std::string pdf = make();
  const auto seconds =
      median_seconds({[&] { make(); }, [&] { extract(pdf); }, [&] { rewrite(pdf); }});
  const std::string size = kilobytes(pdf);
  const auto figure = [&](const std::string& what, double taken) {
    report({"facturx", what, taken * 1e3, "ms", "libqpdf rewrites it", seconds[2] * 1e3});
  };
  figure("make, " + std::to_string(lines) + " lines, " + size, seconds[0]);
  figure("extract, " + size, seconds[1]);
}

}  // namespace facteur::gateway::cli
