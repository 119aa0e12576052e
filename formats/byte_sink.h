// Where bytes go that are made piece by piece: a text in memory, a file, a parser.
#pragma once

#include <string>
#include <string_view>

namespace facteur::formats {

class ByteSink {
 public:
  virtual ~ByteSink() = default;
  // Throws what its destination throws.
  virtual void write(std::string_view piece) = 0;
};

// Keeps all of it.
class StringSink final : public ByteSink {
 public:
  void write(std::string_view piece) override { bytes_ += piece; }
  const std::string& bytes() const { return bytes_; }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

}  // namespace facteur::formats
