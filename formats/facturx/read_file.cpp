#include "formats/facturx/read_file.h"

#include <cstdio>
#include <new>
#include <qpdf/QPDFLogger.hh>
#include <qpdf/QPDFTokenizer.hh>
#include <set>

#include "formats/facturx/read_xref.h"

namespace facteur::formats::facturx {
namespace {

constexpr std::uint64_t syntax_bytes = 2u << 20;   // of objects
constexpr std::uint64_t least_bytes = 32u << 20;   // that may be read of any file, streams included
constexpr std::size_t repaired_bytes = 16u << 20;  // a larger file is not searched for its objects
constexpr std::size_t object_stream_bytes = 16u << 20;  // of all of them together
constexpr std::size_t object_stream_tokens = 1'000'000;
constexpr long long objects_of_stream = 100'000;

// From the header on, which other bytes may precede (ISO 32000-1, annex H.3, note 13), as libqpdf
// sees it: a version, and offsets that count from there. Empty when there is none.
std::string_view from_header(std::string_view bytes) {
  constexpr std::size_t looked_at = 1024;
  const auto digit = [&](std::size_t at) {
    return at < bytes.size() && bytes[at] >= '0' && bytes[at] <= '9';
  };
  const std::size_t at = bytes.substr(0, looked_at + 5).find("%PDF-");
  if (at == std::string_view::npos || !digit(at + 5)) return {};
  std::size_t end = at + 5;
  while (digit(end)) ++end;
  if (bytes.substr(end, 1) != "." || !digit(end + 1)) return {};
  return bytes.substr(at);
}

bool small_integer(QPDFObjectHandle dictionary, const char* key, long long most) {
  QPDFObjectHandle value = dictionary.getKey(key);
  return value.isInteger() && value.getIntValue() >= 0 && value.getIntValue() <= most;
}

}  // namespace

PdfFile::PdfFile(std::string_view bytes) {
  qpdf_.setSuppressWarnings(true);
  qpdf_.setLogger(QPDFLogger::create());
  try {
    open(bytes);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const QPDFExc& error) {
    fault_ = error.getErrorCode() == qpdf_e_password ? FileFault::password : FileFault::damaged;
  } catch (const std::exception&) {
    fault_ = FileFault::damaged;
  }
  if (fault_ == FileFault::damaged && spent()) fault_ = FileFault::too_large;
}

QPDFObjectHandle PdfFile::root() {
  return fault_ == FileFault::none ? qpdf_.getTrailer().getKey("/Root")
                                   : QPDFObjectHandle::newNull();
}

void PdfFile::open(std::string_view bytes) {
  bytes = from_header(bytes);
  if (bytes.empty()) {
    fault_ = FileFault::not_pdf;
    return;
  }
  source_ = std::make_shared<WatchedSource>(bytes, syntax_bytes, least_bytes + 4 * bytes.size());
  const XrefVerdict xref = examine_xref(source_);
  if (xref == XrefVerdict::swelling) fault_ = FileFault::swelling;
  if (xref == XrefVerdict::too_many) fault_ = FileFault::too_large;
  if (fault_ != FileFault::none) return;
  // Without its cross-reference streams libqpdf inflates nothing at all; what it then cannot find
  // by their help it searches for.
  qpdf_.setIgnoreXRefStreams(xref == XrefVerdict::unsound);
  qpdf_.setAttemptRecovery(bytes.size() <= repaired_bytes);
  qpdf_.processInputSource(source_);
  fault_ = check_object_streams();
  if (fault_ == FileFault::none && !root().isDictionary()) fault_ = FileFault::damaged;
}

// Before any object in one of them is resolved: resolving one inflates its stream as a whole, and
// parses it.
FileFault PdfFile::check_object_streams() {
  std::set<int> numbers;
  const Table table = qpdf_.getXRefTable();
  for (const auto& [object, entry] : table) {
    if (entry.getType() == 2) numbers.insert(entry.getObjStreamNumber());
  }
  std::size_t bytes = 0, tokens = 0;
  for (const int number : numbers) {
    const FileFault fault = check_object_stream(table, number, bytes, tokens);
    if (fault != FileFault::none) return fault;
  }
  return FileFault::none;
}

FileFault PdfFile::check_object_stream(const Table& table, int number, std::size_t& bytes,
                                       std::size_t& tokens) {
  const auto entry = table.find(QPDFObjGen(number, 0));
  if (entry == table.end()) return FileFault::none;  // its objects are null
  if (entry->second.getType() != 1) return FileFault::damaged;
  source_->seek(entry->second.getOffset(), SEEK_SET);
  QPDFTokenizer tokenizer;
  for (int i = 0; i < 3; ++i) tokenizer.readToken(source_, "object stream", true);
  bool empty = false;
  auto dictionary =
      QPDFObjectHandle::parse(source_, "object stream", tokenizer, empty, nullptr, &qpdf_);
  const bool sound = dictionary.isDictionary() && is_direct(dictionary, "/Length") &&
                     harmless_filters(dictionary) && has_direct_length(table, dictionary) &&
                     small_integer(dictionary, "/N", objects_of_stream) &&
                     small_integer(dictionary, "/First", object_stream_bytes);
  if (!sound) return FileFault::damaged;
  BoundedSink sink(object_stream_bytes - bytes, false);
  qpdf_.getObjectByID(number, 0).pipeStreamData(&sink, nullptr, 0, qpdf_dl_specialized, true);
  if (sink.over()) return FileFault::swelling;
  bytes += sink.size();
  tokens += sink.tokens();
  return tokens > object_stream_tokens ? FileFault::too_large : FileFault::none;
}

// Or one that refers to a number in the file, which is allowed (7.5.7), but not to a stream or into
// an object stream.
bool PdfFile::has_direct_length(const Table& table, QPDFObjectHandle dictionary) {
  QPDFObjectHandle length = dictionary.getKey("/Length");
  if (!length.isIndirect()) return length.isInteger();
  const auto entry = table.find(length.getObjGen());
  if (entry == table.end() || entry->second.getType() != 1) return false;
  source_->seek(entry->second.getOffset(), SEEK_SET);
  QPDFTokenizer tokenizer;
  for (int i = 0; i < 3; ++i) tokenizer.readToken(source_, "length", true);
  return tokenizer.readToken(source_, "length", true).isInteger();
}

}  // namespace facteur::formats::facturx
