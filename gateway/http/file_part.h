// The part "file" of a form, kept in a spool as it arrives.
#pragma once

#include <optional>

#include "gateway/flows/spool.h"
#include "gateway/http/multipart.h"

namespace facteur::gateway::http {

// The part that `header` opens, to its end. A name that is no plain file name and more than `limit`
// bytes are refused; what failed on the way is the reader's to say.
std::optional<Problem> read_file_part(MultipartReader& parts, const PartHeader& header,
                                      flows::Spool& spool, std::size_t limit);

}  // namespace facteur::gateway::http
