#include "formats/facturx/read_stream.h"

#include <array>
#include <qpdf/QPDF.hh>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace facteur::formats::facturx {
namespace {

struct Filter {
  std::string_view name, abbreviation;
  bool swells;
};

// Those of ISO 32000-1 table 6 that decode to bytes; images stay as they are.
constexpr std::array filters{
    Filter{"/FlateDecode", "/Fl", true},      Filter{"/LZWDecode", "/LZW", true},
    Filter{"/RunLengthDecode", "/RL", true},  Filter{"/ASCII85Decode", "/A85", false},
    Filter{"/ASCIIHexDecode", "/AHx", false},
};

constexpr int most_filters = 3;
constexpr long long widest_row = 1 << 20;  // bits

const Filter* find_filter(std::string_view name) {
  for (const Filter& filter : filters) {
    if (filter.name == name || filter.abbreviation == name) return &filter;
  }
  return nullptr;
}

long long number(QPDFObjectHandle parameters, const char* key, long long otherwise) {
  QPDFObjectHandle value = parameters.getKey(key);
  return value.isInteger() ? value.getIntValue() : otherwise;
}

bool within(long long value, long long most) {
  return value >= 0 && value <= most;
}

bool harmless_parameters(QPDFObjectHandle parameters) {
  if (!parameters.isDictionary()) return parameters.isNull();
  const long long columns = number(parameters, "/Columns", 1);
  const long long colors = number(parameters, "/Colors", 1);
  const long long bits = number(parameters, "/BitsPerComponent", 8);
  return within(columns, widest_row) && within(colors, 64) && within(bits, 32) &&
         columns * colors * bits <= widest_row;
}

std::vector<QPDFObjectHandle> items_of(QPDFObjectHandle value) {
  if (value.isNull()) return {};
  if (!value.isArray()) return {value};
  if (value.getArrayNItems() > most_filters) return std::vector(most_filters + 1, value);
  return value.getArrayAsVector();
}

bool holds_reference(QPDFObjectHandle value, int depth) {
  if (value.isIndirect() || depth > 10) return true;
  if (value.isArray()) {
    for (int i = 0; i < value.getArrayNItems(); ++i) {
      if (holds_reference(value.getArrayItem(i), depth + 1)) return true;
    }
  } else if (value.isDictionary()) {
    for (const auto& [key, item] : value.getDictAsMap()) {
      if (holds_reference(item, depth + 1)) return true;
    }
  }
  return false;
}

}  // namespace

void BoundedSink::write(unsigned char const* data, size_t size) {
  if (over_ || size > most_ - size_) {
    over_ = true;
    throw std::length_error("stream over its bound");
  }
  size_ += size;
  const std::string_view piece(reinterpret_cast<const char*>(data), size);
  if (keep_) {
    kept_ += piece;
    return;
  }
  for (const char c : piece) {
    const bool letter = static_cast<unsigned char>(c) > ' ';
    const bool opens = c == '[' || c == '<' || c == '/' || c == '(';
    if (opens || (letter && !in_token_)) ++tokens_;
    in_token_ = letter;
  }
}

bool harmless_filters(QPDFObjectHandle dictionary) {
  const auto names = items_of(dictionary.getKey("/Filter"));
  if (names.size() > most_filters) return false;
  for (std::size_t i = 0; i < names.size(); ++i) {
    QPDFObjectHandle name = names[i];
    const Filter* filter = name.isName() ? find_filter(name.getName()) : nullptr;
    if (filter == nullptr || (filter->swells && i + 1 != names.size())) return false;
  }
  for (const QPDFObjectHandle& parameters : items_of(dictionary.getKey("/DecodeParms"))) {
    if (!harmless_parameters(parameters)) return false;
  }
  return true;
}

bool is_direct(QPDFObjectHandle dictionary, const std::string& except) {
  for (const auto& [key, value] : dictionary.getDictAsMap()) {
    if (key != except && holds_reference(value, 0)) return false;
  }
  return true;
}

StreamBytes decode(QPDFObjectHandle stream, std::size_t most) {
  if (!stream.isStream()) return {StreamFault::not_a_stream, {}};
  if (!harmless_filters(stream.getDict())) return {StreamFault::filters, {}};
  const QPDF* owner = stream.getOwningQPDF();
  const std::size_t warnings = owner == nullptr ? 0 : owner->numWarnings();
  BoundedSink sink(most, true);
  bool filtered = false;
  const bool good = stream.pipeStreamData(&sink, &filtered, 0, qpdf_dl_specialized, true);
  if (sink.over()) return {StreamFault::too_large, {}};
  // A stream that ends too early is only a warning to libqpdf.
  const bool warned = owner != nullptr && owner->numWarnings() != warnings;
  if (!good || !filtered || warned) return {StreamFault::broken, {}};
  return {StreamFault::none, sink.take()};
}

}  // namespace facteur::formats::facturx
