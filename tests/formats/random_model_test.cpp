// Laws over models that nobody would write: any term of the table, in its group, in any number.
#include <catch2/catch.hpp>
#include <random>

#include "formats/draft.h"
#include "formats/json_read.h"
#include "formats/json_write.h"
#include "formats/read.h"
#include "formats/write.h"
#include "tests/formats/model_text.h"

using namespace facteur::formats;
using facteur::DataType;
using facteur::Term;
using facteur::TermFacts;
using facteur::test::model_text;

namespace {

using Random = std::mt19937;

std::string value_of(const TermFacts& facts, Random& random) {
  switch (facts.type) {
    case DataType::date:
      return "2026-0" + std::to_string(1 + random() % 9) + "-1" + std::to_string(random() % 10);
    case DataType::binary:
      return "QUJD";
    case DataType::text:
    case DataType::code:
    case DataType::identifier:
    case DataType::reference:
      return "v" + std::to_string(random() % 1000) + (random() % 8 == 0 ? " <&>\" é" : "");
    default:
      return std::to_string(random() % 100000) + ".25";
  }
}

void fill(Draft& group, Term term, unsigned depth, Random& random) {
  for (const TermFacts& facts : facteur::all_terms()) {
    if (facts.attribute || facts.group != term || facts.term >= Term{5000}) continue;
    if (random() % 3 != 0 || depth > 4) continue;
    const auto count = facts.repeats ? 1 + random() % 3 : 1;
    for (auto i = count; i > 0; --i) {
      const bool is_group = facts.type == DataType::group;
      Draft& added = group.add(facts.term, is_group ? "" : value_of(facts, random));
      if (is_group) fill(added, facts.term, depth + 1, random);
    }
  }
}

Draft random_draft(unsigned seed) {
  Random random(seed);
  Draft document;
  fill(document, Term::none, 0, random);
  return document;
}

}  // namespace

TEST_CASE("any model goes through JSON unchanged") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    INFO("seed " << seed);
    const Invoice invoice = invoice_of(random_draft(seed), Syntax::json);
    const std::string json = write_json(invoice);
    const Reading reading = read_json(json);
    REQUIRE(reading.structure);
    CHECK(model_text(*reading.invoice) == model_text(invoice));
    CHECK(write_json(*reading.invoice) == json);
  }
}

TEST_CASE("what is written of any model is stable once it has been read") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    for (const Syntax syntax : {Syntax::ubl_invoice, Syntax::ubl_credit_note, Syntax::cii}) {
      INFO("seed " << seed << ", syntax " << static_cast<int>(syntax));
      const Written first = write(invoice_of(random_draft(seed), Syntax::json), syntax);
      const Reading reading = read(first.bytes);
      REQUIRE(reading.invoice);
      const std::string second = write(*reading.invoice, syntax).bytes;
      const Reading again = read(second);
      REQUIRE(again.invoice);
      CHECK(write(*again.invoice, syntax).bytes == second);
      CHECK(model_text(*again.invoice) == model_text(*reading.invoice));
    }
  }
}
