// What the pages say, in French and English: texts.tsv, compiled in.
#pragma once

#include <string_view>

#include "gateway/http/message.h"

namespace facteur::gateway::portal {

using http::Language;

// Throws std::logic_error for a key that the table does not hold.
std::string_view text(std::string_view key, Language language);

// The same for keys made from data (a status, a reason): `otherwise` when the table has none.
std::string_view text_or(std::string_view key, Language language, std::string_view otherwise);

}  // namespace facteur::gateway::portal
