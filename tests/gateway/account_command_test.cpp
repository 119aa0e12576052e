#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "gateway/accounts/accounts.h"
#include "gateway/cli/account.h"
#include "tests/gateway/fixture.h"

using namespace facteur::gateway;

namespace {

struct Desk {
  test::Folder folder;
  std::string out, err;

  int run(std::vector<std::string> arguments, const std::string& input = "") {
    arguments.insert(arguments.end(), {"--data", folder.path.string()});
    std::istringstream in(input);
    std::ostringstream out_stream, err_stream;
    const int code = cli::account_command(arguments, in, out_stream, err_stream);
    out = out_stream.str();
    err = err_stream.str();
    return code;
  }
  int add_tenant() {
    return run({"add-tenant", "--siren", "732829320", "--name", "ACME", "--address",
                "0225:732829320_COMPTA"});
  }
};

}  // namespace

TEST_CASE("a tenant, a user and a client are made, and listed without their secrets") {
  Desk desk;
  REQUIRE(desk.add_tenant() == 0);
  REQUIRE(desk.run({"add-user", "--email", "ada@acme.example", "--name", "Ada", "--tenant",
                    "732829320", "--role", "member"},
                   "a good long password\r\n") == 0);
  REQUIRE(desk.run({"add-client", "--id", "erp", "--tenant", "732829320", "--role", "auditor"}) ==
          0);
  const std::string secret = desk.out.substr(0, desk.out.size() - 1);
  CHECK(secret.size() == 43);
  {
    store::Store store({desk.folder.path / "facteur.db", system_clock()});
    accounts::Accounts accounts(
        store, {.token_key = std::string(32, 'k'), .random = accounts::system_random()});
    CHECK(accounts.sign_in("ada@acme.example", "a good long password", "::1"));
    CHECK(accounts.grant_token("erp", secret, "::1"));
  }
  REQUIRE(desk.run({"list"}) == 0);
  CHECK_THAT(desk.out, Catch::Contains("tenant:732829320\tACME\t0002:732829320\t0225:732829320\t"
                                       "0225:732829320_COMPTA\n"));
  CHECK_THAT(desk.out, Catch::Contains("\tada@acme.example\tAda\tenabled\tmember@732829320\n"));
  CHECK_THAT(desk.out, Catch::Contains("client:erp\terp\terp\tenabled\tauditor@732829320\n"));
  CHECK_THAT(desk.out, !Catch::Contains("argon2"));
  REQUIRE(desk.run({"disable", "--subject", "client:erp"}) == 0);
  desk.run({"list"});
  CHECK_THAT(desk.out, Catch::Contains("client:erp\terp\terp\tdisabled"));
}

TEST_CASE("what cannot be had is refused with its reason") {
  Desk desk;
  CHECK(desk.run({"add-tenant", "--siren", "732829321", "--name", "ACME"}) == 1);
  CHECK_THAT(desk.err, Catch::Contains("not a SIREN"));
  CHECK(desk.run({"add-client", "--id", "erp", "--tenant", "732829320", "--role", "member"}) == 1);
  CHECK_THAT(desk.err, Catch::Contains("no such tenant"));
  REQUIRE(desk.add_tenant() == 0);
  CHECK(desk.run({"add-user", "--email", "a@b", "--name", "A", "--tenant", "732829320", "--role",
                  "member"},
                 "short\n") == 1);
  CHECK(desk.run({"add-tenant", "--siren", "552100554", "--name", "OTHER", "--address",
                  "0225:732829320_COMPTA"}) == 1);
  CHECK_THAT(desk.err, Catch::Contains("another tenant"));
  CHECK(desk.run({"disable", "--subject", "user:nobody"}) == 1);
}

TEST_CASE("bad usage says what is missing and how to do it") {
  Desk desk;
  CHECK(desk.run({}) == 2);
  CHECK(desk.run({"add-everything"}) == 2);
  CHECK(desk.run({"add-tenant", "--siren", "732829320"}) == 2);
  CHECK_THAT(desk.err, Catch::Contains("--name is missing") && Catch::Contains("add-tenant"));
  CHECK(desk.run({"list", "--colour", "red"}) == 2);
  CHECK(desk.run({"list", "--colour"}) == 2);
  CHECK(desk.run({"--help"}) == 0);
  CHECK_THAT(desk.out, Catch::Contains("add-client"));
}
