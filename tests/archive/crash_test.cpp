// Losing power, being killed, and disks that lie: no acknowledged deposit is ever lost, and no
// damage is taken for an interrupted write.
#include <catch2/catch.hpp>
#include <set>

#include "archive/archive.h"
#include "archive/verify.h"
#include "tests/archive/fault_file_system.h"
#include "tests/archive/support.h"

using namespace facteur::archive;
using namespace facteur::archive::test;

namespace {

const std::string kDirectory = "/archive";

Options small_options(HeadSigner& signer, FileSystem& files) {
  Options options = options_for(kDirectory, signer, &files);
  options.segment_bytes = 2500;
  options.journal_bytes = 1500;
  return options;
}

std::string document(int number) {
  return "<Invoice>" + std::string(static_cast<std::size_t>(number * 97 % 700), 'x') +
         std::to_string(number) + "</Invoice>";
}

// Deposits documents until the disk fails; what was acknowledged is what the depositors were told.
std::vector<Receipt> deposit_until_crash(TestSigner& signer, FaultFileSystem& disk, int count) {
  std::vector<Receipt> acknowledged;
  auto archive = Archive::open(small_options(signer, disk));
  if (!archive) return acknowledged;
  for (int i = 0; i < count; ++i) {
    const std::string bytes = document(i);
    const Deposit one = reception(bytes, std::to_string(i));
    const auto receipts = (*archive)->append({&one, 1});
    if (!receipts) break;
    acknowledged.push_back(receipts->front());
    (void)(*archive)->seal();
  }
  return acknowledged;
}

void check_all_there(TestSigner& signer, FaultFileSystem& disk,
                     const std::vector<Receipt>& acknowledged) {
  {
    Options options = small_options(signer, disk);
    options.acknowledged = acknowledged.empty() ? 0 : acknowledged.back().index + 1;
    const auto archive = open_or_fail(options);
    for (std::size_t i = 0; i < acknowledged.size(); ++i) {
      const auto bytes = archive->read_object(acknowledged[i].object_sha256);
      REQUIRE(bytes);
      REQUIRE(*bytes == document(static_cast<int>(i)));
      REQUIRE(archive->entry(acknowledged[i].index)->subject == std::to_string(i));
    }
    const Receipt next = deposit(*archive, "life goes on");
    REQUIRE(next.index >= acknowledged.size());
  }
  VerifyOptions options;
  options.files = &disk;
  const auto report = verify(kDirectory, options).value();
  for (const Fault& fault : report.faults) FAIL(name_of(fault.kind) << " " << fault.file);
  REQUIRE(report.unfinished == 0);
}

std::size_t faults_in(FaultFileSystem& disk) {
  VerifyOptions options;
  options.files = &disk;
  const auto report = verify(kDirectory, options);
  if (!report) return 0;  // killed before there was an archive
  for (const Fault& fault : report->faults) WARN(name_of(fault.kind) << " " << fault.file);
  return report->faults.size();
}

}  // namespace

TEST_CASE("a crash at any operation loses no acknowledged deposit") {
  TestSigner signer;
  constexpr int kDocuments = 12;
  for (std::uint64_t operation = 1;; ++operation) {
    FaultFileSystem disk;
    disk.crash_at(operation);
    const auto acknowledged = deposit_until_crash(signer, disk, kDocuments);
    CAPTURE(operation, acknowledged.size());
    const auto killed = disk.after_crash(Remains::everything, 0);
    REQUIRE(faults_in(*killed) == 0);
    check_all_there(signer, *killed, acknowledged);
    check_all_there(signer, *disk.after_crash(Remains::nothing, 0), acknowledged);
    for (std::uint32_t seed = 1; seed <= 3; ++seed) {
      CAPTURE(seed);
      check_all_there(signer, *disk.after_crash(Remains::prefix, seed), acknowledged);
      check_all_there(signer, *disk.after_crash(Remains::some_blocks, seed), acknowledged);
    }
    if (!disk.crashed()) break;
  }
}

TEST_CASE("a sync that fails stops the archive for good and loses nothing acknowledged") {
  TestSigner signer;
  bool reached_the_end = false;
  for (std::uint64_t sync = 1; !reached_the_end; ++sync) {
    FaultFileSystem disk;
    disk.fail_sync(sync);
    std::vector<Receipt> acknowledged;
    {
      auto archive = Archive::open(small_options(signer, disk));
      for (int i = 0; archive && i < 8; ++i) {
        const std::string bytes = document(i);
        const Deposit one = reception(bytes, std::to_string(i));
        const auto receipts = (*archive)->append({&one, 1});
        if (receipts) acknowledged.push_back(receipts->front());
        (void)(*archive)->seal();
      }
      if (archive && (*archive)->stopped()) {
        const Deposit one = reception("too late");
        CHECK((*archive)->append({&one, 1}).error().code == ErrorCode::stopped);
      }
      reached_the_end = archive && !(*archive)->stopped();
    }
    CAPTURE(sync);
    check_all_there(signer, *disk.after_crash(Remains::nothing, 0), acknowledged);
  }
}

TEST_CASE("a torn journal tail is dropped and reported, wherever it is cut") {
  TestSigner signer;
  FaultFileSystem disk;
  const auto acknowledged = deposit_until_crash(signer, disk, 2);
  const auto whole = disk.contents();
  {
    const auto archive = open_or_fail(small_options(signer, disk));
    deposit(*archive, "the last one");
  }
  const std::string journal = kDirectory + "/journal/j-00000000000000000000.log";
  const std::string grown = disk.contents().at(journal);
  const std::size_t before = whole.at(journal).size();
  REQUIRE(grown.size() > before);
  for (std::size_t cut = before; cut < grown.size(); ++cut) {
    FaultFileSystem torn;
    for (const auto& [path, bytes] : whole) torn.overwrite(path, bytes);
    torn.overwrite(journal, grown.substr(0, cut));
    CAPTURE(cut);
    const auto archive = open_or_fail(small_options(signer, torn));
    CHECK(archive->size() == acknowledged.size() + 1);
    CHECK((archive->statistics().cut_bytes > 0) == (cut > before));
  }
}

TEST_CASE("damage before the last commit is refused, not repaired, and nothing is changed") {
  TestSigner signer;
  FaultFileSystem disk;
  deposit_until_crash(signer, disk, 6);
  for (const auto& [path, bytes] : disk.contents()) {
    if (path.find("/journal/") == std::string::npos) continue;
    for (std::size_t at = 0; at < bytes.size(); at += 13) {
      FaultFileSystem damaged;
      for (const auto& [name, content] : disk.contents()) damaged.overwrite(name, content);
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ 0x10);
      damaged.overwrite(path, changed);
      const auto before = damaged.contents();
      const auto archive = Archive::open(small_options(signer, damaged));
      CAPTURE(path, at);
      REQUIRE_FALSE(archive);
      CHECK(archive.error().code == ErrorCode::corrupt);
      CHECK(damaged.contents() == before);
    }
  }
}

TEST_CASE("a journal shorter than what was acknowledged is refused even without a newer head") {
  TestSigner signer;
  FaultFileSystem disk;
  deposit_until_crash(signer, disk, 3);
  Options options = small_options(signer, disk);
  options.acknowledged = 5;
  const auto archive = Archive::open(options);
  REQUIRE_FALSE(archive);
  CHECK(archive.error().code == ErrorCode::corrupt);
}
