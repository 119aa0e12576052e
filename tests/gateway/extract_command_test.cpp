// `facteur extract`: what it writes, what it says, and how it ends.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <sstream>

#include "gateway/cli/extract.h"
#include "tests/gateway/fixture.h"

using namespace facteur;
using namespace facteur::gateway;

namespace {

struct Outcome {
  int status;
  std::string out, err;
};

Outcome extract(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--lang", "en"});
  std::ostringstream out, err;
  const int status = cli::extract_command(arguments, out, err);
  return {status, out.str(), err.str()};
}

std::string file(const test::Folder& folder, const std::string& name, const std::string& bytes) {
  const auto path = folder.path / name;
  std::ofstream(path, std::ios::binary) << bytes;
  return path.string();
}

std::string content(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Without a cross-reference table: a reader searches for the objects.
std::string pdf_with(const std::string& name) {
  return "%PDF-1.7\n"
         "1 0 obj\n<< /Length 4 >>\nstream\n<a/>\nendstream\nendobj\n"
         "2 0 obj\n<< /UF (" +
         name +
         ") /AFRelationship /Data /EF << /F 1 0 R >> >>\nendobj\n"
         "3 0 obj\n<< /Length 5 >>\nstream\nhello\nendstream\nendobj\n"
         "4 0 obj\n<< /UF (../../note.txt) /EF << /F 3 0 R >> >>\nendobj\n"
         "5 0 obj\n<< /Names << /EmbeddedFiles << /Names [(a) 2 0 R (b) 4 0 R] >> >> /AF [2 0 R] "
         ">>\n"
         "endobj\ntrailer\n<< /Root 5 0 R >>\n";
}

}  // namespace

TEST_CASE("the invoice of a PDF is written byte for byte") {
  test::Folder folder;
  const auto pdf = file(folder, "in.pdf", pdf_with("factur-x.xml"));
  const auto written = folder.path / "out.xml";
  const Outcome outcome = extract({pdf, written.string()});
  CHECK(outcome.status == 0);
  CHECK(content(written) == "<a/>");
  CHECK(outcome.out.empty());
  CHECK(outcome.err.find("NO-XMP") != std::string::npos);
  CHECK(extract({pdf, "-"}).out == "<a/>");
}

TEST_CASE("a PDF without an invoice writes nothing and ends with 1") {
  test::Folder folder;
  const auto pdf = file(folder, "in.pdf", pdf_with("other.xml"));
  const Outcome outcome = extract({pdf, (folder.path / "out.xml").string()});
  CHECK(outcome.status == 1);
  CHECK(outcome.err.find("NO-INVOICE") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(folder.path / "out.xml"));
}

TEST_CASE("all attachments are written, and none out of the folder or over a file") {
  test::Folder folder;
  const auto pdf = file(folder, "in.pdf", pdf_with("factur-x.xml"));
  const auto all = folder.path / "all";
  CHECK(extract({"--all", all.string(), pdf}).status == 0);
  CHECK(content(all / "factur-x.xml") == "<a/>");
  CHECK(content(all / "note.txt") == "hello");
  CHECK(extract({"--all", all.string(), pdf}).status == 0);
  CHECK(content(all / "note-2.txt") == "hello");
  CHECK_FALSE(std::filesystem::exists(folder.path / "note.txt"));
}

TEST_CASE("attachments are listed, for people and for machines") {
  test::Folder folder;
  const auto pdf = file(folder, "in.pdf", pdf_with("factur-x.xml"));
  const Outcome people = extract({"--list", pdf});
  CHECK(people.out.find("factur-x.xml") != std::string::npos);
  const Outcome machines = extract({"--list", "--json", pdf});
  CHECK(machines.out.find("\"invoice\":true") != std::string::npos);
  CHECK(machines.out.find("\"relationship\":\"Data\"") != std::string::npos);
}

TEST_CASE("what cannot be done ends with 2") {
  CHECK(extract({"missing.pdf", "-"}).status == 2);
  CHECK(extract({"one.pdf"}).status == 2);
  CHECK(extract({"--unheard", "a", "b"}).status == 2);
}
