// What an append costs on this machine, beside the raw disk: bench_archive DIRECTORY [sync delay in
// microseconds]. One figure a line. Not a test: nothing here can fail for being slow.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <thread>

#include "archive/archive.h"
#include "archive/verify.h"
#include "tests/archive/support.h"

namespace {

using namespace facteur::archive;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kObjectBytes = 20'000;

double seconds_of(const std::function<void()>& work) {
  const auto start = Clock::now();
  work();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Different bytes for each number, cheap to make.
std::string document(std::uint64_t number) {
  static const std::string text = [] {
    std::mt19937 random(1);
    std::string bytes(kObjectBytes, '\0');
    for (char& c : bytes) c = static_cast<char>(random() & 0x7F);
    return bytes;
  }();
  std::string bytes = text;
  bytes.replace(0, 20, std::to_string(10'000'000'000'000'000'000u + number));
  return bytes;
}

void baseline(const std::string& directory, FileSystem& files) {
  constexpr int kRounds = 500;
  const auto file = files.open(directory + "/baseline", OpenMode::create);
  file->allocate(kRounds * kObjectBytes);
  const std::string bytes = document(0);
  const std::string_view part = bytes;
  const double time = seconds_of([&] {
    for (int i = 0; i < kRounds; ++i) {
      file->write(static_cast<std::uint64_t>(i) * kObjectBytes, {&part, 1});
      file->sync();
    }
  });
  files.remove(directory + "/baseline");
  std::printf("baseline: write 20 KB + fdatasync, one after the other   %8.0f /s\n",
              kRounds / time);
}

struct Load {
  int threads;
  std::size_t batch;  // deposits in one append()
  std::uint64_t entries;
};

void append_load(Archive& archive, const Load& load, std::uint64_t& next) {
  const Statistics before = archive.statistics();
  const std::uint64_t base = next;
  std::atomic<std::uint64_t> ticket{0};
  const auto worker = [&] {
    std::vector<std::string> bytes(load.batch);
    std::vector<Deposit> deposits(load.batch);
    while (true) {
      const std::uint64_t first = ticket.fetch_add(load.batch);
      if (first >= load.entries) return;
      for (std::size_t i = 0; i < load.batch; ++i) {
        bytes[i] = document(base + first + i);
        deposits[i] = test::reception(bytes[i], "flow-" + std::to_string(first + i));
      }
      if (!archive.append(deposits)) std::abort();
    }
  };
  const double time = seconds_of([&] {
    std::vector<std::thread> threads;
    for (int i = 0; i < load.threads; ++i) threads.emplace_back(worker);
    for (std::thread& thread : threads) thread.join();
  });
  next += load.entries;
  const Statistics after = archive.statistics();
  const auto entries = static_cast<double>(after.entries - before.entries);
  std::printf("append: %3d threads x batches of %2zu   %8.0f /s   %.3f fsyncs/entry   %llu heads\n",
              load.threads, load.batch, entries / time,
              static_cast<double>(after.syncs - before.syncs) / entries,
              static_cast<unsigned long long>(after.heads - before.heads));
}

void read_side(Archive& archive) {
  constexpr int kProofs = 2000;
  if (!archive.seal()) std::abort();
  const std::uint64_t size = archive.size();
  const double proofs = seconds_of([&] {
    for (std::uint64_t i = 0; i < kProofs; ++i) {
      if (!archive.prove(i * 7919 % size)) std::abort();
    }
  });
  std::printf("proof of one entry among %llu   %.3f ms\n", static_cast<unsigned long long>(size),
              proofs / kProofs * 1e3);
}

void whole_archive(const Options& options) {
  const double opening = seconds_of([&] { (void)Archive::open(options); });
  std::printf("open and recover   %.2f s\n", opening);
  for (const unsigned threads : {1u, 2u}) {
    VerifyOptions verify_options;
    verify_options.threads = threads;
    VerifyReport report;
    const double time =
        seconds_of([&] { report = verify(options.directory, verify_options).value(); });
    std::printf("verify, %u threads   %.2f s   %.0f MB/s   %zu faults\n", threads, time,
                static_cast<double>(report.bytes) / time / 1e6, report.faults.size());
  }
  const std::string block(64 << 20, 'x');
  const double hashing = seconds_of([&] { (void)sha256(block); });
  std::printf("baseline: SHA-256, one thread   %.0f MB/s\n",
              static_cast<double>(block.size()) / hashing / 1e6);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const std::string directory = argv[1];
  const auto delay = std::chrono::microseconds(argc > 2 ? std::atoi(argv[2]) : 0);
  const auto files = make_posix_file_system(delay);
  test::TestSigner signer;
  const Options options = test::options_for(directory + "/archive", signer, files.get());
  baseline(directory, *files);
  {
    std::uint64_t next = 0;
    auto archive = Archive::open(options);
    if (!archive) return 2;
    for (const Load& load : {Load{1, 1, 2000}, Load{1, 16, 16'000}, Load{1, 64, 32'000},
                             Load{16, 1, 16'000}, Load{64, 1, 32'000}, Load{4, 16, 32'000}}) {
      append_load(**archive, load, next);
    }
    read_side(**archive);
  }
  whole_archive(options);
  return 0;
}
