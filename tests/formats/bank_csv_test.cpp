// CSV statements: mappings, dates and amounts as banks write them, running balances.
#include <catch2/catch.hpp>

#include "formats/bank/csv.h"
#include "formats/bank/csv_values.h"
#include "formats/bank/read.h"
#include "tests/formats/bank_values.h"

using namespace facteur::formats;
using namespace facteur::formats::bank;
using facteur::test::codes_of;

namespace {

using Codes = std::vector<std::string>;

CsvMapping french() {
  CsvMapping mapping;
  mapping.currency = "EUR";
  mapping.account = "FR7630004001230001234567843";
  mapping.columns = {{CsvColumn::booked_on, {"Date"}}, {CsvColumn::debit, {"Débit"}},
                     {CsvColumn::credit, {"Crédit"}},  {CsvColumn::remittance, {"Libellé"}},
                     {CsvColumn::balance, {"Solde"}},  {CsvColumn::payer, {"Contrepartie"}}};
  return mapping;
}

}  // namespace

TEST_CASE("amounts of CSV files are read exactly or not at all") {
  CHECK(parse_csv_amount("1 234,50", ',') == Decimal(123450, 2));
  CHECK(parse_csv_amount("1\u202F234,50 \u20AC", ',') == Decimal(123450, 2));
  CHECK(parse_csv_amount("1.234.567,8", ',') == Decimal(12345678, 1));
  CHECK(parse_csv_amount("1,234.50", '.') == Decimal(123450, 2));
  CHECK(parse_csv_amount("12,00-", ',') == Decimal(-12));
  CHECK(parse_csv_amount("-12", ',') == Decimal(-12));
  CHECK(parse_csv_amount("+12,5 EUR", ',') == Decimal(125, 1));
  // Two digits are no thousands.
  CHECK(parse_csv_amount("12.50", ',') == Decimal(1250, 2));
  CHECK(parse_csv_amount("12.500", ',') == Decimal(12500));
  for (const char* wrong : {"", "12.5000", "1.23,4", "12,5,0", "abc", "1e3", "--1"})
    CHECK_FALSE(parse_csv_amount(wrong, ','));
}

TEST_CASE("dates of CSV files follow their format") {
  CHECK(parse_csv_date("02/03/2026", "DD/MM/YYYY") == Date::of(2026, 3, 2));
  CHECK(parse_csv_date("020326", "DDMMYY") == Date::of(2026, 3, 2));
  CHECK(parse_csv_date("2026-03-02T10:00:00", "YYYY-MM-DD") == Date::of(2026, 3, 2));
  CHECK_FALSE(parse_csv_date("31/02/2026", "DD/MM/YYYY"));
  CHECK_FALSE(parse_csv_date("2/3/2026", "DD/MM/YYYY"));
}

TEST_CASE("a CSV statement has debits, credits, quoted fields and running balances") {
  const std::string text =
      "Date;Libellé;Débit;Crédit;Solde;Contrepartie\r\n"
      "02/03/2026;\"VIR; \"\"FA 12\"\"\";;50,00;150,00;DUPONT\r\n"
      "03/03/2026;FRAIS;-8,00;;142,00;\r\n";
  const auto reading = read_csv(text, french());
  CHECK(codes_of(reading.faults) == Codes{});
  REQUIRE(reading.statements.size() == 1);
  const Statement& statement = reading.statements[0];
  CHECK(statement.opening->amount == Decimal(100));
  CHECK(statement.closing->amount == Decimal(142));
  REQUIRE(statement.movements.size() == 2);
  CHECK(statement.movements[0].remittance == "VIR; \"FA 12\"");
  CHECK(statement.movements[0].payer == "DUPONT");
  CHECK(statement.movements[1].direction == Direction::debit);
  CHECK(statement.movements[1].amount == Decimal(8));
}

TEST_CASE("running balances tell whether the newest movement comes first") {
  const std::string head = "Date;Libellé;Débit;Crédit;Solde;Contrepartie\n";
  const auto reading = read_csv(
      head + "03/03/2026;FRAIS;8,00;;142,00;\n02/03/2026;VIR;;50,00;150,00;DUPONT\n", french());
  CHECK(codes_of(reading.faults) == Codes{});
  CHECK(reading.statements[0].opening->amount == Decimal(100));
  CHECK(reading.statements[0].closing->amount == Decimal(142));
  const auto wrong =
      read_csv(head + "02/03/2026;VIR;;50,00;150,00;X\n03/03/2026;FRAIS;8,00;;143,00;\n", french());
  CHECK(codes_of(wrong.faults) == Codes{"BALANCE 2"});
}

TEST_CASE("columns may be known by their number, the direction by a word") {
  CsvMapping mapping;
  mapping.heading = false;
  mapping.currency = "EUR";
  mapping.decimal_sign = '.';
  mapping.date_formats = {"YYYYMMDD"};
  mapping.columns = {{CsvColumn::booked_on, {"1"}},
                     {CsvColumn::amount, {"3"}},
                     {CsvColumn::direction, {"2"}},
                     {CsvColumn::account, {"4"}}};
  const auto reading =
      read_csv("20260302,C,50.00,A1\n20260303,D,8.00,A1\n20260303,C,1.00,A2\n", mapping);
  CHECK(codes_of(reading.faults) == Codes{});
  REQUIRE(reading.statements.size() == 2);
  CHECK(reading.statements[0].account == "A1");
  CHECK(reading.statements[0].movements[1].direction == Direction::debit);
}

TEST_CASE("faults of a CSV file are named by line") {
  const std::string head = "Date;Libellé;Débit;Crédit;Solde;Contrepartie\n";
  const auto faults = [&](const std::string& row) {
    return codes_of(read_csv(head + row, french()).faults);
  };
  CHECK(faults("32/03/2026;X;;1,00;1,00;\n") == Codes{"DATE 2"});
  CHECK(faults("02/03/2026;X;;1,0O;1,00;\n") == Codes{"AMOUNT 2"});
  CHECK(faults("02/03/2026;X;1,00;1,00;1,00;\n") == Codes{"AMOUNT 2"});
  CHECK(faults("02/03/2026;X;;;1,00;\n") == Codes{"AMOUNT 2"});
  CHECK(faults("02/03/2026;X;;1,00\n") == Codes{"FIELDS 2"});
  CHECK(faults("02/03/2026;\"X;;1,00;1,00;\n").front().starts_with("QUOTE"));
  CHECK(codes_of(read_csv("Jour;Montant\n", french()).faults) == Codes{"COLUMN 1"});
}

TEST_CASE("the heading of a CSV file is found behind what stands before it") {
  const std::string text =
      "Compte courant;00010203040\nSolde au 07/04/2026;1 180,00\n\n"
      "Date;Libellé;Débit;Crédit\n07/04/2026;FA1;;102,00\n08/04/2026;FA2;;1x,00\n";
  CHECK(fits(text, french()));
  const auto reading = read_csv(text, french());
  CHECK(codes_of(reading.faults) == Codes{"AMOUNT 6"});
  REQUIRE(reading.statements.size() == 1);
  CHECK(reading.statements[0].movements[0].line == 5);
}

TEST_CASE("a CSV file is recognised by its heading alone") {
  ReadOptions options;
  options.csv = {french(), french()};
  const std::string head =
      "Date;Libell\xE9;D\xE9"
      "bit;Cr\xE9"
      "dit;Solde;Contrepartie\n";  // ISO 8859-1
  const auto reading = read_statements(head + "02/03/2026;X;;1,00;1,00;\n", options);
  CHECK(codes_of(reading.faults) == Codes{});
  CHECK(reading.format == facteur::formats::bank::Format::csv);
  CHECK(codes_of(read_statements("name;city\nA;B\n", options).faults) == Codes{"FORMAT 0"});
}
