// What is checked and put right before an XML parser sees the bytes.
//
// libxml2 compares each attribute of a tag with each other one, and so takes minutes over one tag
// of some megabytes: such tags have to be found first. To see tags, the bytes must extend ASCII.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/structure_text.h"

namespace facteur::formats {

struct Refusal {
  std::string_view rule;
  Text message;
};

struct Guarded {
  std::optional<Refusal> refusal;
  // UTF-16 as UTF-8. Then the encoding that the document declares is to be ignored.
  std::optional<std::string> converted;
};

// Refuses encodings that do not extend ASCII (but for UTF-16) and start tags over `tag_bytes`.
Guarded guard(std::string_view bytes, std::size_t tag_bytes);

// UTF-16 to UTF-8, without byte order mark; nullopt when a surrogate is alone or a byte is missing.
std::optional<std::string> utf16_to_utf8(std::string_view bytes, bool big_endian);

}  // namespace facteur::formats
