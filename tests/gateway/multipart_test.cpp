#include "gateway/http/multipart.h"

#include <catch2/catch.hpp>

#include "gateway/http/problems.h"

using namespace facteur::gateway::http;

namespace {

// A body that arrives in pieces of a given size, and may end with a failure.
class PiecewiseBody : public BodySource {
 public:
  PiecewiseBody(std::string bytes, std::size_t piece, std::optional<Problem> at_end = {})
      : bytes_(std::move(bytes)), piece_(piece), at_end_(std::move(at_end)) {}
  std::size_t read(char* buffer, std::size_t size) override {
    const std::size_t count = std::min({size, piece_, bytes_.size() - position_});
    bytes_.copy(buffer, count, position_);
    position_ += count;
    if (count == 0) failure_ = at_end_;
    return count;
  }
  const std::optional<Problem>& failure() const override { return failure_; }

 private:
  const std::string bytes_;
  const std::size_t piece_;
  const std::optional<Problem> at_end_;
  std::size_t position_ = 0;
  std::optional<Problem> failure_;
};

struct Part {
  PartHeader header;
  std::string content;
};

struct Outcome {
  std::vector<Part> parts;
  std::string failure;  // code; empty when the form was whole
};

Outcome read_all(BodySource& body, std::string_view boundary = "B") {
  MultipartReader reader(body, boundary);
  Outcome outcome;
  while (auto header = reader.next()) {
    Part part{*header, {}};
    char buffer[7];
    while (const std::size_t count = reader.read(buffer, sizeof buffer))
      part.content.append(buffer, count);
    outcome.parts.push_back(std::move(part));
  }
  if (reader.failure()) outcome.failure = reader.failure()->code;
  return outcome;
}

Outcome read_all(const std::string& bytes) {
  PiecewiseBody body(bytes, 1000);
  return read_all(body);
}

std::string part(const std::string& disposition, const std::string& content) {
  return "--B\r\nContent-Disposition: " + disposition + "\r\n\r\n" + content + "\r\n";
}

}  // namespace

TEST_CASE("a form is read the same however its bytes arrive") {
  const std::string content = "<a>\r\n--\r\n-\r\r\n</a>";
  const std::string sound = part("form-data; name=\"flowInfo\"", "{}") +
                            part("form-data; name=\"file\"; filename=\"a b.xml\"", content) +
                            "--B--\r\n";
  for (std::size_t piece = 1; piece <= sound.size(); ++piece) {
    PiecewiseBody body(sound, piece);
    const Outcome outcome = read_all(body);
    REQUIRE(outcome.failure.empty());
    REQUIRE(outcome.parts.size() == 2);
    CHECK(outcome.parts[0].header.name == "flowInfo");
    CHECK_FALSE(outcome.parts[0].header.filename);
    CHECK(outcome.parts[1].header.filename == "a b.xml");
    CHECK(outcome.parts[1].content == content);
  }
}

TEST_CASE("a form cut anywhere is refused, never taken for a shorter file") {
  const std::string whole = part("form-data; name=\"file\"", "<a>content</a>") + "--B--";
  CHECK(read_all(whole).failure.empty());
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK_FALSE(read_all(whole.substr(0, size)).failure.empty());
}

TEST_CASE("a part may be empty") {
  const Outcome outcome = read_all(part("form-data; name=\"file\"", "") + "--B--");
  REQUIRE(outcome.parts.size() == 1);
  CHECK(outcome.parts[0].content.empty());
  CHECK(outcome.failure.empty());
}

TEST_CASE("text behind a boundary, a header without end or without a name is refused") {
  CHECK(read_all(part("form-data; name=\"f\"", "a\r\n--Bx") + "--B--").failure ==
        "MALFORMED_MULTIPART");
  CHECK(read_all("--B\r\nContent-Disposition: form-data; name=\"f\"\r\n" + std::string(9000, 'x'))
            .failure == "MALFORMED_MULTIPART");
  CHECK(read_all("--B\r\nContent-Type: text/plain\r\n\r\nx\r\n--B--").failure ==
        "MALFORMED_MULTIPART");
  CHECK(read_all("--B\r\nno colon\r\n\r\nx\r\n--B--").failure == "MALFORMED_MULTIPART");
  CHECK(read_all(std::string(20'000, 'p')).failure == "MALFORMED_MULTIPART");
}

TEST_CASE("the failure of the body is the failure of the form") {
  PiecewiseBody body("--B\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc", 4,
                     too_slow());
  CHECK(read_all(body).failure == "REQUEST_TIMEOUT");
}

TEST_CASE("only a sound multipart/form-data has a boundary") {
  CHECK(multipart_boundary("multipart/form-data; boundary=B") == "B");
  CHECK(multipart_boundary("Multipart/Form-Data; charset=utf-8; boundary=\"a b\"") == "a b");
  CHECK_FALSE(multipart_boundary("multipart/form-data"));
  CHECK_FALSE(multipart_boundary("multipart/mixed; boundary=B"));
  CHECK_FALSE(multipart_boundary("application/json"));
  CHECK_FALSE(multipart_boundary("multipart/form-data; boundary=" + std::string(71, 'b')));
  CHECK_FALSE(multipart_boundary("multipart/form-data; boundary=\"a\r\nb\""));
}
