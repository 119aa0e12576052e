#include "formats/decimal.h"

#include <catch2/catch.hpp>
#include <cstdint>
#include <random>

using facteur::formats::Decimal;
using facteur::formats::MaybeDecimal;

namespace {

Decimal decimal(std::string_view text) {
  const auto value = Decimal::parse(text);
  REQUIRE(value);
  return *value;
}

// Values of every size up to `digits` digits, with a fixed seed.
class Samples {
 public:
  Decimal next(unsigned digits) {
    std::string text = engine_() % 2 == 0 ? "-" : "";
    const auto count = 1 + engine_() % digits;
    const auto point = engine_() % (count + 1);
    for (std::size_t i = 0; i < count; ++i) {
      if (i == point) text += '.';
      text += static_cast<char>('0' + engine_() % 10);
    }
    return decimal(text);
  }

 private:
  std::mt19937 engine_{2026};
};

}  // namespace

TEST_CASE("every lexical form of xs:decimal is read") {
  CHECK(decimal("+1") == Decimal(1));
  CHECK(decimal(".5") == Decimal(5, 1));
  CHECK(decimal("5.") == Decimal(5));
  CHECK(decimal("-0.50") == Decimal(-5, 1));
  CHECK(decimal(" \t\r\n12.30\n") == Decimal(1230, 2));
  CHECK(decimal("0000000000000000000000000000000000000000000001.0") == Decimal(1));
  CHECK(decimal("1.0000000000000000000000000000000000000000000000") == Decimal(1));
  CHECK(decimal("-0") == Decimal());
}

TEST_CASE("what is not an xs:decimal is refused") {
  for (const char* text : {"", " ", ".", "+", "-", "-.", "1e3", "1,5", "1 000", "1.2.3", "--1",
                           "+-1", "INF", "NaN", "0x10", "1-",
                           "\xC2\xA0"
                           "1"}) {
    INFO(text);
    CHECK_FALSE(Decimal::parse(text));
  }
}

TEST_CASE("a value of more than 38 digits is no value, never a wrong one") {
  const std::string nines(38, '9');
  CHECK(decimal(nines).to_string() == nines);
  CHECK(decimal("0." + nines).to_string() == "0." + nines);
  CHECK_FALSE(Decimal::parse(nines + "0"));
  CHECK_FALSE(Decimal::parse("1" + std::string(38, '0')));
  CHECK_FALSE(Decimal::parse("0." + std::string(38, '0') + "1"));
  CHECK_FALSE(decimal(nines) + Decimal(1));
  CHECK_FALSE(decimal(nines) * Decimal(2));
  CHECK_FALSE(decimal(nines) + decimal("0.1"));
  CHECK((decimal(nines) - Decimal(1))->to_string() == std::string(37, '9') + "8");
}

TEST_CASE("comparison looks at the value, not at the way it is written") {
  CHECK(decimal("1.0") == decimal("1.000"));
  CHECK(decimal("1.01") > decimal("1.001"));
  CHECK(decimal("-1.01") < decimal("-1.001"));
  CHECK(decimal(std::string(38, '9')) > decimal("0." + std::string(38, '9')));
  CHECK(decimal("-" + std::string(38, '9')) < decimal("0." + std::string(38, '9')));
  CHECK(decimal("0." + std::string(37, '0') + "1") > Decimal());
}

TEST_CASE("binary traps do not exist") {
  CHECK(decimal("0.1") + decimal("0.2") == decimal("0.3"));
  CHECK(decimal("1.005").round(2) == decimal("1.01"));
  CHECK(decimal("0.07") * Decimal(100) == Decimal(7));
}

TEST_CASE("the two roundings differ for negative halves alone") {
  struct Row {
    const char *value, *commercial, *xpath;
  };
  for (const Row& row :
       {Row{"0.005", "0.01", "0.01"}, Row{"-0.005", "-0.01", "0"}, Row{"-0.0051", "-0.01", "-0.01"},
        Row{"-0.0049", "0", "0"}, Row{"2.345", "2.35", "2.35"}, Row{"-2.345", "-2.35", "-2.34"},
        Row{"99.999", "100", "100"}, Row{"1.2", "1.2", "1.2"}}) {
    INFO(row.value);
    CHECK(decimal(row.value).round(2).to_string() == row.commercial);
    CHECK(decimal(row.value).round_xpath(2).to_string() == row.xpath);
  }
}

TEST_CASE("money has two decimals") {
  CHECK(Decimal(1200).money() == "1200.00");
  CHECK(decimal("0.5").money() == "0.50");
  CHECK(decimal("-.005").money() == "-0.01");
  CHECK(decimal("-0.001").money() == "0.00");
  CHECK(decimal("1234567.891").money() == "1234567.89");
}

TEST_CASE("units are whole cents or nothing") {
  CHECK(decimal("12.30").units(2) == 1230);
  CHECK(decimal("-12").units(2) == -1200);
  CHECK_FALSE(decimal("12.305").units(2));
  CHECK(decimal("92233720368547758.07").units(2) == INT64_MAX);
  CHECK_FALSE(decimal("92233720368547758.08").units(2));
}

TEST_CASE("a quotient is rounded commercially to the scale asked for") {
  CHECK(quotient(Decimal(10), Decimal(3), 2)->to_string() == "3.33");
  CHECK(quotient(Decimal(-1), Decimal(8), 2)->to_string() == "-0.13");
  CHECK(quotient(Decimal(1), Decimal(-8), 2)->to_string() == "-0.13");
  CHECK(quotient(decimal("0.001"), Decimal(2), 0) == Decimal());
  CHECK(quotient(Decimal(5), decimal("0.10"), 0) == Decimal(50));
  CHECK_FALSE(quotient(Decimal(1), Decimal(0), 2));
  CHECK_FALSE(quotient(decimal(std::string(38, '9')), Decimal(1), 2));
}

TEST_CASE("a sum of two values of 38 digits that needs a 39th is no value") {
  const Decimal largest = decimal(std::string(38, '9'));
  CHECK_FALSE(largest + largest);
  CHECK_FALSE(-largest - largest);
  CHECK(largest - largest == Decimal());
}

TEST_CASE("a missing operand makes a missing result") {
  const MaybeDecimal nothing;
  CHECK_FALSE(nothing + Decimal(1));
  CHECK_FALSE(Decimal(1) - nothing);
  CHECK_FALSE(nothing * nothing);
}

TEST_CASE("the laws of arithmetic hold") {
  Samples samples;
  for (int i = 0; i < 5000; ++i) {
    const Decimal a = samples.next(12), b = samples.next(12), c = samples.next(12);
    INFO(a.to_string() << " " << b.to_string() << " " << c.to_string());
    CHECK(a + b == b + a);
    CHECK(a * b == b * a);
    CHECK((a + b) + c == a + (b + c));
    CHECK(a * (b + c) == a * b + a * c);
    CHECK(a - a == Decimal());
    CHECK((a < b) == ((a - b)->is_negative()));
    CHECK(decimal(a.to_string()) == a);
    if (!b.is_zero()) CHECK(quotient(*(a * b), b, 12) == a);
  }
}

TEST_CASE("rounding stays within half a unit, and the roundings agree above zero") {
  Samples samples;
  const Decimal half_cent(5, 3);
  for (int i = 0; i < 5000; ++i) {
    const Decimal value = samples.next(30);
    INFO(value.to_string());
    CHECK((value - value.round(2))->absolute() <= half_cent);
    CHECK((value - value.round_xpath(2))->absolute() <= half_cent);
    CHECK(-value.round(2) == (-value).round(2));
    if (!value.is_negative()) CHECK(value.round(2) == value.round_xpath(2));
  }
}
