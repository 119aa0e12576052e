#include "formats/lexical.h"

#include <libxml/xmlschemastypes.h>

#include <array>
#include <string>

#include "formats/utf8.h"
#include "formats/xml_space.h"

namespace facteur::formats {
namespace {

using schemas::Lexical;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The plain forms that nearly all documents use; anything else goes to libxml2.
bool is_plain_decimal(std::string_view text) {
  if (text.empty() || text.size() > 18 || !is_digit(text.front()) || !is_digit(text.back())) {
    return false;
  }
  std::size_t points = 0;
  for (const char c : text) {
    if (c == '.') {
      ++points;
    } else if (!is_digit(c)) {
      return false;
    }
  }
  return points <= 1;
}

// YYYY-MM-DD with a day that every month has.
bool is_plain_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t i : {0u, 1u, 2u, 3u, 5u, 6u, 8u, 9u}) {
    if (!is_digit(text[i])) return false;
  }
  const auto two = [text](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  return text.substr(0, 4) != "0000" && two(5) >= 1 && two(5) <= 12 && two(8) >= 1 && two(8) <= 28;
}

struct BuiltIn {
  Lexical type;
  xmlSchemaValType libxml2;
};

constexpr std::array built_in{
    BuiltIn{Lexical::token, XML_SCHEMAS_TOKEN},
    BuiltIn{Lexical::decimal, XML_SCHEMAS_DECIMAL},
    BuiltIn{Lexical::integer, XML_SCHEMAS_INTEGER},
    BuiltIn{Lexical::boolean, XML_SCHEMAS_BOOLEAN},
    BuiltIn{Lexical::date, XML_SCHEMAS_DATE},
    BuiltIn{Lexical::time, XML_SCHEMAS_TIME},
    BuiltIn{Lexical::date_time, XML_SCHEMAS_DATETIME},
    BuiltIn{Lexical::base64, XML_SCHEMAS_BASE64BINARY},
    BuiltIn{Lexical::language, XML_SCHEMAS_LANGUAGE},
    BuiltIn{Lexical::any_uri, XML_SCHEMAS_ANYURI},
    BuiltIn{Lexical::id, XML_SCHEMAS_NCNAME},
};

xmlSchemaValType libxml2_type(Lexical type) {
  for (const BuiltIn& row : built_in) {
    if (row.type == type) return row.libxml2;
  }
  return XML_SCHEMAS_STRING;
}

// libxml2 makes its table of built-in types on first use, which must not happen twice at once.
bool libxml2_accepts(Lexical type, std::string_view text) {
  static const bool ready = (xmlSchemaInitTypes(), true);
  const std::string value(text);
  const auto* bytes = reinterpret_cast<const xmlChar*>(value.c_str());
  xmlSchemaTypePtr built_in = xmlSchemaGetBuiltInType(libxml2_type(type));
  return ready && xmlSchemaValPredefTypeNodeNoNorm(built_in, bytes, nullptr, nullptr) == 0;
}

// White space as `token` sees it (XML Schema part 2, clause 4.3.6): none around, one blank inside.
std::string collapsed(std::string_view text) {
  std::string result;
  for (const char c : trim_xml_space(text)) {
    const bool space = xml_space.find(c) != std::string_view::npos;
    if (!space || result.back() != ' ') result += space ? ' ' : c;
  }
  return result;
}

}  // namespace

bool conforms(Lexical type, std::string_view text) {
  switch (type) {
    case Lexical::string:
    case Lexical::normalized_string:
      return true;
    case Lexical::oid_qualifier:
      return text == "OIDAsURI" || text == "OIDAsURN";
    case Lexical::decimal:
      return is_plain_decimal(text) || libxml2_accepts(type, text);
    case Lexical::date:
      return is_plain_date(text) || libxml2_accepts(type, text);
    default:
      return libxml2_accepts(type, text);
  }
}

bool conforms(const schemas::Restriction& restriction, std::string_view text) {
  const std::string value = collapsed(text);
  if (!restriction.fixed.empty()) return value == restriction.fixed;
  std::string_view rest = value;
  std::size_t length = 0;
  for (; !rest.empty(); ++length) take_code_point(rest);
  return length >= restriction.minimum_length &&
         (restriction.maximum_length == schemas::unbounded || length <= restriction.maximum_length);
}

}  // namespace facteur::formats
