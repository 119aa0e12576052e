// Every change to any file of an archive is found, and the file is named.
#include "archive/verify.h"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "archive/archive.h"
#include "archive/crc32c.h"
#include "archive/layout.h"
#include "archive/segment.h"
#include "tests/archive/fault_file_system.h"
#include "tests/archive/support.h"

using namespace facteur::archive;
using namespace facteur::archive::test;

namespace {

const std::string kDirectory = "/archive";
using Contents = std::map<std::string, std::string>;  // by path

Contents make_archive(TestSigner& signer, int entries) {
  FaultFileSystem disk;
  std::atomic<std::int64_t> day{0};
  {
    Options options = options_for(kDirectory, signer, &disk);
    options.segment_bytes = 900;
    options.journal_bytes = 1200;
    // A day between heads, so that each is kept.
    options.clock = [&day] { return 1'795'200'000'000'000 + day * 86'400'000'000; };
    const auto archive = open_or_fail(options);
    for (int i = 0; i < entries; ++i) {
      deposit(*archive, "document " + std::to_string(i % 9), std::to_string(i));
      if (i % (entries / 3) != 0) continue;
      REQUIRE(archive->seal());
      ++day;
    }
  }
  return disk.contents();
}

std::unique_ptr<FaultFileSystem> disk_with(const Contents& contents) {
  auto disk = std::make_unique<FaultFileSystem>();
  for (const std::string_view folder :
       {"", "/objects", "/journal", "/tree", "/checkpoints", "/keys"}) {
    disk->make_directory(kDirectory + std::string(folder));
  }
  for (const auto& [path, bytes] : contents) {
    for (std::size_t slash = path.find('/', 1); slash != std::string::npos;
         slash = path.find('/', slash + 1)) {
      disk->make_directory(path.substr(0, slash));
    }
    disk->overwrite(path, bytes);
  }
  return disk;
}

VerifyReport report_on(const Contents& contents, VerifyOptions options = {}) {
  const auto disk = disk_with(contents);
  options.files = disk.get();
  auto report = verify(kDirectory, options);
  REQUIRE(report);
  return std::move(*report);
}

bool names(const VerifyReport& report, const std::string& path) {
  return std::any_of(report.faults.begin(), report.faults.end(),
                     [&](const Fault& fault) { return kDirectory + "/" + fault.file == path; });
}

bool has(const VerifyReport& report, FaultKind kind) {
  return std::any_of(report.faults.begin(), report.faults.end(),
                     [&](const Fault& fault) { return fault.kind == kind; });
}

}  // namespace

TEST_CASE("a sound archive has no faults, and the report counts what is there") {
  TestSigner signer;
  const Contents contents = make_archive(signer, 30);
  const VerifyReport report = report_on(contents);
  for (const Fault& fault : report.faults) FAIL(fault.file << ": " << fault.detail);
  CHECK(report.entries == 31);
  CHECK(report.sealed_entries == 31);
  CHECK(report.objects == 10);
  CHECK_FALSE(report.in_use);
  CHECK(report.unfinished == 0);
}

TEST_CASE("any byte of any file changed is found, in that file") {
  TestSigner signer;
  const Contents contents = make_archive(signer, 3);
  for (const auto& [path, bytes] : contents) {
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      Contents changed = contents;
      char& byte = changed[path][at];
      byte = static_cast<char>(byte ^ 1 << at % 8);
      const VerifyReport report = report_on(changed);
      CAPTURE(path, at);
      REQUIRE_FALSE(report.sound());
      REQUIRE(names(report, path));
    }
  }
}

TEST_CASE("any byte of a tile changed is found, in that tile") {
  TestSigner signer;
  const Contents contents = make_archive(signer, 300);
  const std::string path = kDirectory + "/tree/tile/0/000";
  REQUIRE(contents.contains(path));
  for (std::size_t at = 0; at < 8192; at += 131) {
    Contents changed = contents;
    changed[path][at] = static_cast<char>(changed[path][at] ^ 4);
    REQUIRE(names(report_on(changed), path));
  }
}

TEST_CASE("a file that is removed, cut, lengthened or added is found") {
  TestSigner signer;
  const Contents contents = make_archive(signer, 300);
  for (const auto& [path, bytes] : contents) {
    CAPTURE(path);
    if (bytes.empty()) continue;  // a segment just begun: the same as none
    Contents removed = contents;
    removed.erase(path);
    CHECK_FALSE(report_on(removed).sound());
    Contents cut = contents;
    cut[path].pop_back();
    CHECK_FALSE(report_on(cut).sound());
    Contents longer = contents;
    longer[path] += "x";
    CHECK(names(report_on(longer), path));
    Contents added = contents;
    added[path + "x"] = bytes;
    CHECK(names(report_on(added), path + "x"));
  }
}

TEST_CASE("two files of the same kind that change places are found") {
  TestSigner signer;
  const Contents contents = make_archive(signer, 300);
  const auto folder_of = [](const std::string& path) { return path.substr(0, path.rfind('/')); };
  for (auto a = contents.begin(); a != contents.end(); ++a) {
    const auto b = std::next(a);
    if (b == contents.end() || folder_of(a->first) != folder_of(b->first)) continue;
    Contents swapped = contents;
    std::swap(swapped[a->first], swapped[b->first]);
    CAPTURE(a->first);
    CHECK_FALSE(report_on(swapped).sound());
  }
}

TEST_CASE("an object replaced together with its header is found twice: unnamed, and missing") {
  TestSigner signer;
  Contents contents = make_archive(signer, 5);
  const std::string original = "document 3";
  const std::string forged = "document X";
  const std::string record = encode_object_header(sha256(original), original.size()) + original;
  const std::string evil = encode_object_header(sha256(forged), forged.size()) + forged;
  std::string file;
  for (auto& [path, bytes] : contents) {
    const std::size_t at = bytes.find(record);
    if (at == std::string::npos) continue;
    bytes.replace(at, record.size(), evil);
    file = path;
  }
  REQUIRE_FALSE(file.empty());
  const VerifyReport report = report_on(contents);
  CHECK(has(report, FaultKind::object_unnamed));
  CHECK(has(report, FaultKind::object_missing));
  const auto missing = std::find_if(report.faults.begin(), report.faults.end(), [](const Fault& f) {
    return f.kind == FaultKind::object_missing;
  });
  CHECK(missing->object == to_hex(sha256(original)));
  CHECK(missing->entry == 4u);
}

TEST_CASE(
    "an archive that is rewritten and signed by another key is refused when a key is pinned") {
  TestSigner signer;
  TestSigner forger;
  const Contents genuine = make_archive(signer, 8);
  const Contents forged = make_archive(forger, 8);
  VerifyOptions pinned;
  pinned.pinned_key = signer.public_key_pem();
  CHECK(report_on(genuine, pinned).sound());
  CHECK(report_on(forged).sound());
  CHECK(has(report_on(forged, pinned), FaultKind::pinned_key));
}

TEST_CASE("a head signed by a key that the journal does not know is found") {
  TestSigner signer;
  TestSigner forger;
  Contents contents = make_archive(signer, 8);
  std::string& text = contents[kDirectory + "/checkpoint"];
  Checkpoint head = parse_checkpoint(text).value();
  head.signatures = {{forger.algorithm(), forger.key_id(), forger.sign(signed_part(head))}};
  text = format(head);
  contents[kDirectory + "/" + key_path(forger.key_id())] = forger.public_key_pem();
  const VerifyReport report = report_on(contents);
  CHECK(has(report, FaultKind::key));
  CHECK(has(report, FaultKind::head_signature));
}

TEST_CASE("the end of the journal rolled back is found by a head that somebody kept") {
  TestSigner signer;
  const Contents older = make_archive(signer, 8);
  FaultFileSystem disk;
  std::string newer_head;
  const auto grown = disk_with(older);
  {
    Options options = options_for(kDirectory, signer, grown.get());
    options.clock = [] { return std::int64_t{1'900'000'000'000'000}; };
    const auto archive = open_or_fail(options);
    deposit(*archive, "inconvenient");
    newer_head = format(archive->seal().value());
  }
  VerifyOptions options;
  options.known_heads = {newer_head};
  CHECK(report_on(grown->contents(), options).sound());
  CHECK(report_on(older).sound());
  CHECK(has(report_on(older, options), FaultKind::head_root));
}

TEST_CASE("an archive that is being written to is verified up to its newest head") {
  TestSigner signer;
  FaultFileSystem disk;
  const auto archive = open_or_fail(options_for(kDirectory, signer, &disk));
  for (int i = 0; i < 300; ++i) deposit(*archive, std::to_string(i));
  VerifyOptions options;
  options.files = &disk;
  const auto report = verify(kDirectory, options);
  REQUIRE(report);
  CHECK(report->sound());
  CHECK(report->in_use);
  CHECK(report->entries == 301);
}

TEST_CASE("verifying beside a busy writer finds nothing wrong") {
  const TemporaryDirectory directory;
  TestSigner signer;
  Options options = options_for(directory.archive(), signer);
  options.segment_bytes = 20'000;
  options.journal_bytes = 10'000;
  const auto archive = open_or_fail(options);
  std::atomic<bool> stop{false};
  std::vector<std::thread> writers;
  for (int t = 0; t < 3; ++t) {
    writers.emplace_back([&, t] {
      for (int i = 0; !stop && i < 5000; ++i) {
        const std::string bytes = std::to_string(i % 700) + std::string(400, static_cast<char>(t));
        const Deposit one = reception(bytes);
        (void)archive->append({&one, 1});
      }
    });
  }
  std::vector<Fault> faults;
  for (int round = 0; round < 15; ++round) {
    const auto report = verify(directory.archive(), {});
    if (report) faults.insert(faults.end(), report->faults.begin(), report->faults.end());
  }
  stop = true;
  for (std::thread& writer : writers) writer.join();
  for (const Fault& fault : faults) FAIL(fault.file << " at " << fault.offset << fault.detail);
}

TEST_CASE("what is no archive is said to be none") {
  const TemporaryDirectory directory;
  CHECK(verify(directory.path(), {}).error().code == ErrorCode::not_an_archive);
  CHECK(verify(directory.path() + "/nowhere", {}).error().code == ErrorCode::not_an_archive);
}

TEST_CASE("several threads find what one finds") {
  TestSigner signer;
  Contents contents = make_archive(signer, 40);
  contents[kDirectory + "/objects/seg-00000000.dat"][70] ^= 1;
  VerifyOptions options;
  options.threads = 4;
  const VerifyReport one = report_on(contents);
  const VerifyReport four = report_on(contents, options);
  REQUIRE(one.faults.size() == four.faults.size());
  CHECK(one.objects == four.objects);
  CHECK(one.bytes == four.bytes);
}

TEST_CASE("CRC-32C has the check values of RFC 3720") {
  CHECK(crc32c("123456789") == 0xE3069283);
  CHECK(crc32c(std::string(32, '\0')) == 0x8A9136AA);
  CHECK(crc32c("56789", crc32c("1234")) == 0xE3069283);
}
