#include "formats/pdfa/stream_data.h"

#include <new>

#include "formats/facturx/read_stream.h"

namespace facteur::formats::pdfa {
namespace {

struct Piped {
  bool good = false;
  std::string data;
};

Piped pipe(QPDFObjectHandle stream, std::size_t most, qpdf_stream_decode_level_e level) {
  facturx::BoundedSink sink(most, true);
  Piped piped;
  try {
    bool filtered = false;
    const bool done = stream.pipeStreamData(&sink, &filtered, 0, level, true, false);
    piped.good = done && !sink.over() && (level == qpdf_dl_none || filtered);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception&) {
    piped.good = false;
  }
  piped.data = sink.take();
  return piped;
}

}  // namespace

std::optional<std::string> decoded(const QPDFObjectHandle& stream, std::size_t most) {
  if (!facturx::harmless_filters(QPDFObjectHandle(stream).getDict())) return std::nullopt;
  Piped piped = pipe(stream, most, qpdf_dl_specialized);
  if (!piped.good) return std::nullopt;
  return std::move(piped.data);
}

std::string decoded_head(const QPDFObjectHandle& stream, std::size_t most) {
  // What overflows is not kept at all, so the stream is read a little further than asked.
  constexpr std::size_t longest_profile = std::size_t{8} << 20;
  const auto data = decoded(stream, longest_profile);
  return data ? data->substr(0, most) : std::string();
}

std::optional<std::string> undecoded(const QPDFObjectHandle& stream, std::size_t most) {
  Piped piped = pipe(stream, most, qpdf_dl_none);
  if (!piped.good) return std::nullopt;
  return std::move(piped.data);
}

}  // namespace facteur::formats::pdfa
