// A streaming reader of multipart/form-data (RFC 7578, RFC 2046 §5.1).
//
// Strict, because what follows is sealed as evidence: a body that ends before its closing boundary
// is an error, never a shorter file (Poco's own reader cannot tell these apart). Memory is bounded
// by one buffer and one header block.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/http/message.h"

namespace facteur::gateway::http {

// The boundary of a Content-Type header; nothing when it is not a sound multipart/form-data.
std::optional<std::string> multipart_boundary(std::string_view content_type);

struct PartHeader {
  std::string name;                     // of the form field
  std::optional<std::string> filename;  // as sent: untrusted
};

class MultipartReader {
 public:
  MultipartReader(BodySource& source, std::string_view boundary);

  // The next part, after skipping what is left of the current one. Nothing at the closing boundary
  // or on failure.
  std::optional<PartHeader> next();

  // Content of the current part; 0 at its end or on failure.
  std::size_t read(char* buffer, std::size_t size);

  const std::optional<Problem>& failure() const { return failure_; }

 private:
  bool fill();
  bool fail(Problem problem);
  bool skip_part();
  bool skip_preamble();
  std::optional<PartHeader> read_header();

  BodySource& source_;
  std::string delimiter_;  // "\r\n--boundary"
  std::string buffer_;
  std::size_t begin_ = 0;  // of what is not consumed yet
  bool ended_ = false;     // the source has no more
  bool in_part_ = false;
  bool started_ = false;
  bool closed_ = false;  // the closing boundary was read
  std::optional<Problem> failure_;
};

}  // namespace facteur::gateway::http
