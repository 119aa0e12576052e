#include "formats/teller.h"

#include <algorithm>
#include <new>
#include <utility>

#include "formats/xml_space.h"

namespace facteur::formats {
namespace {

constexpr std::size_t block = std::size_t{64} << 10;

const char* chars(const xmlChar* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

std::size_t joined(std::size_t hash, std::string_view text) {
  constexpr std::size_t golden = 0x9E3779B97F4A7C15;
  return (hash ^ std::hash<std::string_view>()(text)) * golden + (hash >> 29U);
}

// A writer may choose another of two elements that carry one term (`only` in the tree of terms).
std::string_view common_name(std::string_view local) {
  if (local == "GlobalID") return "ID";
  return local == "ProprietaryID" ? "IBANID" : local;
}

}  // namespace

std::string Saying::path() const {
  std::string path;
  for (const Teller::Level& level : teller->levels_) {
    const bool shown = !path.empty() && *level.prefix != 0;
    path += '/';
    if (shown) path.append(level.prefix).append(":");
    path += level.local;
  }
  return attribute.empty() ? path : path.append("/@").append(attribute);
}

Teller::Teller(Listener listener, bool decoded) : listener_(std::move(listener)) {
  xmlSAXHandler sax = handler();
  context_.reset(xmlCreatePushParserCtxt(&sax, this, nullptr, 0, nullptr));
  if (!context_) throw std::bad_alloc();
  const int options = XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOENT;
  xmlCtxtUseOptions(context_.get(), decoded ? options | XML_PARSE_IGNORE_ENC : options);
}

xmlSAXHandler Teller::handler() {
  xmlSAXHandler sax{};
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = on_start;
  sax.endElementNs = on_end;
  sax.characters = on_text;
  sax.ignorableWhitespace = on_text;
  sax.cdataBlock = on_text;
  return sax;
}

void Teller::write(std::string_view piece) {
  // The parser counts in int.
  for (; piece.size() > block; piece.remove_prefix(block)) feed(piece.substr(0, block), false);
  feed(piece, false);
}

void Teller::end() {
  feed({}, true);
}

void Teller::feed(std::string_view piece, bool last) {
  xmlParseChunk(context_.get(), piece.data(), static_cast<int>(piece.size()), last ? 1 : 0);
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

// Exceptions may not be thrown through libxml2: they wait until it is done.
template <typename Work>
void Teller::guarded(void* self, Work work) {
  Teller& teller = *static_cast<Teller*>(self);
  if (teller.failure_) return;
  try {
    work(teller);
  } catch (...) {
    teller.failure_ = std::current_exception();
    xmlStopParser(teller.context_.get());
  }
}

void Teller::on_start(void* self, const xmlChar* local, const xmlChar* prefix, const xmlChar* uri,
                      int, const xmlChar**, int attributes, int, const xmlChar** values) {
  guarded(self, [&](Teller& teller) {
    teller.open(local, prefix, uri);
    teller.tell_attributes(attributes, values);
  });
}

void Teller::on_end(void* self, const xmlChar*, const xmlChar*, const xmlChar*) {
  guarded(self, [](Teller& teller) { teller.close(); });
}

void Teller::on_text(void* self, const xmlChar* text, int size) {
  guarded(self, [&](Teller& teller) {
    teller.take_text({chars(text), static_cast<std::size_t>(size)});
  });
}

void Teller::open(const xmlChar* local, const xmlChar* prefix, const xmlChar* uri) {
  std::size_t hash = 0;
  if (!levels_.empty()) {
    levels_.back().leaf = false;
    hash = levels_.back().hash;
  }
  hash = joined(joined(hash, chars(uri)), common_name(chars(local)));
  const xmlParserInput* input = context_->input;
  const auto line = input == nullptr ? 0 : static_cast<std::uint32_t>(input->line);
  levels_.push_back({chars(prefix), chars(local), hash, line});
  text_.clear();
  text_hash_ = 0;
  says_something_ = false;
}

// libxml2 gives five pointers an attribute: local name, prefix, namespace, start and end of value.
void Teller::tell_attributes(int count, const xmlChar** values) {
  for (int i = 0; i < count; ++i, values += 5) {
    if (values[2] != nullptr) continue;
    const std::string_view name = chars(values[0]);
    const std::string_view value(chars(values[3]), static_cast<std::size_t>(values[4] - values[3]));
    const Level& level = levels_.back();
    const std::size_t place = joined(joined(level.hash, "@"), name);
    listener_({joined(place, value), level.line, name, value, this});
  }
}

// Hashed in blocks of one size, so that it does not matter in which pieces it comes.
void Teller::take_text(std::string_view text) {
  if (levels_.empty() || !levels_.back().leaf) return;
  says_something_ = says_something_ || !trim_xml_space(text).empty();
  text_ += text;
  while (text_.size() > block) {
    const std::string_view full = std::string_view(text_).substr(0, block);
    if (text_hash_ == 0) beginning_ = full;
    text_hash_ = joined(text_hash_, full);
    text_.erase(0, block);
  }
}

void Teller::close() {
  const Level& level = levels_.back();
  if (level.leaf && says_something_) {
    const std::size_t hash = joined(joined(level.hash, text_), std::to_string(text_hash_));
    listener_({hash, level.line, {}, text_hash_ == 0 ? text_ : beginning_, this});
  }
  levels_.pop_back();
}

}  // namespace facteur::formats
