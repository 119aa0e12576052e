#include "gateway/cli/bench_run.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace facteur::gateway::cli {
namespace {

using Stopwatch = std::chrono::steady_clock;

constexpr std::chrono::milliseconds warm_up(200);
constexpr std::chrono::milliseconds measured(1500);
constexpr std::size_t fewest_samples = 20;

}  // namespace

double seconds_of(const std::function<void()>& work) {
  const auto start = Stopwatch::now();
  work();
  return std::chrono::duration<double>(Stopwatch::now() - start).count();
}

double quantile(std::vector<double>& values, double share) {
  std::ranges::sort(values);
  const auto index = std::size_t(share * double(values.size()));
  return values[std::min(index, values.size() - 1)];
}

std::vector<double> median_seconds(const std::vector<std::function<void()>>& works) {
  const auto begin = Stopwatch::now();
  while (Stopwatch::now() - begin < warm_up)
    for (const auto& work : works) work();
  std::vector<std::vector<double>> samples(works.size());
  const auto end = Stopwatch::now() + measured;
  while (Stopwatch::now() < end || samples[0].size() < fewest_samples)
    for (std::size_t i = 0; i < works.size(); ++i) samples[i].push_back(seconds_of(works[i]));
  std::vector<double> medians;
  for (auto& values : samples) medians.push_back(quantile(values, 0.5));
  return medians;
}

ScratchFolder::ScratchFolder(const std::filesystem::path& parent) {
  std::string name = (parent / "facteur-bench-XXXXXX").string();
  if (!mkdtemp(name.data())) throw std::system_error(errno, std::generic_category(), name);
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace facteur::gateway::cli
