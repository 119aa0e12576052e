#include "formats/facturx/read_xref.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <qpdf/Pl_Flate.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFLogger.hh>
#include <qpdf/QPDFTokenizer.hh>
#include <qpdf/QUtil.hh>
#include <set>
#include <string>
#include <vector>

#include "formats/facturx/read_stream.h"

namespace facteur::formats::facturx {
namespace {

constexpr std::size_t most_xref_bytes = 8u << 20;  // of one inflated stream
constexpr std::size_t most_sections = 1'000;       // one for each time a file was changed

struct Unsound {
  XrefVerdict verdict = XrefVerdict::unsound;
};

class Walk {
 public:
  explicit Walk(const std::shared_ptr<WatchedSource>& source) : source_(source) {
    references_.setSuppressWarnings(true);
    references_.setLogger(QPDFLogger::create());
  }

  void run();

 private:
  struct LastStart;
  // Where an object is, as the newest section that knows it says.
  struct Place {
    bool known = false;
    qpdf_offset_t offset = 0;  // 0: in an object stream, or nowhere
  };

  void follow_chain();

  QPDFTokenizer::Token token() { return tokenizer_.readToken(source_, "xref", true); }
  long long integer();
  QPDFObjectHandle dictionary();
  qpdf_offset_t section(qpdf_offset_t offset);
  qpdf_offset_t table();
  void subsection();
  qpdf_offset_t stream(qpdf_offset_t offset);
  void check_size(QPDFObjectHandle dictionary);
  std::string_view data(QPDFObjectHandle dictionary);
  void inflate(std::string_view data);
  void note_encryption(QPDFObjectHandle trailer);
  void check_encryption();
  void look_for_encryption(QPDFObjectHandle dictionary, std::string_view data);
  void count(long long objects);

  std::shared_ptr<WatchedSource> source_;
  QPDFTokenizer tokenizer_;
  QPDF references_;  // stands for the file where a dictionary refers to objects: all of them null
  std::set<qpdf_offset_t> seen_;
  std::size_t objects_ = 0;
  bool streams_ = false;
  bool trailer_seen_ = false;
  QPDFObjectHandle encryption_ = QPDFObjectHandle::newNull();
  int wanted_ = 0;  // the number of an object that is looked for
  Place wanted_place_;
};

struct Walk::LastStart final : InputSource::Finder {
  explicit LastStart(Walk& walk) : walk(walk) {}
  bool check() override {
    if (!walk.token().isWord("startxref") || !walk.token().isInteger()) return false;
    walk.source_->seek(walk.source_->getLastOffset(), SEEK_SET);
    return true;
  }
  Walk& walk;
};

void Walk::run() {
  follow_chain();
  const bool encrypted = encryption_.isIndirect() || !encryption_.isNull();
  if (streams_ && encrypted) check_encryption();
}

// libqpdf looks for its start in the last 1,054 bytes.
void Walk::follow_chain() {
  constexpr qpdf_offset_t tail = 1054;
  const auto size = static_cast<qpdf_offset_t>(source_->bytes().size());
  LastStart finder(*this);
  if (!source_->findLast("startxref", size > tail ? size - tail : 0, 0, finder)) throw Unsound();
  qpdf_offset_t offset = integer();
  seen_.clear();
  objects_ = 0;
  while (offset != 0) {
    if (!seen_.insert(offset).second || seen_.size() > most_sections) throw Unsound();
    offset = section(offset);
  }
}

// The encryption dictionary (7.6.1) is read before anything else can be looked at: it must not lead
// into an object stream, nor may what it refers to.
void Walk::check_encryption() {
  if (encryption_.isIndirect()) {
    wanted_ = encryption_.getObjectID();
    follow_chain();
    if (wanted_place_.offset <= 0) throw Unsound();
    source_->seek(wanted_place_.offset, SEEK_SET);
    if (integer() != wanted_) throw Unsound();
    integer();
    if (!token().isWord("obj")) throw Unsound();
    encryption_ = dictionary();
  }
  if (!is_direct(encryption_)) throw Unsound();
}

long long Walk::integer() {
  const auto read = token();
  if (!read.isInteger()) throw Unsound();
  return QUtil::string_to_ll(read.getValue().c_str());
}

QPDFObjectHandle Walk::dictionary() {
  bool empty = false;
  auto read = QPDFObjectHandle::parse(source_, "xref", tokenizer_, empty, nullptr, &references_);
  if (!read.isDictionary()) throw Unsound();
  return read;
}

qpdf_offset_t Walk::section(qpdf_offset_t offset) {
  source_->seek(offset, SEEK_SET);
  char c = ' ';
  while (QUtil::is_space(c) && source_->read(&c, 1) == 1) {
  }
  char word[5] = {c};
  source_->read(word + 1, 4);
  if (std::string_view(word, 4) != "xref" || !QUtil::is_space(word[4])) return stream(offset);
  return table();
}

// An integer that a dictionary must hold itself (7.5.5, 7.5.8.2), if it has it at all.
long long direct_integer(QPDFObjectHandle dictionary, const char* key, long long otherwise) {
  QPDFObjectHandle value = dictionary.getKey(key);
  if (value.isIndirect()) throw Unsound();
  if (value.isNull()) return otherwise;
  if (!value.isInteger()) throw Unsound();
  return value.getIntValue();
}

qpdf_offset_t Walk::table() {
  for (;;) {
    const qpdf_offset_t at = source_->tell();
    if (token().isWord("trailer")) break;
    source_->seek(at, SEEK_SET);
    subsection();
  }
  QPDFObjectHandle trailer = dictionary();
  direct_integer(trailer, "/Size", 0);
  note_encryption(trailer);
  const qpdf_offset_t previous = direct_integer(trailer, "/Prev", 0);
  const qpdf_offset_t beside = direct_integer(trailer, "/XRefStm", -1);
  if (beside >= 0) stream(beside);
  return previous;
}

void Walk::subsection() {
  constexpr std::size_t most_line = 30;  // as much as libqpdf takes for an entry
  const long long first = integer();
  const long long entries = integer();
  count(entries);
  source_->findAndSkipNextEOL();
  for (long long i = 0; i < entries; ++i) {
    const std::string line = source_->readLine(most_line);
    if (line.empty()) throw Unsound();
    if (wanted_ == 0 || wanted_place_.known || first + i != wanted_) continue;
    wanted_place_ = {true, QUtil::string_to_ll(line.c_str())};
  }
}

qpdf_offset_t Walk::stream(qpdf_offset_t offset) {
  streams_ = true;
  source_->seek(offset, SEEK_SET);
  integer();
  integer();
  if (!token().isWord("obj")) throw Unsound();
  QPDFObjectHandle dict = dictionary();
  if (!token().isWord("stream")) throw Unsound();
  QPDFObjectHandle trailer = dict.shallowCopy();
  for (const char* key : {"/Root", "/Info", "/Encrypt", "/ID"}) trailer.removeKey(key);
  if (!is_direct(trailer) || !harmless_filters(dict)) throw Unsound();
  check_size(dict);
  const std::string_view deflated = data(dict);
  inflate(deflated);
  if (wanted_ != 0) look_for_encryption(dict, deflated);
  note_encryption(dict);
  return direct_integer(dict, "/Prev", 0);
}

// The objects that the stream has entries for: each pair of /Index, or all up to /Size.
void Walk::check_size(QPDFObjectHandle dictionary) {
  QPDFObjectHandle index = dictionary.getKey("/Index");
  if (!index.isArray()) return count(direct_integer(dictionary, "/Size", -1));
  if (index.getArrayNItems() > 2 * static_cast<int>(most_objects)) throw Unsound();
  for (int i = 1; i < index.getArrayNItems(); i += 2) {
    QPDFObjectHandle entries = index.getArrayItem(i);
    count(entries.isInteger() ? entries.getIntValue() : -1);
  }
}

// Where the word "stream" has just been read: what follows its line end, up to "endstream".
std::string_view Walk::data(QPDFObjectHandle dictionary) {
  const std::string_view bytes = source_->bytes();
  auto at = static_cast<std::size_t>(source_->tell());
  if (bytes.substr(at, 1) == "\r") ++at;
  if (bytes.substr(at, 1) != "\n") throw Unsound();
  ++at;
  const long long length = direct_integer(dictionary, "/Length", -1);
  if (length < 0 || static_cast<std::size_t>(length) > bytes.size() - at) throw Unsound();
  source_->seek(static_cast<qpdf_offset_t>(at) + length, SEEK_SET);
  if (!token().isWord("endstream")) throw Unsound();
  return bytes.substr(at, static_cast<std::size_t>(length));
}

// Whatever the filter: what is not deflated at all is not swelling either.
void Walk::inflate(std::string_view data) {
  BoundedSink sink(most_xref_bytes, false);
  Pl_Flate flate("xref", &sink, Pl_Flate::a_inflate);
  try {
    flate.write(reinterpret_cast<const unsigned char*>(data.data()), data.size());
    flate.finish();
  } catch (const std::exception&) {
    if (sink.over()) throw Unsound{XrefVerdict::swelling};
  }
}

// The first trailer of the chain is the one that counts.
void Walk::note_encryption(QPDFObjectHandle trailer) {
  if (!trailer_seen_) encryption_ = trailer.getKey("/Encrypt");
  trailer_seen_ = true;
}

// The numbers of a cross-reference stream's entries are those of /Index, pair by pair.
std::vector<long long> numbers_of(QPDFObjectHandle dictionary) {
  std::vector<long long> pairs;
  QPDFObjectHandle index = dictionary.getKey("/Index");
  if (index.isArray()) {
    for (QPDFObjectHandle item : index.getArrayAsVector()) {
      pairs.push_back(item.isInteger() ? item.getIntValue() : 0);
    }
  } else {
    pairs = {0, direct_integer(dictionary, "/Size", 0)};
  }
  std::vector<long long> numbers;
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
    for (long long j = 0; j < pairs[i + 1]; ++j) numbers.push_back(pairs[i] + j);
  }
  return numbers;
}

// An entry has three fields of the widths in /W, the most significant byte first.
void Walk::look_for_encryption(QPDFObjectHandle dictionary, std::string_view data) {
  QPDFObjectHandle stream = references_.newStream();
  stream.replaceStreamData(std::string(data), dictionary.getKey("/Filter"),
                           dictionary.getKey("/DecodeParms"));
  const StreamBytes decoded = decode(stream, most_xref_bytes);
  std::string_view rest = decoded.bytes;
  std::array<std::size_t, 3> widths{};
  QPDFObjectHandle stated = dictionary.getKey("/W");
  for (int i = 0; i < 3 && stated.isArray() && stated.getArrayNItems() >= 3; ++i) {
    QPDFObjectHandle width = stated.getArrayItem(i);
    const long long value = width.isInteger() ? width.getIntValue() : 0;
    if (value < 0 || value > 8) throw Unsound();
    widths.at(static_cast<std::size_t>(i)) = static_cast<std::size_t>(value);
  }
  for (const long long number : numbers_of(dictionary)) {
    std::array<std::uint64_t, 3> fields{widths[0] == 0 ? 1u : 0u, 0, 0};
    for (std::size_t i = 0; i < fields.size(); ++i) {
      for (const char byte : rest.substr(0, widths.at(i))) {
        fields.at(i) = fields.at(i) << 8 | static_cast<unsigned char>(byte);
      }
      rest.remove_prefix(std::min(widths.at(i), rest.size()));
    }
    if (number != wanted_ || wanted_place_.known) continue;
    wanted_place_ = {true, fields[0] == 1 ? static_cast<qpdf_offset_t>(fields[1]) : 0};
  }
}

void Walk::count(long long objects) {
  if (objects < 0) throw Unsound();
  if (static_cast<unsigned long long>(objects) > most_objects - objects_) {
    throw Unsound{XrefVerdict::too_many};
  }
  objects_ += static_cast<std::size_t>(objects);
}

}  // namespace

XrefVerdict examine_xref(const std::shared_ptr<WatchedSource>& source) try {
  Walk(source).run();
  return XrefVerdict::sound;
} catch (const Unsound& found) {
  return found.verdict;
} catch (const std::exception&) {
  return XrefVerdict::unsound;
}

}  // namespace facteur::formats::facturx
