// A real process, really killed: what it was told is durable is there afterwards.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "archive/archive.h"
#include "archive/verify.h"
#include "tests/archive/support.h"

using namespace facteur::archive;
using namespace facteur::archive::test;

namespace {

std::string document(std::uint64_t number) {
  return "invoice " + std::to_string(number) + std::string(number % 3000, ' ');
}

// Deposits for ever, writing the index of each acknowledged entry into the pipe.
[[noreturn]] void deposit_for_ever(const Options& options, int pipe) {
  auto archive = Archive::open(options);
  if (!archive) ::_exit(1);
  while (true) {
    const std::string bytes = document((*archive)->size());
    const Deposit one = reception(bytes);
    const auto receipts = (*archive)->append({&one, 1});
    if (!receipts) ::_exit(1);
    const std::uint64_t index = receipts->front().index;
    if (::write(pipe, &index, sizeof index) != sizeof index) ::_exit(1);
  }
}

// The last index that the child acknowledged before it was killed, after at least `count` of them.
std::uint64_t run_and_kill(const Options& options, int count) {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::close(ends[0]);
    deposit_for_ever(options, ends[1]);
  }
  ::close(ends[1]);
  std::uint64_t last = 0;
  std::uint64_t index = 0;
  while (::read(ends[0], &index, sizeof index) == sizeof index) {
    last = index;
    if (--count == 0) ::kill(child, SIGKILL);
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFSIGNALED(status));
  return last;
}

}  // namespace

TEST_CASE("kill -9 in the middle of deposits loses none that was acknowledged") {
  const TemporaryDirectory directory;
  TestSigner signer;
  Options options = options_for(directory.archive(), signer);
  options.segment_bytes = 100'000;
  options.journal_bytes = 20'000;
  for (int round = 1; round <= 20; ++round) {
    const std::uint64_t last = run_and_kill(options, round * 3);
    const auto report = verify(directory.archive(), {}).value();
    for (const Fault& fault : report.faults) FAIL(name_of(fault.kind) << " " << fault.file);
    options.acknowledged = last + 1;
    const auto archive = open_or_fail(options);
    for (std::uint64_t i = 1; i <= last; ++i) {
      const Entry entry = archive->entry(i).value();
      REQUIRE(archive->read_object(entry.object_sha256).value() == document(i));
    }
  }
}
