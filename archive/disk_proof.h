// A read-only look into an archive that this process does not own: enough to make a proof, while a
// server may be writing. Trusts nothing it reads further than its own checks go; verify.h checks
// everything.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "archive/archive.h"

namespace facteur::archive {

// Proves entry `index`, or the first entry that names the object `sha256`, against the newest head:
// reads the journal from the beginning and recomputes the tree, so the proof holds or an Error says
// why not.
Result<Proof> prove_from_disk(FileSystem& files, const std::string& directory, std::uint64_t index);
Result<Proof> prove_from_disk(FileSystem& files, const std::string& directory, const Hash& sha256);

}  // namespace facteur::archive
