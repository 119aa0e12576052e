// The archive through its front door.
#include "archive/archive.h"

#include <catch2/catch.hpp>
#include <set>
#include <thread>

#include "archive/layout.h"
#include "archive/merkle.h"
#include "tests/archive/support.h"

using namespace facteur::archive;
using namespace facteur::archive::test;

TEST_CASE("what is deposited is read back, also after opening again") {
  const TemporaryDirectory directory;
  TestSigner signer;
  Receipt receipt;
  {
    const auto archive = open_or_fail(options_for(directory.archive(), signer));
    receipt = deposit(*archive, "<Invoice/>", "flow-42");
    CHECK(archive->read_object(receipt.object_sha256).value() == "<Invoice/>");
  }
  const auto archive = open_or_fail(options_for(directory.archive(), signer));
  CHECK(archive->read_object(receipt.object_sha256).value() == "<Invoice/>");
  const Entry entry = archive->entry(receipt.index).value();
  CHECK(entry.subject == "flow-42");
  CHECK(entry.object_sha256 == sha256("<Invoice/>"));
  CHECK(entry.object_sha512 == sha512("<Invoice/>"));
  CHECK(leaf_hash(encode(entry)) == receipt.leaf);
  CHECK(archive->newest_checkpoint().size == 2);
}

TEST_CASE("the first entry introduces the signing key, once") {
  const TemporaryDirectory directory;
  TestSigner signer;
  TestSigner successor;
  for (int i = 0; i < 2; ++i) {
    const auto archive = open_or_fail(options_for(directory.archive(), signer));
    CHECK(archive->size() == 1);
    CHECK(archive->entry(0)->type == EntryType::key_change);
    CHECK(archive->entry(0)->subject == signer.key_id());
  }
  const auto archive = open_or_fail(options_for(directory.archive(), successor));
  CHECK(archive->size() == 2);
  CHECK(archive->entry(1)->subject == successor.key_id());
}

TEST_CASE("the same bytes twice are one object and two entries") {
  const TemporaryDirectory directory;
  TestSigner signer;
  const auto archive = open_or_fail(options_for(directory.archive(), signer));
  const auto before = archive->statistics();
  const Receipt first = deposit(*archive, "same");
  const Receipt second = deposit(*archive, "same");
  CHECK(first.object_sha256 == second.object_sha256);
  CHECK(first.leaf != second.leaf);
  CHECK(archive->statistics().objects == before.objects + 1);
  CHECK(archive->statistics().entries == before.entries + 2);
}

TEST_CASE("an event without bytes has an entry and no object") {
  const TemporaryDirectory directory;
  TestSigner signer;
  const auto archive = open_or_fail(options_for(directory.archive(), signer));
  Deposit event = reception("", "flow-1");
  event.type = EntryType::status;
  event.note = "202";
  const auto receipts = archive->append({&event, 1});
  const Entry entry = archive->entry(receipts->front().index).value();
  CHECK_FALSE(entry.has_object);
  CHECK(entry.note == "202");
}

TEST_CASE("every entry names the one before it, and time never runs backwards") {
  const TemporaryDirectory directory;
  TestSigner signer;
  Options options = options_for(directory.archive(), signer);
  std::int64_t now = 1'000'000;
  options.clock = [&now] { return now -= 10; };
  const auto archive = open_or_fail(options);
  for (int i = 0; i < 5; ++i) deposit(*archive, std::to_string(i));
  const auto entries = archive->entries(0, 100).value();
  REQUIRE(entries.size() == 6);
  for (std::size_t i = 1; i < entries.size(); ++i) {
    CHECK(entries[i].previous == leaf_hash(encode(entries[i - 1])));
    CHECK(entries[i].time >= entries[i - 1].time);
  }
}

TEST_CASE("entries are read from any position on, and none beyond the end") {
  const TemporaryDirectory directory;
  TestSigner signer;
  const auto archive = open_or_fail(options_for(directory.archive(), signer));
  for (int i = 0; i < 9; ++i) deposit(*archive, std::to_string(i));
  CHECK(archive->entries(4, 3)->front().index == 4);
  CHECK(archive->entries(4, 3)->size() == 3);
  CHECK(archive->entries(8, 100)->size() == 2);
  CHECK(archive->entries(10, 100)->empty());
  CHECK(archive->entries(~std::uint64_t{0}, 100)->empty());
  CHECK(archive->entry(10).error().code == ErrorCode::not_found);
}

TEST_CASE("deposits from many threads all arrive and share syncs") {
  const TemporaryDirectory directory;
  TestSigner signer;
  const auto files = make_posix_file_system(std::chrono::microseconds(500));
  const auto archive = open_or_fail(options_for(directory.archive(), signer, files.get()));
  std::mutex mutex;
  std::set<std::uint64_t> indexes;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 50; ++i) {
        const std::string bytes = std::to_string(t) + "/" + std::to_string(i);
        const Deposit one = reception(bytes);
        const auto receipts = archive->append({&one, 1});
        const std::lock_guard lock(mutex);
        if (receipts) indexes.insert(receipts->front().index);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(indexes.size() == 400);
  CHECK(archive->size() == 401);
  CHECK(archive->statistics().commits < 401);
  for (int t = 0; t < 8; ++t) {
    CHECK(archive->read_object(sha256(std::to_string(t) + "/49")).value() ==
          std::to_string(t) + "/49");
  }
}

TEST_CASE("small segments and journal files roll over and are read back") {
  const TemporaryDirectory directory;
  TestSigner signer;
  Options options = options_for(directory.archive(), signer);
  options.segment_bytes = 4096;
  options.journal_bytes = 2048;
  std::vector<Receipt> receipts;
  for (int round = 0; round < 3; ++round) {
    const auto archive = open_or_fail(options);
    for (int i = 0; i < 40; ++i) {
      receipts.push_back(
          deposit(*archive, std::string(300, 'x') + std::to_string(receipts.size())));
    }
  }
  const auto archive = open_or_fail(options);
  for (std::size_t i = 0; i < receipts.size(); ++i) {
    CHECK(archive->read_object(receipts[i].object_sha256).value() ==
          std::string(300, 'x') + std::to_string(i));
    CHECK(archive->entry(receipts[i].index)->object_sha256 == receipts[i].object_sha256);
  }
  CHECK(std::filesystem::exists(directory.archive() + "/objects/seg-00000005.idx"));
}

TEST_CASE("an entry that a head covers is proved, a younger one is not yet") {
  const TemporaryDirectory directory;
  TestSigner signer;
  const auto archive = open_or_fail(options_for(directory.archive(), signer));
  std::vector<Receipt> receipts;
  for (int i = 0; i < 300; ++i) receipts.push_back(deposit(*archive, std::to_string(i)));
  const Checkpoint head = archive->seal().value();
  REQUIRE(head.size == 301);
  for (const Receipt& receipt : receipts) {
    const Proof proof = archive->prove(receipt.index).value();
    CHECK(includes(receipt.leaf, receipt.index, head.size, proof.path, head.root));
  }
  CHECK(archive->prove(301).error().code == ErrorCode::not_found);
}

TEST_CASE("an older head is proved to be the beginning of a newer one") {
  const TemporaryDirectory directory;
  TestSigner signer;
  const auto archive = open_or_fail(options_for(directory.archive(), signer));
  std::vector<Checkpoint> heads;
  for (int i = 0; i < 20; ++i) {
    for (int j = 0; j < 37; ++j) deposit(*archive, std::to_string(i * 100 + j));
    heads.push_back(archive->seal().value());
  }
  const Checkpoint& last = heads.back();
  for (const Checkpoint& head : heads) {
    const auto path = archive->prove_consistency(head.size, last.size).value();
    CHECK(consistent(head.size, head.root, last.size, last.root, path));
  }
  CHECK(archive->prove_consistency(5, 10'000).error().code == ErrorCode::bad_argument);
}

TEST_CASE("a second process cannot open an archive that is held") {
  const TemporaryDirectory directory;
  TestSigner signer;
  const auto archive = open_or_fail(options_for(directory.archive(), signer));
  const auto second = Archive::open(options_for(directory.archive(), signer));
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::in_use);
}

TEST_CASE("a directory that holds something else is left alone") {
  const TemporaryDirectory directory;
  std::filesystem::create_directory(directory.archive());
  write_whole(directory.archive() + "/holiday.jpg", "beach");
  TestSigner signer;
  const auto archive = Archive::open(options_for(directory.archive(), signer));
  REQUIRE_FALSE(archive);
  CHECK(archive.error().code == ErrorCode::not_an_archive);
  CHECK(std::distance(std::filesystem::directory_iterator(directory.archive()), {}) == 1);
}

TEST_CASE("a deposit over a limit is refused and nothing is written") {
  const TemporaryDirectory directory;
  TestSigner signer;
  Options options = options_for(directory.archive(), signer);
  options.max_object_bytes = 10;
  const auto archive = open_or_fail(options);
  const Deposit batch[] = {reception("fits"), reception("does not fit")};
  CHECK(archive->append(batch).error().code == ErrorCode::bad_argument);
  CHECK(archive->append({batch, 1}));
  CHECK(archive->size() == 2);
  Deposit wordy = reception("x", std::string(kMaxName + 1, 'x'));
  CHECK(archive->append({&wordy, 1}).error().place == "subject");
}

TEST_CASE("options that cannot work are refused by name") {
  TestSigner signer;
  Options options = options_for("unused", signer);
  options.signer = nullptr;
  CHECK(Archive::open(options).error().place == "signer");
  options = options_for("", signer);
  CHECK(Archive::open(options).error().place == "directory");
  options = options_for("unused", signer);
  options.clock = nullptr;
  CHECK(Archive::open(options).error().place == "clock");
}

TEST_CASE("an entry type that only the archive may write is refused") {
  const TemporaryDirectory directory;
  TestSigner signer;
  const auto archive = open_or_fail(options_for(directory.archive(), signer));
  for (const auto type :
       {EntryType::key_change, static_cast<EntryType>(0), static_cast<EntryType>(200)}) {
    Deposit one = reception("x");
    one.type = type;
    CHECK(archive->append({&one, 1}).error().place == "type");
  }
  CHECK(archive->size() == 1);
}

TEST_CASE("a signer that fails stops the archive, and the next opening seals what it missed") {
  class FailingSigner final : public HeadSigner {
   public:
    explicit FailingSigner(TestSigner& signer) : signer_(signer) {}
    std::string algorithm() const override { return signer_.algorithm(); }
    std::string key_id() const override { return signer_.key_id(); }
    std::string public_key_pem() const override { return signer_.public_key_pem(); }
    std::string sign(std::string_view bytes) override {
      if (++signatures_ > 2) throw std::runtime_error("the token is gone");
      return signer_.sign(bytes);
    }

   private:
    TestSigner& signer_;
    std::atomic<int> signatures_{0};
  };
  const TemporaryDirectory directory;
  TestSigner signer;
  FailingSigner failing(signer);
  Receipt receipt;
  {
    const auto archive = open_or_fail(options_for(directory.archive(), failing));
    receipt = deposit(*archive, "first");
    REQUIRE(archive->seal());
    (void)archive->append(std::vector<Deposit>{reception("second")});
    CHECK_FALSE(archive->seal());
    CHECK(archive->stopped()->code == ErrorCode::stopped);
    CHECK(archive->read_object(receipt.object_sha256).value() == "first");
  }
  const auto archive = open_or_fail(options_for(directory.archive(), signer));
  CHECK(archive->seal()->size == 3);
}

TEST_CASE("an object of many megabytes goes in and comes out whole") {
  const TemporaryDirectory directory;
  TestSigner signer;
  const auto archive = open_or_fail(options_for(directory.archive(), signer));
  std::string bytes(40u << 20, 'x');
  for (std::size_t i = 0; i < bytes.size(); i += 4093) bytes[i] = static_cast<char>(i);
  const Receipt receipt = deposit(*archive, bytes);
  CHECK(archive->read_object(receipt.object_sha256).value() == bytes);
  const auto object = archive->open_object(receipt.object_sha256);
  REQUIRE(object);
  CHECK((*object)->size() == bytes.size());
  std::string pieces;
  for (auto piece = (*object)->next(); !piece.value().empty(); piece = (*object)->next()) {
    pieces += *piece;
  }
  CHECK(pieces == bytes);
  CHECK((*object)->next().value().empty());
}

TEST_CASE("an object that was changed is found out at the end of its pieces") {
  const TemporaryDirectory directory;
  TestSigner signer;
  const auto archive = open_or_fail(options_for(directory.archive(), signer));
  const Receipt receipt = deposit(*archive, "twelve bytes");
  const auto object = archive->open_object(receipt.object_sha256);
  REQUIRE(object);
  const std::string segment = directory.archive() + "/" + segment_path(0);
  std::string bytes = read_whole(segment);
  bytes[bytes.find("twelve")] = 'T';
  write_whole(segment, bytes);
  CHECK((*object)->next().value() == "Twelve bytes");
  CHECK((*object)->next().error().code == ErrorCode::corrupt);
  CHECK(archive->open_object(Hash{}).error().code == ErrorCode::not_found);
}
