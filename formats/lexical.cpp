#include "formats/lexical.h"

#include <libxml/xmlschemastypes.h>

#include <algorithm>
#include <string>

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
  for (const std::size_t i : {0, 1, 2, 3, 5, 6, 8, 9}) {
    if (!is_digit(text[i])) return false;
  }
  const auto two = [text](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  return text.substr(0, 4) != "0000" && two(5) >= 1 && two(5) <= 12 && two(8) >= 1 && two(8) <= 28;
}

xmlSchemaValType libxml2_type(Lexical type) {
  switch (type) {
    case Lexical::decimal:
      return XML_SCHEMAS_DECIMAL;
    case Lexical::integer:
      return XML_SCHEMAS_INTEGER;
    case Lexical::boolean:
      return XML_SCHEMAS_BOOLEAN;
    case Lexical::date:
      return XML_SCHEMAS_DATE;
    case Lexical::time:
      return XML_SCHEMAS_TIME;
    case Lexical::date_time:
      return XML_SCHEMAS_DATETIME;
    case Lexical::base64:
      return XML_SCHEMAS_BASE64BINARY;
    case Lexical::language:
      return XML_SCHEMAS_LANGUAGE;
    case Lexical::any_uri:
      return XML_SCHEMAS_ANYURI;
    case Lexical::id:
      return XML_SCHEMAS_NCNAME;
    case Lexical::string:
    case Lexical::normalized_string:
    case Lexical::token:
      break;
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

}  // namespace

std::string_view trim(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  const auto first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

bool conforms(Lexical type, std::string_view text) {
  switch (type) {
    case Lexical::string:
    case Lexical::normalized_string:
    case Lexical::token:
      return true;
    case Lexical::decimal:
      if (is_plain_decimal(text)) return true;
      break;
    case Lexical::date:
      if (is_plain_date(text)) return true;
      break;
    default:
      break;
  }
  return libxml2_accepts(type, trim(text));
}

}  // namespace facteur::formats
