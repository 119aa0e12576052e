#include "formats/xml_source.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <exception>
#include <memory>

#include "formats/document_reader.h"
#include "formats/name_cache.h"
#include "formats/syntaxes.h"
#include "formats/xml_error.h"
#include "formats/xml_space.h"

namespace facteur::formats {
namespace {

const char* chars(const xmlChar* text) {
  return reinterpret_cast<const char*>(text);
}

struct FreeContext {
  void operator()(xmlParserCtxt* context) const { xmlFreeParserCtxt(context); }
};

// One parse: what the callbacks share.
class Parse {
 public:
  Parse(XmlInput& input, const Limits& limits, const Identity& identity,
        std::shared_ptr<TextStore> store, const ShapeSets& shape_sets)
      : input_(input),
        limits_(limits),
        identity_(identity),
        store_(std::move(store)),
        shape_sets_(shape_sets),
        log_(limits.findings) {}

  Reading run();

 private:
  static Parse& self(void* data) { return *static_cast<Parse*>(data); }
  // Exceptions may not be thrown through libxml2: they wait until it is done.
  template <typename Work>
  static void unless_stopped(void* data, Work work) {
    Parse& parse = self(data);
    if (parse.stopped_) return;
    try {
      work(parse);
    } catch (...) {
      parse.failure_ = std::current_exception();
      parse.stopped_ = true;
      xmlStopParser(parse.context_.get());
    }
  }
  static int on_read(void* data, char* buffer, int size);
  static void on_start(void* data, const xmlChar* local, const xmlChar* prefix, const xmlChar* uri,
                       int namespaces, const xmlChar** declarations, int attributes, int defaulted,
                       const xmlChar** values);
  static void on_end(void* data, const xmlChar*, const xmlChar*, const xmlChar*);
  static void on_text(void* data, const xmlChar* text, int size);
  static void on_cdata(void* data, const xmlChar* text, int size);
  static void on_instruction(void* data, const xmlChar* target, const xmlChar* text);
  static void on_doctype(void* data, const xmlChar*, const xmlChar*, const xmlChar*);
  static void on_error(void* data, xmlError* error);

  xmlSAXHandler handler() const;
  void check_window();
  void check_limits(unsigned attributes);
  void start(const xmlChar* local, const xmlChar* prefix, const xmlChar* uri, int attributes,
             const xmlChar** values);
  bool open_document(const char* local, const char* uri);
  void text(const xmlChar* text, int size, bool cdata);
  void view_attributes(int count, const xmlChar** values);
  std::string_view name_space_in_scope(std::string_view name) const;
  void stop(std::string_view rule, const Text& message);
  std::uint32_t line() const {
    return context_->input == nullptr ? 0 : static_cast<std::uint32_t>(context_->input->line);
  }
  // What libxml2 holds of the document from the place on where it is.
  std::string_view rest() const;
  Reading result();

  XmlInput& input_;
  const Limits& limits_;
  Identity identity_;
  std::shared_ptr<TextStore> store_;
  const ShapeSets& shape_sets_;
  FindingLog log_;
  std::unique_ptr<xmlParserCtxt, FreeContext> context_;
  std::optional<NameCache> names_;        // present with the reader
  std::optional<DocumentReader> reader_;  // once the root is known
  std::vector<AttributeView> attributes_;
  std::vector<std::string> attribute_names_;
  bool stopped_ = false;
  std::exception_ptr failure_;
};

xmlSAXHandler Parse::handler() const {
  xmlSAXHandler sax{};
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = on_start;
  sax.endElementNs = on_end;
  sax.characters = on_text;
  sax.ignorableWhitespace = on_text;
  sax.cdataBlock = on_cdata;
  sax.processingInstruction = on_instruction;
  sax.internalSubset = on_doctype;
  sax.serror = on_error;
  return sax;
}

Reading Parse::run() {
  static const bool ready = (xmlInitParser(), true);
  xmlSAXHandler sax = handler();
  context_.reset(
      ready ? xmlCreateIOParserCtxt(&sax, this, on_read, nullptr, this, XML_CHAR_ENCODING_NONE)
            : nullptr);
  if (!context_) throw std::bad_alloc();
  // Our own limits stand in for those that HUGE lifts. NOENT expands what XML itself defines:
  // without it an `&amp;` in an attribute arrives as `&#38;`. Nothing else can be expanded, as a
  // document that could declare an entity is stopped at its DOCTYPE.
  const int options = XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOENT;
  xmlCtxtUseOptions(context_.get(), input_.converted() ? options | XML_PARSE_IGNORE_ENC : options);
  xmlParseDocument(context_.get());
  if (failure_) std::rethrow_exception(failure_);
  if (const auto& refusal = input_.refusal()) stop(refusal->rule, refusal->message);
  return result();
}

int Parse::on_read(void* data, char* buffer, int size) {
  Parse& parse = self(data);
  try {
    parse.check_window();
    return static_cast<int>(parse.input_.read(buffer, static_cast<std::size_t>(size)));
  } catch (...) {
    parse.failure_ = std::current_exception();
    parse.stopped_ = true;
    return -1;
  }
}

// libxml2 keeps what it has not made sense of yet: white space before the root, digits of a
// character reference. Sensible documents have no more than some bytes of either.
void Parse::check_window() {
  constexpr std::ptrdiff_t most = 16 << 20;
  if (!context_ || context_->input == nullptr) return;
  if (context_->input->end - context_->input->base <= most) return;
  input_.refuse("MALFORMED", describe(Issue::endless, same(std::to_string(most))));
}

Reading Parse::result() {
  const bool complete = !stopped_ && context_->wellFormed == 1 && context_->nsWellFormed == 1;
  Reading reading;
  reading.identity = identity_;
  reading.structure = complete && log_.empty();
  if (complete && reader_) {
    reading.shapes = reader_->take_shapes();
    reading.invoice = std::move(*reader_).finish();
    reading.profile = stated_profile(*reading.invoice);
  }
  reading.findings_beyond = log_.beyond();
  reading.findings = std::move(log_).take();
  return reading;
}

// Ends the parse for a reason; the first one counts.
void Parse::stop(std::string_view rule, const Text& message) {
  if (stopped_) return;
  stopped_ = true;
  log_.add_final(rule, reader_ ? reader_->location() : std::string(), line(), message);
  xmlStopParser(context_.get());
}

void Parse::on_start(void* data, const xmlChar* local, const xmlChar* prefix, const xmlChar* uri,
                     int namespaces, const xmlChar**, int attributes, int, const xmlChar** values) {
  unless_stopped(data, [&](Parse& parse) {
    parse.check_limits(static_cast<unsigned>(namespaces + attributes));
    if (!parse.stopped_) parse.start(local, prefix, uri, attributes, values);
  });
}

// Each of these would let a document of some megabytes keep libxml2 busy for minutes.
void Parse::check_limits(unsigned attributes) {
  const auto hold = [this](Issue issue, std::size_t value, unsigned limit) {
    if (value > limit) stop("MALFORMED", describe(issue, same(std::to_string(limit))));
  };
  hold(Issue::too_many_attributes, attributes, limits_.attributes);
  hold(Issue::too_many_name_spaces, static_cast<unsigned>(context_->nsNr) / 2, limits_.name_spaces);
  hold(Issue::too_many_names, static_cast<unsigned>(xmlDictSize(context_->dict)), limits_.names);
}

void Parse::on_instruction(void* data, const xmlChar*, const xmlChar*) {
  unless_stopped(data, [](Parse& parse) { parse.check_limits(0); });
}

void Parse::start(const xmlChar* local, const xmlChar* prefix, const xmlChar* uri, int attributes,
                  const xmlChar** values) {
  if (!reader_ && !open_document(chars(local), chars(uri))) return;
  const NameCache::Entry& entry = names_->find(chars(local), chars(prefix), chars(uri));
  if (reader_->depth() >= limits_.depth) {
    return stop("MALFORMED", describe(Issue::too_deep, same(std::to_string(limits_.depth))));
  }
  if (reader_->nodes() > limits_.nodes) {
    return stop("TOO-LARGE", describe(Issue::too_many_nodes, same(std::to_string(limits_.nodes))));
  }
  view_attributes(attributes, values);
  StartTag tag;
  tag.name = {entry.name, entry.name_space, uri != nullptr};
  tag.key = &entry;
  tag.shown = names_->shown(entry);
  tag.attributes = attributes_;
  tag.line = line();
  reader_->start(tag);
}

// The root: is it one that we read?
bool Parse::open_document(const char* local, const char* uri) {
  const std::string_view name_space = uri == nullptr ? "" : uri;
  identity_ = identify_root(name_space, local);
  if (const auto found = find_syntax(name_space, local)) {
    names_.emplace(*found->grammar);
    reader_.emplace(*found->grammar, *found->document, found->syntax, log_, limits_, store_,
                    shape_sets_);
    return true;
  }
  const Text root = same(clip(identity_.root));
  if (std::string_view(local) == "StandardBusinessDocument") {
    stop("UNKNOWN-ROOT", describe(Issue::wrapped, root));
  } else {
    stop("UNKNOWN-ROOT", describe(Issue::unknown_root, root));
  }
  return false;
}

// libxml2 gives five pointers an attribute: local name, prefix, namespace, start and end of value.
void Parse::view_attributes(int count, const xmlChar** values) {
  attributes_.clear();
  attribute_names_.clear();
  attribute_names_.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i, values += 5) {
    AttributeView view;
    view.local = chars(values[0]);
    view.name = view.local;
    if (values[1] != nullptr) {
      attribute_names_.push_back(std::string(chars(values[1])) + ":" + chars(values[0]));
      view.name = attribute_names_.back();
    }
    if (values[2] != nullptr) view.name_space = chars(values[2]);
    view.value = {chars(values[3]), static_cast<std::size_t>(values[4] - values[3])};
    if (view.local == "type" && values[1] != nullptr) {
      view.type_name_space = name_space_in_scope(view.value);
    }
    attributes_.push_back(view);
  }
}

// The namespace that a QName in content stands in, empty for none; null when its prefix is not
// declared.
std::string_view Parse::name_space_in_scope(std::string_view name) const {
  name = trim_xml_space(name);
  const auto colon = name.find(':');
  const std::string_view prefix = colon == std::string_view::npos ? "" : name.substr(0, colon);
  for (int i = context_->nsNr - 2; i >= 0; i -= 2) {
    const char* declared = chars(context_->nsTab[i]);
    if (prefix == (declared == nullptr ? "" : declared)) return chars(context_->nsTab[i + 1]);
  }
  return prefix.empty() ? std::string_view("") : std::string_view();
}

void Parse::on_end(void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
  unless_stopped(data, [](Parse& parse) {
    if (parse.reader_) parse.reader_->end();
  });
}

void Parse::text(const xmlChar* text, int size, bool cdata) {
  if (!reader_) return;
  reader_->text({chars(text), static_cast<std::size_t>(size)}, cdata);
  if (!reader_->text_too_long()) return;
  stop("TOO-LARGE", describe(Issue::text_too_long, same(std::to_string(limits_.text_bytes))));
}

void Parse::on_text(void* data, const xmlChar* text, int size) {
  unless_stopped(data, [&](Parse& parse) { parse.text(text, size, false); });
}

void Parse::on_cdata(void* data, const xmlChar* text, int size) {
  unless_stopped(data, [&](Parse& parse) { parse.text(text, size, true); });
}

void Parse::on_doctype(void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
  self(data).stop("MALFORMED", describe(Issue::doctype));
}

std::string_view Parse::rest() const {
  const xmlParserInput* input = context_->input;
  if (input == nullptr || input->cur == nullptr) return {};
  return {chars(input->cur), static_cast<std::size_t>(input->end - input->cur)};
}

void Parse::on_error(void* data, xmlError* error) {
  Parse& parse = self(data);
  const bool fatal = error->level == XML_ERR_FATAL || error->domain == XML_FROM_NAMESPACE;
  if (!fatal || error->level == XML_ERR_WARNING || parse.stopped_) return;
  const std::string_view rest = parse.rest();
  if (const auto& refusal = parse.input_.refusal(); refusal && rest.empty()) {
    return parse.stop(refusal->rule, refusal->message);
  }
  const XmlError found = explain(*error, rest, !parse.identity_.root.empty());
  parse.stop(found.rule, found.message);
}

}  // namespace

Reading read_xml(XmlInput& input, const Limits& limits, const Identity& identity,
                 std::shared_ptr<TextStore> store, const ShapeSets& shape_sets) {
  return Parse(input, limits, identity, std::move(store), shape_sets).run();
}

}  // namespace facteur::formats
