// `facteur validate --jobs`: a list of files judged by one thread, and by as many as the machine
// runs at once.
#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "gateway/cli/bench_run.h"
#include "gateway/cli/sample_invoice.h"
#include "gateway/cli/validate.h"

namespace facteur::gateway::cli {
namespace {

constexpr int files = 2000;
constexpr int lines = 20;

void validate_all(const std::string& list, unsigned jobs) {
  const std::string arguments[] = {"--json", "--jobs", std::to_string(jobs), "--files-from", list};
  std::ostringstream out, err;
  if (validate_command(arguments, out, err) != 0)
    throw std::runtime_error("the sample invoices are refused: " + err.str());
}

}  // namespace

void bench_jobs(const BenchOptions& options, const Report& report) {
  const ScratchFolder folder(options.folder);
  const std::string list = folder.path() / "list";
  std::ofstream names(list);
  for (int i = 0; i < files; ++i) {
    const auto file = folder.path() / (std::to_string(i) + ".xml");
    std::ofstream(file) << sample_invoice("BENCH-" + std::to_string(i), lines);
    names << file.string() << '\n';
  }
  names.close();
  const unsigned jobs = std::max(1u, std::thread::hardware_concurrency());
  validate_all(list, jobs);  // the files are in the page cache from here on
  const double alone = seconds_of([&] { validate_all(list, 1); });
  const double together = seconds_of([&] { validate_all(list, jobs); });
  report({"rules", "validate, " + std::to_string(jobs) + " jobs", files / together, "/s", "one job",
          files / alone});
}

}  // namespace facteur::gateway::cli
