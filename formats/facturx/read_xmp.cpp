#include "formats/facturx/read_xmp.h"

#include <libxml/parser.h>

#include <array>
#include <memory>
#include <new>

#include "formats/xml_guard.h"
#include "formats/xml_space.h"

namespace facteur::formats::facturx {
namespace {

constexpr std::size_t tag_bytes = 64u << 10;
constexpr std::size_t most_text = 500;

constexpr std::string_view pdfa = "http://www.aiim.org/pdfa/ns/id/";
// Of Factur-X and ZUGFeRD 2.1, ZUGFeRD 2.0, ZUGFeRD 1 and its drafts.
constexpr std::array<std::string_view, 3> invoices{
    "urn:factur-x:pdfa:", "urn:zugferd:pdfa:", "urn:ferd:pdfa:"};

struct Property {
  std::string_view name;
  std::string XmpFacts::*value;
};
constexpr std::array invoice_properties{
    Property{"ConformanceLevel", &XmpFacts::conformance_level},
    Property{"DocumentFileName", &XmpFacts::document_file_name},
    Property{"DocumentType", &XmpFacts::document_type},
    Property{"Version", &XmpFacts::version},
};
constexpr std::array pdfa_properties{
    Property{"part", &XmpFacts::pdfa_part},
    Property{"conformance", &XmpFacts::pdfa_conformance},
};

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

bool is_of_invoice(std::string_view name_space) {
  for (const std::string_view start : invoices) {
    if (name_space.substr(0, start.size()) == start) return true;
  }
  return false;
}

class Parse {
 public:
  explicit Parse(XmpFacts& facts) : facts_(facts) {}
  void run(std::string_view packet);

 private:
  static Parse& self(void* data) { return *static_cast<Parse*>(data); }
  static void on_start(void* data, const xmlChar* local, const xmlChar*, const xmlChar* uri, int,
                       const xmlChar**, int attributes, int, const xmlChar** values);
  static void on_end(void* data, const xmlChar*, const xmlChar*, const xmlChar*);
  static void on_text(void* data, const xmlChar* text, int size);
  static void on_doctype(void* data, const xmlChar*, const xmlChar*, const xmlChar*);
  static void on_error(void*, xmlError*) {}

  std::string* place_of(std::string_view name_space, std::string_view local);
  static void set(std::string* place, std::string_view value);

  XmpFacts& facts_;
  xmlParserCtxt* context_ = nullptr;
  std::string* open_ = nullptr;  // where the text of the open element belongs
  std::string text_;
};

void Parse::run(std::string_view packet) {
  xmlSAXHandler sax{};
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = on_start;
  sax.endElementNs = on_end;
  sax.characters = on_text;
  sax.internalSubset = on_doctype;
  sax.serror = on_error;
  const std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> context(
      xmlCreatePushParserCtxt(&sax, this, nullptr, 0, nullptr), xmlFreeParserCtxt);
  if (!context) throw std::bad_alloc();
  context_ = context.get();
  xmlCtxtUseOptions(context_, XML_PARSE_NONET | XML_PARSE_NOENT);
  XmlGuard guard(tag_bytes);
  const std::string_view guarded = guard.pass(packet);
  xmlParseChunk(context_, guarded.data(), static_cast<int>(guarded.size()), 1);
}

// The first statement of a property counts.
std::string* Parse::place_of(std::string_view name_space, std::string_view local) {
  const auto find = [&](const auto& properties) -> std::string* {
    for (const Property& property : properties) {
      if (property.name == local) return &(facts_.*property.value);
    }
    return nullptr;
  };
  if (name_space == pdfa) return find(pdfa_properties);
  if (!is_of_invoice(name_space)) return nullptr;
  std::string* place = find(invoice_properties);
  if (place != nullptr && facts_.name_space.empty()) facts_.name_space = name_space;
  return place;
}

void Parse::set(std::string* place, std::string_view value) {
  value = trim_xml_space(value);
  if (place->empty()) *place = value.substr(0, most_text);
}

// libxml2 gives five pointers an attribute: local name, prefix, namespace, start and end of value.
void Parse::on_start(void* data, const xmlChar* local, const xmlChar*, const xmlChar* uri, int,
                     const xmlChar**, int attributes, int, const xmlChar** values) {
  Parse& parse = self(data);
  parse.open_ = parse.place_of(view(uri), view(local));
  parse.text_.clear();
  for (int i = 0; i < attributes; ++i, values += 5) {
    std::string* place = parse.place_of(view(values[2]), view(values[0]));
    if (place == nullptr) continue;
    const auto size = static_cast<std::size_t>(values[4] - values[3]);
    set(place, {reinterpret_cast<const char*>(values[3]), size});
  }
}

void Parse::on_end(void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
  Parse& parse = self(data);
  if (parse.open_ != nullptr) set(parse.open_, parse.text_);
  parse.open_ = nullptr;
}

void Parse::on_text(void* data, const xmlChar* text, int size) {
  Parse& parse = self(data);
  if (parse.open_ == nullptr || parse.text_.size() > most_text) return;
  parse.text_.append(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
}

void Parse::on_doctype(void* data, const xmlChar*, const xmlChar*, const xmlChar*) {
  xmlStopParser(self(data).context_);
}

}  // namespace

XmpFacts read_xmp(std::string_view packet) {
  XmpFacts facts;
  facts.present = true;
  Parse(facts).run(packet);
  return facts;
}

}  // namespace facteur::formats::facturx
