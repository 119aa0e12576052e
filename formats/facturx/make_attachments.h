// The attachments of an invoice (BG-24, and those of its lines) as files. Included by this folder's
// sources only.
#pragma once

#include <vector>

#include "formats/facturx/make_files.h"
#include "formats/model.h"

namespace facteur::formats::facturx {

// Every attached document (BT-125) in the order of the invoice, decoded. What is no base64 gives as
// much as can be read of it; nothing at all gives no file.
std::vector<FileToEmbed> attachments_of(const Invoice& invoice, FileNames& names);

}  // namespace facteur::formats::facturx
