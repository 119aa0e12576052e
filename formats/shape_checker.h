// Holds a document against the rules about its shape (schemas/shapes.h) while it is read.
//
// Costs one look-up an element, and memory for the scopes that are open: at most one or two a
// level. What it finds is kept up to a bound, and counted beyond. Used by one thread at a time.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/shape_findings.h"
#include "formats/term_binder.h"
#include "schemas/shapes.h"

namespace facteur::formats {

class ShapeChecker {
 public:
  explicit ShapeChecker(const schemas::Shapes& shapes);

  const schemas::Shapes& shapes() const { return *shapes_; }

  // An element: its name in the grammar, or `nothing` and the name as written.
  void start(std::uint16_t name, std::string_view shown, std::span<const AttributeView> attributes);
  // `blank`: nothing but white space (xml_space.h).
  void text(std::string_view characters, bool blank);
  void end();

  // Was something found by the last start() or end() that has no place yet? place() gives it one:
  // that of the element.
  bool has_news() const { return placed_ < findings_.kept.size(); }
  void place(const std::string& location, std::uint32_t line);

  ShapeFindings take() && { return std::move(findings_); }

 private:
  struct OpenScope {
    std::uint16_t scope;
    std::uint32_t depth;
    std::size_t registers;  // where its own begin in registers_
  };
  struct First {  // value that a register which counts distinct ones has met
    std::size_t cell;
    std::string value;
  };
  struct Note {  // a value that tests to come are about
    std::string_view name;
    std::string value;
  };
  // No code, amount or name is longer; what goes beyond is not compared.
  static constexpr std::size_t longest_text = 64u << 10;
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

  std::uint16_t next_state(std::uint16_t name, std::string_view shown) const;
  std::uint16_t ending_of(std::string_view shown) const;
  void open_scopes(const schemas::ShapeState& state);
  void look_at_attributes(const schemas::ShapeState& state,
                          std::span<const AttributeView> attributes);
  void count_attribute(std::span<const schemas::ShapeCount> rows, std::uint16_t attribute,
                       std::string_view value);
  void count(const schemas::ShapeCount& row, std::string_view value);
  void add(std::uint16_t target, std::uint8_t distance, std::uint32_t amount);
  std::size_t cell_of(std::uint16_t target, std::uint8_t distance) const;
  bool passes(const schemas::ShapeTest& test, std::string_view value, std::size_t cell);
  bool is_new(std::string_view value, std::size_t cell);
  bool holds(const schemas::ShapeGuard& guard) const;
  bool holds(const schemas::ShapeCheck& check, const OpenScope& scope) const;
  void close(const OpenScope& scope);
  void found(std::uint16_t rule);

  const schemas::Shapes* shapes_;
  std::vector<std::uint16_t> states_;  // of the open elements
  std::vector<OpenScope> scopes_;
  std::vector<std::uint32_t> registers_;
  std::vector<std::uint16_t> open_;  // how many scopes of each kind are open
  std::vector<First> firsts_;
  std::vector<Note> notes_;
  std::string text_;
  std::string_view shown_;                  // name of the element opened last
  bool childless_ = false, blank_ = false;  // the open element, so far
  std::size_t text_depth_ = 0;  // of the outermost element whose text is looked at; 0: none
  ShapeFindings findings_;
  std::size_t placed_ = 0;
  std::vector<std::uint32_t> found_;  // how often, by rule; empty before the first
};

}  // namespace facteur::formats
