// The data of streams, in bounded memory. Nothing here throws but std::bad_alloc.
#pragma once

#include <cstddef>
#include <optional>
#include <qpdf/QPDFObjectHandle.hh>
#include <string>

namespace facteur::formats::pdfa {

// Through all filters. Nothing when that is more than `most` bytes, when the data are broken, or
// when a filter is not understood or could swell without end: image data (DCT, JPX, CCITT, JBIG2).
std::optional<std::string> decoded(const QPDFObjectHandle& stream, std::size_t most);

// The first bytes, at most `most`, through all filters; empty when there are none to be had.
std::string decoded_head(const QPDFObjectHandle& stream, std::size_t most);

// As they stand in the file. Nothing when there are more than `most`.
std::optional<std::string> undecoded(const QPDFObjectHandle& stream, std::size_t most);

}  // namespace facteur::formats::pdfa
