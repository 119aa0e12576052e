// Late-payment interest, with numbers worked out by hand from L441-10 II.
#include "gateway/receivables/interest.h"

#include <catch2/catch.hpp>

#include "tests/gateway/receivables_fixture.h"

using namespace facteur::gateway::receivables;
using facteur::formats::Date;
using facteur::formats::Decimal;
using facteur::gateway::test::date;

namespace {

const LateRates rates = LateRates::standard();
const DebtorTerms business;

Debt debt(const std::string& due, std::int64_t units, std::vector<BalanceChange> changes = {}) {
  Debt result;
  result.due_on = date(due);
  result.units = units;
  result.changes = std::move(changes);
  return result;
}

BalanceChange paid(const std::string& on, std::int64_t units) {
  return {date(on), units, BalanceChange::Kind::payment};
}

BalanceChange credited(const std::string& on, std::int64_t units) {
  return {date(on), units, BalanceChange::Kind::credit};
}

// 12,000.00 due on 31 May 2025, paid in two parts.
Debt two_payments() {
  return debt("2025-05-31", 12'000'00,
              {paid("2025-07-10", 5'000'00), paid("2025-09-15", 7'000'00)});
}

LateCharge charged(const Debt& owed, const std::string& as_of,
                   const InterestSettings& settings = {}, const DebtorTerms& debtor = business) {
  return late_charge(owed, debtor, rates, settings, date(as_of));
}

std::string told(const ChargeLine& line) {
  return line.from.to_string() + ' ' + line.to.to_string() + ' ' + std::to_string(line.days) + ' ' +
         std::to_string(line.balance) + ' ' + line.rate.to_string() + ' ' +
         std::to_string(line.interest);
}

}  // namespace

TEST_CASE("interest runs from the day after the due date, cut at payments and at half-years") {
  const LateCharge charge = charged(two_payments(), "2025-12-31");
  REQUIRE(charge.lines.size() == 3);
  CHECK(told(charge.lines[0]) == "2025-06-01 2025-06-30 30 1200000 13.15 12970");
  CHECK(told(charge.lines[1]) == "2025-07-01 2025-07-10 10 1200000 12.15 3995");
  CHECK(told(charge.lines[2]) == "2025-07-11 2025-09-15 67 700000 12.15 15612");
  CHECK(charge.interest == 325'77);
  CHECK(charge.principal == 0);
  CHECK(charge.indemnity);
  CHECK(charge.without_rate.empty());
  CHECK(charge.interest + indemnity_cents == 365'77);
}

TEST_CASE("rounding only the sum is a setting, and differs by a cent") {
  InterestSettings settings;
  settings.rounding = Rounding::sum;
  CHECK(charged(two_payments(), "2025-12-31", settings).interest == 325'76);
}

TEST_CASE("the rate may be fixed at the start of the delay") {
  InterestSettings settings;
  settings.rate_mode = RateMode::fixed_at_start;
  const LateCharge charge = charged(two_payments(), "2025-12-31", settings);
  REQUIRE(charge.lines.size() == 2);
  CHECK(charge.lines[0].interest == 172'93);
  CHECK(charge.lines[1].interest == 168'97);
  CHECK(charge.interest == 341'90);
}

TEST_CASE("a public buyer owes eight points, at the rate of the day on which interest began") {
  DebtorTerms buyer;
  buyer.kind = DebtorKind::public_buyer;
  const LateCharge charge = charged(two_payments(), "2025-12-31", {}, buyer);
  REQUIRE(charge.lines.size() == 2);
  CHECK(charge.lines[1].rate == *Decimal::parse("11.15"));
}

TEST_CASE("a part payment may pay the interest first (Code civil 1343-1)") {
  InterestSettings settings;
  settings.part_payment = PartPayment::interest_first;
  const LateCharge charge = charged(two_payments(), "2025-09-15", settings);
  REQUIRE(charge.lines.size() == 3);
  CHECK(charge.lines[0].interest + charge.lines[1].interest == 169'64);
  CHECK(charge.lines[2].balance == 7'169'64);
  CHECK(charge.lines[2].interest == 159'90);
  CHECK(charge.interest == charge.interest_paid);
  CHECK(charge.principal == 169'64 + 159'90);  // what the interest took of the payments
}

TEST_CASE("a credit note lowers the base from the start, or from its day") {
  const Debt owed = debt("2025-05-31", 12'000'00,
                         {credited("2025-08-01", 2'000'00), paid("2025-09-15", 10'000'00)});
  CHECK(charged(owed, "2025-12-31").interest == 364'40);
  InterestSettings settings;
  settings.credit_effect = CreditEffect::on_its_day;
  // 129.70 + 127.82 + 149.79; their exact sum is 407.3178.
  CHECK(charged(owed, "2025-12-31", settings).interest == 407'31);
  settings.rounding = Rounding::sum;
  CHECK(charged(owed, "2025-12-31", settings).interest == 407'32);
}

TEST_CASE("a payment taken back on its own day does not cut a line in two") {
  Debt owed{date("2025-07-31"), 1310'00, 2, 0, {}};
  owed.changes = {{date("2025-09-01"), 500'00, BalanceChange::Kind::payment},
                  {date("2025-09-01"), -500'00, BalanceChange::Kind::payment}};
  CHECK(charged(owed, "2025-10-31").lines.size() == 1);
}

TEST_CASE("a leap year has 365 days unless the settings say otherwise") {
  const Debt owed = debt("2024-01-31", 10'000'00, {paid("2024-03-31", 10'000'00)});
  CHECK(charged(owed, "2024-12-31").interest == 238'36);
  InterestSettings settings;
  settings.day_count = DayCount::act_act;
  CHECK(charged(owed, "2024-12-31", settings).interest == 237'70);
}

TEST_CASE("each instalment bears interest from its own due date; one indemnity an invoice") {
  std::vector<LateCharge> charges;
  std::int64_t interest = 0;
  for (const char* due : {"2025-06-30", "2025-07-31", "2025-08-31"}) {
    charges.push_back(charged(debt(due, 4'000'00, {paid("2025-09-15", 4'000'00)}), "2025-12-31"));
    interest += charges.back().interest;
  }
  CHECK(charges[0].interest == 102'53);
  CHECK(charges[1].interest == 61'25);
  CHECK(charges[2].interest == 19'97);
  CHECK(interest == 183'75);
  CHECK(indemnities_of(charges, IndemnityUnit::invoice) == 1);
  CHECK(indemnities_of(charges, IndemnityUnit::instalment) == 3);
}

TEST_CASE("a contract's rate is not below three times the legal rate, and that is told") {
  DebtorTerms agreed;
  agreed.contract = ContractRate{Decimal(10), true};  // ECB rate and 10 points, as a clause
  const Debt owed = debt("2023-12-31", 1'000'00);
  const LateCharge charge = charged(owed, "2025-06-30", {}, agreed);
  REQUIRE(charge.lines.size() == 3);
  CHECK(charge.lines[0].rate == *Decimal::parse("15.21"));
  CHECK(charge.lines[1].rate == *Decimal::parse("14.76"));
  CHECK(charge.lines[0].floored);
  CHECK(charge.lines[2].rate == *Decimal::parse("13.15"));
  CHECK_FALSE(charge.lines[2].floored);
  CHECK(charge.notes.size() == 1);
  // Without a clause, the law's own rate holds.
  CHECK(charged(owed, "2024-06-30").lines[0].rate == *Decimal::parse("14.5"));
}

TEST_CASE("days without a loaded rate are told and not counted") {
  const LateCharge charge = charged(debt("2026-06-15", 1'000'00), "2026-07-31");
  REQUIRE(charge.lines.size() == 1);
  CHECK(charge.lines[0].to == date("2026-06-30"));
  CHECK_FALSE(charge.lines[0].confirmed);
  REQUIRE(charge.without_rate.size() == 1);
  CHECK(charge.without_rate[0].from == date("2026-07-01"));
  CHECK(charge.without_rate[0].days == 31);
  CHECK(charge.notes.size() == 2);
}

TEST_CASE("nothing is due for what was paid or corrected in time") {
  for (const char* on : {"2025-05-30", "2025-05-31"}) {
    const LateCharge charge = charged(debt("2025-05-31", 100'00, {paid(on, 100'00)}), "2025-12-31");
    CHECK(charge.interest == 0);
    CHECK_FALSE(charge.indemnity);
  }
  const Debt corrected = debt("2025-05-31", 100'00, {credited("2025-08-01", 100'00)});
  CHECK(charged(corrected, "2025-12-31").interest == 0);
  CHECK_FALSE(charged(corrected, "2025-12-31").indemnity);
  CHECK(charged(debt("2025-05-31", 100'00), "2025-05-31").lines.empty());
  CHECK_FALSE(charged(debt("2025-05-31", 100'00), "2025-05-31").indemnity);
}

TEST_CASE("a payment that was returned bears interest again from the day after") {
  const Debt owed = debt(
      "2025-01-31", 1'000'00,
      {paid("2025-02-10", 1'000'00), {date("2025-02-20"), -1'000'00, BalanceChange::Kind::other}});
  const LateCharge charge = charged(owed, "2025-02-28");
  REQUIRE(charge.lines.size() == 2);
  CHECK(charge.lines[0].days == 10);
  CHECK(charge.lines[1].from == date("2025-02-21"));
  CHECK(charge.principal == 1'000'00);
}

TEST_CASE("interest stops with the judgment that opens collective proceedings") {
  DebtorTerms insolvent;
  insolvent.insolvent_since = date("2025-06-11");
  const LateCharge before = charged(debt("2025-05-31", 1'000'00), "2025-12-31", {}, insolvent);
  REQUIRE(before.lines.size() == 1);
  CHECK(before.lines[0].days == 10);
  CHECK(before.indemnity);
  const LateCharge after = charged(debt("2025-06-30", 1'000'00), "2025-12-31", {}, insolvent);
  CHECK(after.lines.empty());
  CHECK_FALSE(after.indemnity);
  CHECK(after.notes.size() == 1);
}

TEST_CASE("a consumer owes neither interest nor indemnity") {
  DebtorTerms consumer;
  consumer.kind = DebtorKind::consumer;
  const LateCharge charge = charged(two_payments(), "2025-08-01", {}, consumer);
  CHECK(charge.lines.empty());
  CHECK_FALSE(charge.indemnity);
  CHECK(charge.principal == 7'000'00);
  CHECK(charge.notes.size() == 1);
}

TEST_CASE("the part in dispute bears interest unless the settings leave it out") {
  Debt owed = debt("2025-01-31", 1'000'00);
  owed.disputed = 400'00;
  CHECK(charged(owed, "2025-02-28").lines[0].balance == 1'000'00);
  InterestSettings settings;
  settings.disputed_part = DisputedPart::left_out;
  CHECK(charged(owed, "2025-02-28", settings).lines[0].balance == 600'00);
}

TEST_CASE("interest up to a day and from the next adds up to the whole") {
  for (int day = 1; day < 200; day += 7) {
    const Date middle = *facteur::formats::add_days(date("2025-05-31"), day);
    InterestSettings exact;
    exact.rounding = Rounding::sum;
    const auto first = late_charge(two_payments(), business, rates, exact, middle);
    const auto all = late_charge(two_payments(), business, rates, exact, date("2025-12-31"));
    std::int64_t days = 0, all_days = 0;
    for (const auto& line : first.lines) days += line.days * line.balance;
    for (const auto& line : all.lines) all_days += line.days * line.balance;
    CHECK(days <= all_days);
    CHECK(first.interest <= all.interest);
  }
}

TEST_CASE("a file of rates is refused with its line") {
  const auto refused = [](const std::string& text, const std::string& reason) {
    CHECK_THROWS_WITH(LateRates::parse(text, "rates.toml"), Catch::Contains(reason));
  };
  refused("[[half_years]]\nfrom = 2026-02-01\necb = \"2\"", "half-year begins");
  refused("[[half_years]]\nfrom = 2026-01-01\necb = 2.15", "rate is a text");
  refused("[[half_years]]\nfrom = 2026-01-01\necb = \"-1\"", "rate is a text");
  refused("[[half_years]]\nfrom = 2026-01-01\necb = \"2\"\nrate = \"2\"", "unknown key: rate");
  refused("[[half_years]]\nfrom = 2026-01-01", "ecb");
  refused(
      "[[half_years]]\nfrom = 2026-01-01\necb = \"2\"\n[[half_years]]\nfrom = 2025-07-01\necb = "
      "\"2\"",
      "must rise");
}
