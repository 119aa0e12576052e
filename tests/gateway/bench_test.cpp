#include "gateway/cli/bench.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "formats/verdict.h"
#include "gateway/cli/sample_invoice.h"

using namespace facteur;
using gateway::cli::bench_command;
using gateway::cli::sample_invoice;

namespace {

struct Outcome {
  int status;
  std::string out, err;
};

Outcome bench(std::vector<std::string> arguments) {
  std::ostringstream out, err;
  const int status = bench_command(arguments, out, err);
  return {status, out.str(), err.str()};
}

}  // namespace

TEST_CASE("the sample invoice breaks no rule, whatever its length") {
  for (const int lines : {1, 3, 4, 20, 500}) {
    CAPTURE(lines);
    const auto verdict = formats::judge(sample_invoice("F-1", lines));
    CHECK(verdict.structure);
    CHECK(verdict.valid);
    CHECK(verdict.findings.empty());
  }
}

TEST_CASE("the sample invoice is the same for the same number, and another for another") {
  CHECK(sample_invoice("F-1") == sample_invoice("F-1"));
  CHECK(sample_invoice("F-1") != sample_invoice("F-2"));
}

TEST_CASE(
    "a bench that does not exist and an option without its value are refused with the usage") {
  for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{
           {"fly"}, {"--xsd"}, {"--clients", "0"}, {"--invoices", "many"}, {"--what", "1"}}) {
    const Outcome outcome = bench(wrong);
    CHECK(outcome.status == 2);
    CHECK(outcome.out.empty());
    CHECK(outcome.err.find("facteur bench") != std::string::npos);
  }
}

TEST_CASE("a bench that cannot run says why") {
  const Outcome outcome = bench({"parse", "--xsd", "no/such/schema.xsd"});
  CHECK(outcome.status == 2);
  CHECK(outcome.err.find("no/such/schema.xsd") != std::string::npos);
  CHECK(bench({"archive", "--folder", "no/such/folder"}).status == 2);
}
