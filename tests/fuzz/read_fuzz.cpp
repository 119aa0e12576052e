// Reads any bytes as a document, whole and in pieces, which must come to the same; judges it by all
// rules, and walks whatever model comes out of it.
#include <memory>

#include "formats/list_terms.h"
#include "formats/verdict.h"
#include "tests/fuzz/fuzz.h"

using namespace facteur;
using namespace facteur::formats;
using facteur::fuzz::require;

namespace {

class Pieces final : public ByteSource {
 public:
  Pieces(std::string_view bytes, std::size_t size) : rest_(bytes), size_(size) {}
  std::string_view next() override {
    piece_ = rest_.substr(0, size_);
    rest_.remove_prefix(piece_.size());
    return piece_;
  }

 private:
  std::string_view rest_;
  std::size_t size_;
  std::string piece_;
};

class MemoryStore final : public TextStore {
 public:
  void append(std::string_view piece) override { open_ += piece; }
  StoredText finish() override {
    texts_.push_back(std::move(open_));
    open_.clear();
    return {texts_.size() - 1, texts_.back().size(), {}};
  }
  void abandon() override { open_.clear(); }
  std::unique_ptr<ByteSource> open(const StoredText& text) const override {
    return std::make_unique<MemorySource>(texts_.at(text.id));
  }

 private:
  std::string open_;
  std::vector<std::string> texts_;
};

std::string text_of(Node node) {
  std::string text;
  const auto source = node.open_text();
  for (std::string_view piece; !(piece = source->next()).empty();) text += piece;
  return text;
}

std::string spelled(const Verdict& verdict) {
  std::string all = verdict.identity.root + verdict.profile + (verdict.valid ? "+" : "-");
  for (const Finding& finding : verdict.findings) {
    require(!finding.message.fr.empty() && !finding.message.en.empty());
    all.append(finding.rule).append(finding.location).append(std::to_string(finding.line));
    all.append(finding.message.en);
  }
  if (!verdict.invoice) return all;
  for (const ListedTerm& term : list_terms(*verdict.invoice)) {
    require(term.node.line() > 0);
    require(static_cast<bool>(term.node.parent()));
    all.append(term.id).append(term.node.location()).append(text_of(term.node));
    for (int i = 0; i <= static_cast<int>(Attribute::format); ++i) {
      all.append(term.node.attribute(static_cast<Attribute>(i)));
    }
  }
  return all;
}

// Small enough for small inputs to meet them.
Limits small_limits() {
  Limits limits;
  limits.tag_bytes = 2000;
  limits.text_bytes = 20'000;
  limits.kept_bytes = 100;
  limits.findings = 20;
  return limits;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::as_text(data, size);
  identify(bytes);
  const Limits limits = small_limits();
  const Verdict whole = judge(bytes, {}, limits);
  require(!whole.structure || whole.invoice.has_value());
  Pieces pieces(bytes, 1 + fuzz::choice(bytes) % 300);
  const Verdict cut = judge(pieces, {}, limits, std::make_shared<MemoryStore>());
  require(spelled(whole) == spelled(cut));
  return 0;
}
