#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "gateway/cli/ledger.h"
#include "tests/gateway/fixture.h"

using namespace facteur::gateway;
using nlohmann::json;

namespace {

const std::string tenant = "100000009";
const std::string customers_head = "customer_id,name,legal_form,siren,group_id\n";
const std::string items_head =
    "number,customer_id,kind,issue_date,due_date,currency,amount,creditor_reference,"
    "purchase_order\n";

struct Outcome {
  int code;
  std::string out, err;
  json result() const { return json::parse(out); }
};

struct Office {
  Outcome run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--data", data(), "--tenant", tenant});
    std::ostringstream out, err;
    const int code = cli::ledger_command(arguments, out, err);
    return {code, out.str(), err.str()};
  }
  Outcome import(const std::string& what, const std::string& content) const {
    const auto file = folder.path / (what + ".csv");
    std::ofstream(file, std::ios::binary) << content;
    return run({"import", "--" + what, file.string(), "--json", "--lang", "en"});
  }
  json balance() const {
    return run({"balance", "--as-of", "2026-12-31", "--json"}).result()["balances"];
  }
  std::string data() const { return (folder.path / "new" / "data").string(); }
  test::Folder folder;
};

}  // namespace

TEST_CASE("customers and items are imported into a folder that does not exist yet") {
  const Office office;
  const auto customers = office.import(
      "customers", customers_head + "C1,\"Garage \"\"Le Phare\"\", fils\",SARL,200000008,G1\n" +
                       "C2,Café,SAS,,\n");
  CHECK(customers.code == 0);
  CHECK(customers.result()["customers"]["added"] == 2);
  const auto items = office.import(
      "items", items_head +
                   "F1,C1,invoice,2026-01-05,2026-02-04,EUR,1200.50,RF18539007547034,PO7\n" +
                   "A1,C1,credit_note,2026-01-06,2026-01-06,EUR,200.00,,\n" +
                   "D1,C2,down_payment,2026-01-07,,EUR,10,,\n");
  CHECK(items.code == 0);
  CHECK(items.result()["items"]["added"] == 3);
  CHECK(office.balance()[0]["debits"] == "1210.50");
  CHECK(office.balance()[0]["credits"] == "-200.00");
  const auto aged = office.run({"aged", "--as-of", "2026-02-04", "--csv"});
  CHECK(aged.out.find("\"Garage \"\"Le Phare\"\", fils\"") != std::string::npos);
}

TEST_CASE("importing the same again changes nothing; another content is refused") {
  const Office office;
  office.import("customers", customers_head + "C1,Un,,,\n");
  const std::string row = "F1,C1,invoice,2026-01-05,2026-02-04,EUR,100.00,,\n";
  office.import("items", items_head + row);
  const auto again = office.import("items", items_head + row + row);
  CHECK(again.code == 0);
  CHECK(again.result()["items"]["unchanged"] == 2);
  const auto other =
      office.import("items", items_head + "F1,C1,invoice,2026-01-05,2026-02-04,EUR,100.01,,\n");
  CHECK(other.code == 1);
  CHECK(other.result()["refused"][0]["code"] == "DIFFERS");
  CHECK(office.balance()[0]["debits"] == "100.00");
  const auto renamed = office.import("customers", customers_head + "C1,Deux,,,\n");
  CHECK(renamed.result()["customers"]["changed"] == 1);
}

TEST_CASE("each refused row says its line and reason, and the others are taken") {
  const Office office;
  office.import("customers", customers_head + "C1,Un,,,\n");
  const auto result = office.import(
      "items", items_head + "F1,C1,invoice,2026-01-05,2026-02-04,EUR,100.00,,\n" +
                   "F2,C9,invoice,2026-01-05,2026-02-04,EUR,100.00,,\n" +
                   "F3,C1,facture,2026-01-05,2026-02-04,EUR,100.00,,\n" +
                   "F4,C1,invoice,2026-02-30,2026-02-04,EUR,100.00,,\n" +
                   "F5,C1,invoice,2026-01-05,2026-02-04,EURO,100.00,,\n" +
                   "F6,C1,invoice,2026-01-05,2026-02-04,EUR,100.001,,\n" +
                   "F7,C1,invoice,2026-01-05,2026-02-04,EUR,-100.00,,\n" +
                   "F8,C1,invoice,2026-01-05,2026-02-04,EUR,0,,\n" + "\n" +
                   "F9,C1,invoice,2026-01-05\n" +
                   "F10,C1,invoice,2026-01-05,2026-02-04,EUR,1.00,RF19539007547034,\n" +
                   ",C1,invoice,2026-01-05,2026-02-04,EUR,100.00,,\n" +
                   "F11,C1,invoice,2026-01-05,2026-02-04,EUR,99999999999999999999.00,,\n" +
                   "F12,\"C1,invoice,2026-01-05,2026-02-04,EUR,100.00,,\n");
  CHECK(result.code == 1);
  CHECK(result.result()["items"]["added"] == 1);
  std::vector<std::pair<int, std::string>> refused;
  const json rows = result.result()["refused"];
  for (const json& row : rows) refused.push_back({row["line"], row["code"]});
  const std::vector<std::pair<int, std::string>> expected = {
      {3, "CUSTOMER"},   {4, "KIND"},    {5, "DATE"},    {6, "CURRENCY"},
      {7, "AMOUNT"},     {8, "AMOUNT"},  {9, "AMOUNT"},  {11, "ROW"},
      {12, "REFERENCE"}, {13, "NUMBER"}, {14, "AMOUNT"}, {15, "ROW"}};
  CHECK(refused == expected);
  CHECK(result.err.find(":3: CUSTOMER: C9: no such customer") != std::string::npos);
}

TEST_CASE("separators and encodings of spreadsheets are understood") {
  const Office office;
  const std::string latin_1 = "customer_id;name\r\nC1;Caf\xE9 de la Gare\r\n";
  const std::string marked =
      "\xEF\xBB\xBF"
      "customer_id\tname\nC2\tCafé\n";
  CHECK(office.import("customers", latin_1).result()["customers"]["added"] == 1);
  CHECK(office.import("customers", marked).result()["customers"]["added"] == 1);
  const auto items = office.import("items",
                                   "number;customer_id;kind;issue_date;due_date;currency;amount\r\n"
                                   "F1;C1;invoice;2026-01-05;2026-02-04;EUR;1200,50\r\n");
  CHECK(items.result()["items"]["added"] == 1);
  const auto aged = office.run({"aged", "--as-of", "2026-02-04", "--csv"});
  CHECK(aged.out.find("C1,Café de la Gare,EUR,1200.50") != std::string::npos);
}

TEST_CASE("what French spreadsheets write beyond Latin-1 is kept") {
  const Office office;
  office.import("customers",
                "customer_id;name\r\nC1;L\x92OR\xC9"
                "AL, C\x9CUR \x80\r\n");
  office.import("items", items_head + "F1,C1,invoice,2026-01-05,2026-02-04,EUR,1.00,,\n");
  const auto aged = office.run({"aged", "--as-of", "2026-02-04", "--csv"});
  CHECK(aged.out.find("L’ORÉAL, CœUR €") != std::string::npos);
}

TEST_CASE("an amount with more decimals than its currency has is refused, though they be zeros") {
  const Office office;
  office.import("customers", customers_head + "C1,Un,,,\n");
  const auto result =
      office.import("items", items_head + "F1,C1,invoice,2026-01-05,2026-02-04,EUR,\"1,000\",,\n" +
                                 "F2,C1,invoice,2026-01-05,2026-02-04,EUR,1.000,,\n" +
                                 "F3,C1,invoice,2026-01-05,2026-02-04,TND,1.000,,\n" +
                                 "F4,C1,invoice,2026-01-05,2026-02-04,EUR,\"1,0\",,\n"
                                 "F5,C1,invoice,2026-01-05,2026-02-04,JPY,1000.00,,\n");
  CHECK(result.result()["items"]["added"] == 3);
  CHECK(result.result()["items"]["refused"] == 2);
}

TEST_CASE("a column that is there twice is refused, as nobody knows which one counts") {
  const Office office;
  const auto result =
      office.import("items", "number,customer_id,kind,issue_date,currency,amount,amount\n");
  CHECK(result.code == 2);
  CHECK(result.err.find("amount is there twice") != std::string::npos);
}

TEST_CASE("an item already paid in part, by instalments, opens with what is left") {
  const Office office;
  office.import("customers", customers_head + "C1,Un,,,\n");
  const auto items = office.import(
      "items",
      "number,customer_id,kind,issue_date,due_date,currency,amount,instalment,open_amount,"
      "vat,vat_on_receipts\n"
      "F1,C1,invoice,2026-01-05,2026-02-04,EUR,400.00,1,100.00,20=240.00;5.5=160.00,yes\n"
      "F1,C1,invoice,2026-01-05,2026-03-04,EUR,400.00,2,,,\n"
      "F2,C1,invoice,2026-01-05,2026-03-04,EUR,400.00,,500.00,,\n"
      "F3,C1,invoice,2026-01-05,2026-03-04,EUR,400.00,,,20=100.00,\n");
  CHECK(items.result()["items"]["added"] == 2);
  CHECK(items.result()["items"]["refused"] == 2);
  CHECK(office.balance()[0]["debits"] == "500.00");
}

TEST_CASE("a table without its columns is refused as a whole") {
  const Office office;
  const auto result = office.import("items", "number,amount\nF1,1\n");
  CHECK(result.code == 2);
  CHECK(result.err.find("customer_id is missing") != std::string::npos);
  CHECK(office.import("items", "").code == 2);
  CHECK(office.import("items", "[{\"number\": ").code == 2);
}

TEST_CASE("rows of JSON are imported as those of CSV are") {
  const Office office;
  office.import("customers", R"([{"customer_id": "C1", "name": "Un", "email": "a@b.example"}, 7])");
  const auto items = office.import(
      "items", R"([{"number": "F1", "customer_id": "C1", "kind": "invoice", "currency": "EUR",
                    "issue_date": "2026-01-05", "due_date": null, "amount": "12.30"}])");
  CHECK(items.result()["items"]["added"] == 1);
  CHECK(office.balance()[0]["debits"] == "12.30");
}
