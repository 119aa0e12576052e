#include "formats/bank/text.h"

#include <algorithm>
#include <array>
#include <vector>

#include "formats/bank/narrative.h"
#include "formats/bank_numbers.h"

namespace facteur::formats::bank {
namespace {

// How many bytes at the front of `text` are one blank or control character; 0 for anything else.
// U+00A0 and U+0080 to U+009F are C2 80 to C2 A0.
std::size_t blank_at(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) <= 0x20 || byte(0) == 0x7F) return 1;
  if (byte(0) == 0xC2 && text.size() > 1 && byte(1) <= 0xA0) return 2;
  const bool narrow = text.starts_with("\u202F") || text.starts_with("\u2007");
  return narrow ? 3 : 0;
}

std::string collapse(std::string_view text, std::string_view blank) {
  std::string result;
  result.reserve(text.size());
  bool pending = false;
  while (!text.empty()) {
    if (const std::size_t size = blank_at(text); size != 0) {
      pending = !result.empty();
      text.remove_prefix(size);
      continue;
    }
    if (pending) result += blank;
    pending = false;
    result += text.front();
    text.remove_prefix(1);
  }
  return result;
}

bool holds_digit(std::string_view text) {
  return text.find_first_of("0123456789") != std::string_view::npos;
}

// Does the label say more than who paid: a word with a digit that is not of the name?
bool label_tells(const Movement& movement) {
  if (movement.payer.empty()) return true;
  std::string_view rest = movement.label;
  while (!rest.empty()) {
    const auto end = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, end);
    if (holds_digit(word) && movement.payer.find(word) == std::string::npos) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

// A structured reference that stands first in the free text, for want of a field of its own, is
// moved to where other formats have it.
void move_reference(Movement& movement) {
  if (!movement.creditor_reference.empty()) return;
  const std::string_view text = movement.remittance;
  const auto end = std::min(text.find(' '), text.size());
  const std::string word(text.substr(0, end));
  if (!is_creditor_reference(word)) return;
  movement.creditor_reference = word;
  movement.remittance.erase(0, std::min(end + 1, text.size()));
}

}  // namespace

std::string clean(std::string_view utf8) {
  return collapse(utf8, " ");
}

std::string without_blanks(std::string_view utf8) {
  return collapse(utf8, "");
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string stated_reference(std::string_view utf8) {
  constexpr std::array nothing{"NOTPROVIDED", "NOT PROVIDED", "NONREF", "NON PRECISEE", "NONE"};
  std::string text = clean(utf8);
  std::string upper = text;
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (std::find(nothing.begin(), nothing.end(), upper) != nothing.end()) text.clear();
  return text;
}

void CutText::add(std::string_view piece, bool continued) {
  if (!text_.empty() && !continued_) text_ += ' ';
  text_ += piece;
  continued_ = continued;
}

void settle_texts(Movement& movement) {
  for (std::string Movement::*text :
       {&Movement::payer, &Movement::ultimate_payer, &Movement::payer_id, &Movement::remittance,
        &Movement::label, &Movement::mandate, &Movement::bank_reference, &Movement::entry_reference,
        &Movement::batch})
    movement.*text = clean(movement.*text);
  movement.payer_account = without_blanks(movement.payer_account);
  movement.creditor_reference = without_blanks(movement.creditor_reference);
  movement.end_to_end_id = stated_reference(movement.end_to_end_id);
  if (movement.remittance.empty() && !movement.label.empty() && label_tells(movement))
    movement.remittance.swap(movement.label);
  take_apart(movement);
  move_reference(movement);
}

}  // namespace facteur::formats::bank
