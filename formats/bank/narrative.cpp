#include "formats/bank/narrative.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bank/text.h"

namespace facteur::formats::bank {
namespace {

enum class Part { before, payer, behalf, motive, reference, mandate, account, other };

struct Key {
  std::string_view word;
  Part part;
};

// Written with a slash before ("/DE") or a colon behind ("DE:").
constexpr std::array keys{
    Key{"DE", Part::payer},      Key{"POUR", Part::behalf},      Key{"BEN", Part::payer},
    Key{"MOTIF", Part::motive},  Key{"LIB", Part::motive},       Key{"REF", Part::reference},
    Key{"RNF", Part::reference}, Key{"MDT", Part::mandate},      Key{"MANDAT", Part::mandate},
    Key{"RUM", Part::mandate},   Key{"IBAN", Part::account},     Key{"BIC", Part::other},
    Key{"ID", Part::other},      Key{"PROVENANCE", Part::other}, Key{"CHEZ", Part::other},
};

// How a text begins in which "DE:" is no chance.
constexpr std::array openings{"VIR", "PRLV", "PRELEV"};

const Key* key_of(std::string_view name) {
  const auto* found =
      std::find_if(keys.begin(), keys.end(), [name](const Key& key) { return key.word == name; });
  return found == keys.end() ? nullptr : found;
}

struct Piece {
  Part part;
  std::string_view text;  // with blanks around
};

// Cuts a text at its keys. `slash`: those with a slash before; else those with a colon behind.
std::vector<Piece> cut(std::string_view text, bool slash) {
  std::vector<Piece> pieces{{Part::before, {}}};
  std::size_t begin = 0, at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    std::string_view word = text.substr(at, end - at);
    std::size_t next = end;
    const bool colon_apart = !slash && text.substr(end).starts_with(" : ");
    const bool marked = slash ? word.starts_with('/') : word.ends_with(':') || colon_apart;
    if (marked && slash) word.remove_prefix(1);
    if (marked && !slash && !colon_apart) word.remove_suffix(1);
    if (colon_apart) next = end + 2;
    if (const Key* key = marked ? key_of(word) : nullptr) {
      pieces.back().text = text.substr(begin, at - begin);
      pieces.push_back({key->part, {}});
      begin = std::min(next + 1, text.size());
    }
    at = std::max(end + 1, begin);
  }
  pieces.back().text = text.substr(std::min(begin, text.size()));
  return pieces;
}

bool holds(const std::vector<Piece>& pieces, Part part) {
  return std::any_of(pieces.begin(), pieces.end(),
                     [part](const Piece& piece) { return piece.part == part; });
}

// The pieces of a narrative; one piece alone for any other text.
std::vector<Piece> pieces_of(std::string_view text) {
  auto pieces = cut(text, true);
  if (holds(pieces, Part::payer) || holds(pieces, Part::motive)) return pieces;
  const bool opens = std::any_of(openings.begin(), openings.end(),
                                 [text](std::string_view word) { return text.starts_with(word); });
  if (!opens) return {};
  pieces = cut(text, false);
  const bool named = holds(pieces, Part::payer) || holds(pieces, Part::behalf);
  if (named && pieces.size() > 2) return pieces;
  return {};
}

void append(std::string& to, std::string_view text) {
  if (!to.empty() && !text.empty()) to += ' ';
  to += text;
}

void set_if_empty(std::string& field, std::string text) {
  if (field.empty()) field = std::move(text);
}

}  // namespace

void take_apart(Movement& movement) {
  const std::string text = movement.remittance;
  const auto pieces = pieces_of(text);
  if (pieces.empty()) return;
  movement.remittance.clear();
  for (const Piece& piece : pieces) {
    const std::string words = clean(piece.text);
    switch (piece.part) {
      case Part::before:
        append(movement.label, words);
        break;
      case Part::payer:
        // The motive was a narrative in turn, and began with words of the bank.
        append(movement.label, movement.remittance);
        movement.remittance.clear();
        set_if_empty(movement.payer, words);
        break;
      // On whose behalf money came, or whom it went to.
      case Part::behalf:
        set_if_empty(
            movement.direction == Direction::credit ? movement.ultimate_payer : movement.payer,
            words);
        break;
      case Part::motive:
        append(movement.remittance, words);
        break;
      case Part::reference:
        set_if_empty(movement.end_to_end_id, stated_reference(words));
        break;
      case Part::mandate:
        set_if_empty(movement.mandate, words);
        break;
      case Part::account:
        set_if_empty(movement.payer_account, without_blanks(words));
        break;
      case Part::other:
        break;
    }
  }
}

}  // namespace facteur::formats::bank
