#include "formats/pdfa/xmp_types.h"

#include <libxml/xpath.h>

#include <algorithm>
#include <array>
#include <memory>

#include "formats/pdf/tokens.h"

namespace facteur::formats::pdfa {
namespace {

using pdf::is_digit;

constexpr std::array<std::string_view, 3> array_types{"bag ", "seq ", "alt "};
constexpr std::array<XmpShape, 3> array_shapes{XmpShape::bag, XmpShape::seq, XmpShape::alt};

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

void drop_sign(std::string_view& text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
}

bool is_text(std::string_view) {
  return true;
}

bool is_boolean(std::string_view text) {
  return text == "True" || text == "False";
}

bool is_integer(std::string_view text) {
  drop_sign(text);
  return all_digits(text);
}

bool is_real(std::string_view text) {
  drop_sign(text);
  const auto digits = std::ranges::count_if(text, is_digit);
  const auto points = std::ranges::count(text, '.');
  return digits > 0 && points <= 1 && static_cast<std::size_t>(digits + points) == text.size();
}

bool is_mime_word(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '-' || c == '+' || c == '.';
  });
}

bool is_mime_type(std::string_view text) {
  const std::size_t slash = text.find('/');
  return slash != text.npos && is_mime_word(text.substr(0, slash)) &&
         is_mime_word(text.substr(slash + 1));
}

// Takes from one to `most` digits off the front; false when there are none.
bool take_digits(std::string_view& text, std::size_t most = 1000) {
  std::size_t count = 0;
  while (count < most && count < text.size() && is_digit(text[count])) ++count;
  text.remove_prefix(count);
  return count > 0;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

// Degrees, minutes and seconds "12,34,56N", or degrees and minutes "12,34.5678N".
bool is_gps_coordinate(std::string_view text) {
  if (!take_digits(text, 3) || !take(text, ',') || !take_digits(text, 2)) return false;
  const bool seconds = take(text, ',');
  if (seconds ? !take_digits(text, 2) : !(take(text, '.') && take_digits(text))) return false;
  return text.size() == 1 && std::string_view("NSEW").find(text[0]) != text.npos;
}

bool take_zone(std::string_view& text) {
  if (take(text, 'Z')) return true;
  if (!take(text, '+') && !take(text, '-')) return false;
  if (!take_digits(text)) return false;
  return text.empty() || (take(text, ':') && take_digits(text));
}

bool is_time(std::string_view text) {
  if (!take_digits(text)) return false;
  if (text.empty()) return true;
  if (take(text, ':') && !take_digits(text)) return false;
  if (take(text, ':')) {
    if (!take_digits(text)) return false;
    if (take(text, '.') && !take_digits(text)) return false;
  }
  return text.empty() || (take_zone(text) && text.empty());
}

// ISO 8601 from a year alone to fractions of a second; what is too large for its place is let pass,
// and so is an empty value, as the toolkit of XMP does.
bool is_date(std::string_view text) {
  if (text.empty()) return true;
  take(text, '-');
  for (int part = 0; part < 3; ++part) {
    if (!take_digits(text)) return false;
    if (text.empty()) return true;
    if (!take(text, part < 2 ? '-' : 'T')) return false;
  }
  return is_time(text);
}

bool is_xpath(std::string_view text) {
  constexpr std::size_t longest = 10'000;
  if (text.empty() || text.size() > longest) return false;
  const std::unique_ptr<xmlXPathContext, decltype(&xmlXPathFreeContext)> context(
      xmlXPathNewContext(nullptr), &xmlXPathFreeContext);
  if (!context) return true;
  context->error = [](void*, xmlErrorPtr) {};
  const std::string copy(text);
  const std::unique_ptr<xmlXPathCompExpr, decltype(&xmlXPathFreeCompExpr)> compiled(
      xmlXPathCtxtCompile(context.get(), reinterpret_cast<const xmlChar*>(copy.c_str())),
      &xmlXPathFreeCompExpr);
  return compiled != nullptr;
}

struct SimpleType {
  std::string_view name;
  bool (*holds)(std::string_view value);
};

// URIs and URLs are judged as text: what is one has been read differently for decades.
constexpr SimpleType simple_types[] = {
    {"boolean", is_boolean},
    {"integer", is_integer},
    {"real", is_real},
    {"mimetype", is_mime_type},
    {"propername", is_text},
    {"text", is_text},
    {"agentname", is_text},
    {"rational", is_text},
    {"renditionclass", is_text},
    {"locale", is_text},
    {"gpscoordinate", is_gps_coordinate},
    {"date", is_date},
    {"uri", is_text},
    {"url", is_text},
    {"xpath", is_xpath},
};

const SimpleType* simple_type(std::string_view name) {
  const auto* found = std::ranges::find(simple_types, name, &SimpleType::name);
  return found == std::end(simple_types) ? nullptr : found;
}

// The index of the array type that `type` starts with; 3 when it is none.
std::size_t array_of(std::string_view type) {
  std::size_t i = 0;
  while (i < array_types.size() && !type.starts_with(array_types[i])) ++i;
  return i;
}

void remove_all(std::string& text, std::string_view part) {
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at)) {
    text.erase(at, part.size());
  }
}

}  // namespace

std::string plain_type(std::string_view written) {
  std::string type;
  for (const char c : written) {
    type += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  for (const std::string_view choice :
       {"open choice of ", "closed choice of ", "choice of ", "open choice ", "closed choice ",
        "choice ", "open choice", "closed choice", "choice"}) {
    remove_all(type, choice);
  }
  const std::size_t first = type.find_first_not_of(" \t\r\n");
  if (first == type.npos) return "text";
  type = type.substr(first, type.find_last_not_of(" \t\r\n") + 1 - first);
  if (type.ends_with("lang alt")) return type;
  for (const std::string_view array : {"bag", "seq", "alt"}) {
    if (type.ends_with(array)) return type + " text";
  }
  return type;
}

const XmpTypes& XmpTypes::predefined() {
  static const XmpTypes types = [] {
    XmpTypes all;
    predefined_schemas::add_structures(all);
    return all;
  }();
  return types;
}

bool XmpTypes::knows(std::string_view written) const {
  const std::string plain = plain_type(written);
  std::string_view type = plain;
  for (std::size_t array = array_of(type); array < array_types.size(); array = array_of(type)) {
    type.remove_prefix(array_types[array].size());
  }
  return type == "lang alt" || simple_type(type) != nullptr || texts_.contains(type) ||
         structures_.contains(type);
}

bool XmpTypes::matches(const XmpNode& node, std::string_view type) const {
  return matches_plain(node, plain_type(type));
}

bool XmpTypes::matches_plain(const XmpNode& node, std::string_view type) const {
  if (type == "any") return true;
  if (const std::size_t array = array_of(type); array < array_types.size()) {
    if (node.shape != array_shapes[array]) return false;
    const std::string_view of = type.substr(array_types[array].size());
    return std::ranges::all_of(node.children,
                               [&](const XmpNode& item) { return matches(item, of); });
  }
  if (type == "lang alt") return node.is_language_alternative();
  if (const auto own = structures_.find(type); own != structures_.end()) {
    return matches_structure(node, own->second);
  }
  if (node.shape != XmpShape::simple) return false;
  if (texts_.contains(type)) return true;
  const SimpleType* simple = simple_type(type);
  return simple != nullptr && simple->holds(node.value);
}

bool XmpTypes::matches_structure(const XmpNode& node, const XmpStructure& structure) const {
  if (node.shape != XmpShape::structure) return false;
  return std::ranges::all_of(node.children, [&](const XmpNode& field) {
    const auto type = structure.fields.find(field.name);
    return type != structure.fields.end() && field.name_space == structure.name_space &&
           matches(field, type->second);
  });
}

void XmpTypes::add_text(std::string_view name) {
  const std::string type = plain_type(name);
  structures_.erase(type);
  texts_[type] = true;
}

void XmpTypes::add_structure(std::string_view name, XmpStructure structure) {
  const std::string type = plain_type(name);
  texts_.erase(type);
  structures_[type] = std::move(structure);
}

}  // namespace facteur::formats::pdfa
