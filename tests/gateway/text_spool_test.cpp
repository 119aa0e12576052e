// Attachments on disk, and documents that are read from disk.
#include "gateway/flows/text_spool.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <system_error>

#include "archive/hash.h"
#include "gateway/flows/file_source.h"
#include "tests/gateway/fixture.h"

using namespace facteur;
using namespace facteur::gateway;

namespace {

std::string all_of(formats::ByteSource& source) {
  std::string bytes;
  for (std::string_view piece; !(piece = source.next()).empty();) bytes += piece;
  return bytes;
}

formats::StoredText stored(flows::TextSpool& spool, std::string_view text) {
  constexpr std::size_t piece = 1000;
  for (std::size_t at = 0; at < text.size(); at += piece) spool.append(text.substr(at, piece));
  return spool.finish();
}

}  // namespace

TEST_CASE("texts come back from the spool as they went in, side by side") {
  const test::Folder folder;
  flows::TextSpool spool(folder.path);
  const std::string first(200'000, 'a'), second(70'001, 'b');
  const auto a = stored(spool, first);
  spool.append("never finished");
  spool.abandon();
  const auto b = stored(spool, second);
  CHECK(a.bytes == first.size());
  CHECK(b.sha256 == archive::to_hex(archive::sha256(second)));
  const auto one = spool.open(a), other = spool.open(b), again = spool.open(a);
  CHECK(other->size() == second.size());
  CHECK(one->next().size() > 0);
  CHECK(all_of(*other) == second);
  CHECK(all_of(*again) == first);
  CHECK(std::filesystem::is_empty(folder.path));
}

TEST_CASE("a spool makes no file before a text comes, and says when it cannot") {
  flows::TextSpool spool("/nowhere/at/all");
  CHECK_THROWS_AS(stored(spool, std::string(100'000, 'a')), std::system_error);
}

TEST_CASE("a file is read in pieces, and a missing one is an error") {
  const test::Folder folder;
  const std::string path = (folder.path / "document").string();
  const std::string bytes(150'000, 'x');
  std::ofstream(path, std::ios::binary) << bytes;
  flows::FileSource file(path);
  CHECK(file.size() == bytes.size());
  CHECK(all_of(file) == bytes);
  CHECK(file.next().empty());
  CHECK_THROWS_AS(flows::FileSource("/nowhere/at/all"), std::system_error);
  flows::FileSource directory(folder.path.string());
  CHECK_FALSE(directory.size());
  CHECK_THROWS_AS(directory.next(), std::system_error);
}
