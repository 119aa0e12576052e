// Counters of the running service, in the text format of Prometheus (0.0.4). Thread-safe.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace facteur::gateway::http {

struct Metrics {
  std::array<std::atomic<std::uint64_t>, 6> responses{};  // by hundred of the status: [2] is 2xx
  std::atomic<std::uint64_t> body_bytes{0};
  std::atomic<std::int64_t> requests_now{0};
};

struct Figure {
  std::string name, type, help;  // type: counter or gauge
  std::uint64_t value;
};

// `more`: what other floors count, asked for at each scrape.
std::string prometheus_text(const Metrics& metrics, const std::vector<Figure>& more);

}  // namespace facteur::gateway::http
