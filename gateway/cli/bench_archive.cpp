// Durable appends to the archive, beside the same bytes written to a file and synced.
#include <openssl/rand.h>

#include <future>
#include <stdexcept>

#include "archive/archive.h"
#include "gateway/cli/bench_run.h"
#include "gateway/cli/sample_invoice.h"
#include "gateway/flows/sealer.h"
#include "gateway/store/instant.h"

namespace facteur::gateway::cli {
namespace {

constexpr std::size_t batch_sizes[] = {1, 16, 64};
constexpr double seconds_a_figure = 2;
constexpr std::size_t callers = 64;

std::unique_ptr<archive::Archive> open_archive(const std::filesystem::path& folder,
                                               flows::Sealer& sealer, archive::FileSystem& files,
                                               const Clock& clock) {
  archive::Options options;
  options.directory = (folder / "archive").string();
  options.signer = &sealer;
  options.files = &files;
  options.clock = [clock] { return clock().microseconds; };
  options.random = [](std::span<std::uint8_t> bytes) {
    if (RAND_bytes(bytes.data(), int(bytes.size())) != 1) throw std::runtime_error("no randomness");
  };
  auto opened = archive::Archive::open(options);
  if (!opened) throw std::runtime_error(opened.error().place + ": " + opened.error().detail);
  return std::move(*opened);
}

// Calls both in turns until each has had its time, so that a disk that is slow for a moment is slow
// for both; how often a second each.
struct Rates {
  double ours, plain;
};
Rates rates(const std::function<void()>& ours, const std::function<void()>& plain) {
  double our_seconds = 0, plain_seconds = 0;
  std::size_t our_calls = 0, plain_calls = 0;
  while (our_seconds < seconds_a_figure || plain_seconds < seconds_a_figure) {
    const bool our_turn = our_seconds <= plain_seconds;
    (our_turn ? our_seconds : plain_seconds) += seconds_of(our_turn ? ours : plain);
    ++(our_turn ? our_calls : plain_calls);
  }
  return {double(our_calls) / our_seconds, double(plain_calls) / plain_seconds};
}

// Different objects, as an archive keeps equal ones once: a sample with a number of its own each.
class Documents {
 public:
  std::vector<std::string> next(std::size_t count) {
    std::vector<std::string> batch(count, sample_);
    for (std::string& bytes : batch) {
      const std::string number = std::to_string(++last_);
      bytes.replace(bytes.find("000000000") + 9 - number.size(), number.size(), number);
    }
    return batch;
  }

 private:
  const std::string sample_ = sample_invoice("000000000");
  std::uint64_t last_ = 0;
};

void append(archive::Archive& archive, const std::vector<std::string>& batch) {
  std::vector<archive::Deposit> deposits(batch.size());
  for (std::size_t i = 0; i < batch.size(); ++i) {
    deposits[i].tenant = "100000009";
    deposits[i].actor = "bench";
    deposits[i].media_type = "application/xml";
    deposits[i].bytes = batch[i];
  }
  if (const auto done = archive.append(deposits); !done)
    throw std::runtime_error(done.error().place + ": " + done.error().detail);
}

// Many callers with one entry each, who share the syncs: what the server does under load.
void append_together(archive::Archive& archive, Documents& documents) {
  std::vector<std::vector<std::string>> work(callers);
  for (auto& mine : work) mine = documents.next(1);
  std::vector<std::future<void>> done;
  for (const auto& mine : work)
    done.push_back(std::async(std::launch::async, [&] { append(archive, mine); }));
  for (auto& each : done) each.get();
}

// The baseline: the same bytes at the end of one file, synced once a batch.
class PlainFile {
 public:
  PlainFile(archive::FileSystem& files, const std::string& path)
      : file_(files.open(path, archive::OpenMode::create)) {}

  void append(const std::vector<std::string>& batch) {
    const std::vector<std::string_view> parts(batch.begin(), batch.end());
    file_->write(size_, parts);
    for (const auto part : parts) size_ += part.size();
    file_->sync();
  }

 private:
  std::unique_ptr<archive::File> file_;
  std::uint64_t size_ = 0;
};

}  // namespace

void bench_archive(const BenchOptions& options, const Report& report) {
  const ScratchFolder folder(options.folder);
  const Clock clock = system_clock();
  // One each, for the archive counts the syncs of its own.
  const auto files = archive::make_posix_file_system(options.fsync_delay);
  const auto plain_files = archive::make_posix_file_system(options.fsync_delay);
  auto sealer = flows::Sealer::from_files(folder.path() / "bench.key", folder.path() / "bench.crt",
                                          "bench", clock().microseconds / 1'000'000);
  const auto archive = open_archive(folder.path(), sealer, *files, clock);
  PlainFile plain(*plain_files, (folder.path() / "plain").string());
  Documents documents;

  // `entries` and `plain_entries`: in one call of `ours`, and of the baseline.
  const auto measure = [&](const std::string& what, const std::function<void()>& ours,
                           std::size_t entries, std::size_t plain_entries) {
    const auto before = archive->statistics();
    const Rates calls = rates(ours, [&] { plain.append(documents.next(plain_entries)); });
    const auto after = archive->statistics();
    const double syncs =
        double(after.syncs - before.syncs) / double(after.entries - before.entries);
    report({"archive", what, calls.ours * double(entries), "/s", "write and fdatasync",
            calls.plain * double(plain_entries)});
    report({"archive", what + ", syncs an entry", syncs, "", "write and fdatasync",
            1 / double(plain_entries)});
  };
  for (const std::size_t size : batch_sizes)
    measure(
        "append, " + std::to_string(size) + " a call",
        [&] { append(*archive, documents.next(size)); }, size, size);
  measure(
      "append, " + std::to_string(callers) + " callers",
      [&] { append_together(*archive, documents); }, callers, 1);
}

}  // namespace facteur::gateway::cli
