// Texts of bank files, brought to one form: whichever format said it, the same words are the same
// bytes. Nothing is translated: accents, case and punctuation stay as the bank wrote them.
//
// Pure functions; safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "formats/bank/statement.h"

namespace facteur::formats::bank {

// Trimmed, with each run of blanks, line ends and control characters made one blank.
std::string clean(std::string_view utf8);
// Without any blank: references and account numbers.
std::string without_blanks(std::string_view utf8);
// How many characters, not bytes.
std::size_t characters(std::string_view utf8);

// An end-to-end id, empty where it says that there is none: "NOTPROVIDED", "NONREF".
std::string stated_reference(std::string_view utf8);

// A text that was cut into pieces of a fixed width. A piece that fills its width is continued by
// the next without a blank, since the cut may be in a word; a shorter one ended where it should.
class CutText {
 public:
  explicit CutText(std::size_t width) : width_(width) {}
  // `piece` as it stands, with the blanks at its end if it has any.
  void add(std::string_view piece) { add(piece, characters(piece) >= width_); }
  void add(std::string_view piece, bool continued);
  // The next piece begins with a word of its own, however full the last one was.
  void part() { continued_ = false; }
  bool empty() const { return text_.empty(); }
  std::string text() const { return clean(text_); }

 private:
  const std::size_t width_;
  std::string text_;
  bool continued_ = false;
};

// What every reader does last with a movement: texts cleaned; a narrative such as
// "VIR SEPA RECU /DE DUPONT /MOTIF FACT 12 /REF X" taken apart where it stands in for fields;
// the label taken for the remittance where nothing better is known; a creditor reference that opens
// the remittance (ISO 11649) put in its place.
void settle_texts(Movement& movement);

}  // namespace facteur::formats::bank
