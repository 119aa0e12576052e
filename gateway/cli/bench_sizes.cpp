// `facteur validate` over documents of growing size: time and peak memory, each in a process of its
// own, so that nothing of the bench is counted and no size profits from the one before.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <system_error>

#include "gateway/cli/bench_run.h"
#include "gateway/cli/sample_invoice.h"

namespace facteur::gateway::cli {
namespace {

namespace fs = std::filesystem;

constexpr int line_counts[] = {10, 100, 1'000, 10'000, 100'000};
constexpr std::size_t attached_bytes = 90'000'000;
constexpr double megabyte = 1e6;

[[noreturn]] void fail(int error, const char* what) {
  throw std::system_error(error, std::generic_category(), what);
}

void wait_for(pid_t child, rusage* usage) {
  int status = 0;
  while (wait4(child, &status, 0, usage) < 0)
    if (errno != EINTR) fail(errno, "wait4");
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw std::runtime_error("the sample invoice is refused, or memory is too small for it");
}

// A base64 attachment before the seller.
void attach(std::string& invoice) {
  std::string row;
  for (int i = 0; i < 19; ++i) row += "QUJD";
  row += '\n';
  std::string attached =
      "<cac:AdditionalDocumentReference><cbc:ID>A</cbc:ID><cac:Attachment>"
      "<cbc:EmbeddedDocumentBinaryObject mimeCode=\"application/pdf\" filename=\"a.pdf\">";
  while (attached.size() < attached_bytes) attached += row;
  attached +=
      "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>";
  invoice.insert(invoice.find("<cac:AccountingSupplierParty>"), attached);
}

// Written by a child: what it held in memory would else count as a peak of the next child's.
void write_sample(const fs::path& file, int lines, bool with_attachment) {
  const pid_t child = fork();
  if (child < 0) fail(errno, "fork");
  if (child == 0) {
    std::string invoice = sample_invoice("BENCH-1", lines);
    if (with_attachment) attach(invoice);
    std::ofstream out(file, std::ios::binary);
    out << invoice;
    out.close();
    _exit(out ? 0 : 1);
  }
  wait_for(child, nullptr);
}

struct Cost {
  double seconds = 0, peak_megabytes = 0;
};

Cost validate(const fs::path& file) {
  std::string name = file.string();
  std::string program = "facteur", command = "validate";
  char* const arguments[] = {program.data(), command.data(), name.data(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  rusage usage{};
  const double seconds = seconds_of([&] {
    const int error = posix_spawn(&child, "/proc/self/exe", &actions, nullptr, arguments, environ);
    if (error != 0) fail(error, "/proc/self/exe");
    wait_for(child, &usage);
  });
  posix_spawn_file_actions_destroy(&actions);
  return {seconds, double(usage.ru_maxrss) * 1024 / megabyte};
}

void measure(const fs::path& file, const std::string& what, const Report& report) {
  const double size = double(fs::file_size(file)) / megabyte;
  Cost cost = validate(file);
  for (int again = 0; again < 2; ++again)  // the file is in the page cache from here on
    cost.seconds = std::min(cost.seconds, validate(file).seconds);
  report({"documents", what + ", time", cost.seconds * 1e3, "ms"});
  report({"documents", what + ", memory", cost.peak_megabytes, "MB", "the file", size});
}

}  // namespace

void bench_sizes(const BenchOptions& options, const Report& report) {
  const ScratchFolder folder(options.folder);
  const fs::path file = folder.path() / "invoice.xml";
  for (const int lines : line_counts) {
    write_sample(file, lines, false);
    measure(file, std::to_string(lines) + " lines", report);
  }
  write_sample(file, 20, true);
  measure(file, "20 lines, attachment", report);
}

}  // namespace facteur::gateway::cli
