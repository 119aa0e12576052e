// Opens a PDF of unknown origin with libqpdf, and decodes its streams, in bounded memory.
//
// libqpdf inflates cross-reference streams and object streams inside, without a limit. So every
// place in the file where an object could start is looked at first: a stream of either type may
// have no filter but one FlateDecode, and its length inflated is measured, in a buffer of fixed
// size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <qpdf/QPDF.hh>
#include <string>
#include <string_view>

namespace facteur::formats::pdf {

struct OpenLimits {
  std::size_t file = std::size_t{128} << 20;      // bytes
  std::size_t structure = std::size_t{64} << 20;  // bytes of the streams that say where objects are
  std::size_t objects = 500'000;
};

enum class OpenError : std::uint8_t {
  none,
  not_a_pdf,       // no header, or so damaged that nothing is found in it
  too_large,       // the file, or the number of its objects
  bomb,            // its structure inflates beyond the limit, or hides behind several filters
  needs_password,  // encrypted, and not with the empty password
};

struct Opened {
  std::unique_ptr<QPDF> pdf;  // null unless error is none; reads `bytes` as long as it lives
  OpenError error = OpenError::none;
  bool repaired = false;  // the cross-reference table was wrong; libqpdf looked for the objects
};

// `bytes` must outlive what is returned. Prints nothing, throws nothing but std::bad_alloc.
Opened open_bounded(std::string_view bytes, const OpenLimits& limits = {});

// The data of a stream through all of its filters. Nothing when it is longer than `most` or cannot
// be decoded; image data (DCT, JPX, CCITT, JBIG2) cannot. Throws nothing but std::bad_alloc.
std::optional<std::string> decoded(QPDFObjectHandle stream, std::size_t most);

// The first bytes, at most `most`, through all filters; what is behind them is not decoded.
std::string decoded_head(QPDFObjectHandle stream, std::size_t most);

// The data as they stand in the file, decrypted. Nothing when they are longer than `most`.
std::optional<std::string> undecoded(QPDFObjectHandle stream, std::size_t most);

}  // namespace facteur::formats::pdf
