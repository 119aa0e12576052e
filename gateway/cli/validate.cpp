#include "gateway/cli/validate.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
#include <ostream>
#include <thread>
#include <vector>

#include "formats/verdict.h"
#include "gateway/cli/validate_options.h"
#include "gateway/cli/verdict_text.h"

namespace facteur::gateway::cli {
namespace {

using formats::Limits;

// The bytes of a file, at most one more than `limit`: enough to see that it is too large.
std::optional<std::string> bytes_of(const std::string& file, std::size_t limit) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream(std::fopen(file.c_str(), "rb"),
                                                               std::fclose);
  if (!stream) return std::nullopt;
  std::string bytes;
  constexpr std::size_t step = 1u << 16;
  while (bytes.size() <= limit) {
    const std::size_t before = bytes.size();
    bytes.resize(std::min(before + std::max(step, before), limit + 1));
    const std::size_t got =
        std::fread(bytes.data() + before, 1, bytes.size() - before, stream.get());
    bytes.resize(before + got);
    if (got == 0) break;
  }
  if (std::ferror(stream.get()) != 0) return std::nullopt;
  return bytes;
}

// What one file comes to: text for one of the two streams, and its exit status.
struct Outcome {
  int status = 0;
  std::string text;
};

Outcome judge_file(const std::string& file, const ValidateOptions& options) {
  const Limits limits;
  errno = 0;
  const auto bytes = bytes_of(file, limits.bytes);
  if (!bytes) {
    const std::string reason = std::strerror(errno);
    return {2, "facteur validate: " + file + ": " + reason + "\n"};
  }
  const formats::Verdict verdict = formats::judge(*bytes, options.rules, limits);
  const int status = verdict.valid ? 0 : 1;
  if (options.json) return {status, verdict_json(file, verdict, options.language) + "\n"};
  return {status, verdict_for_people(file, verdict, options.language)};
}

// Judges files on several threads and hands the outcomes over in the order of the files.
class Crew {
 public:
  explicit Crew(const ValidateOptions& options)
      : options_(options), outcomes_(options.files.size()) {
    const std::size_t count = std::min<std::size_t>(options.jobs, outcomes_.size());
    for (std::size_t i = 0; i < count; ++i) threads_.emplace_back([this] { work(); });
  }
  ~Crew() {
    for (std::thread& thread : threads_) thread.join();
  }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  Outcome wait_for(std::size_t file) {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [&] { return outcomes_[file].has_value(); });
    Outcome outcome = std::move(*outcomes_[file]);
    outcomes_[file].emplace();  // its text is freed as soon as it is printed
    return outcome;
  }

 private:
  void work() {
    for (std::size_t file; (file = next_.fetch_add(1)) < outcomes_.size();) {
      Outcome outcome = judge_file(options_.files[file], options_);
      const std::lock_guard lock(mutex_);
      outcomes_[file] = std::move(outcome);
      ready_.notify_one();
    }
  }

  const ValidateOptions& options_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::vector<std::optional<Outcome>> outcomes_;
  std::vector<std::thread> threads_;
};

}  // namespace

int validate_command(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
  const auto options = parse_validate_options(arguments, err);
  if (!options) return 2;
  if (options->help) {
    out << validate_help(options->language);
    return 0;
  }
  int status = 0;
  Crew crew(*options);
  for (std::size_t file = 0; file < options->files.size(); ++file) {
    const Outcome outcome = crew.wait_for(file);
    (outcome.status == 2 ? err : out) << outcome.text;
    status = std::max(status, outcome.status);
  }
  return status;
}

}  // namespace facteur::gateway::cli
