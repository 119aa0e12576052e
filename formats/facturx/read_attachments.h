// The files embedded in a PDF, wherever it keeps them.
#pragma once

#include <qpdf/QPDFObjectHandle.hh>
#include <vector>

#include "formats/facturx/read.h"
#include "formats/facturx/read_file.h"

namespace facteur::formats::facturx {

struct Attachment {
  EmbeddedFile file;
  QPDFObjectHandle stream;
};

struct Attachments {
  std::vector<Attachment> found;
  bool all = true;  // false when there are more than were asked for
};

// At most `most` of them. A tree that leads back into itself, or is deeper than any sensible one,
// is read as far as it makes sense.
Attachments read_attachments(PdfFile& file, std::size_t most);

}  // namespace facteur::formats::facturx
