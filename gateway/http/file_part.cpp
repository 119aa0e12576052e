#include "gateway/http/file_part.h"

#include <string>

#include "gateway/http/flow_json.h"
#include "gateway/http/problems.h"

namespace facteur::gateway::http {

std::optional<Problem> read_file_part(MultipartReader& parts, const PartHeader& header,
                                      flows::Spool& spool, std::size_t limit) {
  if (header.filename && !header.filename->empty() && !plain_file_name(*header.filename))
    return invalid_file_name();
  std::string buffer(16 * 1024, '\0');
  while (const std::size_t count = parts.read(buffer.data(), buffer.size())) {
    if (spool.size() + count > limit) return too_large(limit);
    spool.append(std::string_view(buffer).substr(0, count));
  }
  return std::nullopt;
}

}  // namespace facteur::gateway::http
