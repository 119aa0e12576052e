// What the benches share: their options, the figures they report, and how time is taken.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace facteur::gateway::cli {

struct BenchOptions {
  bool json = false;
  std::filesystem::path folder = std::filesystem::temp_directory_path();  // for data, removed after
  // The UBL Invoice schema, or a folder with ubl-2.1/ and cii-d22b/ as published: adds the baseline
  // that also validates.
  std::filesystem::path xsd;
  int invoices = 5000;                       // that `intake` sends
  int clients = 16;                          // that send them at the same time
  int items = 1'000'000;                     // in the ledger of `receivables`
  std::chrono::microseconds fsync_delay{0};  // added to each sync of `archive` and its baseline
};

// One line of the report. Where `baseline` is empty there is none.
struct Figure {
  std::string bench;  // "parse"
  std::string what;   // "read, 20.4 KB"
  double value = 0;
  std::string unit;           // "ms", "/s"
  std::string baseline = {};  // "libxml2 DOM"
  double baseline_value = 0;
};

using Report = std::function<void(const Figure&)>;

void bench_parse(const BenchOptions& options, const Report& report);
void bench_documents(const BenchOptions& options, const Report& report);
void bench_sizes(const BenchOptions& options, const Report& report);
void bench_views(const BenchOptions& options, const Report& report);
void bench_validate(const BenchOptions& options, const Report& report);
void bench_rules(const BenchOptions& options, const Report& report);
void bench_jobs(const BenchOptions& options, const Report& report);
void bench_facturx(const BenchOptions& options, const Report& report);
void bench_archive(const BenchOptions& options, const Report& report);
void bench_intake(const BenchOptions& options, const Report& report);
void bench_receivables(const BenchOptions& options, const Report& report);
// A part of it: bank lines against open items.
void bench_cash(const BenchOptions& options, const Report& report);

// Seconds that one call takes: the median of many, after a warm-up. The works take turns, so that
// whatever else the machine does disturbs all alike.
std::vector<double> median_seconds(const std::vector<std::function<void()>>& works);

double seconds_of(const std::function<void()>& work);

// Sorts; `share` of the values are below the result.
double quantile(std::vector<double>& values, double share);

// A new empty folder below another, removed with all it holds.
class ScratchFolder {
 public:
  explicit ScratchFolder(const std::filesystem::path& parent);
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace facteur::gateway::cli
