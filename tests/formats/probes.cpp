#include "tests/formats/probes.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "formats/verdict.h"
#include "tests/formats/sample.h"

namespace facteur::test {
namespace {

constexpr const char* probes_folder = FACTEUR_SOURCE_DIR "/tests/data/rules/probes";

// Columns between tabulators; "\n" in a column is a line break.
std::vector<std::string> columns_of(const std::string& line) {
  std::vector<std::string> columns;
  std::istringstream in(line);
  for (std::string column; std::getline(in, column, '\t');) {
    for (auto at = column.find("\\n"); at != std::string::npos; at = column.find("\\n", at + 1)) {
      column.replace(at, 2, "\n");
    }
    columns.push_back(column);
  }
  return columns;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

ProbeFile read(const std::filesystem::path& path) {
  ProbeFile file;
  file.name = path.filename().string();
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    INFO(file.name << ": " << line);
    if (line.empty() || line[0] == '#') continue;
    const auto columns = columns_of(line);
    if (columns[0] == "base") {
      file.base = sample(columns.at(1));
    } else if (columns[0] == "sets") {
      file.sets = words_of(columns.at(1));
    } else if (columns[0] == "change") {
      file.base = changed(file.base, {{"", columns.at(1), columns.size() > 2 ? columns[2] : ""}});
    } else {
      Probe probe;
      for (std::size_t i = 0; i + 3 < columns.size(); i += 3) {
        probe.changes.push_back({columns[i], columns[i + 1], columns[i + 2]});
      }
      const auto words = words_of(columns.back());
      probe.verdict = {words.begin(), words.end()};
      file.probes.push_back(std::move(probe));
    }
  }
  return file;
}

}  // namespace

std::vector<ProbeFile> probe_files() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(probes_folder)) {
    if (entry.path().extension() == ".probes") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<ProbeFile> files;
  for (const auto& path : paths) files.push_back(read(path));
  return files;
}

std::string changed(const std::string& base, const std::vector<Change>& changes) {
  std::string document = base;
  for (const Change& change : changes) {
    INFO("after " << change.place << "\n- " << change.what << "\n+ " << change.with);
    const auto place = document.find(change.place);
    REQUIRE(place != std::string::npos);
    replace_first(document, change.what, change.with, place);
  }
  return document;
}

std::set<std::string> broken_rules(const std::string& document,
                                   const std::vector<std::string>& sets) {
  formats::RuleSelection selection{false, {}};
  for (const std::string& set : sets) selection.sets.push_back(formats::find_rule_set(set));
  std::set<std::string> broken;
  for (const formats::Finding& finding : formats::judge(document, selection).findings) {
    if (finding.set == "structure") continue;
    broken.insert(std::string(finding.set) + ":" + std::string(finding.rule));
  }
  return broken;
}

}  // namespace facteur::test
