// Booking bank files: once, all or nothing, whichever format they come in and however often.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>

#include "gateway/cli/bank.h"
#include "gateway/http/bank_routes.h"
#include "gateway/receivables/bank/import.h"
#include "gateway/receivables/bank/listing.h"
#include "gateway/receivables/bank/mapping.h"
#include "tests/gateway/fixture.h"

using namespace facteur::gateway;
using namespace facteur::gateway::receivables;
using facteur::gateway::receivables::bank::Import;
using facteur::gateway::receivables::bank::State;
using nlohmann::json;

namespace {

const std::string tenant = "100000009";
const std::string days = FACTEUR_SOURCE_DIR "/tests/data/bank/";

std::string file(const std::string& name) {
  std::ifstream in(days + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Account {
  test::Folder folder;
  store::Store store{{folder.path / "facteur.db", test::ticking_clock(), 1}};

  Import import(const std::string& bytes) {
    return bank::import_file(store, {tenant, "file", bytes, "tester"}, {});
  }
  std::int64_t count(const std::string& what) {
    return store.read([&](store::Connection& sql) {
      return std::get<0>(*sql.row<std::int64_t>("SELECT count(*) FROM " + what));
    });
  }
  std::int64_t balance() {
    return store.read([&](store::Connection& sql) {
      return std::get<0>(*sql.row<std::int64_t>(
          "SELECT coalesce(sum(units), 0) FROM bank_movements WHERE state = 'booked'"));
    });
  }
};

std::string code_of(const Import& result) {
  return result.faults.empty() ? "" : result.faults[0].code;
}

std::vector<State> states_of(const Import& result) {
  std::vector<State> states;
  for (const auto& movement : result.movements) states.push_back(movement.state);
  return states;
}

// An MT940 statement of payments of 50.00 on 2 March.
std::string mt940(const std::string& number, const std::string& opening,
                  const std::string& opening_day, const std::string& closing,
                  const std::vector<std::string>& texts) {
  std::string text = ":20:X\n:25:FR7630004001230001234567843\n:28C:" + number + "\n:60F:C" +
                     opening_day + "EUR" + opening + ",00\n";
  for (const std::string& details : texts)
    text += ":61:2603020302C50,00NTRFNONREF\n:86:" + details + "\n";
  return text + ":62F:C260302EUR" + closing + ",00\n-\n";
}

std::string notice(const std::string& amount, const std::string& transactions,
                   const std::string& message = "BkToCstmrDbtCdtNtfctn",
                   const std::string& statement = "Ntfctn", const std::string& balances = "") {
  return "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\"><" + message + "><" +
         statement +
         "><Id>1</Id><Acct><Id><IBAN>FR7630004001230001234567843</IBAN></Id><Ccy>EUR"
         "</Ccy></Acct>" +
         balances + "<Ntry><Amt Ccy=\"EUR\">" + amount +
         "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-02</Dt>"
         "</BookgDt><AcctSvcrRef>LOT1</AcctSvcrRef><NtryDtls>" +
         transactions + "</NtryDtls></Ntry></" + statement + "></" + message + "></Document>";
}

std::string transaction(const std::string& amount, const std::string& payer) {
  return "<TxDtls><Amt Ccy=\"EUR\">" + amount + "</Amt><RltdPties><Dbtr><Pty><Nm>" + payer +
         "</Nm></Pty></Dbtr></RltdPties></TxDtls>";
}

const std::string details = notice("80.00", transaction("50.00", "A") + transaction("30.00", "B"));
const std::string sum = notice(
    "80.00", "<Btch><NbOfTxs>2</NbOfTxs></Btch>", "BkToCstmrStmt", "Stmt",
    "<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">0</Amt><CdtDbtInd>CRDT"
    "</CdtDbtInd><Dt><Dt>2026-03-01</Dt></Dt></Bal><Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry>"
    "</Tp><Amt Ccy=\"EUR\">80</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt></Bal>");

}  // namespace

TEST_CASE("a bank file is booked as a whole, with an event") {
  Account account;
  const Import result = account.import(file("day.cfonb"));
  CHECK(code_of(result).empty());
  REQUIRE(result.movements.size() == 5);
  CHECK(result.movements[4].entry == 5);
  CHECK(account.count("bank_accounts WHERE identity = '300040012300012345678'") == 1);
  CHECK(account.count("bank_movements WHERE state = 'booked'") == 5);
  CHECK(account.count("bank_outcomes") == 5);
  CHECK(account.count("events WHERE kind = 'bank.statement.imported' AND actor = 'tester'") == 1);
  CHECK(account.balance() == 120000 + 392036 + 4550 - 4550 - 1250);
}

TEST_CASE("the same bank day is booked once, in whichever formats it comes") {
  const std::vector<std::string> names = {"day.cfonb",           "day.camt053-02.xml",
                                          "day.camt053-08.xml",  "day.mt940-fields.sta",
                                          "day.mt940-words.sta", "day.mt940-plain.sta"};
  for (const std::string& first : names) {
    Account account;
    REQUIRE(code_of(account.import(file(first))).empty());
    for (const std::string& second : names) {
      INFO(first + " then " + second);
      const Import again = account.import(file(second));
      CHECK(code_of(again) == "DUPLICATE");
      CHECK(again.booked_before.has_value() == (first == second));
    }
    CHECK(account.count("bank_movements") == 5);
    CHECK(account.count("bank_accounts") == 1);
  }
}

TEST_CASE("nothing of a faulty file is booked, not even its sound statements") {
  Account account;
  const std::string good = mt940("1", "100", "260301", "150", {"A"});
  CHECK(code_of(account.import(good + mt940("2", "150", "260302", "999", {"B"}))) == "BALANCE");
  CHECK(account.count("bank_files") == 0);
  CHECK(account.count("bank_accounts") == 0);
  CHECK(account.count("bank_movements") == 0);
  CHECK(account.count("events") == 0);
}

TEST_CASE("two equal payments of a day are two, a statement that overlaps says them again") {
  Account account;
  REQUIRE(code_of(account.import(mt940("1", "100", "260301", "200", {"PAY", "PAY"}))).empty());
  CHECK(account.balance() == 10000);
  const Import longer =
      account.import(mt940("2", "100", "260301", "300", {"PAY", "PAY", "PAY", "OTHER"}));
  CHECK(code_of(longer).empty());
  CHECK(states_of(longer) ==
        std::vector{State::repeated, State::repeated, State::booked, State::booked});
  CHECK(longer.movements[0].outcome.outcome == Outcome::ignored);
  CHECK(account.balance() == 20000);
}

TEST_CASE("a statement that goes on where another ended repeats nothing") {
  Account account;
  REQUIRE(code_of(account.import(mt940("1", "100", "260301", "150", {"PAY"}))).empty());
  const Import next = account.import(mt940("2", "150", "260302", "200", {"PAY"}));
  CHECK(code_of(next).empty());
  CHECK(states_of(next) == std::vector{State::booked});
  CHECK(account.balance() == 10000);
}

TEST_CASE("a statement must follow those that were booked before") {
  Account account;
  REQUIRE(code_of(account.import(mt940("1", "100", "260301", "150", {"A"}))).empty());
  CHECK(code_of(account.import(mt940("2", "160", "260302", "210", {"B"}))) == "CHAIN");
  std::string later = mt940("3", "160", "260305", "210", {"C"});
  const Import gap = account.import(later);
  CHECK(code_of(gap).empty());
  REQUIRE(gap.remarks.size() == 1);
  CHECK(gap.remarks[0].code == "GAP");
}

TEST_CASE("a day that comes again with other movements is refused, a longer one is not") {
  Account account;
  REQUIRE(code_of(account.import(mt940("1", "100", "260301", "200", {"A", "B"}))).empty());
  CHECK(code_of(account.import(mt940("1", "100", "260301", "200", {"A", "C"}))) == "DUPLICATE");
  CHECK(code_of(account.import(mt940("1", "100", "260301", "250", {"A", "C", "D"}))) == "RESTATED");
  CHECK(account.balance() == 10000);
  const Import longer = account.import(mt940("1", "100", "260301", "250", {"A", "B", "C"}));
  CHECK(code_of(longer).empty());
  CHECK(account.balance() == 15000);
}

TEST_CASE("the transactions of a batch take the place of its sum, in either order") {
  SECTION("the sum first") {
    Account account;
    const Import first = account.import(sum);
    REQUIRE(code_of(first).empty());
    CHECK(first.movements[0].outcome.outcome == Outcome::unapplied);
    CHECK(first.movements[0].outcome.code == "batch");
    const Import second = account.import(details);
    CHECK(code_of(second).empty());
    CHECK(states_of(second) == std::vector{State::booked, State::booked});
    CHECK(account.balance() == 8000);
    CHECK(account.count("bank_movements WHERE state = 'detailed'") == 1);
    CHECK(account.count("bank_movements WHERE part_of IS NOT NULL") == 2);
  }
  SECTION("the transactions first") {
    Account account;
    REQUIRE(code_of(account.import(details)).empty());
    const Import second = account.import(sum);
    CHECK(code_of(second).empty());
    CHECK(states_of(second) == std::vector{State::detailed});
    CHECK(account.balance() == 8000);
  }
  SECTION("transactions that do not add up are refused") {
    Account account;
    REQUIRE(code_of(account.import(sum)).empty());
    const std::string wrong =
        notice("81.00", transaction("50.00", "A") + transaction("31.00", "B"));
    CHECK(code_of(account.import(wrong)) == "BATCH");
    CHECK(account.balance() == 8000);
  }
}

TEST_CASE("an amount finer than its currency is refused") {
  Account account;
  CHECK(code_of(account.import(notice("0.001", ""))) == "AMOUNT");
}

TEST_CASE("a file that names no account is of the only one") {
  Account account;
  facteur::formats::bank::ReadOptions options;
  options.csv = {bank::standard_mapping()};
  const std::string csv =
      "Date;Date de valeur;Libell\xE9;D\xE9"
      "bit;Cr\xE9"
      "dit\r\n"
      "02/03/2026;02/03/2026;PAY;;50,00\r\n";
  const auto import = [&](const std::string& bytes) {
    return bank::import_file(account.store, {tenant, "file.csv", bytes, "tester"}, options);
  };
  REQUIRE(code_of(import(mt940("1", "100", "260301", "150", {"PAY"}))).empty());
  CHECK(states_of(import(csv)) == std::vector{State::repeated});
  CHECK(account.count("bank_accounts") == 1);
}

TEST_CASE("a mapping with a key that means nothing is refused") {
  CHECK_THROWS_AS(bank::parse_mapping("name = \"x\"\ncolour = 1\n[columns]\n", "x.toml"),
                  bank::MappingError);
  CHECK_THROWS_AS(bank::parse_mapping("name = \"x\"\n[columns]\nday = \"Date\"\n", "x.toml"),
                  bank::MappingError);
  CHECK_THROWS_AS(bank::parse_mapping("name = ", "x.toml"), bank::MappingError);
  CHECK(bank::standard_mapping().currency == "EUR");
}

TEST_CASE("the command line imports, prints a line a movement, and says what it refuses") {
  test::Folder folder;
  const std::string data = (folder.path / "data").string();
  const auto run = [&](std::vector<std::string> arguments, std::string& out, std::string& err) {
    for (const char* more : {"--data", data.c_str(), "--tenant", tenant.c_str(), "--lang", "en"})
      arguments.emplace_back(more);
    std::ostringstream out_stream, err_stream;
    const int code = cli::bank_command(arguments, out_stream, err_stream);
    out = out_stream.str();
    err = err_stream.str();
    return code;
  };
  std::string out, err;
  REQUIRE(run({"import", "--json", days + "day.cfonb"}, out, err) == 0);
  const json first = json::parse(out.substr(0, out.find('\n')));
  CHECK(nlohmann::ordered_json::parse(out.substr(0, out.find('\n'))).items().begin().key() ==
        "file");
  CHECK(first["entry"] == 1);
  CHECK(first["booking_date"] == "2026-03-02");
  CHECK(first["value_date"] == "2026-03-03");
  CHECK(first["direction"] == "credit");
  CHECK(first["amount"] == "1200.00");
  CHECK(first["payer"] == "DUPONT ET FILS SARL");
  CHECK(first["customer"].is_null());
  CHECK(first["allocations"].is_array());
  CHECK(std::count(out.begin(), out.end(), '\n') == 5);

  CHECK(run({"import", "--json", days + "day.cfonb"}, out, err) == 1);
  CHECK(out.empty());
  CHECK(err.find("DUPLICATE") != std::string::npos);
  CHECK(run({"import", days + "missing"}, out, err) == 2);
  CHECK(run({"import"}, out, err) == 2);

  REQUIRE(run({"statements", "--json"}, out, err) == 0);
  CHECK(json::parse(out)["closing_balance"] == "15107.86");
  REQUIRE(run({"movements", "--json"}, out, err) == 0);
  CHECK(std::count(out.begin(), out.end(), '\n') == 5);
  CHECK(run({"movements", "--state", "lost"}, out, err) == 2);
}

TEST_CASE("bank files are sent in and listed over HTTP") {
  Account account;
  const auto routes = http::bank_routes(account.store, test::ticking_clock());
  const auto call = [&](const std::string& method, const std::string& path, http::Fields query,
                        const std::string& body = "") {
    http::Request request;
    request.method = method;
    request.path = path;
    request.query = std::move(query);
    request.body = body;
    request.principal.tenant = tenant;
    request.principal.subject = "user:1";
    for (const http::Route& route : routes)
      if (route.method == method && route.pattern == path) return route.handler(request);
    FAIL("no such route: " + path);
    return http::Response();
  };
  const std::string statements = "/api/v1/bank/statements";
  const auto taken = call("POST", statements, {{"name", "a.txt"}}, file("day.cfonb"));
  CHECK(taken.status == 201);
  CHECK(json::parse(taken.body)["movements"].size() == 5);
  const auto again = call("POST", statements, {}, file("day.cfonb"));
  CHECK(again.status == 200);
  CHECK(json::parse(again.body)["repeated"] == true);
  CHECK(json::parse(again.body)["file"] == json::parse(taken.body)["file"]);
  const auto refused = call("POST", statements, {}, "nonsense");
  CHECK(refused.status == 422);
  CHECK(json::parse(refused.body)["faults"][0]["code"] == "FORMAT");

  const json listed = json::parse(call("GET", statements, {}).body);
  CHECK(listed["statements"][0]["file"] == "a.txt");
  CHECK(listed["next"].is_null());
  const json page = json::parse(call("GET", "/api/v1/bank/movements", {{"limit", "2"}}).body);
  CHECK(page["movements"].size() == 2);
  CHECK(page["next"] == page["movements"][1]["id"]);
  CHECK(call("GET", "/api/v1/bank/movements", {{"state", "lost"}}).status == 400);
}
