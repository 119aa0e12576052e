// A document of a known grammar, element by element: checks its structure and fills the model.
//
// Feed it the events of an XML parser in their order. It holds one frame an open element; what was
// closed lives on only in the model.
#pragma once

#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "formats/content_model.h"
#include "formats/element_text.h"
#include "formats/finding_log.h"
#include "formats/shape_watch.h"
#include "formats/term_binder.h"

namespace facteur::formats {

struct StartTag {
  ElementName name;
  // The name as it is shown: of the grammar when it knows it, else as written. Must live until the
  // element is closed. `key` tells names apart: equal for equal names.
  std::string_view shown;
  const void* key = nullptr;
  std::span<const AttributeView> attributes;
  std::uint32_t line = 0;
};

class DocumentReader {
 public:
  // `log` and `limits` must outlive the reader; `store` may be null (read.h).
  DocumentReader(const schemas::Grammar& grammar, const schemas::Document& document, Syntax syntax,
                 FindingLog& log, const Limits& limits, std::shared_ptr<TextStore> store,
                 const ShapeSets& shape_sets);

  void start(const StartTag& tag);
  // `cdata`: from a CDATA section.
  void text(std::string_view characters, bool cdata);
  void end();

  std::size_t depth() const { return frames_.size(); }
  // XPath of the open element; empty before the root.
  std::string location() const { return location(depth()); }
  std::uint32_t line() const { return frames_.empty() ? 0 : frames_.back().line; }
  // Is the text of the open element longer than Limits::text_bytes?
  bool text_too_long() const { return text_.too_long(); }
  std::size_t nodes() const { return builder_.nodes(); }
  // After the root has been closed.
  Invoice finish() && { return std::move(builder_).finish(std::move(store_)); }
  std::vector<ShapeFindings> take_shapes() { return std::move(shapes_).take(); }

 private:
  // How strictly an element's content is looked at.
  enum class Mode : std::uint8_t {
    checked,  // against its type
    lax,      // foreign content: only what is declared globally
    skipped,  // below something already reported
  };
  struct Frame {
    std::string_view name;
    Place place;
    std::uint32_t ordinal = 1;
    std::uint32_t line = 0;
    std::uint32_t counters = 0;  // where this element's begin in counters_
    std::uint16_t type = schemas::nothing;
    Position position;
    Mode mode = Mode::checked;
    bool declared = true;  // false for foreign content
    bool text_reported = false;
  };
  struct Counter {
    const void* key;
    std::uint32_t count;
  };

  const schemas::Type& type_of(const Frame& frame) const { return grammar_.types[frame.type]; }
  bool is_text(const Frame& frame) const;
  void open_root(const StartTag& tag, Frame& frame);
  void place_child(const StartTag& tag, Frame& parent, Frame& frame);
  void check_child(const StartTag& tag, Frame& parent, Frame& frame);
  void accept(const StartTag& tag, std::uint16_t particle, Frame& frame);
  void report_child(const StartTag& tag, const Frame& parent, Move move);
  void open_lax(const StartTag& tag, Frame& frame) const;
  void check_attributes(const StartTag& tag, const Frame& frame);
  void check_plain_attribute(const AttributeView& attribute, const Frame& frame,
                             unsigned& required);
  void check_value(const AttributeView& attribute, const schemas::Attribute& rule);
  void check_xsi_attribute(const AttributeView& attribute, const StartTag& tag, const Frame& frame);
  void check_xsi_type(const AttributeView& attribute, const StartTag& tag, const Frame& frame);
  bool is_own_type(const AttributeView& attribute, const StartTag& tag, const Frame& frame) const;
  void close_text(const Place& place);
  void check_end(const Frame& frame);
  void check_text(const Frame& frame);
  std::string location(std::size_t depth) const;  // of the first `depth` open elements
  std::uint32_t count(const void* key, std::uint32_t first);
  void place_shapes() {
    if (shapes_.has_news()) shapes_.place(location(), line());
  }
  // True, and counted, when there is no room for one more finding.
  bool muted();
  void report(Issue issue, const Text& first = {}, const Text& second = {}, const Text& third = {});

  const schemas::Grammar& grammar_;
  const schemas::Document& document_;
  FindingLog& log_;
  InvoiceBuilder builder_;
  TermBinder binder_;
  ShapeWatch shapes_;
  std::vector<Frame> frames_;
  std::vector<Counter> counters_;
  std::shared_ptr<TextStore> store_;
  ElementText text_;
  std::unordered_set<std::string> ids_;  // XML IDs seen: each may occur once
};

}  // namespace facteur::formats
