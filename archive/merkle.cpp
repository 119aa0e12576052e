#include "archive/merkle.h"

#include <algorithm>
#include <bit>

namespace facteur::archive {
namespace {

constexpr char kLeafPrefix = 0;
constexpr char kNodePrefix = 1;

// The largest power of two smaller than n, for n > 1: where RFC 9162 splits a tree.
std::uint64_t split(std::uint64_t n) {
  return std::bit_floor(n - 1);
}

// MTH(D[begin:end]). Every left part of a split is a full node, so the recursion only follows the
// right edge: at most 64 deep.
Hash range_root(std::uint64_t begin, std::uint64_t end, const NodeReader& node) {
  const std::uint64_t n = end - begin;
  if (std::has_single_bit(n)) {
    const auto level = static_cast<unsigned>(std::countr_zero(n));
    return node(level, begin >> level);
  }
  const std::uint64_t middle = begin + split(n);
  return node_hash(range_root(begin, middle, node), range_root(middle, end, node));
}

}  // namespace

Hash leaf_hash(std::string_view bytes) {
  return Sha256().update({&kLeafPrefix, 1}).update(bytes).finish();
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<char, 65> message;
  message[0] = kNodePrefix;
  std::copy(left.begin(), left.end(), message.begin() + 1);
  std::copy(right.begin(), right.end(), message.begin() + 33);
  return sha256({message.data(), message.size()});
}

Hash empty_root() {
  return sha256({});
}

Hash root_of(std::uint64_t size, const NodeReader& node) {
  return size == 0 ? empty_root() : range_root(0, size, node);
}

std::vector<Hash> inclusion_path(std::uint64_t index, std::uint64_t size, const NodeReader& node) {
  std::vector<Hash> path;
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  while (end - begin > 1) {
    const std::uint64_t middle = begin + split(end - begin);
    const bool left = index < middle;
    path.push_back(left ? range_root(middle, end, node) : range_root(begin, middle, node));
    (left ? end : begin) = middle;
  }
  std::reverse(path.begin(), path.end());
  return path;
}

std::vector<Hash> consistency_path(std::uint64_t first, std::uint64_t size,
                                   const NodeReader& node) {
  std::vector<Hash> path;
  if (first == 0 || first == size) return path;
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  while (end != first) {
    const std::uint64_t middle = begin + split(end - begin);
    const bool left = first <= middle;
    path.push_back(left ? range_root(middle, end, node) : range_root(begin, middle, node));
    (left ? end : begin) = middle;
  }
  // The old tree itself is known to the verifier when it is a left edge of the new one.
  if (begin != 0) path.push_back(range_root(begin, end, node));
  std::reverse(path.begin(), path.end());
  return path;
}

bool includes(const Hash& leaf, std::uint64_t index, std::uint64_t size, std::span<const Hash> path,
              const Hash& root) {
  if (index >= size) return false;
  std::uint64_t fn = index;
  std::uint64_t sn = size - 1;
  Hash r = leaf;
  for (const Hash& p : path) {
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      r = node_hash(p, r);
      for (; (fn & 1) == 0 && fn != 0; fn >>= 1) sn >>= 1;
    } else {
      r = node_hash(r, p);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && r == root;
}

bool consistent(std::uint64_t first, const Hash& first_root, std::uint64_t size, const Hash& root,
                std::span<const Hash> path) {
  if (first > size) return false;
  if (first == size) return path.empty() && first_root == root;
  if (first == 0) return path.empty() && first_root == empty_root();
  if (path.empty()) return false;
  std::uint64_t fn = first - 1;
  std::uint64_t sn = size - 1;
  for (; (fn & 1) != 0; fn >>= 1) sn >>= 1;
  const bool old_is_a_node = std::has_single_bit(first);

  Hash fr = old_is_a_node ? first_root : path.front();
  Hash sr = fr;
  for (const Hash& c : path.subspan(old_is_a_node ? 0 : 1)) {
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      fr = node_hash(c, fr);
      sr = node_hash(c, sr);
      for (; (fn & 1) == 0 && fn != 0; fn >>= 1) sn >>= 1;
    } else {
      sr = node_hash(sr, c);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && fr == first_root && sr == root;
}

}  // namespace facteur::archive
