#include "gateway/http/multipart.h"

#include <Poco/Net/MessageHeader.h>
#include <Poco/Net/NameValueCollection.h>
#include <Poco/String.h>

#include <algorithm>
#include <cstring>

#include "gateway/http/problems.h"

namespace facteur::gateway::http {
namespace {

constexpr std::size_t read_size = 16 * 1024;
constexpr std::size_t header_limit = 8 * 1024;
constexpr std::size_t boundary_limit = 70;  // RFC 2046 §5.1.1

bool boundary_character(char c) {
  return Poco::Ascii::isAlphaNumeric(c) || std::strchr("'()+_,-./:=? ", c);
}

}  // namespace

std::optional<std::string> multipart_boundary(std::string_view content_type) {
  std::string media_type;
  Poco::Net::NameValueCollection parameters;
  Poco::Net::MessageHeader::splitParameters(std::string(content_type), media_type, parameters);
  if (Poco::icompare(media_type, "multipart/form-data") != 0) return std::nullopt;
  const std::string boundary = parameters.get("boundary", "");
  if (boundary.empty() || boundary.size() > boundary_limit || boundary.back() == ' ' ||
      !std::all_of(boundary.begin(), boundary.end(), boundary_character))
    return std::nullopt;
  return boundary;
}

MultipartReader::MultipartReader(BodySource& source, std::string_view boundary)
    : source_(source), delimiter_("\r\n--" + std::string(boundary)) {
  buffer_ = "\r\n";  // so that a boundary on the first line is found like any other
}

bool MultipartReader::fail(Problem problem) {
  if (!failure_) failure_ = std::move(problem);
  in_part_ = false;
  closed_ = true;
  return false;
}

// Appends what the source gives; false at its end or on failure.
bool MultipartReader::fill() {
  if (ended_) return false;
  buffer_.erase(0, begin_);
  begin_ = 0;
  const std::size_t kept = buffer_.size();
  buffer_.resize(kept + read_size);
  const std::size_t count = source_.read(buffer_.data() + kept, read_size);
  buffer_.resize(kept + count);
  if (count > 0) return true;
  ended_ = true;
  if (source_.failure()) fail(*source_.failure());
  return false;
}

std::optional<PartHeader> MultipartReader::next() {
  if (closed_) return std::nullopt;
  if (in_part_ ? !skip_part() : !started_ && !skip_preamble()) return std::nullopt;
  started_ = true;

  // Behind a delimiter: "--" closes, white space and a line end open the next part.
  while (buffer_.size() - begin_ < 2)
    if (!fill()) break;
  if (failure_) return std::nullopt;
  if (buffer_.compare(begin_, 2, "--") == 0) {
    closed_ = true;
    return std::nullopt;
  }
  return read_header();
}

std::optional<PartHeader> MultipartReader::read_header() {
  std::size_t end;
  while ((end = buffer_.find("\r\n\r\n", begin_)) == std::string::npos) {
    if (buffer_.size() - begin_ > header_limit || !fill()) {
      fail(malformed_multipart("part header without an end"));
      return std::nullopt;
    }
  }
  if (end - begin_ > header_limit) {
    fail(malformed_multipart("part header too long"));
    return std::nullopt;
  }
  const std::string_view block = std::string_view(buffer_).substr(begin_, end - begin_);

  PartHeader header;
  bool disposed = false;
  std::string_view rest = block.substr(std::min(block.size(), block.find("\r\n")));
  if (block.find_first_not_of(" \t") < block.size() - rest.size()) {
    fail(malformed_multipart("text behind a boundary"));
    return std::nullopt;
  }
  while (!rest.empty()) {
    rest.remove_prefix(2);
    const auto line = rest.substr(0, rest.find("\r\n"));
    rest.remove_prefix(line.size());
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) {
      fail(malformed_multipart("part header without a colon"));
      return std::nullopt;
    }
    if (Poco::icompare(std::string(line.substr(0, colon)), "content-disposition") != 0) continue;
    std::string kind;
    Poco::Net::NameValueCollection parameters;
    Poco::Net::MessageHeader::splitParameters(Poco::trim(std::string(line.substr(colon + 1))), kind,
                                              parameters);
    disposed = Poco::icompare(kind, "form-data") == 0 && parameters.has("name");
    header.name = parameters.get("name", "");
    if (parameters.has("filename")) header.filename = parameters.get("filename");
  }
  if (!disposed) {
    fail(malformed_multipart("part without Content-Disposition: form-data and name"));
    return std::nullopt;
  }
  begin_ = end + 4;
  in_part_ = true;
  return header;
}

std::size_t MultipartReader::read(char* out, std::size_t size) {
  while (in_part_) {
    const std::size_t found = buffer_.find(delimiter_, begin_);
    const bool at_end = found != std::string::npos;
    // What may be the start of a delimiter stays until more is known.
    const std::size_t kept = std::min(buffer_.size() - begin_, delimiter_.size() - 1);
    const std::size_t available = at_end ? found - begin_ : buffer_.size() - begin_ - kept;
    if (available > 0) {
      const std::size_t count = std::min(size, available);
      std::memcpy(out, buffer_.data() + begin_, count);
      begin_ += count;
      return count;
    }
    if (at_end) {
      begin_ += delimiter_.size();
      in_part_ = false;
      return 0;
    }
    if (!fill()) {
      if (!failure_) fail(malformed_multipart("no closing boundary"));
      return 0;
    }
  }
  return 0;
}

bool MultipartReader::skip_part() {
  char discarded[4096];
  while (read(discarded, sizeof discarded) > 0) {
  }
  return !failure_;
}

bool MultipartReader::skip_preamble() {
  for (;;) {
    const std::size_t found = buffer_.find(delimiter_, begin_);
    if (found != std::string::npos) {
      begin_ = found + delimiter_.size();
      return true;
    }
    if (buffer_.size() - begin_ > header_limit) return fail(malformed_multipart("long preamble"));
    if (!fill()) return failure_ ? false : fail(malformed_multipart("no boundary"));
  }
}

}  // namespace facteur::gateway::http
