#include "gateway/accounts/accounts.h"

#include <catch2/catch.hpp>
#include <thread>

#include "gateway/accounts/password.h"
#include "gateway/cli/demo.h"
#include "gateway/directory/directory.h"
#include "tests/gateway/fixture.h"

using namespace facteur::gateway;
using accounts::Accounts;
using accounts::Role;

namespace {

constexpr const char* seller = "100000009";
constexpr const char* buyer = "200000008";
const std::string key(32, 'k');

// A door with one user, one client and two companies.
struct House {
  test::Folder folder;
  test::HeldClock clock;
  store::Store store{{folder.path / "facteur.db", clock.clock()}};
  Accounts accounts{store, {.token_key = key, .random = accounts::system_random()}};
  std::string user, client;

  House() {
    accounts.put_tenant(seller, "LE VENDEUR");
    accounts.put_tenant(buyer, "LE CLIENT");
    user = accounts.put_user("Ada@Example.org", "Ada", "correct horse", "en");
    client = accounts.put_client("erp", "ERP", "battery staple");
    accounts.put_membership(user, seller, Role::member);
    accounts.put_membership(user, buyer, Role::auditor);
    accounts.put_membership(client, seller, Role::member);
  }

  std::vector<std::string> outcomes() {
    // The log is written without waiting; a write of our own comes after all of it.
    store.write([](store::Transaction&) {});
    std::vector<std::string> found;
    for (auto& [outcome] : store.read([](store::Connection& c) {
           return c.rows<std::string>("SELECT outcome FROM access_log ORDER BY seq");
         }))
      found.push_back(outcome);
    return found;
  }
  std::int64_t count(const std::string& table) {
    return std::get<0>(*store.read([&](store::Connection& c) {
      return c.row<std::int64_t>("SELECT count(*) FROM " + table);
    }));
  }
};

std::string replaced_header(const std::string& token, std::string_view header) {
  return accounts::base64url(header) + token.substr(token.find('.'));
}

}  // namespace

TEST_CASE("a user signs in, is known by the cookie, and is not after signing out") {
  House house;
  const auto session = house.accounts.sign_in("ada@example.ORG", "correct horse", "::1");
  REQUIRE(session);
  CHECK(session->cookie.size() == 43);
  const auto known = house.accounts.session(session->cookie, "");
  REQUIRE(known);
  CHECK(known->subject == house.user);
  CHECK(known->language == "en");
  CHECK(known->tenant == seller);
  CHECK(known->role == Role::member);
  CHECK(known->csrf == session->principal.csrf);
  CHECK(known->csrf.size() == 43);
  house.accounts.sign_out(session->cookie);
  CHECK_FALSE(house.accounts.session(session->cookie, ""));
}

TEST_CASE("the cookie itself is not in the database") {
  House house;
  const auto session = house.accounts.sign_in("ada@example.org", "correct horse", "::1");
  const auto row = house.store.read(
      [](store::Connection& c) { return c.row<std::string>("SELECT id FROM sessions"); });
  CHECK(std::get<0>(*row) == accounts::sha256_hex(session->cookie));
  CHECK_FALSE(house.accounts.session(std::get<0>(*row), ""));
}

TEST_CASE("a session ends by itself and is swept away at the next sign-in") {
  House house;
  const auto session = house.accounts.sign_in("ada@example.org", "correct horse", "::1");
  house.clock.advance(8 * 3600 - 1);
  CHECK(house.accounts.session(session->cookie, ""));
  house.clock.advance(2);
  CHECK_FALSE(house.accounts.session(session->cookie, ""));
  CHECK(house.accounts.sign_in("ada@example.org", "correct horse", "::1"));
  CHECK(house.count("sessions") == 1);
}

TEST_CASE("two sign-ins get two cookies") {
  House house;
  const auto one = house.accounts.sign_in("ada@example.org", "correct horse", "::1");
  const auto two = house.accounts.sign_in("ada@example.org", "correct horse", "::1");
  CHECK(one->cookie != two->cookie);
  CHECK(one->principal.csrf != two->principal.csrf);
}

TEST_CASE("a wrong password, an unknown address and a disabled user are refused alike") {
  House house;
  CHECK_FALSE(house.accounts.sign_in("ada@example.org", "correct hors", "::1"));
  CHECK_FALSE(house.accounts.sign_in("eve@example.org", "correct horse", "::1"));
  CHECK(house.accounts.set_disabled(house.user, true));
  CHECK_FALSE(house.accounts.sign_in("ada@example.org", "correct horse", "::1"));
  CHECK(house.outcomes() == std::vector<std::string>{"wrong secret", "unknown", "disabled"});
}

TEST_CASE("disabling a user and changing the password end the open sessions") {
  House house;
  auto session = house.accounts.sign_in("ada@example.org", "correct horse", "::1");
  house.accounts.set_disabled(house.user, true);
  CHECK_FALSE(house.accounts.session(session->cookie, ""));
  house.accounts.set_disabled(house.user, false);
  session = house.accounts.sign_in("ada@example.org", "correct horse", "::1");
  REQUIRE(session);
  CHECK(house.accounts.put_user("ada@example.org", "Ada", "another horse", "fr") == house.user);
  CHECK_FALSE(house.accounts.session(session->cookie, ""));
  CHECK(house.accounts.sign_in("ada@example.org", "another horse", "::1"));
}

TEST_CASE("a caller chooses among its own companies only") {
  House house;
  const auto session = house.accounts.sign_in("ada@example.org", "correct horse", "::1");
  const auto as_auditor = house.accounts.session(session->cookie, buyer);
  CHECK(as_auditor->tenant == buyer);
  CHECK(as_auditor->tenant_name == "LE CLIENT");
  CHECK(as_auditor->role == Role::auditor);
  const auto token = house.accounts.grant_token("erp", "battery staple", "::1");
  REQUIRE(token);
  CHECK(house.accounts.bearer(token->access_token, seller)->tenant == seller);
  const auto elsewhere = house.accounts.bearer(token->access_token, buyer);
  REQUIRE(elsewhere);
  CHECK(elsewhere->tenant.empty());
}

TEST_CASE("after ten failures within a quarter of an hour the right secret is not heard either") {
  House house;
  for (int i = 0; i < 10; ++i)
    CHECK_FALSE(house.accounts.grant_token("erp", "guess", "10.0.0." + std::to_string(i)));
  CHECK_FALSE(house.accounts.grant_token("erp", "battery staple", "10.0.0.99"));
  CHECK(house.outcomes().back() == "too many failures");
  house.clock.advance(15 * 60);
  CHECK(house.accounts.grant_token("erp", "battery staple", "10.0.0.99"));
}

TEST_CASE("failures from one address count together whatever the id; successes do not count") {
  House house;
  for (int i = 0; i < 9; ++i) house.accounts.sign_in("eve" + std::to_string(i), "guess", "::2");
  CHECK(house.accounts.sign_in("ada@example.org", "correct horse", "::2"));
  CHECK(house.accounts.sign_in("ada@example.org", "correct horse", "::2"));
  house.accounts.sign_in("eve", "guess", "::2");
  CHECK_FALSE(house.accounts.sign_in("ada@example.org", "correct horse", "::2"));
  CHECK(house.accounts.sign_in("ada@example.org", "correct horse", "::3"));
}

TEST_CASE("the throttle's memory is bounded and the most suspicious stay") {
  accounts::Throttle throttle({.failures = 2, .window_microseconds = 1000, .keys = 100});
  CHECK(throttle.admit({"bad"}, Instant{0}));
  CHECK(throttle.admit({"bad"}, Instant{0}));
  for (int i = 0; i < 1000; ++i) CHECK(throttle.admit({std::to_string(i)}, Instant{1}));
  CHECK(throttle.size() == 100);
  CHECK_FALSE(throttle.admit({"bad"}, Instant{999}));
  CHECK(throttle.admit({"bad"}, Instant{1000}));
}

TEST_CASE("strangers cannot fill the access log: what goes uncounted is told later as one row") {
  House house;
  accounts::AccessLog log(house.store);
  for (int i = 0; i < 1000; ++i) log.refuse("token", "line\nforged", "unknown");
  CHECK(house.outcomes().size() == accounts::AccessLog::refusals_a_minute);
  house.clock.advance(60);
  log.refuse("token", "x", "unknown");
  CHECK(house.outcomes().size() == accounts::AccessLog::refusals_a_minute + 2);
  const auto objects = house.store.read([](store::Connection& c) {
    return c.rows<std::string>("SELECT object FROM access_log ORDER BY seq");
  });
  CHECK(std::get<0>(objects[0]) == "line?forged");
  CHECK(std::get<0>(objects[60]) == "940 more");
}

TEST_CASE("a token is good until it expires") {
  House house;
  const auto token = house.accounts.grant_token("erp", "battery staple", "::1");
  REQUIRE(token);
  CHECK(token->expires_in == 3600);
  const auto caller = house.accounts.bearer(token->access_token, "");
  REQUIRE(caller);
  CHECK(caller->subject == "client:erp");
  CHECK(caller->csrf.empty());
  house.clock.advance(3599);
  CHECK(house.accounts.bearer(token->access_token, ""));
  house.clock.advance(1);
  CHECK_FALSE(house.accounts.bearer(token->access_token, ""));
}

TEST_CASE("a disabled client's token stops working within five seconds") {
  House house;
  const auto token = house.accounts.grant_token("erp", "battery staple", "::1");
  CHECK(house.accounts.bearer(token->access_token, ""));
  house.accounts.set_disabled("client:erp", true);
  house.clock.advance(5);
  CHECK_FALSE(house.accounts.bearer(token->access_token, ""));
}

TEST_CASE("a forged, changed or foreign token is refused") {
  House house;
  const auto token = house.accounts.grant_token("erp", "battery staple", "::1")->access_token;
  std::string changed = token;
  changed[token.find('.') + 5] ^= 1;
  std::string resigned = token;
  resigned[token.size() - 5] = resigned[token.size() - 5] == 'A' ? 'B' : 'A';
  const std::string unsigned_token = replaced_header(token, R"({"alg":"none","typ":"JWT"})");
  const accounts::TokenSigner stranger(std::string(32, 'x'));
  const std::string foreign = stranger.sign({"client:erp", "1", 0, 4'000'000'000});
  for (const std::string& bad :
       {changed, resigned, unsigned_token, unsigned_token.substr(0, unsigned_token.rfind('.') + 1),
        replaced_header(token, R"({"alg":"HS512","typ":"JWT"})"), foreign, std::string(),
        std::string("a.b.c"), std::string("..."), std::string(100'000, 'a')})
    CHECK_FALSE(house.accounts.bearer(bad, ""));
  CHECK(house.accounts.bearer(token, ""));
}

TEST_CASE("a token for a user or for nothing known is nobody's") {
  House house;
  const accounts::TokenSigner signer(key);
  CHECK_FALSE(house.accounts.bearer(signer.sign({"client:nobody", "1", 0, 4'000'000'000}), ""));
  CHECK_FALSE(house.accounts.bearer(signer.sign({"", "1", 0, 4'000'000'000}), ""));
}

TEST_CASE("a short token key is refused at the start") {
  CHECK_THROWS_WITH(accounts::TokenSigner(std::string(31, 'k')), Catch::Contains("32 bytes"));
}

TEST_CASE("passwords are argon2id strings and no password matches the unmatchable one") {
  const auto phc = accounts::hash_password("secret", std::string(16, 's'));
  CHECK(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  CHECK(accounts::verify_password(phc, "secret"));
  CHECK_FALSE(accounts::verify_password(phc, "Secret"));
  CHECK_FALSE(accounts::verify_password(phc, std::string(2000, 's')));
  CHECK_FALSE(accounts::verify_password(accounts::unmatchable_hash(), ""));
}

TEST_CASE("many sign in at once") {
  House house;
  std::atomic<int> good{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      if (house.accounts.sign_in("ada@example.org", "correct horse", "::1")) ++good;
    });
  for (auto& thread : threads) thread.join();
  CHECK(good == 8);
  CHECK(house.count("sessions") == 8);
}

TEST_CASE("base64url follows RFC 4648") {
  CHECK(accounts::base64url("") == "");
  CHECK(accounts::base64url("f") == "Zg");
  CHECK(accounts::base64url("fo") == "Zm8");
  CHECK(accounts::base64url("foo") == "Zm9v");
  CHECK(accounts::base64url("\xfb\xff") == "-_8");
}

TEST_CASE("the demo data is loaded once and works") {
  test::Folder folder;
  store::Store store({folder.path / "facteur.db", test::ticking_clock()});
  Accounts accounts(store, {.token_key = key, .random = accounts::system_random()});
  directory::Directory directory(store);
  cli::load_demo(accounts, directory);
  const auto writes = store.statistics().writes;
  cli::load_demo(accounts, directory);
  CHECK(store.statistics().writes == writes);

  CHECK(directory.tenant_of("0225", "100000009_STATUTS") == seller);
  CHECK(directory.tenant_of("0002", buyer) == buyer);
  const auto auditor = accounts.sign_in("auditeur@demo.facteur", "facteur-demo", "::1");
  REQUIRE(auditor);
  CHECK(auditor->principal.memberships.size() == 2);
  CHECK(auditor->principal.role == Role::auditor);
  CHECK(accounts.sign_in("vendeur@demo.facteur", "facteur-demo", "::1")->principal.tenant ==
        seller);
  CHECK(accounts.sign_in("client@demo.facteur", "facteur-demo", "::1")->principal.tenant == buyer);
  for (const std::string who : {"vendeur", "client", "auditeur"})
    CHECK(accounts.grant_token("demo-" + who, "demo-" + who + "-secret", "::1"));
}
