// Where long texts of documents go instead of into memory: attachments, which come as base64 and
// may be larger than all the rest of an invoice a thousand times.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "formats/byte_source.h"

namespace facteur::formats {

// A text in a store: what the model holds instead.
struct StoredText {
  std::uint64_t id = 0;     // the store's own handle
  std::uint64_t bytes = 0;  // of the text as written: base64, white space included
  std::string sha256;       // of these bytes, 64 lower-case hex digits
};

// Keeps texts as they were written, so that they can be written again unchanged; who wants the
// attachment itself decodes them (base64.h).
//
// Writing is for one document at a time; open() may be called from any thread. Everything may throw
// when the disk does not take it; reading the document then ends with that exception.
class TextStore {
 public:
  virtual ~TextStore() = default;
  // Adds to the text that is being written, the first piece begins one.
  virtual void append(std::string_view piece) = 0;
  virtual StoredText finish() = 0;
  // Forgets what was appended since the last finish().
  virtual void abandon() = 0;
  // `text` was made by this store, which must outlive the source.
  virtual std::unique_ptr<ByteSource> open(const StoredText& text) const = 0;
};

}  // namespace facteur::formats
