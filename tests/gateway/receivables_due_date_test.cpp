#include <catch2/catch.hpp>
#include <fstream>

#include "gateway/receivables/due_date.h"
#include "tests/gateway/receivables_fixture.h"

using namespace facteur::gateway::receivables;
using facteur::gateway::test::date;

namespace {

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields(1);
  for (char c : line)
    if (c == '|')
      fields.emplace_back();
    else
      fields.back() += c;
  return fields;
}

DueDateInputs inputs_of(const std::vector<std::string>& fields) {
  DueDateInputs inputs;
  inputs.issue_date = date(fields[0]);
  if (!fields[1].empty()) inputs.due_date = date(fields[1]);
  inputs.payment_terms = fields[2];
  if (!fields[3].empty()) inputs.delivery_date = date(fields[3]);
  inputs.credit_note = !fields[4].empty();
  return inputs;
}

}  // namespace

TEST_CASE("due dates are found from BT-9, clear terms, or the law, and say which") {
  std::ifstream file(FACTEUR_SOURCE_DIR "/tests/gateway/data/due_dates.csv");
  std::string line;
  int vectors = 0;
  while (std::getline(file, line)) {
    if (line.empty() || line.front() == '#') {
      continue;
    }
    INFO(line);
    const auto fields = fields_of(line);
    REQUIRE(fields.size() == 7);
    const DueDate due = due_date(inputs_of(fields));
    CHECK(due.date.to_string() == fields[5]);
    CHECK(to_string(due.basis) == fields[6]);
    CHECK_FALSE(due.explanation.fr.empty());
    CHECK_FALSE(due.explanation.en.empty());
    ++vectors;
  }
  CHECK(vectors > 40);
}

TEST_CASE("the reading of \"45 jours fin de mois\" is the caller's choice") {
  DueDateInputs inputs;
  inputs.issue_date = date("2026-01-20");
  inputs.payment_terms = "45 jours fin de mois";
  CHECK(due_date(inputs).date == date("2026-03-31"));
  inputs.end_of_month = EndOfMonth::month_first;
  CHECK(due_date(inputs).date == date("2026-03-17"));
}

TEST_CASE("terms agreed with the customer stand between the document and the law") {
  DueDateInputs inputs;
  inputs.issue_date = date("2026-01-20");
  inputs.customer_terms.emplace().days = 60;
  CHECK(due_date(inputs).date == date("2026-03-21"));
  CHECK(due_date(inputs).basis == DueBasis::customer);
  inputs.payment_terms = "10 jours";
  CHECK(due_date(inputs).basis == DueBasis::terms);
}

TEST_CASE("hostile terms are refused, whatever they hold") {
  CHECK_FALSE(parse_terms(""));
  CHECK_FALSE(parse_terms(std::string(100'000, '9')));
  CHECK_FALSE(parse_terms(std::string(999, '\xC3')));
  CHECK_FALSE(parse_terms(std::string_view("30\0 jours", 9)));
  CHECK_FALSE(parse_terms("-30 %"));
}

TEST_CASE("a due date at the end of the calendar does not leave it") {
  DueDateInputs inputs;
  inputs.issue_date = date("9999-12-20");
  CHECK(due_date(inputs).date == date("9999-12-20"));
}
