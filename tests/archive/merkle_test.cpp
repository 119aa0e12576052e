// The tree against RFC 9162 and against a naive reading of its definitions.
#include "archive/merkle.h"

#include <catch2/catch.hpp>
#include <map>

#include "archive/tree_edge.h"

using namespace facteur::archive;

namespace {

// The eight leaves and roots that every implementation of RFC 6962 and RFC 9162 is tested with.
const std::vector<std::string> kLeaves = {
    {},
    std::string(1, '\x00'),
    "\x10",
    "\x20\x21",
    "\x30\x31",
    "\x40\x41\x42\x43",
    "\x50\x51\x52\x53\x54\x55\x56\x57",
    "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
};
const char* const kRoots[] = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

std::vector<Hash> hashes_of(const std::vector<std::string>& leaves) {
  std::vector<Hash> hashes;
  for (const std::string& leaf : leaves) hashes.push_back(leaf_hash(leaf));
  return hashes;
}

std::vector<Hash> numbered_leaves(std::size_t count) {
  std::vector<Hash> hashes;
  for (std::size_t i = 0; i < count; ++i) hashes.push_back(leaf_hash(std::to_string(i)));
  return hashes;
}

// MTH of RFC 9162 section 2.1.1, word for word.
Hash naive_root(std::span<const Hash> leaves) {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves.front();
  std::size_t k = 1;
  while (k * 2 < leaves.size()) k *= 2;
  return node_hash(naive_root(leaves.first(k)), naive_root(leaves.subspan(k)));
}

NodeReader naive_nodes(std::span<const Hash> leaves) {
  return [leaves](unsigned level, std::uint64_t index) {
    return naive_root(leaves.subspan(index << level, std::uint64_t{1} << level));
  };
}

}  // namespace

TEST_CASE("the roots of the classic trees of zero to eight leaves") {
  const auto leaves = hashes_of(kLeaves);
  for (std::size_t n = 0; n <= leaves.size(); ++n) {
    const auto first = std::span(leaves).first(n);
    CHECK(to_hex(root_of(n, naive_nodes(first))) == kRoots[n]);
    TreeEdge edge([](TileId, Tile&&) {});
    for (const Hash& leaf : first) edge.append(leaf);
    CHECK(to_hex(edge.root()) == kRoots[n]);
  }
}

TEST_CASE("the growing edge has the naive root at every size up to 600") {
  const auto leaves = numbered_leaves(600);
  std::map<TileId, Tile> tiles;
  TreeEdge edge([&](TileId id, Tile&& tile) { tiles[id] = std::move(tile); });
  for (std::size_t n = 1; n <= leaves.size(); ++n) {
    edge.append(leaves[n - 1]);
    REQUIRE(edge.root() == naive_root(std::span(leaves).first(n)));
  }
  REQUIRE(tiles.size() == 2);
  CHECK(tiles.at({0, 1}).front() == leaves[256]);
}

TEST_CASE("every leaf of every tree up to 70 leaves is included, by its own path only") {
  const auto all = numbered_leaves(70);
  for (std::size_t n = 1; n <= all.size(); ++n) {
    const auto leaves = std::span(all).first(n);
    const Hash root = naive_root(leaves);
    for (std::size_t i = 0; i < n; ++i) {
      const auto path = inclusion_path(i, n, naive_nodes(leaves));
      REQUIRE(includes(leaves[i], i, n, path, root));
      REQUIRE_FALSE(includes(leaves[(i + 1) % n], i, n, path, root) == (n > 1));
      REQUIRE_FALSE(includes(leaves[i], i + 1, n, path, root));
    }
  }
}

TEST_CASE("every tree up to 70 leaves is consistent with every beginning of it") {
  const auto all = numbered_leaves(70);
  for (std::size_t n = 0; n <= all.size(); ++n) {
    const auto leaves = std::span(all).first(n);
    const Hash root = naive_root(leaves);
    for (std::size_t m = 0; m <= n; ++m) {
      const Hash first = naive_root(leaves.first(m));
      const auto path = consistency_path(m, n, naive_nodes(leaves));
      REQUIRE(consistent(m, first, n, root, path));
      if (m > 0 && m < n) REQUIRE_FALSE(consistent(m - 1, first, n, root, path));
      if (m < n) REQUIRE_FALSE(consistent(n, first, m, root, path));
    }
  }
}

TEST_CASE("a proof with any bit changed, or a hash more or less, does not hold") {
  const auto leaves = numbered_leaves(21);
  const Hash root = naive_root(leaves);
  const Hash first = naive_root(std::span(leaves).first(13));
  const auto inclusion = inclusion_path(17, 21, naive_nodes(leaves));
  const auto consistency = consistency_path(13, 21, naive_nodes(leaves));
  const auto holds = [&](const std::vector<Hash>& a, const std::vector<Hash>& b) {
    return includes(leaves[17], 17, 21, a, root) || consistent(13, first, 21, root, b);
  };
  REQUIRE(includes(leaves[17], 17, 21, inclusion, root));
  REQUIRE(consistent(13, first, 21, root, consistency));
  for (std::size_t bit = 0; bit < 256; ++bit) {
    const auto change = [bit](std::vector<Hash> path, std::size_t i) {
      path[i][bit / 8] = static_cast<std::uint8_t>(path[i][bit / 8] ^ 1u << bit % 8);
      return path;
    };
    for (std::size_t i = 0; i < std::max(inclusion.size(), consistency.size()); ++i) {
      REQUIRE_FALSE(holds(change(inclusion, i % inclusion.size()),
                          change(consistency, i % consistency.size())));
    }
  }
  auto longer = inclusion;
  auto longer_consistency = consistency;
  longer.push_back(root);
  longer_consistency.push_back(root);
  CHECK_FALSE(holds(longer, longer_consistency));
  CHECK_FALSE(holds({inclusion.begin(), inclusion.end() - 1},
                    {consistency.begin(), consistency.end() - 1}));
}

TEST_CASE("a node never passes for a leaf") {
  const auto leaves = numbered_leaves(2);
  const std::string both = std::string(as_bytes(leaves[0])) + std::string(as_bytes(leaves[1]));
  CHECK(leaf_hash(both) != node_hash(leaves[0], leaves[1]));
}
