// What all readers of statements have in common: the same day is the same in every format,
// published samples are judged as they should be, and no bytes do harm.
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <random>

#include "formats/bank/account.h"
#include "formats/bank/read.h"
#include "tests/formats/bank_values.h"
#include "tests/formats/shared_documents.h"
#include "tests/shared_folder.h"

using namespace facteur::formats::bank;
using facteur::test::bytes_of;
using facteur::test::codes_of;
using facteur::test::texts_of;

namespace {

using Codes = std::vector<std::string>;
namespace fs = std::filesystem;

const fs::path days = fs::path(FACTEUR_SOURCE_DIR) / "tests/data/bank";

// Sound files of every format.
std::vector<std::string> sound_files() {
  std::vector<std::string> files;
  for (const auto& file : fs::directory_iterator(days)) files.push_back(bytes_of(file.path()));
  std::sort(files.begin(), files.end());
  return files;
}

class Spoiler {
 public:
  explicit Spoiler(std::uint32_t seed) : random_(seed) {}

  std::string spoil(std::string text) {
    for (std::size_t changes = 1 + below(4); changes > 0; --changes) change(text);
    return text;
  }

 private:
  std::size_t below(std::size_t end) { return end == 0 ? 0 : random_() % end; }

  void change(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    switch (below(5)) {
      case 0:
        text.insert(at, 1, static_cast<char>(below(256)));
        return;
      case 1:
        text.erase(at, 1 + below(60));
        return;
      case 2:
        text.insert(at, text.substr(below(text.size() + 1), below(300)));
        return;
      case 3:
        text.resize(at);
        return;
      default:
        if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
    }
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE("the same bank day is the same in every format") {
  const auto expected = read_statements(bytes_of(days / "day.cfonb"));
  REQUIRE(codes_of(expected.faults) == Codes{});
  REQUIRE(texts_of(expected).size() == 5);
  const auto& account = expected.statements[0];
  const std::string identity = account_identity(account.account, account.currency);
  for (const char* name : {"day.camt053-02.xml", "day.camt053-08.xml", "day.mt940-fields.sta",
                           "day.mt940-words.sta", "day.mt940-plain.sta"}) {
    INFO(name);
    const auto reading = read_statements(bytes_of(days / name));
    CHECK(codes_of(reading.faults) == Codes{});
    REQUIRE(reading.statements.size() == 1);
    const Statement& statement = reading.statements[0];
    CHECK(account_identity(statement.account, statement.currency) == identity);
    CHECK(statement.opening->amount == account.opening->amount);
    CHECK(statement.closing->amount == account.closing->amount);
    CHECK(texts_of(reading) == texts_of(expected));
  }
}

TEST_CASE("an account is the same account however it is written") {
  const std::string identity = "300040012300012345678";
  for (const char* written : {"FR7630004001230001234567843", "FR76 3000 4001 2300 0123 4567 843",
                              "30004001230001234567843", "300040012300012345678",
                              "30004/00123/00012345678", "FR7630004001230001234567843EUR"})
    CHECK(account_identity(written, "EUR") == identity);
  CHECK(account_identity("NL71RABO0123456789", "EUR") == "NL71RABO0123456789");
  CHECK(account_identity("12345678/1020304050", "EUR") == "123456781020304050");
}

TEST_CASE("published sample statements are booked or refused for the right reason") {
  const auto shared = facteur::test::shared_folder();
  if (!shared) {
    WARN("skipped: no shared documents");
    return;
  }
  // The code of the first fault; empty for a file that is sound.
  const std::map<std::string, std::string> expected = {
      {"cfonb120/example.txt", ""},
      {"cfonb120/simple-test.txt", ""},
      {"cfonb120/end_of_statement_without_beginning.txt", "ORDER"},
      {"cfonb120/invalid_date.txt", "LENGTH"},
      {"cfonb120/new_statement_without_previous_ended.txt", "ORDER"},
      {"cfonb120/operation.txt", "ORDER"},
      {"cfonb120/operation_already_defined.txt", "ORDER"},
      {"cfonb120/operation_detail_without_operation.txt", "ORDER"},
      {"cfonb120/operation_out_of_statement.txt", "ORDER"},
      {"cfonb120/operation_unstarted.txt", "ORDER"},
      {"camt/camt053.v2.multi.statement.xml", ""},
      {"camt/camt054.v2.xml", ""},
      {"camt/camt054.v8.xml", ""},
      {"camt/camt054.v8-with-UETR.xml", ""},
      {"camt/camt053.v2.all-balance-types.xml", "BALANCE"},
      {"camt/camt053.v2.minimal.ultimate.xml", "CURRENCY"},
      {"camt/camt053.v2.with-party-ids.xml", "CURRENCY"},
      {"camt/camt053.v3.xml", "CURRENCY"},
      {"camt/camt053.v8.xml", "CURRENCY"},
      {"mt940/cmxl_mt940.sta", ""},
      {"mt940/jejik_generic.sta", ""},
      {"mt940/jejik_rabobank-iban.sta", ""},
      {"mt940/jejik_sns.sta", ""},
      {"mt940/mBank_mt940.sta", ""},
      {"mt940/self-provided_february_30.sta", ""},
      {"mt940/self-provided_raphaelm.sta", ""},
      {"mt940/self-provided_transaction_details_wrapped.sta", ""},
      {"mt940/self-provided_wrapped_timestamp.sta", ""},
      {"mt940/jejik_knab.sta", "BALANCE"},
      {"mt940/mBank_with_newline_in_tnr.sta", "BALANCE"},
      {"mt940/self-provided_details_60-63.sta", "BALANCE"},
      {"mt940/self-provided_malformed_details.sta", "BALANCE"},
      {"mt940/self-provided_overly_long_details.sta", "BALANCE"},
      {"mt940/cmxl_account_balance_credit.sta", "ORDER"},
      {"mt940/cmxl_account_identification_iban.sta", "TRUNCATED"},
      {"mt940/cmxl_available_balance.sta", "ORDER"},
      {"mt940/cmxl_statement_details.sta", "ORDER"},
      {"mt940/cmxl_statement_number.sta", "TRUNCATED"},
      {"mt940/self-provided_invalid_statement.sta", "FORMAT"},
  };
  std::size_t seen = 0;
  for (const char* folder : {"cfonb120", "camt", "mt940"}) {
    for (const auto& file : fs::directory_iterator(*shared / "conformance/bank" / folder)) {
      const std::string name = std::string(folder) + "/" + file.path().filename().string();
      INFO(name);
      const auto reading = read_statements(bytes_of(file.path()));
      const auto known = expected.find(name);
      REQUIRE(known != expected.end());
      CHECK((reading.faults.empty() ? "" : reading.faults[0].code) == known->second);
      ++seen;
    }
  }
  CHECK(seen == expected.size());
}

TEST_CASE("files that are empty, too large or something else are refused") {
  const auto code = [](const std::string& bytes) {
    const auto reading = read_statements(bytes);
    return reading.faults.empty() ? "" : reading.faults[0].code;
  };
  CHECK(code("") == "EMPTY");
  CHECK(code("\r\n \r\n") == "EMPTY");
  CHECK(code("%PDF-1.7") == "FORMAT");
  CHECK(code(std::string(1000, '\0') + "x") == "FORMAT");
  ReadOptions options;
  options.limits.bytes = 10;
  CHECK(read_statements("01234567890", options).faults[0].code == "TOO-LARGE");
}

TEST_CASE("whatever is done to a statement file, it is read or refused") {
  const auto files = sound_files();
  std::size_t refused = 0;
  for (std::uint32_t seed = 0; seed < 3000; ++seed) {
    Spoiler spoiler(seed);
    const auto reading = read_statements(spoiler.spoil(files[seed % files.size()]));
    for (const Fault& fault : reading.faults) CHECK_FALSE(fault.message.fr.empty());
    for (const Statement& statement : reading.statements)
      for (const Movement& movement : statement.movements)
        if (reading.faults.empty() && movement.amount.is_negative()) FAIL(seed);
    refused += reading.faults.empty() ? 0 : 1;
  }
  CHECK(refused > 1000);
}

TEST_CASE("a file with more movements than the limit is refused before they are kept") {
  const std::string mt940 =
      ":20:S\n:25:A\n:60F:C260301EUR0,00\n:61:260302C1,00N\n:61:260302C1,00N\n"
      ":62F:C260302EUR2,00\n";
  ReadOptions options;
  options.movements = 2;
  CHECK(read_statements(mt940, options).faults.empty());
  options.movements = 1;
  const Reading reading = read_statements(mt940, options);
  REQUIRE(reading.faults.size() == 1);
  CHECK(reading.faults[0].code == "TOO-LARGE");
  CHECK(reading.statements.empty());
}
