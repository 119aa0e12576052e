#include "archive/proof.h"

#include <charconv>

#include "archive/merkle.h"

namespace facteur::archive {
namespace {

constexpr std::string_view kTitle = "facteur archive proof 1\n";
constexpr std::size_t kMaxProofBytes = 1 << 20;
constexpr std::size_t kMaxPath = 64;  // a tree of 2^64 leaves

void line(std::string& text, std::string_view name, std::string_view value) {
  text.append(name).append(" ").append(value).append("\n");
}

// A text with several lines, after its name and length: "checkpoint 412\n<412 bytes>".
void block(std::string& text, std::string_view name, const std::string& value) {
  line(text, name, std::to_string(value.size()));
  text.append(value);
}

// The entry in words, for human readers; the line "entry" is what counts.
void describe(std::string& text, const Entry& entry) {
  line(text, "# type", name_of(entry.type));
  line(text, "# time", format_time(entry.time));
  line(text, "# tenant", to_base64(entry.tenant));
  line(text, "# subject", to_base64(entry.subject));
  line(text, "# object-sha256", to_hex(entry.object_sha256));
  line(text, "# object-size", std::to_string(entry.object_size));
}

class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  bool literal(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  std::optional<std::string_view> line(std::string_view name) {
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos || !rest_.starts_with(name)) return std::nullopt;
    if (end <= name.size() || rest_[name.size()] != ' ') return std::nullopt;
    const std::string_view value = rest_.substr(name.size() + 1, end - name.size() - 1);
    rest_.remove_prefix(end + 1);
    return value;
  }

  std::optional<std::uint64_t> number(std::string_view name) {
    const auto text = line(name);
    std::uint64_t value = 0;
    if (!text) return std::nullopt;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error != std::errc() || end != text->data() + text->size()) return std::nullopt;
    return value;
  }

  std::optional<std::string> block(std::string_view name) {
    const auto size = number(name);
    if (!size || *size > rest_.size()) return std::nullopt;
    std::string value(rest_.substr(0, *size));
    rest_.remove_prefix(*size);
    return value;
  }

  void skip_comments() {
    while (line("#")) continue;
  }

 private:
  std::string_view rest_;
};

bool key_signed(const Checkpoint& head, const std::string& pem) {
  const auto id = key_id_of(pem);
  for (const HeadSignature& signature : head.signatures) {
    if (id == signature.key_id && verify_signature(signature, signed_part(head), pem)) return true;
  }
  return false;
}

}  // namespace

std::string format_proof(const Proof& proof) {
  std::string text(kTitle);
  if (const auto entry = decode_entry(proof.entry)) describe(text, *entry);
  line(text, "index", std::to_string(proof.index));
  line(text, "entry", to_base64(proof.entry));
  line(text, "hashes", std::to_string(proof.path.size()));
  for (const Hash& hash : proof.path) line(text, "hash", to_hex(hash));
  block(text, "checkpoint", proof.checkpoint);
  block(text, "key", proof.public_key);
  return text;
}

std::optional<Proof> parse_proof(std::string_view text) {
  if (text.size() > kMaxProofBytes) return std::nullopt;
  Parser parser(text);
  if (!parser.literal(kTitle)) return std::nullopt;
  parser.skip_comments();
  Proof proof;
  const auto index = parser.number("index");
  const auto entry = parser.line("entry");
  const auto count = parser.number("hashes");
  if (!index || !entry || !count || *count > kMaxPath) return std::nullopt;
  for (std::uint64_t i = 0; i < *count; ++i) {
    const auto hash = from_hex(parser.line("hash").value_or(""));
    if (!hash) return std::nullopt;
    proof.path.push_back(*hash);
  }
  const auto encoded = from_base64(*entry);
  auto checkpoint = parser.block("checkpoint");
  auto key = parser.block("key");
  if (!encoded || !checkpoint || !key) return std::nullopt;
  proof.index = *index;
  proof.entry = *encoded;
  proof.checkpoint = std::move(*checkpoint);
  proof.public_key = std::move(*key);
  if (format_proof(proof) != text) return std::nullopt;
  return proof;
}

ProofVerdict check_proof(std::string_view text, std::optional<std::string_view> document,
                         std::string_view pinned_key) {
  using State = ProofVerdict::State;
  ProofVerdict verdict;
  const auto proof = parse_proof(text);
  if (!proof) return verdict;
  verdict.entry = decode_entry(proof->entry);
  verdict.head = parse_checkpoint(proof->checkpoint);
  if (!verdict.entry || !verdict.head || verdict.entry->index != proof->index) return verdict;

  const Checkpoint& head = *verdict.head;
  verdict.state = State::not_included;
  if (!includes(leaf_hash(proof->entry), proof->index, head.size, proof->path, head.root)) {
    return verdict;
  }
  verdict.state = State::bad_signature;
  if (!key_signed(head, proof->public_key)) return verdict;
  verdict.state = State::wrong_key;
  if (!pinned_key.empty() && !key_signed(head, std::string(pinned_key))) return verdict;
  verdict.state = State::wrong_document;
  if (document &&
      (!verdict.entry->has_object || sha256(*document) != verdict.entry->object_sha256)) {
    return verdict;
  }
  verdict.state = State::holds;
  return verdict;
}

}  // namespace facteur::archive
