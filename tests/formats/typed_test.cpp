// What values mean, and that what is absent and what is unreadable are told apart.
#include "formats/typed.h"

#include <catch2/catch.hpp>

#include "formats/read.h"
#include "tests/formats/ubl.h"

using namespace facteur;
using namespace facteur::formats;
using namespace facteur::test;

TEST_CASE("an absent value is not an unreadable one") {
  const Reading reading = read(small_invoice());
  const Node due = reading.invoice->root().first(Term::BT_9);
  CHECK(date(due).is_absent());
  CHECK_FALSE(date(due).is_unreadable());
  CHECK(decimal(due).is_absent());
  CHECK(money(due).is_absent());
  CHECK(vat_point(due).is_absent());
}

TEST_CASE("a date with a time zone is the day that it names") {
  const Reading reading =
      read(small_invoice_with("<cbc:DueDate>2026-09-30+02:00</cbc:DueDate>", "<cbc:DocumentC"));
  const auto due = date(reading.invoice->root().first(Term::BT_9));
  REQUIRE(due);
  CHECK(*due == Date::of(2026, 9, 30));
}

TEST_CASE("a date that is none is unreadable") {
  const Reading reading =
      read(small_invoice_with("<cbc:DueDate>30/09/2026</cbc:DueDate>", "<cbc:DocumentC"));
  const auto due = date(reading.invoice->root().first(Term::BT_9));
  CHECK(due.is_unreadable());
  CHECK_FALSE(due.value());
}

TEST_CASE("money is an amount and its currency") {
  const Reading reading = read(small_invoice());
  const auto due = money(find(*reading.invoice, Term::BT_115));
  REQUIRE(due);
  CHECK(due->amount == Decimal(1));
  CHECK(due->currency == "EUR");
}
