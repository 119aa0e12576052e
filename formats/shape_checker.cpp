#include "formats/shape_checker.h"

#include <algorithm>
#include <bitset>
#include <charconv>

#include "formats/value_forms.h"
#include "formats/xml_space.h"
#include "schemas/code_lists.h"
#include "schemas/grammar.h"

namespace facteur::formats {
namespace {

using schemas::no_shape;
using schemas::ShapeCheck;
using schemas::ShapeCount;
using schemas::ShapeGuard;
using schemas::ShapeTest;
using schemas::ShapeToken;

template <typename Row>
std::span<const Row> part(std::span<const Row> table, std::uint16_t first, std::uint16_t count) {
  return table.subspan(first, count);
}

// upper-case() for what codes are made of; other letters stay as they are.
std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

// normalize-space()
std::string normal(std::string_view text) {
  std::string result;
  for (const char c : trim_xml_space(text)) {
    const bool space = xml_space.find(c) != std::string_view::npos;
    if (!space) {
      result += c;
    } else if (result.back() != ' ') {
      result += ' ';
    }
  }
  return result;
}

bool has_decimals_up_to(std::string_view text, std::string_view most) {
  std::size_t limit = 0;
  std::from_chars(most.data(), most.data() + most.size(), limit);
  const auto point = text.find('.');
  if (point == std::string_view::npos) return true;
  const auto digits = text.substr(point + 1);
  const auto starts_character = [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  };
  return static_cast<std::size_t>(std::count_if(digits.begin(), digits.end(), starts_character)) <=
         limit;
}

// Eight digits of which four to six are a month and the last two a day from 01 to 31, whether or
// not the month has so many.
bool is_date_102(std::string_view text) {
  const std::string_view digits = trim_xml_space(text);
  if (digits.size() != 8 || digits.find_first_not_of("0123456789") != std::string_view::npos) {
    return false;
  }
  const auto number = [&](std::size_t at) {
    return (digits[at] - '0') * 10 + digits[at + 1] - '0';
  };
  return number(4) >= 1 && number(4) <= 12 && number(6) >= 1 && number(6) <= 31;
}

bool is_boolean(std::string_view text, std::string_view literal) {
  const std::string_view value = trim_xml_space(text);
  return literal == "true" ? value == "true" || value == "1" : value == "false" || value == "0";
}

// `words` stand each between spaces.
bool is_among(std::string_view value, std::string_view words) {
  if (value.empty() || value.find(' ') != std::string_view::npos) return false;
  for (auto at = words.find(value); at != std::string_view::npos; at = words.find(value, at + 1)) {
    if (words[at - 1] == ' ' && words[at + value.size()] == ' ') return true;
  }
  return false;
}

// `words`: the id of a code list, then what differs from it, each word followed by a space.
bool is_listed(std::string_view value, std::string_view words) {
  if (value.empty() || value.find(' ') != std::string_view::npos) return false;
  const auto end = words.find(' ');
  const std::string word(value);
  if (words.find(" +" + word + " ", end) != std::string_view::npos) return true;
  if (words.find(" -" + word + " ", end) != std::string_view::npos) return false;
  const CodeList* list = find_code_list(words.substr(0, end));
  return list != nullptr && list->contains(value);
}

}  // namespace

ShapeChecker::ShapeChecker(const schemas::Shapes& shapes)
    : shapes_(&shapes), open_(shapes.scopes.size()) {
  findings_.shapes = &shapes;
}

std::uint16_t ShapeChecker::next_state(std::uint16_t name, std::string_view shown) const {
  if (name == schemas::nothing) name = ending_of(shown);
  if (name == no_shape) return 0;
  const auto& state = shapes_->states[states_.empty() ? shapes_->start : states_.back()];
  const auto edges = part(shapes_->edges, state.first_edge, state.edge_count);
  const auto edge = std::lower_bound(edges.begin(), edges.end(), name,
                                     [](const auto& e, std::uint16_t n) { return e.name < n; });
  return edge != edges.end() && edge->name == name ? edge->state : shapes_->otherwise[name];
}

// The number that an unknown name goes by.
std::uint16_t ShapeChecker::ending_of(std::string_view shown) const {
  const std::size_t known = shapes_->otherwise.size() - shapes_->endings.size();
  for (std::size_t i = 0; i < shapes_->endings.size(); ++i) {
    if (shown.ends_with(shapes_->endings[i])) return static_cast<std::uint16_t>(known + i);
  }
  return no_shape;
}

void ShapeChecker::start(std::uint16_t name, std::string_view shown,
                         std::span<const AttributeView> attributes) {
  states_.push_back(next_state(name, shown));
  const auto& state = shapes_->states[states_.back()];
  shown_ = shown;
  childless_ = blank_ = true;
  open_scopes(state);
  look_at_attributes(state, attributes);
  if (state.wants_text && text_depth_ == 0) {
    text_depth_ = states_.size();
    text_.clear();
  }
}

void ShapeChecker::open_scopes(const schemas::ShapeState& state) {
  for (const auto& row : part(shapes_->openings, state.first_opening, state.opening_count)) {
    if (!holds(row.guard)) continue;
    scopes_.push_back({row.scope, static_cast<std::uint32_t>(states_.size()), registers_.size()});
    registers_.resize(registers_.size() + shapes_->scopes[row.scope].register_count);
    ++open_[row.scope];
  }
}

void ShapeChecker::look_at_attributes(const schemas::ShapeState& state,
                                      std::span<const AttributeView> attributes) {
  const auto& names = shapes_->attributes;
  for (const AttributeView& attribute : attributes) {
    if (!attribute.name_space.empty()) continue;
    const auto name = std::lower_bound(names.begin(), names.end(), attribute.local);
    if (name == names.end() || *name != attribute.local) continue;
    const auto index = static_cast<std::uint16_t>(name - names.begin());
    count_attribute(part(shapes_->counts, state.first_count, state.count_count), index,
                    attribute.value);
    count_attribute(shapes_->everywhere, index, attribute.value);
  }
}

void ShapeChecker::count_attribute(std::span<const ShapeCount> rows, std::uint16_t attribute,
                                   std::string_view value) {
  for (const ShapeCount& row : rows) {
    if (row.attribute == attribute) count(row, value);
  }
}

void ShapeChecker::text(std::string_view characters, bool blank) {
  if (childless_) blank_ = blank_ && blank;
  if (text_depth_ == 0) return;
  text_ += characters.substr(0, longest_text - std::min(longest_text, text_.size()));
}

void ShapeChecker::end() {
  const auto& state = shapes_->states[states_.back()];
  if (childless_ && blank_ && shapes_->empty_values != no_shape &&
      shown_ != shapes_->empty_allowed) {
    found(shapes_->empty_values);
  }
  childless_ = false;
  for (const ShapeCount& row : part(shapes_->counts, state.first_count, state.count_count)) {
    if (row.attribute == no_shape) count(row, text_);
  }
  while (!scopes_.empty() && scopes_.back().depth == states_.size()) {
    const OpenScope scope = scopes_.back();
    close(scope);
    scopes_.pop_back();
    registers_.resize(scope.registers);
    --open_[scope.scope];
  }
  if (text_depth_ == states_.size()) text_depth_ = 0;
  states_.pop_back();
}

void ShapeChecker::count(const ShapeCount& row, std::string_view value) {
  if (!holds(row.guard)) return;
  const std::size_t cell = cell_of(row.target, row.distance);
  if (cell == nowhere) return;
  if (!passes(shapes_->tests[row.test], value, cell)) return;
  add(row.target, row.distance, 1);
}

// Where a register of an open scope is kept; nowhere when its scope did not open.
std::size_t ShapeChecker::cell_of(std::uint16_t target, std::uint8_t distance) const {
  const auto& place = shapes_->registers[target];
  for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
    if (scope->scope != place.scope) continue;
    const bool near =
        distance == ShapeCount::any_distance || scope->depth + distance == states_.size();
    if (near) return scope->registers + place.offset;
  }
  return nowhere;
}

void ShapeChecker::add(std::uint16_t target, std::uint8_t distance, std::uint32_t amount) {
  const std::size_t cell = cell_of(target, distance);
  if (cell == nowhere || amount == 0) return;
  const auto& row = shapes_->registers[target];
  const bool within = registers_[cell] <= row.maximum;
  registers_[cell] += amount;
  if (row.rule != no_shape && within && registers_[cell] > row.maximum) found(row.rule);
}

bool ShapeChecker::passes(const ShapeTest& test, std::string_view value, std::size_t cell) {
  if (test.kind == ShapeTest::Kind::any) return true;
  std::string folded;
  if (test.fold == ShapeTest::Fold::upper) value = folded = upper(value);
  if (test.fold == ShapeTest::Fold::normal) value = folded = normal(value);
  switch (test.kind) {
    case ShapeTest::Kind::equal:
      return (value == test.literal) != test.negated;
    case ShapeTest::Kind::decimals:
      return has_decimals_up_to(value, test.literal);
    case ShapeTest::Kind::date_102:
      return is_date_102(value);
    case ShapeTest::Kind::boolean:
      return is_boolean(value, test.literal);
    case ShapeTest::Kind::distinct:
      return is_new(value, cell);
    case ShapeTest::Kind::among:
      return test.negated ? !value.empty() && !is_among(value, test.literal)
                          : is_among(value, test.literal);
    case ShapeTest::Kind::listed:
      return test.negated ? !value.empty() && !is_listed(value, test.literal)
                          : is_listed(value, test.literal);
    case ShapeTest::Kind::note:
      notes_.push_back({test.literal, std::string(value)});
      return false;
    case ShapeTest::Kind::noted:
      return std::any_of(notes_.begin(), notes_.end(), [&](const Note& note) {
        return note.name == test.literal && note.value == value;
      });
    case ShapeTest::Kind::form:
      return has_form(value, test.literal);
    case ShapeTest::Kind::any:
      break;
  }
  return true;
}

bool ShapeChecker::is_new(std::string_view value, std::size_t cell) {
  const auto first =
      std::find_if(firsts_.begin(), firsts_.end(), [&](const First& f) { return f.cell == cell; });
  if (first == firsts_.end()) {
    firsts_.push_back({cell, std::string(value)});
    return true;
  }
  if (registers_[cell] != 0) return first->value != value;
  first->value = value;  // the scope has opened anew
  return true;
}

bool ShapeChecker::holds(const ShapeGuard& guard) const {
  return guard.scope == no_shape || (open_[guard.scope] != 0) == guard.inside;
}

bool ShapeChecker::holds(const ShapeCheck& check, const OpenScope& scope) const {
  std::bitset<64> stack;  // of truth values, the top at position 0
  for (const ShapeToken& token : part(shapes_->tokens, check.first_token, check.token_count)) {
    const bool top = stack[0], below = stack[1];
    switch (token.kind) {
      case ShapeToken::Kind::range: {
        const auto count = registers_[scope.registers + shapes_->registers[token.subject].offset];
        stack <<= 1;
        stack[0] = count >= token.minimum &&
                   (token.maximum == schemas::unbounded || count <= token.maximum);
        break;
      }
      case ShapeToken::Kind::inside:
        stack <<= 1;
        stack[0] = open_[token.subject] != 0;
        break;
      case ShapeToken::Kind::negate:
        stack[0] = !top;
        break;
      case ShapeToken::Kind::all:
      case ShapeToken::Kind::any:
        stack >>= 1;
        stack[0] = token.kind == ShapeToken::Kind::all ? top && below : top || below;
        break;
    }
  }
  return stack[0];
}

void ShapeChecker::close(const OpenScope& scope) {
  const auto& row = shapes_->scopes[scope.scope];
  for (const ShapeCheck& check : part(shapes_->checks, row.first_check, row.check_count)) {
    const bool good = holds(check, scope);
    if (check.rule != no_shape) {
      if (!good) found(check.rule);
    } else if (good) {
      const bool itself = check.source == no_shape;
      add(check.target, check.distance,
          itself ? 1 : registers_[scope.registers + shapes_->registers[check.source].offset]);
    }
  }
}

void ShapeChecker::found(std::uint16_t rule) {
  found_.resize(shapes_->rules.size());
  const std::uint32_t count = ++found_[rule];
  const bool room = count <= ShapeFindings::kept_for_each_rule &&
                    findings_.kept.size() < ShapeFindings::kept_in_all;
  if (count == 1 || room) {
    findings_.kept.push_back({rule, {}, 0});
  } else {
    auto& beyond = findings_.beyond;
    const auto row =
        std::find_if(beyond.begin(), beyond.end(), [&](const auto& b) { return b.rule == rule; });
    row == beyond.end() ? beyond.push_back({rule, 1}) : static_cast<void>(++row->count);
  }
}

void ShapeChecker::place(const std::string& location, std::uint32_t line) {
  for (; placed_ < findings_.kept.size(); ++placed_) {
    findings_.kept[placed_].location = location;
    findings_.kept[placed_].line = line;
  }
}

}  // namespace facteur::formats
