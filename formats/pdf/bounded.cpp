#include "formats/pdf/bounded.h"

#include <algorithm>
#include <new>
#include <qpdf/Pl_Flate.hh>
#include <qpdf/QPDFExc.hh>
#include <stdexcept>

#include "formats/pdf/tokens.h"

namespace facteur::formats::pdf {
namespace {

struct Overflow : std::runtime_error {
  Overflow() : std::runtime_error("too much data") {}
};

// Keeps what is written, up to a limit.
class Keep : public Pipeline {
 public:
  explicit Keep(std::size_t most) : Pipeline("keep", nullptr), most_(most) {}
  void write(const unsigned char* data, std::size_t size) override {
    const std::size_t taken = std::min(size, most_ - data_.size());
    data_.append(reinterpret_cast<const char*>(data), taken);
    if (taken < size) throw Overflow();
  }
  void finish() override {}
  std::string take() { return std::move(data_); }

 private:
  std::size_t most_;
  std::string data_;
};

// Counts what is written, up to a limit.
class Measure : public Pipeline {
 public:
  explicit Measure(std::size_t most) : Pipeline("measure", nullptr), left_(most) {}
  void write(const unsigned char*, std::size_t size) override {
    if (size > left_) throw Overflow();
    left_ -= size;
  }
  void finish() override {}
  std::size_t left() const { return left_; }

 private:
  std::size_t left_;
};

// What the dictionary of a stream says, as far as it matters here.
struct StreamHead {
  bool may_be_structure = false;  // /Type /XRef or /ObjStm, or a type that is not plain to see
  bool plain_filter = true;       // none, or one FlateDecode
  std::size_t data = 0;           // where its data start; 0: not a stream
};

bool is_structure_type(const Token& value) {
  if (value.kind != TokenKind::name) return true;
  const std::string type = name_of(value.text);
  return type == "XRef" || type == "ObjStm";
}

// [/FlateDecode] or /FlateDecode; /Fl is an abbreviation that libqpdf takes too.
bool is_plain_filter(Tokens& tokens, Token value) {
  const bool listed = value.kind == TokenKind::array_open;
  if (listed) value = tokens.next();
  if (listed && value.kind == TokenKind::array_close) return true;
  if (value.kind != TokenKind::name) return false;
  const std::string filter = name_of(value.text);
  if (filter != "FlateDecode" && filter != "Fl") return false;
  return !listed || tokens.next().kind == TokenKind::array_close;
}

// Of a dictionary that is not well formed libqpdf reads more than this does: one that speaks of
// structure, or could in escaped names, is not trusted.
StreamHead head_with_junk(std::string_view rest) {
  const std::size_t keyword = rest.find("stream");
  const std::string_view text = rest.substr(0, keyword);
  const bool speaks = text.find("XRef") != text.npos || text.find("ObjStm") != text.npos ||
                      text.find('#') != text.npos;
  if (keyword == rest.npos || !speaks) return {};
  return {true, false, keyword};
}

// Moves behind "stream" and its end of line; 0 when there is no such keyword.
std::size_t start_of_data(std::string_view bytes, Tokens& tokens) {
  if (tokens.next().text != "stream") return 0;
  std::size_t at = tokens.offset();
  if (at < bytes.size() && bytes[at] == '\r') ++at;
  if (at < bytes.size() && bytes[at] == '\n') ++at;
  return at;
}

// Reads the dictionary that starts where `tokens` stand.
StreamHead stream_head(std::string_view bytes, Tokens& tokens) {
  const std::size_t from = tokens.offset();
  if (tokens.next().kind != TokenKind::dict_open) return {};
  StreamHead head;
  for (std::size_t depth = 1; depth > 0;) {
    const Token token = tokens.next();
    if (token.kind == TokenKind::end) return {};
    if (token.kind == TokenKind::junk) return head_with_junk(bytes.substr(from));
    if (token.kind == TokenKind::dict_open) ++depth;
    if (token.kind == TokenKind::dict_close) --depth;
    if (depth != 1 || token.kind != TokenKind::name) continue;
    const std::string key = name_of(token.text);
    if (key == "Type") {
      head.may_be_structure |= is_structure_type(tokens.next());
    } else if (key == "Filter" || key == "F") {
      const Token value = tokens.next();
      head.plain_filter &= is_plain_filter(tokens, value);
    }
  }
  head.data = start_of_data(bytes, tokens);
  return head;
}

void inflate(std::string_view data, Pipeline& into) {
  Pl_Flate flate("inflate", &into, Pl_Flate::a_inflate);
  constexpr std::size_t step = 64 * 1024;
  for (std::size_t at = 0; at < data.size(); at += step) {
    const std::string_view part = data.substr(at, step);
    flate.write(reinterpret_cast<const unsigned char*>(part.data()), part.size());
  }
  flate.finish();
}

// What the streams inflate to that libqpdf inflates by itself, taken from `left`.
OpenError take_structure(std::string_view bytes, std::size_t& left) {
  std::size_t work = 8 * bytes.size() + (std::size_t{1} << 20);  // bytes to read before giving up
  for (std::size_t at = bytes.find("obj"); at != bytes.npos; at = bytes.find("obj", at + 3)) {
    if (at == 0 || !(is_white(bytes[at - 1]) || is_digit(bytes[at - 1]))) continue;
    Tokens tokens(bytes, at + 3);
    const StreamHead head = stream_head(bytes, tokens);
    const std::size_t read = tokens.offset() - at;
    if (read > work) return OpenError::not_a_pdf;
    work -= read;
    if (head.data == 0 || !head.may_be_structure) continue;
    if (!head.plain_filter) return OpenError::bomb;
    const std::size_t end = std::min(bytes.find("endstream", head.data), bytes.size());
    Measure measure(left);
    try {
      inflate(bytes.substr(head.data, end - head.data), measure);
    } catch (const Overflow&) {
      return OpenError::bomb;
    } catch (const std::runtime_error&) {
      // Damaged data: libqpdf will stop at the same place.
    }
    left = measure.left();
  }
  return OpenError::none;
}

bool has_header(std::string_view bytes) {
  return bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos;
}

}  // namespace

Opened open_bounded(std::string_view bytes, const OpenLimits& limits) {
  if (!has_header(bytes)) return {nullptr, OpenError::not_a_pdf};
  if (bytes.size() > limits.file) return {nullptr, OpenError::too_large};
  std::size_t left = limits.structure;
  const OpenError hostile = take_structure(bytes, left);
  if (hostile != OpenError::none) return {nullptr, hostile};
  Opened opened{std::make_unique<QPDF>()};
  opened.pdf->setSuppressWarnings(true);
  try {
    opened.pdf->processMemoryFile("document", bytes.data(), bytes.size());
    if (opened.pdf->getObjectCount() > limits.objects) return {nullptr, OpenError::too_large};
    if (!opened.pdf->getRoot().isDictionary()) return {nullptr, OpenError::not_a_pdf};
    opened.repaired = opened.pdf->anyWarnings();
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const QPDFExc& error) {
    const bool locked = error.getErrorCode() == qpdf_e_password;
    return {nullptr, locked ? OpenError::needs_password : OpenError::not_a_pdf};
  } catch (const std::exception&) {
    return {nullptr, OpenError::not_a_pdf};
  }
  return opened;
}

namespace {

std::optional<std::string> piped(QPDFObjectHandle stream, std::size_t most,
                                 qpdf_stream_decode_level_e level, bool whole) {
  Keep keep(most);
  try {
    bool filtered = false;
    const bool good = stream.pipeStreamData(&keep, &filtered, 0, level, true, false);
    if (whole && (!good || (level != qpdf_dl_none && !filtered))) return std::nullopt;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception&) {
    if (whole) return std::nullopt;
  }
  return keep.take();
}

}  // namespace

std::optional<std::string> decoded(QPDFObjectHandle stream, std::size_t most) {
  return piped(std::move(stream), most, qpdf_dl_specialized, true);
}

std::string decoded_head(QPDFObjectHandle stream, std::size_t most) {
  return piped(std::move(stream), most, qpdf_dl_specialized, false).value_or("");
}

std::optional<std::string> undecoded(QPDFObjectHandle stream, std::size_t most) {
  return piped(std::move(stream), most, qpdf_dl_none, true);
}

}  // namespace facteur::formats::pdf
