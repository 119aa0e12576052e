// Durable appends to the archive, beside the same bytes written to a file and synced.
#include <openssl/rand.h>

#include <stdexcept>
#include <thread>

#include "archive/archive.h"
#include "gateway/cli/bench_run.h"
#include "gateway/cli/sample_invoice.h"
#include "gateway/store/instant.h"
#include "signing/file_key.h"

namespace facteur::gateway::cli {
namespace {

constexpr std::size_t batch_sizes[] = {1, 16, 64};
constexpr double seconds_a_figure = 2;
constexpr int callers = 64;
constexpr int entries_a_caller = 30;

class Sealer : public archive::HeadSigner {
 public:
  explicit Sealer(std::unique_ptr<signing::Signer> signer) : signer_(std::move(signer)) {}
  std::string algorithm() const override { return signer_->algorithm(); }
  std::string key_id() const override { return signer_->key_id(); }
  std::string public_key_pem() const override { return signer_->public_key_pem(); }
  std::string sign(std::string_view bytes) override { return signer_->sign(bytes); }

 private:
  std::unique_ptr<signing::Signer> signer_;
};

std::unique_ptr<signing::Signer> new_key(const std::filesystem::path& folder, Instant now) {
  auto made = signing::load_or_make_file_key((folder / "bench.key").string(),
                                             (folder / "bench.crt").string(), "bench",
                                             now.microseconds / 1'000'000);
  if (auto* problem = std::get_if<signing::KeyProblem>(&made))
    throw std::runtime_error(problem->place + ": " + problem->detail);
  return std::move(std::get<0>(made));
}

std::unique_ptr<archive::Archive> open_archive(const std::filesystem::path& folder, Sealer& sealer,
                                               archive::FileSystem& files, const Clock& clock) {
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

// Calls `work` until the time for one figure is over; how often a second.
double rate(const std::function<void()>& work) {
  double spent = 0;
  std::size_t calls = 0;
  for (; spent < seconds_a_figure; ++calls) spent += seconds_of(work);
  return double(calls) / spent;
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

struct Appends {
  double a_second;
  double syncs_an_entry;
};

Appends append_in_batches(archive::Archive& archive, Documents& documents, std::size_t size) {
  const auto before = archive.statistics();
  const double calls = rate([&] { append(archive, documents.next(size)); });
  const auto after = archive.statistics();
  return {calls * double(size),
          double(after.syncs - before.syncs) / double(after.entries - before.entries)};
}

// Many callers with one entry each, who share the syncs: what the server does under load.
Appends append_together(archive::Archive& archive, Documents& documents, int callers) {
  std::vector<std::vector<std::vector<std::string>>> work(static_cast<std::size_t>(callers));
  for (auto& mine : work)
    for (int i = 0; i < entries_a_caller; ++i) mine.push_back(documents.next(1));
  const auto before = archive.statistics();
  const double seconds = seconds_of([&] {
    std::vector<std::jthread> threads;
    for (const auto& mine : work)
      threads.emplace_back([&] {
        for (const auto& batch : mine) append(archive, batch);
      });
  });
  const auto after = archive.statistics();
  const double entries = double(callers) * entries_a_caller;
  return {entries / seconds, double(after.syncs - before.syncs) / entries};
}

// The same bytes, written at the end of a file and synced once a batch.
double write_plainly(archive::File& file, Documents& documents, std::size_t size) {
  std::uint64_t offset = file.size();
  return double(size) * rate([&] {
           const auto batch = documents.next(size);
           const std::vector<std::string_view> parts(batch.begin(), batch.end());
           file.write(offset, parts);
           for (const auto part : parts) offset += part.size();
           file.sync();
         });
}

}  // namespace

void bench_archive(const BenchOptions& options, const Report& report) {
  const ScratchFolder folder(options.folder);
  const Clock clock = system_clock();
  const auto files = archive::make_posix_file_system(options.fsync_delay);
  Sealer sealer(new_key(folder.path(), clock()));
  const auto archive = open_archive(folder.path(), sealer, *files, clock);
  const auto raw = files->open((folder.path() / "raw").string(), archive::OpenMode::create);
  Documents documents;
  const auto add = [&](const std::string& what, const Appends& ours, double plain, double syncs) {
    report({"archive", what, ours.a_second, "/s", "write and fdatasync", plain});
    report({"archive", what + ", syncs an entry", ours.syncs_an_entry, "", "write and fdatasync",
            syncs});
  };
  for (const std::size_t size : batch_sizes) {
    const Appends ours = append_in_batches(*archive, documents, size);
    add("append, " + std::to_string(size) + " a call", ours, write_plainly(*raw, documents, size),
        1 / double(size));
  }
  add("append, " + std::to_string(callers) + " callers",
      append_together(*archive, documents, callers), write_plainly(*raw, documents, 1), 1);
}

}  // namespace facteur::gateway::cli
