// `facteur archive` as its user meets it: exit status, what is named, both languages.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "archive/archive.h"
#include "gateway/cli/archive.h"
#include "gateway/flows/sealer.h"

namespace {

namespace fs = std::filesystem;
using namespace facteur;

// An archive of two invoices under `folder()/archive`, with its key and certificate beside it.
class Scene {
 public:
  Scene() {
    std::string name = (fs::temp_directory_path() / "facteur-cli-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
    auto sealer = gateway::flows::Sealer::from_files(folder_ / "key.pem",
                                                     folder_ / "certificate.pem", "test", 0);
    archive::Options options;
    options.directory = (folder_ / "archive").string();
    options.signer = &sealer;
    options.clock = [] { return std::int64_t{1'795'200'000'000'000}; };
    options.random = [](std::span<std::uint8_t> bytes) { bytes[0] = 7; };
    auto opened = archive::Archive::open(options);
    REQUIRE(opened);
    for (const char* text : {"first invoice", "second invoice"}) {
      archive::Deposit deposit;
      deposit.subject = std::string("flow of the ") + text;
      deposit.bytes = text;
      REQUIRE((*opened)->append({&deposit, 1}));
    }
  }
  ~Scene() { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
  }

 private:
  fs::path folder_;
};

struct Outcome {
  int status = 0;
  std::string out;
  std::string err;
};

Outcome run(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  const int status = gateway::cli::archive_command(arguments, out, err);
  return {status, out.str(), err.str()};
}

}  // namespace

TEST_CASE("archive verify says in both languages that an archive is sound") {
  const Scene scene;
  const std::string archive = scene.path("archive");
  const Outcome fr = run({"verify", archive, "--lang", "fr"});
  CHECK(fr.status == 0);
  CHECK(fr.out.find("Archive intacte") != std::string::npos);
  CHECK(fr.err.empty());
  const Outcome en =
      run({"verify", archive, "--lang", "en", "--key", scene.path("certificate.pem")});
  CHECK(en.status == 0);
  CHECK(en.out.find("The archive is sound") != std::string::npos);
}

TEST_CASE("archive verify names the file, the offset and the document that changed") {
  const Scene scene;
  std::fstream segment(scene.path("archive/objects/seg-00000000.dat"),
                       std::ios::in | std::ios::out | std::ios::binary);
  segment.seekp(-3, std::ios::end);
  segment << 'X';
  segment.close();
  const Outcome outcome = run({"verify", scene.path("archive"), "--json"});
  CHECK(outcome.status == 1);
  const auto report = nlohmann::json::parse(outcome.out);
  CHECK(report["sound"] == false);
  REQUIRE(report["faults"].size() == 1);
  CHECK(report["faults"][0]["kind"] == "object_bytes");
  CHECK(report["faults"][0]["file"] == "objects/seg-00000000.dat");
  CHECK(report["faults"][0]["object"] == archive::to_hex(archive::sha256("second invoice")));
}

TEST_CASE("archive prove writes a proof that check-proof confirms for the document alone") {
  const Scene scene;
  const std::string hash = archive::to_hex(archive::sha256("second invoice"));
  REQUIRE(run({"prove", scene.path("archive"), "--object", hash, scene.path("proof")}).status == 0);
  scene.write("document", "second invoice");
  scene.write("other", "first invoice");
  const std::string key = scene.path("certificate.pem");
  const Outcome right =
      run({"check-proof", scene.path("proof"), scene.path("document"), "--key", key});
  CHECK(right.status == 0);
  CHECK(right.out.find("flow of the second invoice") != std::string::npos);
  CHECK(run({"check-proof", scene.path("proof"), scene.path("other")}).status == 1);
  const Outcome printed = run({"prove", scene.path("archive"), "--entry", "2"});
  CHECK(printed.status == 0);
  scene.write("printed", printed.out);
  CHECK(run({"check-proof", scene.path("printed"), "--json"}).out.find("\"holds\"") !=
        std::string::npos);
}

TEST_CASE("archive commands that cannot be done say so on the error stream, with status 2") {
  const Scene scene;
  const std::vector<std::vector<std::string>> impossible = {
      {},
      {"dust"},
      {"verify"},
      {"verify", scene.path("nowhere")},
      {"verify", scene.path("archive"), "surplus"},
      {"verify", scene.path("archive"), "--jobs", "0"},
      {"verify", scene.path("archive"), "--key", scene.path("nowhere")},
      {"verify", scene.path("archive"), "--key", scene.path("archive/format")},
      {"prove", scene.path("archive")},
      {"prove", scene.path("archive"), "--entry", "99"},
      {"prove", scene.path("archive"), "--object", "12"},
      {"prove", scene.path("archive"), "--entry", "1", "--object", std::string(64, '0')},
      {"check-proof", scene.path("nowhere")},
  };
  for (const auto& arguments : impossible) {
    const Outcome outcome = run(arguments);
    CAPTURE(arguments);
    CHECK(outcome.status == 2);
    CHECK(outcome.out.empty());
    CHECK_FALSE(outcome.err.empty());
  }
  CHECK(run({"--help"}).status == 0);
}
