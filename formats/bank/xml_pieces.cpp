#include "formats/bank/xml_pieces.h"

#include <libxml/parser.h>

#include <algorithm>
#include <exception>
#include <memory>

#include "formats/structure_text.h"
#include "formats/xml_error.h"
#include "formats/xml_input.h"
#include "formats/xml_space.h"

namespace facteur::formats::bank {
namespace {

const char* chars(const xmlChar* text) {
  return reinterpret_cast<const char*>(text);
}

struct FreeContext {
  void operator()(xmlParserCtxt* context) const { xmlFreeParserCtxt(context); }
};

class Parse {
 public:
  Parse(std::string_view bytes, const Limits& limits, const XmlWatch& watch)
      : source_(bytes), input_(source_, limits), limits_(limits), watch_(watch) {}

  std::optional<XmlFailure> run();

 private:
  // Exceptions may not be thrown through libxml2: they wait until it is done.
  template <typename Work>
  static void unless_stopped(void* data, Work work) {
    Parse& parse = *static_cast<Parse*>(data);
    if (parse.failure_ || parse.thrown_) return;
    try {
      work(parse);
    } catch (...) {
      parse.thrown_ = std::current_exception();
      xmlStopParser(parse.context_.get());
    }
  }
  static int on_read(void* data, char* buffer, int size);
  static void on_start(void* data, const xmlChar* local, const xmlChar*, const xmlChar*,
                       int namespaces, const xmlChar**, int attributes, int,
                       const xmlChar** values);
  static void on_end(void* data, const xmlChar* local, const xmlChar*, const xmlChar*);
  static void on_text(void* data, const xmlChar* text, int size);
  static void on_doctype(void* data, const xmlChar*, const xmlChar*, const xmlChar*);
  static void on_error(void* data, xmlError* error);

  void start(const char* name, int attributes, const xmlChar** values);
  void end(const char* name);
  void add_text(std::string_view text);
  void close_text();
  bool within_limits(std::size_t attributes);
  void stop(const Text& message);
  std::uint32_t line() const {
    return context_->input == nullptr ? 0 : static_cast<std::uint32_t>(context_->input->line);
  }

  MemorySource source_;
  XmlInput input_;
  const Limits& limits_;
  const XmlWatch& watch_;
  std::unique_ptr<xmlParserCtxt, FreeContext> context_;
  XmlPiece piece_;
  std::vector<std::uint32_t> open_;  // elements of the piece that have begun
  std::string pending_;              // text of the innermost of them
  unsigned depth_ = 0;
  std::optional<XmlFailure> failure_;
  std::exception_ptr thrown_;
};

std::optional<XmlFailure> Parse::run() {
  static const bool ready = (xmlInitParser(), true);
  xmlSAXHandler sax{};
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = on_start;
  sax.endElementNs = on_end;
  sax.characters = on_text;
  sax.cdataBlock = on_text;
  sax.internalSubset = on_doctype;
  sax.serror = on_error;
  input_.begin();
  context_.reset(
      ready ? xmlCreateIOParserCtxt(&sax, this, on_read, nullptr, this, XML_CHAR_ENCODING_NONE)
            : nullptr);
  if (!context_) throw std::bad_alloc();
  const int options = XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOENT;
  xmlCtxtUseOptions(context_.get(), input_.converted() ? options | XML_PARSE_IGNORE_ENC : options);
  xmlParseDocument(context_.get());
  if (thrown_) std::rethrow_exception(thrown_);
  if (const auto& refusal = input_.refusal()) stop(refusal->message);
  if (!failure_ && context_->wellFormed != 1) stop(describe(Issue::malformed, same("?")));
  return failure_;
}

int Parse::on_read(void* data, char* buffer, int size) {
  // libxml2 keeps what it has not made sense of yet; sensible documents have some bytes of it.
  constexpr std::ptrdiff_t most = 16 << 20;
  Parse& parse = *static_cast<Parse*>(data);
  const xmlParserInput* input = parse.context_ ? parse.context_->input : nullptr;
  if (input != nullptr && input->end - input->base > most)
    parse.input_.refuse("MALFORMED", describe(Issue::endless, same(std::to_string(most))));
  return static_cast<int>(parse.input_.read(buffer, static_cast<std::size_t>(size)));
}

void Parse::on_start(void* data, const xmlChar* local, const xmlChar*, const xmlChar*,
                     int namespaces, const xmlChar**, int attributes, int, const xmlChar** values) {
  unless_stopped(data, [&](Parse& parse) {
    if (parse.within_limits(static_cast<std::size_t>(namespaces) +
                            static_cast<std::size_t>(attributes)))
      parse.start(chars(local), attributes, values);
  });
}

bool Parse::within_limits(std::size_t attributes) {
  const auto over = [this](Issue issue, std::size_t value, std::size_t limit) {
    if (value <= limit) return false;
    stop(describe(issue, same(std::to_string(limit))));
    return true;
  };
  return !over(Issue::too_deep, ++depth_, limits_.depth) &&
         !over(Issue::too_many_attributes, attributes, limits_.attributes) &&
         !over(Issue::too_many_name_spaces, static_cast<std::size_t>(context_->nsNr) / 2,
               limits_.name_spaces) &&
         !over(Issue::too_many_names, static_cast<std::size_t>(xmlDictSize(context_->dict)),
               limits_.names) &&
         !over(Issue::too_many_nodes, piece_.nodes.size(), limits_.nodes);
}

// libxml2 gives five pointers an attribute: local name, prefix, namespace, start and end of value.
void Parse::start(const char* name, int attributes, const xmlChar** values) {
  if (open_.empty()) {
    const auto& names = watch_.pieces;
    if (std::find(names.begin(), names.end(), name) == names.end())
      return watch_.begin(name, line());
    piece_.nodes.clear();
    piece_.texts.clear();
  } else {
    close_text();
  }
  XmlPiece::Node node{name, line(), 0, 0, 0, static_cast<std::uint32_t>(piece_.texts.size()), 0};
  for (int i = 0; i < attributes; ++i, values += 5) {
    if (std::string_view(chars(values[0])) != "Ccy") continue;
    const std::string_view value(chars(values[3]), static_cast<std::size_t>(values[4] - values[3]));
    node.currency_size = static_cast<std::uint32_t>(value.size());
    piece_.texts += value;
  }
  open_.push_back(static_cast<std::uint32_t>(piece_.nodes.size()));
  piece_.nodes.push_back(node);
}

// Text that stands before a child or after it is one text; statements have none, but for blanks.
void Parse::close_text() {
  const std::string_view text = trim_xml_space(pending_);
  XmlPiece::Node& node = piece_.nodes[open_.back()];
  if (!text.empty() && node.text_size == 0) {
    node.text = static_cast<std::uint32_t>(piece_.texts.size());
    node.text_size = static_cast<std::uint32_t>(text.size());
    piece_.texts += text;
  }
  pending_.clear();
}

void Parse::on_end(void* data, const xmlChar* local, const xmlChar*, const xmlChar*) {
  unless_stopped(data, [&](Parse& parse) { parse.end(chars(local)); });
}

void Parse::end(const char* name) {
  --depth_;
  if (open_.empty()) return watch_.end(name, line());
  close_text();
  piece_.nodes[open_.back()].end = static_cast<std::uint32_t>(piece_.nodes.size());
  open_.pop_back();
  if (open_.empty()) watch_.piece(piece_);
}

void Parse::on_text(void* data, const xmlChar* text, int size) {
  unless_stopped(data, [&](Parse& parse) {
    parse.add_text({chars(text), static_cast<std::size_t>(size)});
  });
}

void Parse::add_text(std::string_view text) {
  if (open_.empty()) return;
  pending_ += text;
  if (pending_.size() > limits_.text_bytes)
    stop(describe(Issue::text_too_long, same(std::to_string(limits_.text_bytes))));
}

void Parse::on_doctype(void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
  static_cast<Parse*>(data)->stop(describe(Issue::doctype));
}

void Parse::on_error(void* data, xmlError* error) {
  Parse& parse = *static_cast<Parse*>(data);
  const bool fatal = error->level == XML_ERR_FATAL || error->domain == XML_FROM_NAMESPACE;
  if (!fatal || parse.failure_) return;
  const xmlParserInput* input = parse.context_ ? parse.context_->input : nullptr;
  std::string_view rest;
  if (input != nullptr && input->cur != nullptr)
    rest = {chars(input->cur), static_cast<std::size_t>(input->end - input->cur)};
  if (const auto& refusal = parse.input_.refusal(); refusal && rest.empty())
    return parse.stop(refusal->message);
  parse.stop(explain(*error, rest, parse.depth_ > 0).message);
}

void Parse::stop(const Text& message) {
  if (failure_) return;
  failure_ = XmlFailure{line(), message};
  xmlStopParser(context_.get());
}

}  // namespace

std::string_view Element::name() const {
  return piece_ == nullptr ? std::string_view() : piece_->nodes[index_].name;
}

std::string_view Element::text() const {
  if (piece_ == nullptr) return {};
  const XmlPiece::Node& node = piece_->nodes[index_];
  return std::string_view(piece_->texts).substr(node.text, node.text_size);
}

std::string_view Element::currency() const {
  if (piece_ == nullptr) return {};
  const XmlPiece::Node& node = piece_->nodes[index_];
  return std::string_view(piece_->texts).substr(node.currency, node.currency_size);
}

std::uint32_t Element::line() const {
  return piece_ == nullptr ? 0 : piece_->nodes[index_].line;
}

Element Element::operator[](std::string_view path) const {
  if (piece_ == nullptr || path.empty()) return *this;
  const auto slash = std::min(path.find('/'), path.size());
  const std::string_view first = path.substr(0, slash);
  const std::string_view rest = path.substr(std::min(slash + 1, path.size()));
  const auto& nodes = piece_->nodes;
  for (std::uint32_t i = index_ + 1; i < nodes[index_].end; i = nodes[i].end)
    if (first == nodes[i].name) return Element(*piece_, i)[rest];
  return {};
}

std::vector<Element> Element::children(std::string_view name) const {
  std::vector<Element> found;
  if (piece_ == nullptr) return found;
  const auto& nodes = piece_->nodes;
  for (std::uint32_t i = index_ + 1; i < nodes[index_].end; i = nodes[i].end)
    if (name.empty() || name == nodes[i].name) found.emplace_back(*piece_, i);
  return found;
}

std::optional<XmlFailure> read_pieces(std::string_view bytes, const Limits& limits,
                                      const XmlWatch& watch) {
  return Parse(bytes, limits, watch).run();
}

}  // namespace facteur::formats::bank
