// The Merkle tree of RFC 9162 (Certificate Transparency 2.0) section 2.1, over SHA-256: hashing,
// and the checking of proofs. Pure functions; how the tree is kept on disk is tile_tree.h.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "archive/hash.h"

namespace facteur::archive {

// Section 2.1.1. The prefixes keep a leaf from ever passing for a node.
Hash leaf_hash(std::string_view bytes);               // SHA-256(0x00 || bytes)
Hash node_hash(const Hash& left, const Hash& right);  // SHA-256(0x01 || left || right)
Hash empty_root();                                    // SHA-256 of nothing

// The hash over leaves [index << level, (index + 1) << level): a node that never changes once full.
using NodeReader = std::function<Hash(unsigned level, std::uint64_t index)>;

// Section 2.1.1: the root over the first `size` leaves. `size` 0 gives empty_root().
Hash root_of(std::uint64_t size, const NodeReader& node);

// Section 2.1.3.1: the path from leaf `index` to the root over `size` leaves. Needs index < size.
std::vector<Hash> inclusion_path(std::uint64_t index, std::uint64_t size, const NodeReader& node);

// Section 2.1.4.1: why the tree of `size` leaves begins with that of `first`. Needs first <= size;
// empty when first is 0 or equals size.
std::vector<Hash> consistency_path(std::uint64_t first, std::uint64_t size, const NodeReader& node);

// Section 2.1.3.2.
bool includes(const Hash& leaf, std::uint64_t index, std::uint64_t size, std::span<const Hash> path,
              const Hash& root);

// Section 2.1.4.2; first 0 is consistent with everything, by the empty path only.
bool consistent(std::uint64_t first, const Hash& first_root, std::uint64_t size, const Hash& root,
                std::span<const Hash> path);

}  // namespace facteur::archive
