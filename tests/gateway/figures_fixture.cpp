#include "tests/gateway/figures_fixture.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <sstream>

#include "gateway/receivables/money.h"

namespace facteur::gateway::test {

using receivables::figures::Portfolio;
using receivables::figures::Question;

std::vector<std::vector<std::string>> data_rows(const std::string& file) {
  std::ifstream stream(FACTEUR_SOURCE_DIR "/tests/gateway/data/" + file);
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(stream, line);) {
    rows.emplace_back();
    std::istringstream fields(line);
    for (std::string field; std::getline(fields, field, ',');) rows.back().push_back(field);
  }
  REQUIRE(rows.size() > 1);
  rows.erase(rows.begin());
  return rows;
}

FiguresLedger::FiguresLedger() {
  std::map<std::string, std::int64_t> items;
  for (const auto& row : data_rows("figures_items.csv")) {
    auto receivable = new_receivable(row.at(0), row.at(6));
    receivable.customer_key = receivable.customer_name = row.at(1);
    receivable.issue_date = row.at(3);
    receivable.due_date = row.at(4);
    items[row.at(0)] = Ledger::open(receivable).item;
  }
  for (const auto& row : data_rows("figures_payments.csv"))
    post(items.at(row.at(0)), row.at(1), -*receivables::units_of(row.at(2), 2));
}

Question figures_question(const std::string& as_of, int window_days) {
  Question question;
  question.tenant = seller;
  question.as_of.on = date(as_of);
  question.window_days = window_days;
  return question;
}

Portfolio portfolio(Ledger& ledger, const Question& question) {
  auto all =
      ledger.read([&](store::Connection& c) { return receivables::figures::load(c, question); });
  REQUIRE(all.size() == 1);
  return std::move(all.front());
}

}  // namespace facteur::gateway::test
