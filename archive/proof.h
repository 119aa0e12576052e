// A proof as a text file: all that somebody needs, beside the document itself, to check years later
// and without us that it was deposited, when and by whom (FORMAT.md, "Proof").
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "archive/archive.h"

namespace facteur::archive {

// Text, one fact a line, readable and exact.
std::string format_proof(const Proof& proof);
// Nothing unless `text` is exactly what format_proof() writes for some proof.
std::optional<Proof> parse_proof(std::string_view text);

struct ProofVerdict {
  enum class State {
    holds,
    malformed,       // not a proof file
    not_included,    // the path does not lead from the entry to the head's root
    bad_signature,   // the head's signature does not hold with the key in the file
    wrong_key,       // the key in the file is not the pinned one
    wrong_document,  // the document is not the one that was deposited
  };
  State state = State::malformed;
  std::optional<Entry> entry;  // as far as it could be read
  std::optional<Checkpoint> head;
};

// Pure: no archive, no clock, no network. `document`: also compare these bytes with the entry's
// object. `pinned_key` (PEM, empty for none): the key to trust. Without it the proof vouches only
// for itself.
ProofVerdict check_proof(std::string_view text, std::optional<std::string_view> document,
                         std::string_view pinned_key);

}  // namespace facteur::archive
