// CFONB 120: records, overpunched amounts, complements, and what is refused.
#include <catch2/catch.hpp>

#include "formats/bank/cfonb120.h"
#include "formats/bank/cfonb120_record.h"
#include "formats/bank/read.h"
#include "tests/formats/bank_values.h"

using namespace facteur::formats;
using namespace facteur::formats::bank;
using facteur::test::codes_of;

namespace {

using Codes = std::vector<std::string>;

std::string filled(std::string text, std::size_t size) {
  text.resize(size, ' ');
  return text;
}

const std::string account = "00012345678";

std::string balance(const std::string& type, const std::string& day, const std::string& amount) {
  return filled(filled(type + "30004    00123EUR2 " + account + "  " + day, 90) + amount, 120) +
         "\n";
}

std::string movement(const std::string& amount, const std::string& code = "05",
                     const std::string& label = "VIR SEPA RECU",
                     const std::string& reference = "") {
  const std::string head = "0430004    00123EUR2 " + account + code + "020326  030326" + label;
  return filled(filled(head, 90) + amount + reference, 120) + "\n";
}

std::string complement(const std::string& qualifier, const std::string& text) {
  return filled("0530004    00123EUR2 " + account + "05020326     " + qualifier + text, 120) + "\n";
}

std::string day(const std::string& movements, const std::string& closing) {
  return balance("01", "010326", "0000000010000{") + movements + balance("07", "020326", closing);
}

facteur::formats::bank::Reading read(const std::string& text) {
  return read_cfonb120(text);
}

Movement only(const std::string& text) {
  const auto reading = read(text);
  CHECK(codes_of(reading.faults) == Codes{});
  REQUIRE(reading.statements.size() == 1);
  REQUIRE(reading.statements[0].movements.size() == 1);
  return reading.statements[0].movements[0];
}

}  // namespace

TEST_CASE("the last digit of a CFONB amount carries its sign, in every spelling of it") {
  const auto amount = [](const std::string& last) {
    return cfonb::parse_amount("0000000001904" + last, 2);
  };
  CHECK(amount("{") == Decimal(19040, 2));
  CHECK(amount("}") == Decimal(-19040, 2));
  CHECK(amount("\u00E9") == Decimal(19040, 2));
  CHECK(amount("\u00E8") == Decimal(-19040, 2));
  for (int digit = 1; digit <= 9; ++digit) {
    const std::string plus(1, static_cast<char>('A' + digit - 1));
    const std::string minus(1, static_cast<char>('J' + digit - 1));
    const std::string small_plus(1, static_cast<char>('a' + digit - 1));
    const std::string small_minus(1, static_cast<char>('j' + digit - 1));
    CHECK(amount(plus) == Decimal(19040 + digit, 2));
    CHECK(amount(minus) == Decimal(-19040 - digit, 2));
    CHECK(amount(small_plus) == amount(plus));
    CHECK(amount(small_minus) == amount(minus));
  }
  for (const std::string wrong : {"0", "9", "S", "Z", "?", " ", "", "\u00E0", "{{"})
    CHECK_FALSE(amount(wrong));
  CHECK_FALSE(cfonb::parse_amount("00000 0001904{", 2));
}

TEST_CASE("a CFONB movement is read with its complements") {
  const Movement one = only(
      day(movement("0000000005000{", "05", "VIR SEPA DUPONT", "REF1234567890123") +
              complement("NPY", "DUPONT   ET FILS SARL") + complement("NPO", "HOLDING DUPONT") +
              complement("LCC", "FACTURE FA2026-001") + complement("LCS", "RF18 5390 0754 7034") +
              complement("RCN", filled("E2E-1", 35) + "PURPOSE") + complement("RUM", "MANDAT 7") +
              complement("IPY", filled("552100554", 35) + "SIREN"),
          "0000000015000{"));
  CHECK(one.booked_on == *Date::of(2026, 3, 2));
  CHECK(one.value_on == *Date::of(2026, 3, 3));
  CHECK(one.direction == Direction::credit);
  CHECK(one.amount == Decimal(50000, 2));
  CHECK(one.nature == Nature::transfer);
  CHECK(one.payer == "DUPONT ET FILS SARL");
  CHECK(one.ultimate_payer == "HOLDING DUPONT");
  CHECK(one.payer_id == "552100554");
  CHECK(one.remittance == "FACTURE FA2026-001");
  CHECK(one.label == "VIR SEPA DUPONT");
  CHECK(one.creditor_reference == "RF18539007547034");
  CHECK(one.end_to_end_id == "E2E-1");
  CHECK(one.mandate == "MANDAT 7");
  CHECK(one.bank_reference == "REF1234567890123");
  CHECK(one.line == 2);
}

TEST_CASE("a remittance goes on from LCC to LC2 where the first is full, in the middle of a word") {
  const std::string first = filled("REGLEMENT FACTURES FA2026-001", 62) + "FA2026-0";
  REQUIRE(first.size() == 70);
  const auto with = [&](const std::string& lcc, const std::string& lc2) {
    return only(day(movement("0000000005000{") + complement("NPY", "X") + complement("LCC", lcc) +
                        complement("LC2", lc2),
                    "0000000015000{"))
        .remittance;
  };
  CHECK(with(first, "02") == "REGLEMENT FACTURES FA2026-001 FA2026-002");
  CHECK(with("FACTURE", "FA2026-002") == "FACTURE FA2026-002");
}

TEST_CASE("the label stands in for the remittance only where it tells something") {
  const auto remittance = [](const std::string& label, const std::string& payer) {
    return only(day(movement("0000000005000{", "05", label) + complement("NPY", payer),
                    "0000000015000{"))
        .remittance;
  };
  CHECK(remittance("VIR SEPA GARAGE 2000", "GARAGE 2000 SARL").empty());
  CHECK(remittance("VIR FA2026-001", "DUPONT") == "VIR FA2026-001");
  CHECK(remittance("VIR DUPONT", "") == "VIR DUPONT");
}

TEST_CASE("a narrative of a French bank is taken apart") {
  const auto told = [](const std::string& text) {
    return only(day(movement("0000000005000{") + complement("LIB", text), "0000000015000{"));
  };
  const Movement slashes = told("VIR SEPA RECU /DE DUPONT /MOTIF FACT 12 /REF E2E9");
  CHECK(slashes.payer == "DUPONT");
  CHECK(slashes.remittance == "FACT 12");
  CHECK(slashes.end_to_end_id == "E2E9");
  const Movement colons = told("VIR RECU 9034S DE: DUPONT MOTIF: FACT 12 REF: NOTPROVIDED");
  CHECK(colons.payer == "DUPONT");
  CHECK(colons.remittance == "FACT 12");
  CHECK(colons.end_to_end_id.empty());
  CHECK(told("FACTURE DE: MARS").remittance == "FACTURE DE: MARS");
}

TEST_CASE("unknown qualifiers are told, repeated ones continued") {
  const auto reading = read(day(movement("0000000005000{") + complement("XYZ", "something") +
                                    complement("LIB", "FIRST") + complement("LIB", "SECOND"),
                                "0000000015000{"));
  CHECK(codes_of(reading.faults) == Codes{});
  CHECK(codes_of(reading.remarks) == Codes{"QUALIFIER 3"});
  CHECK(reading.statements[0].movements[0].remittance == "FIRST SECOND");
}

TEST_CASE("older complements repeat the amount and have their text further left") {
  std::string old =
      filled("0530004    00123EUR2 " + account + "05020326" + "REGLEMENT FA2026-001", 90);
  old = filled(old + "0000000005000{", 120) + "\n";
  CHECK(only(day(movement("0000000005000{") + old, "0000000015000{")).remittance ==
        "REGLEMENT FA2026-001");
}

TEST_CASE("returned debits are told from payments, with their reason") {
  std::string back = movement("0000000005000}", "B3");
  back.replace(40, 2, "04");
  const Movement one = only(day(back + complement("NPY", "CLIENT"), "0000000005000{"));
  CHECK(one.nature == Nature::returned_direct_debit);
  CHECK(one.direction == Direction::debit);
  CHECK(one.return_reason == "04");
  CHECK(one.payer == "CLIENT");
}

TEST_CASE("files without line ends, with blank lines or of another encoding are read") {
  const std::string good =
      day(movement("0000000005000{") + complement("NPY", "SOCIETE"), "0000000015000{");
  std::string flat, spaced, latin = good;
  for (const char c : good) {
    if (c != '\n') flat += c;
    spaced += c == '\n' ? std::string("\r\n\r\n") : std::string(1, c);
  }
  for (char& c : latin) c = c == '{' ? '\xE9' : c;  // é in ISO 8859-1
  latin.replace(latin.find("SOCIETE"), 7, "SOCI\xC9T\xC9");
  CHECK(codes_of(read_statements(flat).faults) == Codes{});
  CHECK(codes_of(read_statements(spaced + "\x1A").faults) == Codes{});
  const auto reading = read_statements(latin);
  CHECK(codes_of(reading.faults) == Codes{});
  CHECK(reading.statements[0].movements[0].payer == "SOCIÉTÉ");
}

TEST_CASE("years from 61 on are of the last century") {
  CHECK(cfonb::parse_date("010161") == Date::of(1961, 1, 1));
  CHECK(cfonb::parse_date("311260") == Date::of(2060, 12, 31));
  CHECK_FALSE(cfonb::parse_date("300226"));
  CHECK_FALSE(cfonb::parse_date("3A0126"));
}

TEST_CASE("faults of a CFONB file are named by line") {
  const std::string open = balance("01", "010326", "0000000010000{");
  const std::string close = balance("07", "020326", "0000000015000{");
  const std::string in = movement("0000000005000{");
  std::string other_account = in, other_currency = in, bad_date = in, unknown = in;
  other_account.replace(21, 11, "99999999999");
  other_currency.replace(16, 3, "USD");
  bad_date.replace(34, 6, "310226");
  unknown.replace(0, 2, "99");
  const auto faults = [](const std::string& text) { return codes_of(read(text).faults); };
  CHECK(faults(open + in + close) == Codes{});
  CHECK(faults(open + close) == Codes{"BALANCE 1"});
  CHECK(faults(open + in.substr(0, 119) + "\n" + close) == Codes{"LENGTH 2"});
  CHECK(faults(open + "0" + in + close).front() == "LENGTH 2");
  CHECK(faults(in + close) == Codes{"ORDER 1", "ORDER 2"});
  CHECK(faults(open + complement("LIB", "X") + in + close) == Codes{"ORDER 2"});
  CHECK(faults(open + open + in + close) == Codes{"ORDER 2"});
  CHECK(faults(open + in) == Codes{"TRUNCATED 2"});
  CHECK(faults(open + other_account + close) == Codes{"ACCOUNT 2"});
  CHECK(faults(open + other_currency + close) == Codes{"CURRENCY 2"});
  CHECK(faults(open + bad_date + close) == Codes{"DATE 2"});
  std::string long_ago = in, mills = in;
  long_ago.replace(34, 6, "010320");
  mills.replace(19, 1, "3");
  CHECK(faults(open + long_ago + close) == Codes{"PERIOD 2"});
  CHECK(faults(open + mills + close) == Codes{"DECIMALS 2"});
  CHECK(faults(open + movement("0000000005000?") + close) == Codes{"AMOUNT 2", "BALANCE 1"});
  CHECK(faults(open + unknown + close) == Codes{"RECORD 2", "BALANCE 1"});
}

TEST_CASE("a statement begins where the last one of its account ended") {
  const std::string first = day(movement("0000000005000{"), "0000000015000{");
  const auto second = [](const std::string& on, const std::string& amount) {
    return balance("01", on, amount) + balance("07", "030426", amount);
  };
  CHECK(codes_of(read(first + second("020326", "0000000015000{")).faults) == Codes{});
  CHECK(codes_of(read(first + second("020326", "0000000016000{")).faults) == Codes{"CHAIN 4"});
  const auto later = read(first + second("010426", "0000000016000{"));
  CHECK(codes_of(later.faults) == Codes{});
  CHECK(codes_of(later.remarks) == Codes{"GAP 4"});
}

TEST_CASE("no more faults are kept than somebody can read") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "04\n";
  const auto faults = read(text).faults;
  REQUIRE(faults.size() == 101);
  CHECK(faults.back().code == "TOO-MANY");
}
