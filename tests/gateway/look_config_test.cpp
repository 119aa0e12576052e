// How the configuration says what the invoices of a tenant look like.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "gateway/cli/arguments.h"
#include "gateway/cli/config.h"
#include "gateway/cli/look.h"

using namespace facteur::gateway::cli;

namespace {

struct ConfigFile {
  explicit ConfigFile(const std::string& text)
      : path(std::filesystem::temp_directory_path() / "facteur-look-config.toml") {
    std::ofstream(path) << text;
  }
  ~ConfigFile() { std::filesystem::remove(path); }
  std::filesystem::path path;
};

}  // namespace

TEST_CASE("each tenant may have a look of its own") {
  const ConfigFile file(
      "[[look]]\nsiren = \"100000009\"\ncolour = \"#7A1F3D\"\n"
      "[[look]]\nsiren = \"200000008\"\nlogo = \"logo.png\"\n");
  const Config config = read_config(file.path);
  REQUIRE(config.looks.size() == 2);
  CHECK(config.looks[0].siren == "100000009");
  CHECK(config.looks[0].colour == "#7A1F3D");
  CHECK(config.looks[1].logo == "logo.png");
}

TEST_CASE("a look without a company, or with a key that is unknown, is an error") {
  const ConfigFile nobody("[[look]]\ncolour = \"#7A1F3D\"\n");
  CHECK_THROWS_AS(read_config(nobody.path), ConfigError);
  const ConfigFile misspelt("[[look]]\nsiren = \"100000009\"\ncolor = \"#7A1F3D\"\n");
  CHECK_THROWS_AS(read_config(misspelt.path), ConfigError);
}

TEST_CASE("a look that cannot be used says why") {
  CHECK_FALSE(load_look("", "").logo);
  CHECK(load_look("", "#7A1F3D").accent == 0x7A1F3D);
  CHECK_THROWS_AS(load_look("", "#FFE066"), UsageError);
  CHECK_THROWS_AS(load_look("", "brown"), UsageError);
  CHECK_THROWS_AS(load_look("no-such-file.png", ""), UsageError);
}
