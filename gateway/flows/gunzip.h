// A gzip file (RFC 1952) as the bytes that it was made of.
//
// Several members one after another are one text, as gzip reads them. Lengths and checksums are
// verified, so that what is cut or damaged is found.
#pragma once

#include <zlib.h>

#include <stdexcept>
#include <string>
#include <string_view>

#include "formats/byte_source.h"

namespace facteur::gateway::flows {

// Cut or damaged.
struct GunzipError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class GunzipSource final : public formats::ByteSource {
 public:
  // `packed` must outlive the source.
  explicit GunzipSource(std::string_view packed);
  ~GunzipSource() override;
  GunzipSource(const GunzipSource&) = delete;
  GunzipSource& operator=(const GunzipSource&) = delete;

  // Throws GunzipError.
  std::string_view next() override;

 private:
  bool begin_next_member();

  std::string_view rest_;
  z_stream stream_{};
  bool ended_ = false;
  std::string piece_;
};

}  // namespace facteur::gateway::flows
