#include "tests/gateway/fixture.h"

#include <stdlib.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>

#include "gateway/accounts/secrets.h"

namespace facteur::gateway::test {

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "facteur-XXXXXX").string();
  if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
  path = name;
}

std::unique_ptr<archive::Archive> open_archive(const std::filesystem::path& folder,
                                               archive::HeadSigner& signer) {
  archive::Options options;
  options.directory = (folder / "archive").string();
  options.signer = &signer;
  options.clock = [] { return std::int64_t{1'795'200'000'000'000}; };
  options.random = [](std::span<std::uint8_t> bytes) {
    const std::string random = accounts::system_random()(bytes.size());
    std::copy(random.begin(), random.end(), bytes.begin());
  };
  auto opened = archive::Archive::open(options);
  if (!opened) throw std::runtime_error("the archive cannot be opened");
  return std::move(*opened);
}

Clock ticking_clock(const std::string& start) {
  auto now = std::make_shared<std::atomic<std::int64_t>>(parse_instant(start)->microseconds);
  return [now] { return Instant{now->fetch_add(1'000'000)}; };
}

HeldClock::HeldClock(const std::string& start)
    : now_(std::make_shared<std::atomic<std::int64_t>>(parse_instant(start)->microseconds)) {}

}  // namespace facteur::gateway::test
