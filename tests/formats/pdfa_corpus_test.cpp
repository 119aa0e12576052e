// Our judge of PDF/A beside the public test corpus of veraPDF: the clause and the verdict of each
// file are in its name. The score is printed clause by clause.
#include <catch2/catch.hpp>
#include <filesystem>
#include <iomanip>
#include <map>
#include <set>
#include <sstream>

#include "formats/pdfa/judge.h"
#include "tests/formats/shared_documents.h"
#include "tests/shared_folder.h"

using namespace facteur;

namespace {

struct Case {
  std::filesystem::path file;
  std::string clause;  // "6.2.11.4.1"
  bool good = false;
};

// "veraPDF test suite 6-1-2-t01-fail-a.pdf"
Case case_of(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  const std::size_t from = name.rfind(' ') + 1;
  std::string clause = name.substr(from, name.find("-t", from) - from);
  std::replace(clause.begin(), clause.end(), '-', '.');
  return {file, clause, name.find("-pass-") != name.npos};
}

std::vector<Case> cases() {
  std::vector<Case> all;
  const auto shared = test::shared_folder();
  const auto folder = shared ? *shared / "conformance" / "pdfa" : std::filesystem::path();
  if (!shared || !std::filesystem::is_directory(folder)) {
    WARN("no shared documents: the corpus of PDF/A is not judged");
    return all;
  }
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".pdf") all.push_back(case_of(entry.path()));
  }
  return all;
}

struct Score {
  std::size_t right = 0;
  std::size_t all = 0;
};

// The families of clauses of which every case has to be right.
bool has_to_be_right(const std::string& clause) {
  return clause.starts_with("6.1.") || clause.starts_with("6.6.") || clause == "6.8";
}

std::string table_of(const std::map<std::string, Score>& scores) {
  std::ostringstream table;
  Score sum;
  for (const auto& [clause, score] : scores) {
    table << std::left << std::setw(14) << clause << score.right << "/" << score.all << "\n";
    sum.right += score.right;
    sum.all += score.all;
  }
  table << std::setw(14) << "all" << sum.right << "/" << sum.all;
  return table.str();
}

}  // namespace

TEST_CASE("no file that is PDF/A is said not to be, and what is not is found out") {
  std::map<std::string, Score> scores;
  for (const Case& one : cases()) {
    const auto verdict = formats::pdfa::judge_pdfa(test::bytes_of(one.file));
    std::string found;
    for (const auto& finding : verdict.findings) found += std::string(finding.rule) + " ";
    INFO(one.file.filename().string() << ": " << found);
    CHECK(verdict.readable);
    if (one.good || has_to_be_right(one.clause)) CHECK(verdict.passes == one.good);
    Score& score = scores[one.clause];
    ++score.all;
    if (verdict.passes == one.good) ++score.right;
  }
  if (!scores.empty()) WARN("PDF/A corpus, right verdicts by clause:\n" << table_of(scores));
}
