#include "gateway/store/store.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/gateway/fixture.h"

using namespace facteur::gateway;
using store::Store;

TEST_CASE("a write is seen by later reads, with its event") {
  test::Folder folder;
  Store store({folder.path / "facteur.db", test::ticking_clock()});
  store.write([](store::Transaction& t) { t.append({"flow.received", "1", "f", "me", "{}"}); });
  const auto rows = store.read([](store::Connection& c) {
    return c.rows<std::int64_t, std::string, std::optional<std::string>>(
        "SELECT seq, kind, NULL FROM events WHERE subject = ?", "f");
  });
  REQUIRE(rows.size() == 1);
  CHECK(std::get<0>(rows[0]) == 1);
  CHECK(std::get<1>(rows[0]) == "flow.received");
  CHECK_FALSE(std::get<2>(rows[0]));
}

TEST_CASE("a write that throws is undone alone and its exception reaches its caller") {
  test::Folder folder;
  Store store({folder.path / "facteur.db", test::ticking_clock()});
  auto good = store.submit([](store::Transaction& t) { return t.append({"a", "1", "x", "me"}); });
  auto bad = store.submit([](store::Transaction& t) -> std::int64_t {
    t.append({"b", "1", "x", "me"});
    throw std::runtime_error("refused");
  });
  auto also_good = store.submit([](store::Transaction& t) {
    return t.append({"c", "1", "x", "me"});
  });
  CHECK(good.get() == 1);
  CHECK_THROWS_WITH(bad.get(), "refused");
  also_good.get();
  const auto kinds = store.read([](store::Connection& c) {
    return c.rows<std::string>("SELECT kind FROM events ORDER BY seq");
  });
  REQUIRE(kinds.size() == 2);
  CHECK(std::get<0>(kinds[0]) == "a");
  CHECK(std::get<0>(kinds[1]) == "c");
}

TEST_CASE("writes of many threads share commits and get distinct, increasing instants") {
  test::Folder folder;
  Store store({folder.path / "facteur.db", [] { return Instant{1000}; }});
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&store] {
      for (int j = 0; j < 50; ++j)
        store.write([](store::Transaction& t) { t.append({"e", "1", "s", "me"}); });
    });
  for (auto& thread : threads) thread.join();
  const auto row = store.read([](store::Connection& c) {
    return c.row<std::int64_t, std::int64_t>("SELECT count(*), count(DISTINCT at) FROM events");
  });
  CHECK(std::get<0>(*row) == 400);
  CHECK(std::get<1>(*row) == 400);
  CHECK(store.statistics().writes == 400);
  CHECK(store.statistics().commits <= 400);
}

TEST_CASE("the event log can be neither changed nor shortened") {
  test::Folder folder;
  Store store({folder.path / "facteur.db", test::ticking_clock()});
  store.write([](store::Transaction& t) { t.append({"e", "1", "s", "me"}); });
  CHECK_THROWS(
      store.write([](store::Transaction& t) { t.sql().execute("UPDATE events SET kind = 'x'"); }));
  CHECK_THROWS(store.write([](store::Transaction& t) { t.sql().execute("DELETE FROM events"); }));
}

TEST_CASE("a database of a newer version is refused with the reason") {
  test::Folder folder;
  const auto file = folder.path / "facteur.db";
  {
    Store store({file, test::ticking_clock()});
    store.write([](store::Transaction& t) {
      t.sql().execute("INSERT INTO migrations (number, name) VALUES (9999, 'later')");
    });
  }
  CHECK_THROWS_WITH(Store({file, test::ticking_clock()}), Catch::Contains("newer version"));
}

TEST_CASE("instants are read and written as RFC 3339") {
  CHECK(to_string(Instant{0}) == "1970-01-01T00:00:00.000000Z");
  CHECK(parse_instant("2026-11-21T22:45:00.5+01:00") == parse_instant("2026-11-21T21:45:00.500Z"));
  CHECK_FALSE(parse_instant("2026-02-30T00:00:00Z"));
  CHECK_FALSE(parse_instant("2026-02-28"));
  CHECK_FALSE(parse_instant("2026-02-28T00:00:00"));
  CHECK(to_string(*parse_instant("2024-02-29T23:59:59.123456789Z")) ==
        "2024-02-29T23:59:59.123456Z");
}

TEST_CASE("Paris keeps summer time between the last Sundays of March and October, 01:00 UTC") {
  CHECK(paris_stamp(*parse_instant("2026-03-29T00:59:59Z")) == "20260329015959");
  CHECK(paris_stamp(*parse_instant("2026-03-29T01:00:00Z")) == "20260329030000");
  CHECK(paris_stamp(*parse_instant("2026-10-25T00:59:59Z")) == "20261025025959");
  CHECK(paris_stamp(*parse_instant("2026-10-25T01:00:00Z")) == "20261025020000");
  CHECK(paris_day(*parse_instant("2026-12-31T23:30:00Z")) == "2027-01-01");
}
