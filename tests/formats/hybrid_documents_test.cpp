// The published hybrid PDFs: every one is read right, and no page is remarked without reason.
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "formats/facturx/read.h"
#include "formats/verdict.h"
#include "tests/formats/shared_documents.h"

using namespace facteur;
using namespace facteur::formats;
using facteur::formats::facturx::HybridPdf;

namespace {

struct Expected {
  std::string file, origin, attachments, invoice, sha256;
};

std::vector<Expected> expected_files() {
  std::vector<Expected> rows;
  const auto documents = test::shared_documents();
  if (documents.empty()) return rows;
  std::ifstream in(documents.parent_path() / "facturx" / "expected.tsv");
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::istringstream columns(line);
    Expected row;
    std::getline(columns, row.file, '\t');
    std::getline(columns, row.origin, '\t');
    std::getline(columns, row.attachments, '\t');
    std::getline(columns, row.invoice, '\t');
    std::getline(columns, row.sha256, '\t');
    rows.push_back(row);
  }
  return rows;
}

std::string bytes_of(const Expected& row) {
  return test::bytes_of(test::shared_documents().parent_path() / "facturx" / row.file);
}

std::set<std::string> names_of(std::string list) {
  std::set<std::string> names;
  std::istringstream in(std::move(list));
  for (std::string name; std::getline(in, name, '|');) names.insert(name);
  return names;
}

// Their pages do show another number, date or total than their XML.
const std::set<std::string> diverging{"222820d547ed64de.pdf", "600cc8673e0c4002.pdf",
                                      "6696f0a19c8d1a66.pdf", "98a694e3eaca6c7e.pdf",
                                      "a0046f55cab4b1ec.pdf"};

}  // namespace

TEST_CASE("the attachments and the invoice of every published hybrid PDF are found") {
  for (const Expected& row : expected_files()) {
    CAPTURE(row.file, row.origin);
    const std::string bytes = bytes_of(row);
    const HybridPdf pdf(bytes);
    std::set<std::string> names;
    for (const auto& file : pdf.files()) names.insert(file.name);
    CHECK(names == names_of(row.attachments));
    CHECK(pdf.invoice().has_value() == !row.invoice.empty());
    if (pdf.invoice()) CHECK(pdf.files()[*pdf.invoice()].name == row.invoice);
    CHECK(pdf.xml().empty() == row.sha256.empty());
  }
}

TEST_CASE(
    "of the published hybrid PDFs those are remarked whose page and XML differ, and no others") {
  for (const Expected& row : expected_files()) {
    CAPTURE(row.file, row.origin);
    bool remarked = false;
    for (const Finding& finding : judge(bytes_of(row)).findings) {
      remarked = remarked || finding.rule.starts_with("FACTEUR-PDF-");
    }
    CHECK(remarked == diverging.contains(row.file));
  }
}
