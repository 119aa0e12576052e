// A business letter as PDF, A4, for a window envelope: sender, recipient in the window, place and
// date, subject, paragraphs and tables, signature. Pure.
#pragma once

#include <string>
#include <vector>

#include "formats/pdf/document.h"
#include "formats/readable/look.h"
#include "formats/readable/sheet.h"

namespace facteur::formats::readable {

// One passage below the other. Texts are UTF-8 and come from strangers.
struct LetterPart {
  enum class Kind { paragraph, heading, table };
  Kind kind = Kind::paragraph;
  std::string text;  // lines parted by \n
  Table table;
};

struct Letter {
  bool french = true;
  Party sender, recipient;  // of the recipient, name and address stand in the window
  Facts references;         // "Dossier", "2026-114": left of the window
  std::string delivery;     // "Lettre recommandée avec avis de réception"; above the window
  std::string place_and_date;
  std::string subject;
  std::vector<LetterPart> parts;
  Phrases signature;   // the last lines: closing words, room to sign, name and position
  std::string legend;  // at the foot of each page
};

// The same letter gives the same bytes.
std::string letter_pdf(const Letter& letter, const pdf::FontPair& fonts, const Look& look);

}  // namespace facteur::formats::readable
