// The bytes of a document on their way from a source to the XML parser: looked at, brought to an
// encoding that extends ASCII, guarded, and counted.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/byte_source.h"
#include "formats/read.h"
#include "formats/structure_text.h"
#include "formats/utf16.h"
#include "formats/xml_guard.h"

namespace facteur::formats {

// Why the parser gets no further bytes.
struct Refusal {
  std::string_view rule;
  Text message;
};

class XmlInput {
 public:
  // Takes the first pieces, to see what they are. `source` and `limits` must outlive this.
  XmlInput(ByteSource& source, const Limits& limits);

  // The beginning of the document, at least 8 KB of it when it has as much; until read() is called.
  std::string_view head() const { return head_; }
  // Is head() the whole document?
  bool whole() const { return whole_; }
  // The document as a whole, for one that is not XML after all; instead of begin(). In memory of
  // the source, or in `held`. Nothing when it is larger than allowed.
  std::optional<std::string_view> all(std::string& held);
  // Looks at the encoding; to be called before read(). Refuses encodings that do not extend ASCII,
  // but for UTF-16.
  void begin();
  // What read() gives is UTF-8, whatever the document declares.
  bool converted() const { return decoder_.has_value(); }

  // Fills `to` with up to `size` bytes, less only at the end: 0 when there are no more, or none
  // that the parser may see.
  std::size_t read(char* to, std::size_t size);
  const std::optional<Refusal>& refusal() const { return refusal_; }
  void refuse(std::string_view rule, Text message);

 private:
  bool refill();
  std::string_view take();
  std::string_view convert(std::string_view piece);

  ByteSource& source_;
  const Limits& limits_;
  std::string held_;  // the head, when it came in several pieces
  std::string_view head_;
  bool whole_ = false;
  bool begun_ = false;
  bool ended_ = false;
  std::size_t taken_ = 0;
  std::optional<Utf16Decoder> decoder_;
  std::string decoded_;
  XmlGuard guard_;
  std::string_view pending_;
  std::optional<Refusal> refusal_;
};

}  // namespace facteur::formats
