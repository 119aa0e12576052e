// A PDF from a stranger, opened so that neither its structure nor its streams can take more memory
// or time than a bound.
//
// What libqpdf does not bound itself is looked at before it gets to see it: cross-reference streams
// (read_xref.h), object streams (below), how much it reads (read_source.h). For one thread at a
// time.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <qpdf/QPDF.hh>
#include <string_view>

#include "formats/facturx/read_source.h"
#include "formats/facturx/read_stream.h"

namespace facteur::formats::facturx {

enum class FileFault : std::uint8_t {
  none,
  not_pdf,
  damaged,    // no catalog can be found, also by searching for it
  password,   // encrypted, and the empty password does not open it
  swelling,   // structures that inflate beyond any need
  too_large,  // too many objects, or objects too large, to look at them
};

class PdfFile {
 public:
  // `bytes` must outlive this. Never throws for what they hold.
  explicit PdfFile(std::string_view bytes);

  FileFault fault() const { return fault_; }
  // The catalog; null where there is a fault.
  QPDFObjectHandle root();
  // All that libqpdf knows of the file; only where there is no fault.
  QPDF& qpdf() { return qpdf_; }
  // Ends the reading of a file that turns out to be too costly: true once that has happened, and
  // whatever was read since may be incomplete.
  bool spent() const { return source_ && source_->spent(); }
  bool encrypted() const { return qpdf_.isEncrypted(); }

 private:
  using Table = std::map<QPDFObjGen, QPDFXRefEntry>;

  void open(std::string_view bytes);
  FileFault check_object_streams();
  FileFault check_object_stream(const Table& table, int number, std::size_t& bytes,
                                std::size_t& tokens);
  bool has_direct_length(const Table& table, QPDFObjectHandle dictionary);

  std::shared_ptr<WatchedSource> source_;
  QPDF qpdf_;
  FileFault fault_ = FileFault::none;
};

}  // namespace facteur::formats::facturx
