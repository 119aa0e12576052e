#include "gateway/cli/validate.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <ostream>
#include <thread>
#include <vector>

#include "formats/verdict.h"
#include "gateway/cli/validate_options.h"
#include "gateway/cli/verdict_text.h"
#include "gateway/flows/file_source.h"
#include "gateway/flows/spool.h"
#include "gateway/flows/text_spool.h"
#include "gateway/flows/unpack.h"

namespace facteur::gateway::cli {
namespace {

// What one file comes to: text for one of the two streams, and its exit status.
struct Outcome {
  int status = 0;
  std::string text;
};

Outcome judge_source(const std::string& name, formats::ByteSource& source,
                     const ValidateOptions& options) {
  const auto attachments =
      std::make_shared<flows::TextSpool>(std::filesystem::temp_directory_path());
  const formats::Verdict verdict = formats::judge(source, options.rules, {}, attachments);
  const int status = verdict.valid ? 0 : 1;
  if (options.json) return {status, verdict_json(name, verdict, options.language) + "\n"};
  return {status, verdict_for_people(name, verdict, options.language)};
}

// An archive that is refused: a verdict of its own, so that no file is passed over in silence.
Outcome judge_refusal(const std::string& file, const flows::ArchiveRefusal& refusal,
                      const ValidateOptions& options) {
  formats::Verdict verdict;
  formats::Finding finding;
  finding.set = "structure";
  finding.rule = "CONTAINER";
  finding.location = refusal.path;
  finding.message = refusal.message();
  verdict.findings.push_back(std::move(finding));
  if (options.json) return {1, verdict_json(file, verdict, options.language) + "\n"};
  return {1, verdict_for_people(file, verdict, options.language)};
}

bool is_named_like_archive(const std::string& file) {
  return file.ends_with(".zip") || file.ends_with(".tar.gz") || file.ends_with(".tgz");
}

// Each file of an archive on its own, "archive.zip#folder/invoice.xml".
Outcome judge_archive(const std::string& file, const ValidateOptions& options) {
  const auto folder = std::filesystem::temp_directory_path();
  flows::Spool spool(folder);
  flows::FileSource source(file);
  const std::size_t most = formats::Limits().bytes;
  for (auto piece = source.next(); !piece.empty(); piece = source.next()) {
    spool.append(piece);
    if (spool.size() > most) {
      return judge_refusal(file, {flows::ArchiveFault::too_large, {}}, options);
    }
  }
  const auto unpacked = flows::unpack(spool.finish(), {}, folder);
  if (const auto* refusal = std::get_if<flows::ArchiveRefusal>(&unpacked)) {
    return judge_refusal(file, *refusal, options);
  }
  Outcome all;
  for (const flows::UnpackedFile& inner : std::get<flows::Unpacked>(unpacked).files()) {
    formats::MemorySource bytes(inner.bytes);
    const Outcome one = judge_source(file + "#" + inner.path, bytes, options);
    all.status = std::max(all.status, one.status);
    all.text += one.text;
  }
  return all;
}

Outcome judge_file(const std::string& file, const ValidateOptions& options) try {
  if (is_named_like_archive(file)) return judge_archive(file, options);
  flows::FileSource source(file);
  return judge_source(file, source, options);
} catch (const std::exception& error) {
  return {2, "facteur validate: " + file + ": " + error.what() + "\n"};
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
