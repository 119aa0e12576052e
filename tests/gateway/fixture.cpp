#include "tests/gateway/fixture.h"

#include <stdlib.h>

#include <atomic>
#include <stdexcept>

namespace facteur::gateway::test {

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "facteur-XXXXXX").string();
  if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
  path = name;
}

Clock ticking_clock(const std::string& start) {
  auto now = std::make_shared<std::atomic<std::int64_t>>(parse_instant(start)->microseconds);
  return [now] { return Instant{now->fetch_add(1'000'000)}; };
}

HeldClock::HeldClock(const std::string& start)
    : now_(std::make_shared<std::atomic<std::int64_t>>(parse_instant(start)->microseconds)) {}

}  // namespace facteur::gateway::test
