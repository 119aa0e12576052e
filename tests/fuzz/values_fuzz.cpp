// Decimals, dates, base64 and UTF-16: what is accepted must mean what it says.
#include "formats/base64.h"
#include "formats/civil_date.h"
#include "formats/decimal.h"
#include "formats/lexical.h"
#include "formats/utf16.h"
#include "formats/utf8.h"
#include "tests/fuzz/fuzz.h"

using namespace facteur;
using namespace facteur::formats;
using facteur::fuzz::require;

namespace {

void try_decimal(std::string_view text) {
  const auto value = Decimal::parse(text);
  if (!value) return;
  require(Decimal::parse(value->to_string()) == value);
  require(value->absolute() == (value->is_negative() ? -*value : *value));
  const Decimal rounded = value->round(2);
  require(rounded.round(2) == rounded && rounded.scale() <= 2);
  if (const auto doubled = sum(*value, *value)) require(*doubled - *value == value);
  (void)value->round_xpath(2);
  (void)value->money();
}

void try_date(std::string_view text) {
  if (const auto date = Date::parse(text)) require(date->to_string() == text);
  const auto date = Date::parse_xsd(text);
  if (date) require(Date::parse(date->to_string()) == date);
}

void try_base64(std::string_view text) {
  Base64Check whole, halves;
  whole.add(text);
  halves.add(text.substr(0, text.size() / 2));
  halves.add(text.substr(text.size() / 2));
  require(whole.holds() == halves.holds());
  // libxml2 sees the text only up to its first NUL, which XML has none of.
  if (text.find('\0') == std::string_view::npos) {
    require(whole.holds() == conforms(schemas::Lexical::base64, text));
  }
  std::string bytes;
  Base64Decoder().add(text, bytes);
  require(bytes.size() <= text.size());
}

void try_utf16(std::string_view bytes) {
  for (const bool big_endian : {false, true}) {
    Utf16Decoder whole(big_endian), single(big_endian);
    std::string text, same;
    const bool good = whole.add(bytes, text);
    bool also = true;
    for (std::size_t i = 0; i < bytes.size() && also; ++i)
      also = single.add(bytes.substr(i, 1), same);
    require(good == also && text == same);
    std::string_view rest = text;
    while (!rest.empty()) take_code_point(rest);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::as_text(data, size);
  try_decimal(text);
  try_date(text);
  try_base64(text);
  try_utf16(text);
  for (int type = 0; type <= static_cast<int>(schemas::Lexical::oid_qualifier); ++type) {
    conforms(static_cast<schemas::Lexical>(type), text);
  }
  return 0;
}
