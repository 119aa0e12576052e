// The streams of a PDF, decoded within bounds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <string>

namespace facteur::formats::facturx {

// Takes what a stream decodes to, up to a number of bytes; then it throws, which ends the decoding.
class BoundedSink final : public Pipeline {
 public:
  // `keep`: whether the bytes are wanted, or only how many there are.
  BoundedSink(std::size_t most, bool keep) : Pipeline("sink", nullptr), most_(most), keep_(keep) {}

  void write(unsigned char const* data, size_t size) override;
  void finish() override {}

  bool over() const { return over_; }
  std::size_t size() const { return size_; }
  // An upper bound of the tokens in them, when they are PDF syntax.
  std::size_t tokens() const { return tokens_; }
  std::string take() { return std::move(kept_); }

 private:
  std::size_t most_;
  bool keep_;
  bool over_ = false;
  std::size_t size_ = 0;
  std::size_t tokens_ = 0;
  bool in_token_ = false;
  std::string kept_;
};

enum class StreamFault : std::uint8_t {
  none,
  not_a_stream,
  filters,    // unknown ones, or a chain that could swell without end
  broken,     // its bytes are not what its filters say
  too_large,  // more than was asked for
};

struct StreamBytes {
  StreamFault fault = StreamFault::none;
  std::string bytes;  // when there is no fault
};

// At most `most` bytes. libqpdf resolves what the dictionary refers to.
StreamBytes decode(QPDFObjectHandle stream, std::size_t most);

// May the filters that a dictionary names be applied? At most one of them swells, and it is the
// last: then what it gives can be counted. Predictors hold two rows, so a row is bounded.
bool harmless_filters(QPDFObjectHandle dictionary);

// No value refers to an object, directly or in a container inside; but for `except`.
bool is_direct(QPDFObjectHandle dictionary, const std::string& except = {});

}  // namespace facteur::formats::facturx
