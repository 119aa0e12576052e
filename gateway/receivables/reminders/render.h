// A message as plain text and as a web page for mail programs: the same words and tables. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/readable/sheet.h"
#include "gateway/receivables/reminders/message.h"
#include "gateway/receivables/reminders/template_text.h"

namespace facteur::gateway::receivables::reminders {

// A passage of the message with the table that it stands for.
struct Part {
  Passage passage;
  const formats::readable::Table* table = nullptr;  // of a block; must outlive it
};

// UTF-8, lines of at most 78 characters where words allow it, ends with a line break.
std::string plain_text(const std::vector<Part>& parts);

// One page that asks for nothing outside itself: no script, picture, style sheet or link. Texts are
// escaped.
std::string web_page(const std::string& subject, const std::vector<Part>& parts,
                     MessageLanguage language);

}  // namespace facteur::gateway::receivables::reminders
