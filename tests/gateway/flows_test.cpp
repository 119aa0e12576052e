// What keeps acknowledged flows from being lost or done twice.
#include <catch2/catch.hpp>

#include "archive/archive.h"
#include "gateway/accounts/secrets.h"
#include "gateway/flows/checks.h"
#include "gateway/flows/evidence.h"
#include "gateway/flows/identifiers.h"
#include "gateway/flows/sealer.h"
#include "gateway/flows/spool.h"
#include "gateway/store/log_reader.h"
#include "tests/gateway/fixture.h"

using namespace facteur;
using namespace facteur::gateway;

namespace {

// A database and an archive in one folder, opened again as after a crash.
struct Platform {
  explicit Platform(const std::filesystem::path& folder)
      : store({folder / "facteur.db", test::ticking_clock()}),
        sealer(flows::Sealer::from_files(folder / "key", folder / "certificate", "test", 0)) {
    archive = test::open_archive(folder, sealer);
    evidence = std::make_unique<flows::Evidence>(*archive, store);
  }

  store::Store store;
  flows::Sealer sealer;
  std::unique_ptr<archive::Archive> archive;
  std::unique_ptr<flows::Evidence> evidence;
};

archive::Deposit deposit_of(archive::EntryType type, const std::string& subject,
                            std::string_view bytes) {
  archive::Deposit deposit;
  deposit.type = type;
  deposit.subject = subject;
  deposit.bytes = bytes;
  return deposit;
}

}  // namespace

TEST_CASE("a deposit that the database did not record is found again, not made twice") {
  test::Folder folder;
  const auto verdict = deposit_of(archive::EntryType::verdict, "flow-1", "report");
  std::int64_t entry = 0;
  {
    Platform platform(folder.path);
    entry = platform.evidence->deposit({&verdict, 1}).items()[0].entry;
    platform.evidence->note_position();
  }
  Platform again(folder.path);
  const auto size = again.archive->size();
  const auto kept = again.evidence->deposit({&verdict, 1});
  CHECK(kept.items()[0].entry == entry);
  CHECK(kept.items()[0].sha256 == accounts::sha256_hex("report"));
  CHECK(again.archive->size() == size);
}

TEST_CASE("the known position follows what was recorded, and no further") {
  test::Folder folder;
  Platform platform(folder.path);
  platform.evidence->recovered();
  const auto position = [&] {
    platform.evidence->note_position();
    return std::get<0>(*platform.store.read([](store::Connection& sql) {
      return sql.row<std::int64_t>("SELECT entries FROM archive_position");
    }));
  };
  const auto before = position();
  const auto one = deposit_of(archive::EntryType::status, "status 1", "<a/>");
  {
    auto kept = platform.evidence->deposit({&one, 1});
    CHECK(position() == before);
    kept.recorded();
  }
  CHECK(position() == before + 1);
  const auto two = deposit_of(archive::EntryType::status, "status 2", "<b/>");
  std::int64_t entry = 0;
  { entry = platform.evidence->deposit({&two, 1}).items()[0].entry; }
  CHECK(position() == before + 1);
  CHECK(platform.evidence->deposit({&two, 1}).items()[0].entry == entry);
}

TEST_CASE("a reception that was never acknowledged is marked abandoned, once") {
  test::Folder folder;
  const auto reception = deposit_of(archive::EntryType::reception, "flow-9", "<a/>");
  { Platform(folder.path).evidence->deposit({&reception, 1}); }
  std::uint64_t size = 0;
  {
    Platform again(folder.path);
    size = again.archive->size();
    const auto last = again.archive->entry(size - 1);
    REQUIRE(last);
    CHECK(last->type == archive::EntryType::abandoned);
    CHECK(last->subject == "flow-9");
  }
  CHECK(Platform(folder.path).archive->size() == size);
}

TEST_CASE("a reader of the log sees each event once, also over restarts and failures") {
  test::Folder folder;
  const auto file = folder.path / "facteur.db";
  std::vector<std::string> log;
  const auto run = [&](bool fail_first) {
    store::Store store({file, test::ticking_clock()});
    auto failures = std::make_shared<std::atomic<int>>(fail_first ? 1 : 0);
    store::LogReader reader(
        store, "test", "tick",
        [failures](const std::vector<store::LoggedEvent>& events) {
          if (failures->fetch_sub(1) > 0) throw std::runtime_error("not now");
          const auto count = events.size();
          return store::LogReader::Step{[count](store::Transaction& t) {
                                          for (std::size_t i = 0; i < count; ++i)
                                            t.append({"seen", "", "", ""});
                                        },
                                        nullptr};
        },
        [&log](const std::string& line) { log.push_back(line); });
    for (int i = 0; i < 20; ++i)
      store.write([](store::Transaction& t) { t.append({"tick", "", "", ""}); });
    const auto last = [&store] {
      return store.read([](store::Connection& sql) {
        return std::get<0>(*sql.row<std::int64_t>("SELECT max(seq) FROM events"));
      });
    };
    while (reader.position() < last()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  };
  run(true);
  run(false);
  store::Store store({file, test::ticking_clock()});
  const auto counts = store.read([](store::Connection& sql) {
    return *sql.row<std::int64_t, std::int64_t>(
        "SELECT sum(kind = 'tick'), sum(kind = 'seen') FROM events");
  });
  CHECK(std::get<0>(counts) == 40);
  CHECK(std::get<1>(counts) == 40);
  CHECK(log.size() == 1);
}

TEST_CASE("a spool gives back the same bytes and hash from memory and from disk") {
  test::Folder folder;
  std::string bytes(10'000, 'a');
  for (const std::size_t memory : {std::size_t{100'000}, std::size_t{10}}) {
    flows::Spool spool(folder.path, memory);
    for (std::size_t at = 0; at < bytes.size(); at += 999)
      spool.append(std::string_view(bytes).substr(at, 999));
    CHECK(spool.finish() == bytes);
    CHECK(spool.sha256() == accounts::sha256_hex(bytes));
  }
  CHECK(std::filesystem::is_empty(folder.path));
}

TEST_CASE("identifiers are UUIDs of version 7 that sort by time") {
  const auto random = accounts::system_random();
  const auto first = flows::new_uuid(Instant{1'000'000'000}, random);
  const auto second = flows::new_uuid(Instant{2'000'000'000}, random);
  CHECK(first.size() == 36);
  CHECK(first[14] == '7');
  CHECK(first < second);
}

TEST_CASE("the decision on a document") {
  flows::Flow flow;
  flow.tenant = "100000009";
  flow.syntax = "UBL";
  formats::Verdict verdict;
  verdict.identity = {formats::Format::ubl, formats::Kind::invoice, "Invoice"};
  verdict.structure = verdict.valid = true;
  flows::InvoiceFacts facts;
  facts.number = "F1";
  facts.type_code = "380";
  const flows::Parties own{"100000009", "200000008"}, stranger{std::nullopt, "200000008"},
      foreign{"200000008", "100000009"};

  CHECK(flows::decide(flow, verdict, &facts, own, false).status == 200);
  CHECK(flows::decide(flow, verdict, &facts, stranger, true).accepted);
  CHECK(flows::decide(flow, verdict, &facts, stranger, false).reason == "REJ_COH");
  CHECK(flows::decide(flow, verdict, &facts, foreign, true).reason == "REJ_COH");

  verdict.valid = false;
  CHECK(flows::decide(flow, verdict, &facts, own, false).status == 213);
  CHECK(flows::decide(flow, verdict, nullptr, own, false).status == 0);
  flow.syntax = "CII";
  CHECK(flows::decide(flow, verdict, &facts, own, false).ack_details.find("FlowTypeError") !=
        std::string::npos);
}
