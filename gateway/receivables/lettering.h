// Lettering codes: which items of an account settle each other, as bookkeepers write it.
//
// Items joined by applications that hold are a group. A group in which nothing is open is whole and
// carries an upper-case code (A..Z, AA..); one in which something is open carries the same letters
// in lower case. Codes are counted by account in the order in which groups came to be, and never
// given twice: when an undoing leaves nothing of a group its code is released; when it splits one,
// the part with the oldest application keeps the code and the others get new ones; when two groups
// become one, the older code stays. Derived from the ledger and never stored: asked again with the
// same instant, the answer is the same.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "formats/civil_date.h"
#include "gateway/store/connection.h"
#include "gateway/store/instant.h"

namespace facteur::gateway::receivables {

// What the codes of an account are derived from: its movements, in the order of posting. Those of
// one application belong together; one without an application stands for itself.
struct LetteredMovement {
  std::int64_t item = 0, units = 0;
  bool opening = false;
  std::int64_t act = 0;                // the application; else one of its own
  std::optional<std::int64_t> undoes;  // an act
  formats::Date effective_on;
};

struct Letter {
  std::string code;  // "A" when whole, "a" when in part
  bool whole = false;
  formats::Date on;  // the latest day on which an act of the group took effect
};

// By item; one that no act touched has none.
std::map<std::int64_t, Letter> letter(std::span<const LetteredMovement> movements);

// "A" is 1, "Z" 26, "AA" 27.
std::string letters_of(std::int64_t number);

// Of an account, as known at an instant; nothing: all being known.
std::map<std::int64_t, Letter> lettering_of(store::Connection& connection, std::int64_t account,
                                            std::optional<Instant> known_at = {});

}  // namespace facteur::gateway::receivables
