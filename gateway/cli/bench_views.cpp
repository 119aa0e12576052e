// Making an invoice readable: from the model that was read to the bytes of the view.
#include <stdexcept>

#include "formats/read.h"
#include "formats/readable.h"
#include "gateway/cli/bench_run.h"
#include "gateway/cli/page_material.h"
#include "gateway/cli/sample_invoice.h"

namespace facteur::gateway::cli {

void bench_views(const BenchOptions&, const Report& report) {
  constexpr int everyday_lines = 40, long_lines = 5000;
  const auto fonts = load_fonts();
  for (const int lines : {everyday_lines, long_lines}) {
    const auto reading = formats::read(sample_invoice("BENCH-1", lines));
    if (!reading.invoice) throw std::runtime_error("the sample invoice cannot be read");
    const auto seconds =
        median_seconds({[&] { formats::readable_html(*reading.invoice, true); },
                        [&] { formats::readable_pdf(*reading.invoice, fonts, true); }});
    const std::string what = ", " + std::to_string(lines) + " lines";
    report({"views", "readable HTML" + what, seconds[0] * 1e3, "ms"});
    report({"views", "readable PDF" + what, seconds[1] * 1e3, "ms"});
  }
}

}  // namespace facteur::gateway::cli
