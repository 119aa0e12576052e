// The vectors of tests/data/structure: see the README there for their notation.
#include <catch2/catch.hpp>
#include <sstream>
#include <vector>

#include "formats/read.h"
#include "tests/formats/sample.h"
#include "tests/formats/ubl.h"

using namespace facteur;

namespace {

struct Vector {
  std::string location;  // "accepted", or of the first finding
  std::string document, message;
};

std::vector<Vector> read_vectors(const std::string& syntax) {
  const std::string base = test::sample("../structure/" + syntax + ".xml");
  std::vector<Vector> vectors;
  std::istringstream lines(test::sample("../structure/" + syntax + ".vectors"));
  std::string replaced;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#') continue;
    INFO(syntax << ": " << line);
    const std::string rest = line.size() > 2 ? line.substr(2) : "";
    if (line[0] == '-') {
      replaced = rest;
    } else if (line[0] == '+') {
      test::replace_first(vectors.back().document, replaced, rest);
    } else if (line[0] == '=') {
      vectors.back().message = rest;
    } else {
      vectors.push_back({line, base, {}});
    }
  }
  return vectors;
}

}  // namespace

TEST_CASE("each structure vector is accepted, or refused in its place and in its words") {
  const std::string syntax = GENERATE("cii", "cdar", "flux10");
  CHECK(formats::read(test::sample("../structure/" + syntax + ".xml")).structure);
  const auto vectors = read_vectors(syntax);
  REQUIRE(vectors.size() > 10);
  for (const Vector& vector : vectors) {
    INFO(vector.document);
    const formats::Reading reading = formats::read(vector.document);
    CHECK(reading.structure == (vector.location == "accepted"));
    if (vector.location == "accepted") continue;
    CHECK(test::first_location(reading) == vector.location);
    CHECK(test::first_message(reading) == vector.message);
  }
}
