#include "gateway/directory/directory.h"

#include <catch2/catch.hpp>

#include "gateway/accounts/accounts.h"
#include "gateway/directory/siren.h"
#include "tests/gateway/fixture.h"

using namespace facteur::gateway;
using directory::Directory;
using directory::Line;
using directory::Party;

namespace {

// Two companies with the lines that all have, and one address more.
struct Street {
  test::Folder folder;
  store::Store store{{folder.path / "facteur.db", test::ticking_clock()}};
  Directory directory{store};

  Street() {
    accounts::Accounts accounts(
        store, {.token_key = std::string(32, 'k'), .random = accounts::system_random()});
    for (const std::string siren : {"100000009", "200000008"}) {
      accounts.put_tenant(siren, "COMPANY " + siren);
      directory.put_company(siren);
    }
    directory.put_line("0225", "100000009_STATUTS", "100000009");
  }

  std::string tenant(const Party& party) {
    const auto line = directory.resolve(party);
    return line ? line->tenant : "";
  }
};

}  // namespace

TEST_CASE("every company receives at its SIREN") {
  Street street;
  CHECK(street.directory.tenant_of("0002", "100000009") == "100000009");
  CHECK(street.directory.tenant_of("0225", "200000008") == "200000008");
  CHECK_FALSE(street.directory.tenant_of("0088", "200000008"));
  CHECK_FALSE(street.directory.tenant_of("0225", "100000009_OTHER"));
}

TEST_CASE("identifiers are compared without blanks around them and without case") {
  Street street;
  CHECK(street.directory.tenant_of("0225", " 100000009_statuts\n") == "100000009");
}

TEST_CASE("an address belongs to one tenant and is not taken from it") {
  Street street;
  CHECK(street.directory.put_line("0225", "100000009_statuts", "100000009"));
  CHECK_FALSE(street.directory.put_line("0225", "100000009_STATUTS", "200000008"));
  CHECK(street.directory.tenant_of("0225", "100000009_STATUTS") == "100000009");
  CHECK_THROWS(street.directory.put_line("0088", "4012345000009", "no such tenant"));
}

TEST_CASE("a party is found by its exact address before the address of its company") {
  Street street;
  // The company keeps its invoices here but has one address served for it by another.
  street.directory.put_line("0225", "200000008_BAR", "100000009");
  CHECK(street.tenant({.address_scheme = "0225", .address = "200000008_BAR"}) == "100000009");
  CHECK(street.tenant({.address_scheme = "0225", .address = "200000008_FOO"}) == "200000008");
  CHECK(street.tenant({.address_scheme = "0225", .address = "200000008"}) == "200000008");
  CHECK(street.directory.resolve({.address_scheme = "0225", .address = "200000008_foo"}) ==
        Line{"0225", "200000008", "200000008"});
}

TEST_CASE("a party is found by its address, else its legal identifier, else its VAT number") {
  Street street;
  CHECK(street.tenant({.legal_scheme = "0002", .legal_id = "200000008"}) == "200000008");
  CHECK(street.tenant({.legal_scheme = "0009", .legal_id = "20000000800017"}) == "200000008");
  CHECK(street.tenant({.vat = "FR32200000008"}) == "200000008");
  CHECK(street.tenant({.vat = "frXX200000008"}) == "200000008");
  CHECK(street.tenant({.address_scheme = "0225",
                       .address = "100000009",
                       .legal_scheme = "0002",
                       .legal_id = "200000008"}) == "100000009");
  CHECK(street.tenant({.address_scheme = "0088",
                       .address = "4012345000009",
                       .legal_scheme = "0002",
                       .legal_id = "200000008"}) == "200000008");
}

TEST_CASE("what only looks like a company's number finds nobody") {
  Street street;
  CHECK(street.tenant({}) == "");
  CHECK(street.tenant({.address_scheme = "0225", .address = "2000000089"}) == "");
  CHECK(street.tenant({.address_scheme = "0225", .address = "2000000"}) == "");
  CHECK(street.tenant({.legal_scheme = "0002", .legal_id = "2"}) == "");
  CHECK(street.tenant({.address_scheme = "0225", .address = "200000008-X"}) == "");
  CHECK(street.tenant({.address_scheme = "0088", .address = "200000008"}) == "");
  CHECK(street.tenant({.legal_scheme = "0009", .legal_id = "200000008"}) == "");
  CHECK(street.tenant({.legal_scheme = "", .legal_id = "200000008"}) == "");
  CHECK(street.tenant({.vat = "DE200000008"}) == "");
  CHECK(street.tenant({.vat = "FR200000008"}) == "");
}

TEST_CASE("a seller owns the identifiers of its own company and no other") {
  Street street;
  CHECK(street.directory.owns("100000009", "0002", "100000009"));
  CHECK(street.directory.owns("100000009", "0009", "10000000900015"));
  CHECK(street.directory.owns("100000009", "0225", "100000009_STATUTS"));
  CHECK(street.directory.owns("100000009", "vat", "FR15100000009"));
  CHECK_FALSE(street.directory.owns("100000009", "0002", "200000008"));
  CHECK_FALSE(street.directory.owns("100000009", "0002", "300000007"));
  CHECK_FALSE(street.directory.owns("100000009", "", ""));
}

TEST_CASE("a SIREN has nine digits and a right Luhn key") {
  for (const auto* good : {"100000009", "200000008", "732829320", "552100554"})
    CHECK(directory::is_siren(good));
  for (const auto* bad : {"100000008", "10000000", "1000000090", "10000000a", "", "-00000009"})
    CHECK_FALSE(directory::is_siren(bad));
}
