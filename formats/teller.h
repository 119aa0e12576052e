// What an XML document says, thing by thing: the text of each leaf and each attribute, while its
// bytes come. Memory is for one text and for the elements that are open.
#pragma once

#include <libxml/parser.h>

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "formats/byte_sink.h"

namespace facteur::formats {

class Teller;

// Valid while the listener has it.
struct Saying {
  // Of the place (namespaces and local names from the root down, without ordinals) and the text:
  // the same for the same thing in any document.
  std::size_t hash = 0;
  std::uint32_t line = 0;
  std::string_view attribute;  // its name; empty: the text of an element
  std::string_view text;       // of a long one, the beginning
  const Teller* teller = nullptr;

  // Names as the document writes them, without ordinals; "@name" at the end for an attribute.
  std::string path() const;
};

// For documents that have been read already: well-formed, without a DOCTYPE. White space alone says
// nothing. Attributes in a namespace are not told.
class Teller final : public ByteSink {
 public:
  using Listener = std::function<void(const Saying&)>;
  // `decoded`: the bytes are UTF-8, whatever the document declares.
  Teller(Listener listener, bool decoded);

  // Throws what the listener throws.
  void write(std::string_view piece) override;
  void end();

 private:
  friend struct Saying;
  struct Level {
    const char *prefix, *local;  // of the parser's dictionary
    std::size_t hash;
    std::uint32_t line;
    bool leaf = true;
  };
  struct FreeContext {
    void operator()(xmlParserCtxt* context) const { xmlFreeParserCtxt(context); }
  };

  static xmlSAXHandler handler();
  template <typename Work>
  static void guarded(void* self, Work work);
  static void on_start(void* self, const xmlChar* local, const xmlChar* prefix, const xmlChar* uri,
                       int, const xmlChar**, int attributes, int, const xmlChar** values);
  static void on_end(void* self, const xmlChar*, const xmlChar*, const xmlChar*);
  static void on_text(void* self, const xmlChar* text, int size);

  void feed(std::string_view piece, bool last);
  void open(const xmlChar* local, const xmlChar* prefix, const xmlChar* uri);
  void tell_attributes(int count, const xmlChar** values);
  void take_text(std::string_view text);
  void close();

  Listener listener_;
  std::unique_ptr<xmlParserCtxt, FreeContext> context_;
  std::vector<Level> levels_;
  std::string text_;             // of the innermost element, what is not in text_hash_
  std::string beginning_;        // of a text that is longer than one block
  std::size_t text_hash_ = 0;    // of the blocks before
  bool says_something_ = false;  // not white space alone
  std::exception_ptr failure_;
};

}  // namespace facteur::formats
