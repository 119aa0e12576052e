// Bodies of uploads: the parts must come out the same in whatever pieces the body comes in, and a
// body that breaks off must not look like a shorter file.
#include <algorithm>

#include "gateway/http/multipart.h"
#include "tests/fuzz/fuzz.h"

using namespace facteur;
using namespace facteur::gateway::http;
using facteur::fuzz::require;

namespace {

class Body final : public BodySource {
 public:
  Body(std::string_view bytes, std::size_t piece) : rest_(bytes), piece_(piece) {}
  std::size_t read(char* buffer, std::size_t size) override {
    const std::size_t count = std::min({size, piece_, rest_.size()});
    std::copy_n(rest_.data(), count, buffer);
    rest_.remove_prefix(count);
    return count;
  }
  const std::optional<Problem>& failure() const override { return none_; }

 private:
  std::string_view rest_;
  std::size_t piece_;
  std::optional<Problem> none_;
};

// Every part with its header, and how the body ended.
std::string parts_of(std::string_view bytes, std::size_t piece, std::size_t buffer_size) {
  Body body(bytes, piece);
  MultipartReader reader(body, "edge");
  std::string all, buffer(buffer_size, '\0');
  while (const auto header = reader.next()) {
    all.append("\n[").append(header->name).append("|").append(header->filename.value_or("-"));
    all.append("]");
    if (header->name == "skipped") continue;
    while (const std::size_t count = reader.read(buffer.data(), buffer.size())) {
      require(count <= buffer.size());
      all.append(buffer, 0, count);
    }
  }
  return all + (reader.failure() ? "! " + reader.failure()->code : "");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::as_text(data, size);
  (void)multipart_boundary(bytes);
  const std::uint32_t choice = fuzz::choice(bytes);
  const std::string whole = parts_of(bytes, bytes.size() + 1, 1000);
  require(whole == parts_of(bytes, 1 + choice % 50, 1 + choice / 50 % 50));
  const std::string half = parts_of(bytes.substr(0, bytes.size() / 2), 100, 100);
  require(half != whole || half.find('!') != std::string::npos || bytes.size() < 2 ||
          bytes.find("--edge--") < bytes.size() / 2);
  return 0;
}
