// A look at the cross-reference sections of a PDF before libqpdf reads them.
//
// libqpdf inflates cross-reference streams (ISO 32000-1, 7.5.8) whole into memory, whatever they
// come to, and makes a map entry of each object. Here the same chain is walked with the same
// tokenizer, and each stream is inflated into a counter. A chain in which anything is unusual is
// not sound: libqpdf is then to read the file without its cross-reference streams.
#pragma once

#include <cstddef>
#include <memory>

#include "formats/facturx/read_source.h"

namespace facteur::formats::facturx {

enum class XrefVerdict : std::uint8_t {
  sound,
  unsound,
  swelling,  // a stream that inflates beyond any need
  too_many,  // objects
};

// How many objects a file may have.
constexpr std::size_t most_objects = 300'000;

XrefVerdict examine_xref(const std::shared_ptr<WatchedSource>& source);

}  // namespace facteur::formats::facturx
