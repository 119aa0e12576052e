// Archives from strangers: what is taken out of them, and what is refused as a whole.
#include "gateway/flows/unpack.h"

#include <catch2/catch.hpp>

#include "archive/hash.h"
#include "gateway/flows/archive_path.h"
#include "gateway/flows/gunzip.h"
#include "tests/gateway/archives.h"
#include "tests/gateway/fixture.h"

using namespace facteur::gateway;
using test::gzip;
using test::tar;
using test::TarEntry;
using test::zip;

namespace {

const std::string a = "<Invoice>a</Invoice>", b = "<Invoice>b</Invoice>";

using Files = std::vector<std::pair<std::string, std::string>>;

std::variant<flows::Unpacked, flows::ArchiveRefusal> unpacked(
    const std::string& archive, const flows::UnpackLimits& limits = {}) {
  return flows::unpack(archive, limits, std::filesystem::temp_directory_path());
}

Files files_of(const std::string& archive) {
  const auto result = unpacked(archive);
  if (const auto* refusal = std::get_if<flows::ArchiveRefusal>(&result)) FAIL(refusal->code());
  Files files;
  for (const auto& file : std::get<flows::Unpacked>(result).files()) {
    CHECK(file.sha256 == facteur::archive::to_hex(facteur::archive::sha256(file.bytes)));
    files.emplace_back(file.path, file.bytes);
  }
  return files;
}

// "ARCHIVE_LINK a.xml", or "taken".
std::string verdict(const std::string& archive, const flows::UnpackLimits& limits = {}) {
  const auto result = unpacked(archive, limits);
  const auto* refusal = std::get_if<flows::ArchiveRefusal>(&result);
  if (refusal == nullptr) return "taken";
  CHECK_FALSE(refusal->message().fr.empty());
  CHECK_FALSE(refusal->message().en.empty());
  return std::string(refusal->code()) + (refusal->path.empty() ? "" : " " + refusal->path);
}

std::string tar_gz(const std::vector<TarEntry>& entries) {
  return gzip(tar(entries));
}

}  // namespace

TEST_CASE("the files of an archive come out in its order, folders and all") {
  const Files expected{{"b.xml", b}, {"été/a.xml", a}};
  CHECK(files_of(zip({{"b.xml", b}, {"été/", "", 040755}, {"./été/a.xml", a}})) == expected);
  CHECK(files_of(zip({{"b.xml", b, 0100644, 0x0800, 0}, {"été\\a.xml", a}})) == expected);
  CHECK(files_of(tar_gz({{"./b.xml", b}, {"été", "", '5'}, {"été/a.xml", a}})) == expected);
}

TEST_CASE("what file managers add is left out and named") {
  const auto result = unpacked(zip({{"a.xml", a}, {"__MACOSX/._a.xml", "x"}, {".DS_Store", "y"}}));
  REQUIRE(std::holds_alternative<flows::Unpacked>(result));
  const auto& good = std::get<flows::Unpacked>(result);
  CHECK(good.files().size() == 1);
  CHECK(good.ignored() == std::vector<std::string>{"__MACOSX/._a.xml", ".DS_Store"});
}

TEST_CASE("paths that lead out of the archive are refused") {
  for (const char* path : {"../a.xml", "x/../../a.xml", "/a.xml", "C:\\a.xml", "..\\a.xml", "x/.."})
    CHECK(verdict(zip({{"b.xml", b}, {path, a}})).starts_with("ARCHIVE_PATH_OUTSIDE"));
  CHECK(verdict(tar_gz({{"../a.xml", a}})) == "ARCHIVE_PATH_OUTSIDE ../a.xml");
  CHECK(verdict(tar_gz({{"/etc/a.xml", a}})) == "ARCHIVE_PATH_OUTSIDE /etc/a.xml");
}

TEST_CASE("names that cannot be shown or told apart are refused") {
  CHECK(verdict(zip({{"a\n.xml", a}})).starts_with("ARCHIVE_PATH_SIGNS"));
  CHECK(verdict(zip({{"caf\x82.xml", a, 0100644, 0}})).starts_with("ARCHIVE_PATH_ENCODING"));
  CHECK(verdict(zip({{"caf\xE9.xml", a}})).starts_with("ARCHIVE_PATH_ENCODING"));
  CHECK(verdict(tar_gz({{"caf\xE9.xml", a}})).starts_with("ARCHIVE_PATH_ENCODING"));
  CHECK(verdict(zip({{"a.xml", a}, {"./a.xml", b}})) == "ARCHIVE_REPEATED_PATH a.xml");
  CHECK(verdict(zip({{std::string(256, 'a'), a}})).starts_with("ARCHIVE_PATH_TOO_LONG"));
  std::string deep = "a.xml";
  for (int i = 0; i < 17; ++i) deep.insert(0, "d/");
  CHECK(verdict(zip({{deep, a}})).starts_with("ARCHIVE_PATH_TOO_LONG"));
  CHECK(verdict(zip({{".", a}})).starts_with("ARCHIVE_PATH_SIGNS"));
}

TEST_CASE("links, devices and encrypted files are refused") {
  CHECK(verdict(zip({{"a.xml", "/etc/passwd", 0120777}})) == "ARCHIVE_LINK a.xml");
  CHECK(verdict(tar_gz({{"a.xml", "", '2', "/etc/passwd"}})) == "ARCHIVE_LINK a.xml");
  CHECK(verdict(tar_gz({{"a.xml", a}, {"b.xml", "", '1', "a.xml"}})) == "ARCHIVE_LINK b.xml");
  for (const char device : {'3', '4', '6'})
    CHECK(verdict(tar_gz({{"dev", "", device}})) == "ARCHIVE_SPECIAL_FILE dev");
  CHECK(verdict(zip({{"a.xml", a, 0100644, 0x0801}})) == "ARCHIVE_ENCRYPTED a.xml");
}

TEST_CASE("an archive within an archive is refused, and every method but deflate") {
  CHECK(verdict(zip({{"x.xml", zip({{"a.xml", a}})}})) == "ARCHIVE_NESTED x.xml");
  CHECK(verdict(zip({{"x.xml", tar({{"a.xml", a}})}})) == "ARCHIVE_NESTED x.xml");
  CHECK(verdict(tar_gz({{"x.pdf", gzip("a")}})) == "ARCHIVE_NESTED x.pdf");
  CHECK(verdict(zip({{"a.xml", a, 0100644, 0x0800, 14}})) == "ARCHIVE_METHOD a.xml");
  CHECK(verdict(gzip(gzip(tar({{"a.xml", a}})))) != "taken");
}

TEST_CASE("bombs are refused before they have unfolded") {
  std::string zeros;
  zeros.resize(30'000'000, '0');
  CHECK(verdict(zip({{"a.xml", zeros}})) == "ARCHIVE_INFLATION a.xml");
  CHECK(verdict(tar_gz({{"a.xml", zeros}})) == "ARCHIVE_INFLATION a.xml");
  flows::UnpackLimits limits;
  limits.file_bytes = 1000;
  CHECK(verdict(zip({{"a.xml", std::string(1001, '0')}}), limits) ==
        "ARCHIVE_FILE_TOO_LARGE a.xml");
  limits.file_bytes = 10'000;
  limits.total_bytes = 1500;
  const std::string half(1000, '0');
  CHECK(verdict(zip({{"a.xml", half}, {"b.xml", half}}), limits) == "ARCHIVE_TOO_LARGE b.xml");
  limits.files = 2;
  CHECK(verdict(zip({{"a", a}, {"b", b}, {"c", a}}), limits) == "ARCHIVE_TOO_MANY_FILES");
  CHECK(verdict(tar_gz({{"a", a}, {"b", b}, {"c", a}}), limits) == "ARCHIVE_TOO_MANY_FILES c");
}

TEST_CASE("an archive that is cut at any place, or damaged, is refused") {
  const std::string zipped = zip({{"a.xml", a}, {"b.xml", b}});
  for (std::size_t size = 0; size < zipped.size(); ++size)
    CHECK(verdict(zipped.substr(0, size)) != "taken");
  const std::string packed = tar_gz({{"a.xml", a}, {"b.xml", b}});
  for (std::size_t size = 0; size < packed.size(); ++size)
    CHECK(verdict(packed.substr(0, size)) != "taken");
  std::string damaged = zip({{"a.xml", a, 0100644, 0x0800, 0}});
  damaged[damaged.find("a</")] = 'c';
  CHECK(verdict(damaged) == "ARCHIVE_DAMAGED a.xml");
  std::string wrong_sum = packed;
  wrong_sum[packed.size() - 8] = static_cast<char>(wrong_sum[packed.size() - 8] ^ 1);
  CHECK(verdict(wrong_sum) == "ARCHIVE_DAMAGED");
}

TEST_CASE("an archive without a file, and an empty file in one, are refused") {
  CHECK(verdict(zip({})) == "ARCHIVE_EMPTY");
  CHECK(verdict(tar_gz({{"folder", "", '5'}})) == "ARCHIVE_EMPTY");
  CHECK(verdict(zip({{"a.xml", a}, {"b.xml", ""}})) == "ARCHIVE_EMPTY_FILE b.xml");
  CHECK(verdict("PK\3\4 and no more") == "ARCHIVE_UNREADABLE");
}

TEST_CASE("a directory of a .zip that claims more than it has is refused unread") {
  std::string many = zip({{"a.xml", a}});
  const auto end = many.rfind("PK\5\6");
  many.replace(end + 8, 4, "\xFF\x7F\xFF\x7F");
  CHECK(verdict(many) == "ARCHIVE_TOO_MANY_FILES");
  std::string elsewhere = zip({{"a.xml", a}});
  elsewhere[elsewhere.rfind("PK\5\6") + 16] ^= 1;
  CHECK(verdict(elsewhere) == "ARCHIVE_UNREADABLE");
}

TEST_CASE("gzip members one after another are one text") {
  const std::string both = gzip("first ") + gzip("second") + std::string(3, '\0');
  flows::GunzipSource source(both);
  std::string text;
  for (auto piece = source.next(); !piece.empty(); piece = source.next()) text += piece;
  CHECK(text == "first second");
}
